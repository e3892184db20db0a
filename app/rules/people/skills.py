"""What a person can be sent for, as words: 、 stands between them, whatever was typed (pure)."""

import re

from app.rules.inputs import comparison_key

BETWEEN = "、"
_DIVIDERS = re.compile(r"[、,，;；\r\n\t]+")  # no blank and no slash: "PLC debugging", "A/O process" are one word


def skill_words(text: str) -> tuple[str, ...]:
    """Return the words of a line of skills, each once, in the order typed."""
    words: dict[str, str] = {}
    for part in _DIVIDERS.split(text):
        word = " ".join(part.split())
        if word:
            words.setdefault(comparison_key(word), word)
    return tuple(words.values())


def normal_skills(text: str) -> str:
    """Return the line of skills as it is kept."""
    return BETWEEN.join(skill_words(text))
