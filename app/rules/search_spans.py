"""Where in a text one sees what was typed: the words as written, numbers across their dashes, pinyin as characters."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from app.rules.searching import first_letters, is_link, normal_sign, pieces, readings

Span = tuple[int, int]
_BETWEEN_DIGITS = " ()+"


def spans(shown: str, typed: str) -> tuple[Span, ...]:
    """Return the places (start, end) of ``shown`` where words of ``typed`` are seen, in order and not overlapping.

    What was found by words that stand elsewhere has none.
    """
    signs = _signs(shown)
    found: list[Span] = []
    for chinese, word in pieces(typed):
        found += _chinese(signs, chinese) if chinese else _word(signs, word)
    return _merged(found)


Sign = tuple[str, int]  # a letter as it is compared, and its place


@lru_cache(maxsize=1_024)
def _signs(shown: str) -> tuple[Sign, ...]:
    """Return the letters of a text without the links within words and the blanks within telephone numbers."""
    result: list[Sign] = []
    for place, sign in enumerate(shown):
        if is_link(sign) or (sign in _BETWEEN_DIGITS and _is_between_digits(shown, place)):
            continue
        result += [(letter, place) for letter in normal_sign(sign)]
    return tuple(result)


def _is_between_digits(text: str, place: int) -> bool:
    before, after = text[:place].rstrip(_BETWEEN_DIGITS), text[place:].lstrip(_BETWEEN_DIGITS)
    return before[-1:].isdigit() and after[:1].isdigit()


def _chinese(signs: Sequence[Sign], run: str) -> list[Span]:
    """Find a run of Chinese, or at least its pairs: the index finds no more than these."""
    whole = list(_places(signs, run))
    if whole or len(run) <= 2:
        return whole
    return [place for first, second in pairwise(run) for place in _places(signs, first + second)]


def _word(signs: Sequence[Sign], word: str) -> list[Span]:
    if len(word) == 1:
        return [(place, place + 1) for at, (sign, place) in enumerate(signs) if sign == word and _alone(signs, at)]
    written = list(_places(signs, word))
    return written or [
        (signs[at][1], signs[end - 1][1] + 1) for at in range(len(signs)) if (end := _spelt(signs, at, word)) > at
    ]


def _alone(signs: Sequence[Sign], at: int) -> bool:
    beside = [signs[other][0] for other in (at - 1, at + 1) if 0 <= other < len(signs)]
    return not any(sign.isascii() and sign.isalnum() for sign in beside)


def _places(signs: Sequence[Sign], wanted: str) -> Iterator[Span]:
    text = "".join(sign for sign, _place in signs)
    at = text.find(wanted)
    while at >= 0:
        yield signs[at][1], signs[at + len(wanted) - 1][1] + 1
        at = text.find(wanted, at + 1)


def _spelt(signs: Sequence[Sign], at: int, word: str) -> int:
    """Return the end of the characters from ``at`` on whose pinyin ``word`` is, ``at`` if it is none of theirs."""
    if word[0] not in first_letters(signs[at][0]):
        return at
    return max(_by_initials(signs, at, word), _by_syllables(signs, at, word))


def _by_initials(signs: Sequence[Sign], at: int, word: str) -> int:
    taken = signs[at : at + len(word)]
    if len(taken) < len(word):
        return at
    begun = zip(word, taken, strict=True)
    fits = all(letter in first_letters(sign) for letter, (sign, _place) in begun)
    return at + len(word) if fits else at


def _by_syllables(signs: Sequence[Sign], at: int, word: str) -> int:
    """Take one character a syllable; the last syllable may be unfinished."""
    if at >= len(signs):
        return at
    for syllable in readings(signs[at][0]):
        if syllable.startswith(word):
            return at + 1
        if word.startswith(syllable):
            rest = word[len(syllable) :]
            end = _by_syllables(signs, at + 1, rest)
            if end > at + 1:
                return end
    return at


def _merged(found: list[Span]) -> tuple[Span, ...]:
    result: list[Span] = []
    for start, end in sorted(found):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)
