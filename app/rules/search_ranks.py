"""Which of many hits come first, decided by the index itself, so that a common word costs no more than a rare one.

Beside what it is found by (``app.rules.searching``) a record is stored under marked tokens that say *where* a word of
it stands: in its number, at the beginning of its title (as written, in pinyin, in initials), anywhere in its title, in
the name of its customer or project. A search then asks the index tier by tier, best first; every answer is a handful of
the newest hits of that tier, read along the index, never all hits.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.rules.searching import (
    FTS5,
    Clause,
    Syntax,
    Term,
    match_clauses,
    pieces,
    plain_tokens,
    query_clauses,
    safe,
    sort_key,
)

# Letters that no keyboard types, as the mark of a kind is.
_NUMBER_MARK, _START_MARK, _TITLE_MARK, _OWNER_MARK = "ǁ", "ǂ", "ǃ", "ƻ"
_NUMBER = re.compile(r"(?=.{2}).*[0-9].*|[a-z]{2,4}")
_START_LENGTH = 7  # signs: with its mark as long as the longest beginning that the index keeps ready


def rank_marks(number: str, title: str, owners: Iterable[str] = ()) -> Iterator[str]:
    """Yield the marked tokens of a record: its number, its title, the names of its customer and project."""
    yield from (_NUMBER_MARK + token for token in plain_tokens(number))
    yield from _title_marks(title)
    for owner in owners:
        yield from _owner_marks(owner)


@lru_cache(maxsize=1_024)
def _title_marks(title: str) -> tuple[str, ...]:
    """Return the marks of a title: instalments and receipts of one contract or customer are called alike."""
    starts = (_START_MARK + start[:_START_LENGTH] for start in _starts(title) if start)
    return (*starts, *(_TITLE_MARK + token for token in plain_tokens(title)))


@lru_cache(maxsize=1_024)
def _owner_marks(owner: str) -> tuple[str, ...]:
    return tuple(_OWNER_MARK + token for token in plain_tokens(owner))


@dataclass(frozen=True, slots=True)
class RankedQuery:
    """What to ask an engine for: ``everything`` that is found, and the tiers that go before the rest, best first.

    ``number`` is None where nothing typed can be a number; only if a number begins with what was typed can one be it.
    """

    everything: str
    number: str | None
    number_begins: str | None
    title_begins: str
    title: str
    owner: str


def ranked_query(text: str, kind: str, syntax: Syntax = FTS5) -> RankedQuery | None:
    """Return how to ask for records of a kind by their rank; None if ``text`` holds nothing to search for.

    The tiers: a number or a whole part of it is what was typed, a number begins with it, the title begins with it, the
    title holds every word, the name of customer or project holds every word.
    """
    found = query_clauses(text)
    if not found:
        return None

    def asked(*clauses: Clause) -> str:
        return match_clauses(clauses, kind=kind, syntax=syntax) or ""

    numbers = _numbers(text)
    return RankedQuery(
        everything=asked(*found),
        number=asked(*found, _any_of(numbers)) if numbers else None,
        number_begins=asked(*found, _any_of(numbers, prefix=True)) if numbers else None,
        title_begins=asked(*found, _any_of(_beginnings(text), prefix=True)),
        title=asked(*(_within(_TITLE_MARK, clause) for clause in found)),
        owner=asked(*(_within(_OWNER_MARK, clause) for clause in found)),
    )


def _starts(title: str) -> tuple[str, ...]:
    syllables = sort_key(title, 60).split()
    return _joined(title), "".join(syllables), "".join(syllable[0] for syllable in syllables)


def _joined(text: str) -> str:
    return "".join(_words(text))


def _words(text: str) -> list[str]:
    return [safe(chinese) or word for chinese, word in pieces(text)]


def _numbers(text: str) -> list[str]:
    """Return what may be a number: words with a digit or few letters, or all that was typed without its blanks."""
    words = [word for _chinese, word in pieces(text)]
    if len(words) > 1:
        words.append(_joined(text))
    return [_NUMBER_MARK + word for word in words if _NUMBER.fullmatch(word)]


def _beginnings(text: str) -> list[str]:
    """Return what a title may begin with: a word of the text, or all of it."""
    return [_START_MARK + word[:_START_LENGTH] for word in (_joined(text), *_words(text))]


def _any_of(tokens: Iterable[str], *, prefix: bool = False) -> Clause:
    return tuple((Term(token, prefix),) for token in dict.fromkeys(tokens))


def _within(mark: str, clause: Clause) -> Clause:
    """Ask for the words as written, in the place that ``mark`` means; pinyin is not kept by place."""
    return (tuple(Term(mark + term.token, term.prefix) for term in clause[0]),)
