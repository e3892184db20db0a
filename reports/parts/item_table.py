"""Tables of items: repeated head, rows that break across pages, closing rows against later additions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import accumulate, takewhile

from app.formatting import figure, money, quantity
from app.papers.form import Column, Table
from reports.parts.block import BREAKABLE, SCRAP, Block, Fitted
from reports.parts.cell import TextCell, text_cell
from reports.parts.heading import ClosingRow, HeadingRow
from reports.parts.words import Words
from reports.style.frames import HEADING_HEIGHT, MM, PADDING_X, TIGHT
from reports.style.pen import Pen
from reports.style.text import TextStyle, shrink, unbroken

_CELL = TextStyle(9, pitch=1.25)
_HEAD = TextStyle(9, pitch=1.15, align="center")
_HEAD_HEIGHT = 7 * MM
_NARROW = 0.9 * MM  # the padding of small type
_SHOWN_LEAST = 3
_WHOLE = 150 * MM  # a table higher than this breaks over pages even if it is better whole
_LEFT_FOR_CLOSING = 2  # rows that go with the totals and signatures to the last page
_RIGHT = frozenset({"money", "decimal"})
_CENTRED = frozenset({"integer", "boolean", "date", "datetime", "unit"})


@dataclass(frozen=True)
class TableRow:
    """One row of cells, at least ``row_height`` points high; ``goes_on`` marks the rest of a row that was broken.

    ``figures`` are those of the columns that are summed.
    """

    cells: tuple[TextCell, ...]
    row_height: float
    figures: tuple[Decimal | None, ...] = ()
    goes_on: bool = False

    @cached_property
    def height(self) -> float:
        """Return the height of the highest cell; single lines in tight rows ask for no air around them."""
        if self.row_height < TIGHT and all(len(cell.lines) <= 1 for cell in self.cells):
            return max(self.row_height, *(cell.style.leading for cell in self.cells))
        return max(self.row_height, *(cell.height for cell in self.cells))

    @property
    def is_blank(self) -> bool:
        """Return whether it is there for handwriting only."""
        return not any(cell.lines for cell in self.cells)

    def parted(self, height: float) -> tuple[TableRow, TableRow]:
        """Break a row longer than a page after the lines that fit."""
        parts = [cell.parted(max(1, cell.lines_within(height))) for cell in self.cells]
        first = replace(self, cells=tuple(head for head, _ in parts))
        return first, replace(self, cells=tuple(tail for _, tail in parts), goes_on=True, figures=())


@dataclass(frozen=True)
class ItemTable(Block):
    """Head, rows and a closing row; ``shown_least`` rows stay on a page even when it is crowded.

    With ``counted`` (how many rows there are in all) the closing row tells how many of them stand on this page. Where a
    table ``goes_on`` over pages, it tells the sums of this page's rows for the columns ``summed``. ``legible`` is the
    smallest type in points. One that is ``whole`` goes to the next page rather than break.
    """

    title: str
    head: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[TableRow, ...]
    words: Words
    closing: str = ""
    shown_least: int = _SHOWN_LEAST
    counted: int | None = None
    summed: tuple[Column, ...] = ()
    goes_on: bool = False
    legible: float = 0.0
    whole: bool = False

    @property
    def head_height(self) -> float:
        """Return the height of the head, lower above tight rows."""
        is_tight = bool(self.rows) and self.rows[0].row_height < TIGHT
        return TIGHT if is_tight else _HEAD_HEIGHT

    @property
    def width(self) -> float:
        """Return the width of all columns."""
        return sum(self.widths)

    @cached_property
    def height(self) -> float:
        """Return the height of head, rows and closing row."""
        return self.head_height + sum(row.height for row in self.rows) + (HEADING_HEIGHT if self.closing else 0)

    @property
    def least(self) -> float:
        """Return the height of the head, the first few rows (if they are of usual height) and a closing row."""
        few = sum(min(row.height, row.row_height) for row in self.rows[: self.shown_least])
        return min(self.height, self.head_height + few + HEADING_HEIGHT)

    @property
    def least_start(self) -> float:
        """Return the height of the head, one row and a closing row; all of it where it does not break."""
        if self._stays_whole:
            return self.height
        first = self.rows[0].height if self.rows else 0.0
        return self.head_height + (SCRAP if first > BREAKABLE else first) + HEADING_HEIGHT

    def fit(self, height: float) -> Fitted:
        """Keep the rows that fit; the others go on with the same head on an attached page."""
        if self.height <= height + 0.01:
            return Fitted(self, ())
        count = self._count(height)
        moved = tuple(row for row in self.rows[count:] if not row.is_blank)
        if not moved:
            return Fitted(replace(self, rows=self.rows[:count]), ())
        kept = replace(self, rows=self.rows[:count], closing=self.words["to_annex"], goes_on=True)
        heading = HeadingRow(self.words("annex_of", label=self.title), self.width, self.words.spaced(2))
        rest = replace(self, rows=moved, closing=self.words["blank_below"], goes_on=True)
        return Fitted(kept, (heading, rest))

    def split(self, height: float, *, whole_page: bool) -> tuple[Block | None, tuple[Block, ...]]:
        """Break after the last row that fits, and inside a row that is long enough for it."""
        if self._stays_whole and not whole_page:
            return None, (self,)
        count = self._count(height)
        head, tail = self.rows[:count], self.rows[count:]
        left = height - self.head_height - HEADING_HEIGHT - sum(row.height for row in head)
        if tail and ((tail[0].height > BREAKABLE and left >= SCRAP) or (whole_page and not head)):
            first, rest = tail[0].parted(left)
            head, tail = (*head, first), (rest, *tail[1:])
        if not head:
            return None, (self,)
        return self._to_next_page(head), (replace(self, rows=tail, goes_on=True),)

    def shared(self) -> tuple[Block, Block] | None:
        """Leave the last rows for the next page; None when there are no more than these."""
        if len(self.rows) <= _LEFT_FOR_CLOSING or self._stays_whole:
            return None
        head, tail = self.rows[:-_LEFT_FOR_CLOSING], self.rows[-_LEFT_FOR_CLOSING:]
        return self._to_next_page(head), replace(self, rows=tail, goes_on=True)

    @property
    def _stays_whole(self) -> bool:
        return self.whole and self.height <= _WHOLE

    def _to_next_page(self, rows: tuple[TableRow, ...]) -> ItemTable:
        return replace(self, rows=rows, closing=self.words["next_page"], goes_on=True)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw head, rows, closing row and the lines between."""
        y = self._draw_head(pen, x, top)
        for row in self.rows:
            self._draw_row(pen, row, x, y)
            y -= row.height
        for offset in list(accumulate(self.widths))[:-1]:
            pen.down(x + offset, top, top - y)
        if self.closing:
            ClosingRow(self._closing_text(), self.width, legible=self.legible).draw(pen, x, y)

    def _closing_text(self) -> str:
        sums = "　".join(self._sums()) if self.goes_on else ""
        if sums:
            return self.words("page_sum", sums=sums, closing=self.closing)
        if self.counted is None:
            return self.closing
        here = sum(1 for row in self.rows if not row.goes_on and not row.is_blank)
        last = self.closing == self.words["blank_below"]
        return self.words("rows_in_all" if last else "rows_here", count=here, total=self.counted, closing=self.closing)

    def _sums(self) -> Iterator[str]:
        """Yield what the rows of this page come to, from the figures as they are printed."""
        for place, column in enumerate(self.summed):
            known = [row.figures[place] for row in self.rows if row.figures and row.figures[place] is not None]
            if known:
                total = sum(filter(None, known), Decimal(0))
                yield f"{self.words.label(column.label)} {(money if column.type == 'money' else quantity)(total)}"

    def _draw_head(self, pen: Pen, x: float, top: float) -> float:
        left = x
        for text, width in zip(self.head, self.widths, strict=True):
            lines, style = shrink(text, _HEAD.at_least(self.legible), width - 2, self.head_height - 2)
            pen.middle(lines, style, left + 1, top, width - 2, self.head_height)
            left += width
        pen.across(x, top - self.head_height, self.width)
        return top - self.head_height

    def _draw_row(self, pen: Pen, row: TableRow, x: float, top: float) -> None:
        left = x
        for cell in row.cells:
            cell.draw(pen, left, top, row.height)
            left += cell.width
        pen.across(x, top - row.height, self.width)

    def _count(self, height: float) -> int:
        """Return how many rows fit ``height`` beside the head and a closing row."""
        room = height - self.head_height - HEADING_HEIGHT + 0.01
        ends = accumulate(row.height for row in self.rows)
        return sum(1 for _end in takewhile(lambda end: end <= room, ends))


def item_table(
    table: Table,
    rows: Sequence[Mapping[str, str]],
    width: float,
    row_height: float,
    words: Words,
    *,
    legible: float = 0.0,
) -> ItemTable:
    """Lay out ``rows`` of ``table`` in type of ``legible`` points or more; without enough of them the blank rows of the
    form stay for handwriting.
    """
    scale = width / sum(column.width_mm for column in table.columns)
    widths = tuple(column.width_mm * scale for column in table.columns)
    look = _CellLook.of(table, legible)
    summed = tuple(column for column in table.columns if column.summed)
    made = [
        replace(
            _row(table.columns, row, widths, row_height, look),
            figures=tuple(figure(row.get(column.key, "")) for column in summed),
        )
        for row in rows
    ]
    blank = table.blank_rows - len(made)
    made += [_row(table.columns, {}, widths, row_height, look)] * max(0, blank)
    return ItemTable(
        title=words.label(table.title),
        head=tuple(words.label(column.label) for column in table.columns),
        widths=widths,
        rows=tuple(made),
        words=words,
        closing="" if blank > 0 or table.open else words["blank_below"],
        shown_least=table.shown_least or max(table.blank_rows, _SHOWN_LEAST),
        counted=len(rows) if table.counted else None,
        summed=summed,
        legible=legible,
        whole=table.whole,
    )


@dataclass(frozen=True, slots=True)
class _CellLook:
    """How the cells of a table are set: their type, and the padding beside it in points."""

    style: TextStyle
    pad: float = PADDING_X

    @classmethod
    def of(cls, table: Table, legible: float) -> _CellLook:
        """Return the look of a table's cells; small type stands closer to the lines."""
        if not table.size_pt:
            return cls(_CELL.at_least(legible))
        return cls(replace(_CELL, size=table.size_pt).at_least(legible), _NARROW)


def _row(
    columns: Sequence[Column], values: Mapping[str, str], widths: Sequence[float], row_height: float, look: _CellLook
) -> TableRow:
    cells = zip(columns, widths, strict=True)
    made = (_cell(column, values.get(column.key, ""), width, look) for column, width in cells)
    return TableRow(tuple(made), row_height)


def _cell(column: Column, text: str, width: float, look: _CellLook) -> TextCell:
    if column.type not in _CENTRED | _RIGHT:
        return text_cell(text, look.style, width, pad=look.pad)
    aligned = replace(look.style, align="right" if column.type in _RIGHT else "center")
    return text_cell(text, unbroken(text, aligned, width - 2 * look.pad), width, pad=look.pad)
