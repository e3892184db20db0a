"""Reading the rows below the headings: what each cell means, what is wrong with it, which rows are none.

Titles repeated on a next page, sums, signatures and empty rows are left out and counted, never silently.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.i18n import _
from app.imports.cells import EMPTY_WORDS, BadCell, Sense, Value, is_empty, read_yes_no, shown
from app.imports.error_cells import column_letters
from app.imports.fields import ImportField, ImportKind
from app.imports.headings import Head, heading_key
from app.imports.reading import Row, Sheet
from app.rules.figures import plain

_SUM = re.compile(
    r"(本页|本月|本年|本年度|累计|分项)?(合计|总计|小计|累计|共计|总额|总和)([:：(].*)?|(grand)?total:?|sub-?total:?|sum:?|以下空白"
)
_FOOT = re.compile(r"(制表|填表|编制|审核|复核|批准|制单|经办|说明|备注|注|单位|日期|填报)[^,，]{0,8}[:：]")
LONGEST_SHOWN = 60


class LeftOut(StrEnum):
    """Why a row below the headings is no record."""

    EMPTY = "empty"
    SUM = "sum"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that cannot be kept: where it stands, under which heading, what it holds, and why.

    ``column`` is -1 where the row as a whole is meant.
    """

    sheet: str
    row: int
    column: int
    heading: str
    value: str
    why: str

    @property
    def place(self) -> str:
        """The cell as a spreadsheet calls it: C7, or 7 for the row."""
        return f"{column_letters(self.column)}{self.row}" if self.column >= 0 else str(self.row)

    def text(self) -> str:
        """Return the whole in one sentence."""
        message = _("{sheet}, cell {cell} ({heading}): {value}: {why}") if self.value else self._of_nothing()
        return message.format(
            sheet=self.sheet, cell=self.place, heading=self.heading, value=self.value, why=self.why, row=self.row
        )

    def _of_nothing(self) -> str:
        return _("{sheet}, cell {cell} ({heading}): {why}") if self.column >= 0 else _("{sheet}, row {row}: {why}")


@dataclass(slots=True)
class ReadRow:
    """A row as it was read: ``values`` of the cells that hold something right, ``cells`` as they are written.

    ``number`` counts from 1, as a spreadsheet does.
    """

    number: int
    values: dict[str, Any]
    cells: dict[str, Value]
    source: "Source"
    problems: list[Problem] = field(default_factory=list)

    def get(self, name: str) -> Any:
        """Return what a cell means, None where it is empty or wrong."""
        return self.values.get(name)

    def has(self, name: str) -> bool:
        """Tell whether something stands in a cell, be it right or wrong."""
        return name in self.cells

    def refuse(self, name: str, why: str) -> None:
        """Note that a cell, or where its column is missing the whole row, cannot be kept."""
        self.problems.append(self.source.problem(self.number, name, self.cells.get(name, ""), why))


@dataclass(frozen=True, slots=True)
class Source:
    """Where rows come from: the sheet, its head, which column holds what, and how the cells are to be understood."""

    sheet: Sheet
    head: Head
    columns: Mapping[str, int]
    kind: ImportKind
    sense: Sense

    def problem(self, row: int, name: str, value: Value, why: str) -> Problem:
        """Return what is wrong with a cell."""
        column = self.columns.get(name, -1)
        heading = self.head.heading(column) if column >= 0 else ""
        return Problem(self.sheet.name, row, column, heading, shown(value)[:LONGEST_SHOWN], why)


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """The rows that hold something, and those that were left out with the reason (row numbers from 1)."""

    rows: tuple[ReadRow, ...]
    left_out: Mapping[int, LeftOut]


def read_rows(source: Source) -> ReadSheet:
    """Read every row below the head."""
    rows, left_out = [], {}
    merged = _carried_cells(source)
    for number, row in enumerate(source.sheet.rows[source.head.last + 1 :], start=source.head.last + 2):
        reason = _reason(row, source)
        if reason is not None:
            left_out[number] = reason
        else:
            rows.append(_read_row(source, number, row, merged.get(number, {})))
    return ReadSheet(tuple(rows), left_out)


def _reason(row: Row, source: Source) -> LeftOut | None:
    filled = [value for value in row if not is_empty(value)]
    texts = [plain(value).lower() for value in filled if isinstance(value, str)]
    first = texts[0] if texts else ""
    if _SUM.fullmatch(first) or (_FOOT.match(first) and isinstance(filled[0], str)) or _is_sum(row, source):
        return LeftOut.SUM
    if all(is_empty(row[place]) for place in source.columns.values() if place < len(row)):
        return LeftOut.EMPTY
    return LeftOut.HEAD if _repeats_head(row, source) else None


def _is_sum(row: Row, source: Source) -> bool:
    """The word may stand in one of the columns by which records are known."""
    keys = (row[source.columns[name]] for name in source.kind.keys if name in source.columns)
    return any(isinstance(value, str) and _SUM.fullmatch(plain(value).lower()) is not None for value in keys)


def _repeats_head(row: Row, source: Source) -> bool:
    said = [(place, value) for place, value in enumerate(row) if isinstance(value, str) and value.strip()]
    same = [value for place, value in said if heading_key(value) in map(heading_key, source.head.names[place])]
    return len(same) > 1 and len(same) == len(said)


def _read_row(source: Source, number: int, row: Row, carried: Mapping[str, Value]) -> ReadRow:
    found = ReadRow(number, {}, dict(carried), source)
    for name, place in source.columns.items():
        if place < len(row) and not is_empty(row[place]):
            found.cells[name] = row[place]
    for name, value in list(found.cells.items()):
        _read_cell(found, source, source.kind.by_name[name], value)
    return found


def _read_cell(row: ReadRow, source: Source, column: ImportField, value: Value) -> None:
    if isinstance(value, str) and plain(value).lower() in EMPTY_WORDS and column.read is not read_yes_no:
        del row.cells[column.name]
        return
    unit = source.head.unit_of(source.columns[column.name]) if column.is_money else source.sense.unit
    try:
        row.values[column.name] = column.read(value, Sense(source.sense.today, unit))
    except BadCell as error:
        row.refuse(column.name, error.message)


def _carried_cells(source: Source) -> dict[int, dict[str, Value]]:
    """Return the cells of records that are merged over several rows, for each row (from 1) but their first one."""
    carried: dict[int, dict[str, Value]] = {}
    for name, number, value in _merged_cells(source):
        carried.setdefault(number, {})[name] = value
    return carried


def _merged_cells(source: Source) -> Iterator[tuple[str, int, Value]]:
    names = {place: name for name, place in source.columns.items() if source.kind.by_name[name].of_record}
    for first_row, first, last_row, _last in source.sheet.merged:
        if first in names and first_row > source.head.last:
            value = source.sheet.rows[first_row][first]
            if not is_empty(value):
                yield from ((names[first], row + 1, value) for row in range(first_row + 1, last_row + 1))
