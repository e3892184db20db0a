"""The text of a letter: a wording with {keys}, filled with facts (paperwork.md 3).

A sentence that names a fact which is empty is left out, and with it a paragraph that has no other; a piece in [square
brackets] is left out alone. So no letter ever shows an empty place. What a letter may name is ``letter_keys``.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from app.errors import Invalid
from app.i18n import _
from app.rules.money.letter_keys import TABLE, keys_of
from models.enums import LetterKind

_KEY = re.compile(r"\{([^{}]*)\}")
_PIECE = re.compile(r"\[([^\[\]]*)\]")
_OPENING, _CLOSING = "(（[", ")）]"
_CHINESE_END, _LATIN_END = "。！？", ".!?"
_AFTER_END = "”’」』）"
_ABBREVIATED = ("no.", "art.", "co.", "ltd.", "e.g.", "i.e.")
TABLE_MARK = f"{{{TABLE}}}"


@dataclass(frozen=True, slots=True)
class Wording:
    """A text before it is filled: ``paragraphs`` one to a line."""

    heading: str
    salutation: str
    wording: str
    closing: str


@dataclass(frozen=True, slots=True)
class LetterText:
    """A text as it is printed. ``table_at`` is how many paragraphs stand before the table, None without one;
    ``missing`` the codes of the facts for want of which a sentence was left out.
    """

    heading: str
    salutation: str
    paragraphs: tuple[str, ...]
    closing: str
    table_at: int | None = None
    missing: tuple[str, ...] = ()


def fill(wording: Wording, facts: Mapping[str, str]) -> LetterText:
    """Return a wording with its facts; one that ``facts`` does not have counts as empty."""
    known = {code: fact for code, fact in facts.items() if fact.strip()}
    paragraphs: list[str] = []
    missing: dict[str, None] = {}
    table_at = None
    for line in wording.wording.splitlines():
        if line.strip() == TABLE_MARK:
            table_at = len(paragraphs)
            continue
        text = _filled_paragraph(line, known, missing)
        if text:
            paragraphs.append(text)
    heading, salutation, closing = (
        _filled_paragraph(one, known, missing) for one in (wording.heading, wording.salutation, wording.closing)
    )
    return LetterText(heading, salutation, tuple(paragraphs), closing, table_at, tuple(missing))


def _filled_paragraph(line: str, known: Mapping[str, str], missing: dict[str, None]) -> str:
    told = []
    for sentence in sentences(line):
        shown = _PIECE.sub(lambda piece: _optional(piece, known), sentence)
        lacking = [code for code in _KEY.findall(shown) if code not in known]
        missing.update(dict.fromkeys(lacking))
        if not lacking and any(one.isalnum() for one in shown):
            told.append(_KEY.sub(lambda key: known[key[1]], shown))
    return "".join(told).strip()


def _optional(piece: re.Match[str], known: Mapping[str, str]) -> str:
    """Return a piece in brackets where all its facts are known; brackets around no fact are brackets."""
    codes = _KEY.findall(piece[1])
    if not codes:
        return piece[0]
    return piece[1] if all(code in known for code in codes) else ""


def sentences(line: str) -> tuple[str, ...]:
    """Return the sentences of a paragraph, each with the space that follows it; together they are the paragraph.

    Nothing ends inside brackets, nor after an abbreviation.
    """
    ends = [*_ends(line), len(line)]
    starts = [0, *ends[:-1]]
    return tuple(line[start:end] for start, end in zip(starts, ends, strict=True) if end > start)


def _ends(line: str) -> Iterator[int]:
    """Yield where a sentence ends within a paragraph, behind the space after it."""
    depth = 0
    for place, character in enumerate(line):
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth = max(depth - 1, 0)
        elif depth == 0 and character in _CHINESE_END + _LATIN_END:
            end = _end_after(line, place)
            if end is not None:
                yield end


def _end_after(line: str, place: int) -> int | None:
    """Return where the sentence whose stop stands at ``place`` ends, None where it does not end a sentence."""
    end = place + 1
    while end < len(line) and line[end] in _AFTER_END:
        end += 1
    if line[place] in _CHINESE_END:
        return end
    if end == len(line) or not line[end].isspace() or line[:end].lower().endswith(_ABBREVIATED):
        return None
    while end < len(line) and line[end].isspace():
        end += 1
    return end


def check_wording(text: str, kind: LetterKind, *, field: str) -> None:
    """Raise Invalid at ``field`` for a {key} that letters of this kind do not know, with its name, and for a brace that
    stands alone.
    """
    known = keys_of(kind)
    for code in _KEY.findall(text):
        if code not in known:
            raise Invalid(_("There is no fact “{name}” in this letter.").format(name=code), field=field)
    rest = _KEY.sub("", text)
    if "{" in rest or "}" in rest:
        raise Invalid(_("A curly bracket stands alone: facts stand between a pair of them."), field=field)


def shown_wording(text: str, kind: LetterKind) -> str:
    """Return a stored text with the names of its facts in the current language in place of codes."""
    names = {code: _(name) for code, name in keys_of(kind).items()}
    return _renamed(text, names)


def stored_wording(text: str, kind: LetterKind) -> str:
    """Return a text as typed with codes in place of names; names nobody knows stay, for ``check_wording`` to refuse."""
    codes = {_(name): code for code, name in keys_of(kind).items()}
    return _renamed(text, codes)


def _renamed(text: str, names: Mapping[str, str]) -> str:
    rename: Callable[[re.Match[str]], str] = lambda key: f"{{{names.get(key[1].strip(), key[1])}}}"  # noqa: E731
    return _KEY.sub(rename, text)
