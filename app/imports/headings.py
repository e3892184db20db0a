"""Finding the row of headings by itself, and what each column means.

Ledgers begin with titles, dates and units; their heads may stand on two lines with merged cells above. A heading is
known by what it says, whatever its blanks, brackets and width.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from app.imports.cells import TEN_THOUSAND, is_empty, shown
from app.imports.fields import ImportKind
from app.imports.reading import Row, Sheet

Alike = Callable[[str, Mapping[str, str]], str]
LOOKED_AT = 30  # rows from the top in which a head is looked for
FEWEST_BELOW_NOTHING = 2
SHORTEST_PART = 3  # characters of a known heading that is looked for inside another one
MOST_AROUND = 4  # what else may stand beside it

_BRACKETS = re.compile(r"[(\[【〔{<《][^)\]】〕}>》]*[)\]】〕}>》]")
_SIGNS = re.compile(r"[\s*:：、,，.。/\\_\-—·#'\"?]+")
_TEN_THOUSANDS = re.compile(r"万元")
_UNIT_LINE = re.compile(r"单位\s*[:：]?\s*(人民币)?\s*万元")


@dataclass(frozen=True, slots=True)
class Head:
    """Where the headings of a sheet stand: ``first`` to ``last`` row from 0; each column may go by several names, the
    fullest first. ``unit`` is that of the sums where the lines above say 万元.
    """

    first: int
    last: int
    names: tuple[tuple[str, ...], ...]
    unit: Decimal = Decimal(1)

    def heading(self, column: int) -> str:
        """Return what stands above a column, "" where nothing does."""
        return self.names[column][0] if column < len(self.names) and self.names[column] else ""

    def unit_of(self, column: int) -> Decimal:
        """Return the unit of the sums of a column: 10 000 yuan where its heading says so, or the lines above all do."""
        return TEN_THOUSAND if _TEN_THOUSANDS.search(self.heading(column)) else self.unit


def heading_key(text: str) -> str:
    """Return what two headings have in common that say the same: without blanks, brackets and signs."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    bare = _SIGNS.sub("", _BRACKETS.sub("", plain))
    return bare or _SIGNS.sub("", plain)


@lru_cache(maxsize=16)
def known_headings(kind: ImportKind) -> Mapping[str, str]:
    """Return the column that each known heading of a kind stands for."""
    names: dict[str, str] = {}
    for one in kind.fields:
        for name in one.names():
            names.setdefault(heading_key(name), one.name)
    return names


def find_head(sheet: Sheet, kind: ImportKind, row: int | None = None) -> Head:
    """Return the head that names most columns of ``kind``, on one line or two; ``row`` (from 0) where a person says so.

    Of heads that name as many the first one, on one line rather than two.
    """
    begin = (place for place in range(min(len(sheet.rows), LOOKED_AT)) if not _goes_on(sheet, place))
    rows = tuple(begin) if row is None else tuple(range(row, min(row + 1, len(sheet.rows))))
    found = [head_at(sheet, place) for place in rows]
    both = [head_at(sheet, place, lines=2) for place in rows if _has_two_lines(sheet, place)]
    return max([*found, *both], key=lambda head: (len(columns_of(head, kind)), head.first == head.last, -head.first))


def _goes_on(sheet: Sheet, row: int) -> bool:
    """A row into which cells of the row above reach begins nothing."""
    return any(first_row < row <= last_row for first_row, _first, last_row, _last in sheet.merged)


def _has_two_lines(sheet: Sheet, row: int) -> bool:
    """A second line of headings stands below merged cells, or below cells left empty."""
    if row + 1 >= len(sheet.rows):
        return False
    if any(first_row == row and first < last for first_row, first, last_row, last in sheet.merged):
        return True
    pairs = zip(sheet.rows[row], sheet.rows[row + 1], strict=True)
    return sum(is_empty(above) and not is_empty(below) for above, below in pairs) >= FEWEST_BELOW_NOTHING


def head_at(sheet: Sheet, row: int, lines: int = 1) -> Head:
    """Return the head that begins in a row."""
    last = min(row + lines, len(sheet.rows)) - 1
    spread = [_spread(sheet, place) for place in range(row, last + 1)]
    if len(spread) > 1 and not sheet.merged:
        spread[0] = _carried(spread[0])
    names = tuple(_names(parts) for parts in zip(*spread, strict=True))
    return Head(row, last, names, _unit_above(sheet.rows[: row + 1]))


def _spread(sheet: Sheet, row: int) -> list[str]:
    """Return the texts of a row, those of merged cells in each of their columns and rows."""
    texts = ["" if is_empty(value) else shown(value) for value in sheet.rows[row]]
    for first_row, first, last_row, last in sheet.merged:
        if first_row <= row <= last_row and first < len(texts):
            value = sheet.rows[first_row][first]
            texts[first : last + 1] = ["" if is_empty(value) else shown(value)] * len(texts[first : last + 1])
    return texts


def _carried(texts: list[str]) -> list[str]:
    """A file of plain text has no merged cells: what stands above the first column is meant for the next ones too."""
    carried: list[str] = []
    for text in texts:
        carried.append(text or (carried[-1] if carried else ""))
    return carried


def _names(parts: tuple[str, ...]) -> tuple[str, ...]:
    """A column below a common heading is called by both lines, or by the lower one; one heading may span both."""
    said = [part for part in dict.fromkeys(parts) if part]
    both = "".join(said)
    return tuple(dict.fromkeys(name for name in (both, *reversed(said)) if name))


def _unit_above(rows: tuple[Row, ...]) -> Decimal:
    texts = (shown(value) for row in rows for value in row if isinstance(value, str))
    return TEN_THOUSAND if any(_UNIT_LINE.search(text) for text in texts) else Decimal(1)


def columns_of(head: Head, kind: ImportKind, remembered: Mapping[str, str] | None = None) -> dict[str, int]:
    """Return which column (from 0) holds what; each column and each field is used once.

    What a person once chose for a heading (``remembered``, "" for nothing) goes before what headings usually mean;
    exact words go before a known heading inside a longer one.
    """
    own = remembered or {}
    columns: dict[str, int] = {}
    left = []
    for place in range(len(head.names)):
        chosen = own.get(heading_key(head.heading(place)))
        if chosen is None:
            left.append(place)
        elif chosen in kind.by_name:
            columns.setdefault(chosen, place)
    for is_alike in (_same, _around):
        left = [place for place in left if not _take(head.names[place], place, kind, columns, is_alike)]
    return columns


def _take(names: tuple[str, ...], place: int, kind: ImportKind, columns: dict[str, int], is_alike: Alike) -> bool:
    for name in names:
        field = is_alike(heading_key(name), known_headings(kind))
        if field and field not in columns:
            columns[field] = place
            return True
    return False


def _same(key: str, known: Mapping[str, str]) -> str:
    return known.get(key, "")


def _around(key: str, known: Mapping[str, str]) -> str:
    """Return what the longest known heading inside this one stands for, when little else stands beside it."""
    inside = [one for one in known if len(one) >= SHORTEST_PART and one in key and len(key) - len(one) <= MOST_AROUND]
    return known[max(inside, key=len)] if inside else ""


def missing_columns(columns: Mapping[str, int], kind: ImportKind) -> tuple[tuple[str, ...], ...]:
    """Return the groups of columns of which a sheet has none, though the kind needs one of each."""
    return tuple(group for group in kind.needs if not any(name in columns for name in group))


def choices_of(head: Head, kind: ImportKind, columns: Mapping[str, int]) -> dict[str, str]:
    """Return what a person chose otherwise than headings usually mean, to be remembered: the field of each heading,
    "" for none.
    """
    usual = {place: name for name, place in columns_of(head, kind).items()}
    chosen = {place: name for name, place in columns.items()}
    places = [place for place in range(len(head.names)) if head.heading(place)]
    return {heading_key(head.heading(p)): chosen.get(p, "") for p in places if chosen.get(p) != usual.get(p)}
