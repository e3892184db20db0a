"""How records are found: the tokens a record is stored under and the query made from what a person types (decision 10).

Index and query are made of the same exact tokens, so that any engine that matches whole tokens and beginnings of
tokens will do (FTS5 with ``detail=none``, PostgreSQL arrays). Text is NFKC and lower case; then

- a run of Chinese gives its single characters and its pairs: 高压泵 → 高 压 泵 高压 压泵. A query of one character
  asks for it, a longer one for all its pairs;
- a run of Chinese in a short text (a name, a title) also gives its pinyin with every common reading: each syllable,
  each pair of syllables, and the initials of each two and three characters: 华东化 → hua huadong hd hdh …;
- a word is kept whole with its dashes, dots and slashes taken out, beside its parts and its runs of letters and
  digits; of a run of digits every ending from three digits on: SR-2026-0148 → sr20260148 sr 2026 … 0148 148. Hence a
  number is found from any of its digits onwards, and with dashes or without;
- groups of digits with blanks or brackets between them, as telephone numbers are written, are kept joined as well, and
  the country code +86 is left out: +86 (574) 8612 3456 → 57486123456 … 86123456 …;
- a query word asks for tokens that begin with it (a single letter or digit for itself), or, if it can be pinyin, for
  its initials three by three, or for its syllables two by two.

Words of a query may stand in any order and must all be found. Asking pair by pair may find a text that has all pairs
but not the whole; that is rare and accepted.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from app.rules.syllables import SYLLABLES

_CJK = "々〇\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
_LINKS = r"-./_'’·–—"
_ANY_LINK = f"[{re.escape(_LINKS)}]+"
_PIECES = re.compile(rf"([{_CJK}]+)|([^\W_{_CJK}]+(?:{_ANY_LINK}[^\W_{_CJK}]+)*)")
_LINK = re.compile(_ANY_LINK)
_RUNS = re.compile(r"[0-9]+|[^0-9]+")
_DIGITS = re.compile(r"[0-9]{3,}")
_DIGIT_RUNS = re.compile(r"[0-9]+")
_LATIN = re.compile(r"[a-z]+")
_SPACED_DIGITS = re.compile(r"(?<![\w(])\(?[0-9]{2,}(?:[ ()-]+[0-9]{2,})+(?!\w)")
_COUNTRY = re.compile(r"\+ ?86[ -]*(?=[0-9(][0-9 ()-]{6})")
_PHONE_DIGITS = range(7, 16)
# Characters younger than the Unicode tables of database tokenizers, and those that are no letters (hexagrams, the dot
# of 热・电): a token would be split there.
_YOUNG = re.compile(
    "[\u3040\u3097\u3098\u30a0\u30fb\u4db6-\u4dff\u9fcd-\u9fff\ufa6e\ufa6f\ufada-\ufaff\U0002a6d7-\U0002a6ff"
    "\U0002b735-\U0002b73f\U0002b81e-\U0003ffff]"
)

_KIND_MARK = "ǀ"  # a letter that no keyboard types, so that no word begins like a kind
_TOKEN_LIMIT = 32
_PINYIN_LIMIT = 60
_READINGS_LIMIT = 3
_QUERY_LIMIT = 200
_INDEX_LIMIT = 250_000  # characters of up to four bytes; PostgreSQL takes a megabyte
_SHORTEST_ENDING = 3
_INITIALS = 3
_NO_INITIALS = frozenset("iuv")
_LONGEST_SYLLABLE = max(map(len, SYLLABLES))
_BEGINNINGS = frozenset(syllable[:length] for syllable in SYLLABLES for length in range(1, len(syllable) + 1))


@dataclass(frozen=True, slots=True)
class Term:
    """One token to ask for: exactly, or every token that begins with it."""

    token: str
    prefix: bool = False


Group = tuple[Term, ...]
Clause = tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Syntax:
    """How a search engine writes one token, the beginning of a token, and what joins them."""

    exact: str
    beginning: str
    all_of: str
    any_of: str


FTS5 = Syntax('"{}"', '"{}"*', " AND ", " OR ")
TSQUERY = Syntax("'{}'", "'{}':*", " & ", " | ")


def tokens(text: str) -> frozenset[str]:
    """Return the tokens a text is found by."""
    return frozenset(_tokens(text))


def _kind_token(kind: str) -> str:
    """Return the token of a kind: one word, whatever its code is made of, since the index cuts at other signs."""
    return _KIND_MARK + kind.replace("_", "")


def index_text(parts: Iterable[str], *, kind: str, marks: Iterable[str] = ()) -> str:
    """Return what a record is stored under in the search index: the tokens of its texts and its kind, space separated.

    ``marks`` are further tokens as they are, those by which hits are ranked. Every token consists of letters and digits
    only. All together they are no longer than an index can hold: the rest of a text of some hundred pages is not found
    by its words.
    """
    found = dict.fromkeys((_kind_token(kind), *marks))
    for part in parts:
        found |= dict.fromkeys(_known_tokens(part) if len(part) <= _PINYIN_LIMIT else _tokens(part))
    text = " ".join(found)
    return text if len(text) <= _INDEX_LIMIT else text[: text.rindex(" ", 0, _INDEX_LIMIT)]


def query_clauses(text: str) -> tuple[Clause, ...]:
    """Return what a search text asks for: clauses that must all hold, each of groups of which one must match whole."""
    clauses: list[Clause] = []
    for chinese, word in pieces(text[:_QUERY_LIMIT]):
        if chinese:
            wanted = [chinese] if len(chinese) == 1 else _pairs(chinese)
            clauses += [((Term(safe(token)),),) for token in wanted]
        else:
            clauses.append(_word_clause(word))
    return tuple(dict.fromkeys(clauses))


def pieces(text: str) -> list[tuple[str, str]]:
    """Return the words of a text as they are compared, each as (run of Chinese, "") or ("", word without links)."""
    return [(chinese, _joined(word)) for chinese, word in _PIECES.findall(_normal(text))]


def match_query(text: str, *, kind: str | None = None, syntax: Syntax = FTS5) -> str | None:
    """Return the expression that asks an engine for a search text, None if it holds nothing to search for."""
    return match_clauses(query_clauses(text), kind=kind, syntax=syntax)


def match_clauses(clauses: Iterable[Clause], *, kind: str | None = None, syntax: Syntax = FTS5) -> str | None:
    """Return the expression that asks an engine for all of ``clauses``, None if there are none."""
    expressions = [_clause_expression(clause, syntax) for clause in clauses]
    if not expressions:
        return None
    if kind is not None:
        expressions.append(syntax.exact.format(_kind_token(kind)))
    return syntax.all_of.join(expressions)


def _clause_expression(clause: Clause, syntax: Syntax) -> str:
    groups = [syntax.all_of.join(_term_expression(term, syntax) for term in group) for group in clause]
    return groups[0] if len(groups) == 1 else syntax.any_of.join(f"({group})" for group in groups).join("()")


def _term_expression(term: Term, syntax: Syntax) -> str:
    return (syntax.beginning if term.prefix else syntax.exact).format(term.token)


def _normal(text: str) -> str:
    """Return text in the one form that is compared: compatibility forms unified, lower case, Latin without accents."""
    if "+" in text:
        text = _COUNTRY.sub("", text)
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text).lower()
    return unicodedata.normalize("NFKC", "".join(sign for sign in parts if unicodedata.category(sign) != "Mn"))


def plain_tokens(text: str) -> Iterator[str]:
    """Yield the tokens of a text without its pinyin."""
    return _tokens(text, with_pinyin=False)


@lru_cache(maxsize=1_024)
def _known_tokens(text: str) -> tuple[str, ...]:
    """Return the tokens of a short text: names of customers, projects and people stand in record after record."""
    return tuple(_tokens(text))


@lru_cache(maxsize=30_000)
def normal_sign(sign: str) -> str:
    """Return a single sign as it is compared: none, one or several letters."""
    return _normal(sign)


def is_link(sign: str) -> bool:
    """Tell whether a sign only links the parts of a word, so that the word is found with and without it."""
    return sign in _LINKS


def _tokens(text: str, *, with_pinyin: bool = True) -> Iterator[str]:
    with_pinyin = with_pinyin and len(text) <= _PINYIN_LIMIT
    normal = _normal(text)
    for chinese, word in _PIECES.findall(normal):
        if word:
            yield from _word_tokens(word)
            continue
        known = _YOUNG.search(chinese) is None
        found = [*chinese, *_pairs(chinese)]
        yield from found if known else map(safe, found)
        if with_pinyin:
            yield from _pinyin_tokens(chinese)
    for written in _SPACED_DIGITS.findall(normal):
        digits = "".join(_DIGIT_RUNS.findall(written))
        if len(digits) in _PHONE_DIGITS:
            yield from _endings(digits)


def _pairs(chinese: str) -> list[str]:
    return [first + second for first, second in pairwise(chinese)]


def safe(token: str) -> str:
    """Return the token with characters that a tokenizer may not know spelt out."""
    return _YOUNG.sub(lambda found: f"u{ord(found[0]):x}", token)


def _joined(word: str) -> str:
    return _LINK.sub("", word)[:_TOKEN_LIMIT]


def _word_tokens(word: str) -> Iterator[str]:
    joined = _joined(word)
    yield joined
    for part in _LINK.split(word):
        yield part[:_TOKEN_LIMIT]
        for run in _RUNS.findall(part):
            yield run[:_TOKEN_LIMIT]
    for digits in _DIGITS.findall(joined):
        yield from _endings(digits)


def _endings(digits: str) -> Iterator[str]:
    """Yield every ending of a run of digits, from the whole run to the shortest that is asked for."""
    for start in range(len(digits) - _SHORTEST_ENDING + 1):
        yield digits[start:]


def _pinyin_tokens(chinese: str) -> list[str]:
    """Return syllables, pairs of syllables, and initials of two and three, for every combination of readings."""
    found: list[str] = []
    before: tuple[str, ...] = ()
    firsts_before: tuple[str, ...] = ()
    pairs_before: list[str] = []
    for sign in chinese:
        syllables, firsts = readings(sign), first_letters(sign)
        pairs = [one + two for one in firsts_before for two in firsts]
        found += syllables
        found += [one + two for one in before for two in syllables]
        found += pairs
        found += [pair + letter for pair in pairs_before for letter in firsts]
        before, firsts_before, pairs_before = syllables, firsts, pairs
    return found


@lru_cache(maxsize=30_000)
def first_letters(sign: str) -> tuple[str, ...]:
    """Return the letters with which the readings of a character begin."""
    return tuple(dict.fromkeys(reading[0] for reading in readings(sign)))


@lru_cache(maxsize=30_000)
def readings(sign: str) -> tuple[str, ...]:
    """Return the common readings of a character without tones, ü as both v and u; none for what has no reading."""
    from pypinyin import Style, pinyin  # takes a fifth of a second, so only when Chinese is met

    found = pinyin(sign, style=Style.NORMAL, heteronym=True, errors="ignore")
    plain = [_normal(reading) for reading in found[0]][:_READINGS_LIMIT] if found else []
    spelt_u = [reading.replace("v", "u") for reading in plain if "v" in reading]
    return tuple(reading for reading in dict.fromkeys(plain + spelt_u) if _LATIN.fullmatch(reading))


def _word_clause(word: str) -> Clause:
    """Return the ways in which a typed word may be meant: as a beginning, as initials, as pinyin."""
    groups: list[Group] = [(Term(word, prefix=len(word) > 1),)]
    if _LATIN.fullmatch(word) and len(word) > _INITIALS:
        groups += _initials_group(word)
        groups += _syllables_group(word)
    return tuple(groups)


def _initials_group(word: str) -> list[Group]:
    if not _NO_INITIALS.isdisjoint(word):
        return []
    return [tuple(Term(word[start : start + _INITIALS]) for start in range(len(word) - _INITIALS + 1))]


def _syllables_group(word: str) -> list[Group]:
    """Return the pairs of syllables of a word of three or more; two are found as the beginning of a token."""
    syllables = _syllables(word)
    if len(syllables) <= 2:
        return []
    pairs = ["".join(pair) for pair in pairwise(syllables)]
    return [(*(Term(pair) for pair in pairs[:-1]), Term(pairs[-1], prefix=True))]


@lru_cache(maxsize=4_096)
def _syllables(word: str) -> tuple[str, ...]:
    """Split typed pinyin into syllables, the longest first; the last may be unfinished. Empty if it is no pinyin."""
    if word in _BEGINNINGS:
        return (word,)
    for length in range(min(_LONGEST_SYLLABLE, len(word) - 1), 0, -1):
        rest = _syllables(word[length:]) if word[:length] in SYLLABLES else ()
        if rest:
            return (word[:length], *rest)
    return ()


@lru_cache(maxsize=65_536)
def sort_key(text: str, limit: int = 400) -> str:
    """Return the key that orders texts as a Chinese reader expects: by pinyin, syllable by syllable, numbers by value.

    Keys are compared character by character; no longer than ``limit``.
    """
    from pypinyin import lazy_pinyin  # takes a fifth of a second, so only when something is sorted

    words: list[str] = []
    for chinese, word in _PIECES.findall(_normal(text[:limit])):
        if chinese:
            words += [_normal(syllable) for syllable in lazy_pinyin(chinese)]
        else:
            words += [_padded(run) for part in _LINK.split(word) for run in _RUNS.findall(part)]
    return " ".join(words)[:limit]


def _padded(run: str) -> str:
    """Return a run of digits at full width, so that 9 comes before 10."""
    return run.zfill(10) if run[0] in "0123456789" else run
