"""One table model for every list: a window of rows, fetched page by page, both ways.

The model never asks the database. It emits ``page_wanted`` with what it needs and is given the answer by ``take``; who
carries the wish and the answer is the page (``ui.table.loader``). It holds at most ``MOST_ROWS`` rows: when the window
grows past that at one end, whole pages fall off the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.i18n import _
from app.queries.lists.paging import Page, PageRequest, Sort
from ui.table.column import Column, RowT

PAGE_ROWS = 100
MOST_ROWS = 2_000
MOST_REFRESHED = 1_000

BADGE_ROLE = Qt.ItemDataRole.UserRole + 1
ID_ROLE = Qt.ItemDataRole.UserRole + 2

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Want(Enum):
    """Why a page is asked for."""

    START = auto()  # a new list, from its first row
    END = auto()  # a new list, from its last row
    NEXT = auto()  # more rows below
    PREVIOUS = auto()  # more rows above
    REFRESH = auto()  # the same rows again, selection and place kept


@dataclass(frozen=True, slots=True)
class Wish:
    """Pages a model asks for: the page of ``request``, then rows below it until ``rows`` are there and, where that can
    be, one of the records ``seen``.
    """

    want: Want
    request: PageRequest
    rows: int
    seen: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Chunk(Generic[RowT]):
    """A fetched page in the window and the question that fetched it."""

    request: PageRequest
    page: Page[RowT]


class RowTableModel(QAbstractTableModel, Generic[RowT]):
    """Rows of one list; see the module."""

    page_wanted = Signal(object)  # Wish
    rows_taken = Signal(object)  # Want: the answer to it is shown now

    def __init__(self, columns: Sequence[Column[RowT]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._chunks: list[_Chunk[RowT]] = []
        self._rows: list[RowT] = []
        self._positions: dict[int, int] = {}
        self._filter: Any = None
        self._order: Sort | None = None
        self._asked: Wish | None = None
        self._shown: tuple[Any, Sort | None] = (None, None)
        self.keeps_place = False  # True while a reset shows the same list again
        self.is_taking = False  # True while new rows are put in and told of
        self.is_restocking = False  # True while rows go from the window or are replaced, whatever was selected

    # what is shown -----------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.value(row)
            case Qt.ItemDataRole.TextAlignmentRole:
                return column.align
            case Qt.ItemDataRole.ToolTipRole:
                return column.tooltip(row) if column.tooltip else None
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row, column)
            case _ if role == BADGE_ROLE:
                return column.badge(row) if column.badge else None
            case _ if role == ID_ROLE:
                return row.id
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(self.columns[section].title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.columns[section].align
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{_(self.columns[section].title)}\n{self._sort_hint(section)}".strip()
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self._sort_hint(section)
        return None

    def row_at(self, position: int) -> RowT:
        """Return the row at a position of the window; IndexError outside."""
        return self._rows[position]

    def position_of(self, row_id: int) -> int | None:
        """Return where the row of a record stands in the window, None if it is not there."""
        return self._positions.get(row_id)

    @property
    def positions(self) -> Mapping[int, int]:
        """Where each record of the window stands; what is returned stays as it is when the window changes."""
        return self._positions

    @property
    def shown_filter(self) -> Any:
        """The filter of the rows in the window; that of the list asked for may be another (``list_filter``)."""
        return self._shown[0]

    @property
    def shown_order(self) -> Sort | None:
        """The order of the rows in the window."""
        return self._shown[1]

    @property
    def order(self) -> Sort | None:
        """The order of the list shown or asked for."""
        return self._order

    @property
    def list_filter(self) -> Any:
        """The filter of the list shown or asked for."""
        return self._filter

    @property
    def has_before(self) -> bool:
        """True when there are rows above the window."""
        return bool(self._chunks) and self._chunks[0].page.before is not None

    @property
    def has_after(self) -> bool:
        """True when there are rows below the window."""
        return bool(self._chunks) and self._chunks[-1].page.after is not None

    @property
    def is_waiting(self) -> bool:
        """True while rows were asked for that have not arrived yet."""
        return self._asked is not None

    # what is wished ----------------------------------------------------------------------------------------------

    def show_list(self, filter_: Any, sort: Sort) -> None:
        """Ask for another list, from its first row."""
        self._filter, self._order = filter_, sort
        self.want_start()

    def want_start(self) -> None:
        """Ask for the first rows of the list."""
        if self._order is not None:
            self._wish(Want.START, self._request(None, backwards=False))

    def want_end(self) -> None:
        """Ask for the last rows of the list, read in reverse."""
        if self._order is not None:
            self._wish(Want.END, self._request(None, backwards=True))

    def want_next(self) -> None:
        """Ask for the rows below the window, unless there are none or something is asked already."""
        if self.has_after and self._asked is None:
            self._wish(Want.NEXT, self._request(self._chunks[-1].page.after, backwards=False))

    def want_previous(self) -> None:
        """Ask for the rows above the window, unless there are none or something is asked already."""
        if self.has_before and self._asked is None:
            self._wish(Want.PREVIOUS, self._request(self._chunks[0].page.before, backwards=True))

    def want_refresh(self, around: int = 0, seen: frozenset[int] = frozenset()) -> None:
        """Ask for the rows of the window again, at most ``MOST_REFRESHED`` around the position ``around``.

        Rows that came in above are read too until one of the records ``seen`` is there: the window must not slide away
        under whoever looks at them.
        """
        if self._asked is not None and self._asked.want in (Want.START, Want.END):
            self._wish(self._asked.want, self._asked.request)
            return
        if not self._chunks:
            self.want_start()
            return
        first, before = 0, 0
        while len(self._rows) - before > MOST_REFRESHED and around - before > MOST_REFRESHED // 2:
            before += len(self._chunks[first].page.rows)
            first += 1
        rows = max(PAGE_ROWS, min(MOST_REFRESHED, len(self._rows) - before))
        self._wish(Want.REFRESH, self._chunks[first].request, rows, seen)

    def give_up(self) -> None:
        """Hear that the page asked for will not come (error); asking again is possible."""
        self._asked = None

    def _request(self, cursor: Any, *, backwards: bool) -> PageRequest:
        if self._order is None:
            raise RuntimeError("a page was asked for before the list was chosen")
        return PageRequest(filter=self._filter, sort=self._order, cursor=cursor, backwards=backwards, limit=PAGE_ROWS)

    def _wish(
        self, want: Want, request: PageRequest, rows: int = PAGE_ROWS, seen: frozenset[int] = frozenset()
    ) -> None:
        self._asked = Wish(want, request, rows, seen)
        self.page_wanted.emit(self._asked)

    # what is answered --------------------------------------------------------------------------------------------

    def take(self, wish: Wish, pages: Sequence[tuple[PageRequest, Page[RowT]]]) -> None:
        """Show the answer to a wish: pages in the order of the list, each with the request that fetched it."""
        self._asked = None
        known = set(self._positions) if wish.want in (Want.NEXT, Want.PREVIOUS) else set()
        chunks = _distinct(pages, known)
        if wish.want is Want.REFRESH and wish.request.cursor is not None and not _rows_of(chunks):
            self.want_start()  # everything around here is gone
            return
        self.is_taking = True
        self._shown = (wish.request.filter, wish.request.sort)
        try:
            self._show_answer(wish.want, chunks)
            self.rows_taken.emit(wish.want)
        finally:
            self.is_taking = False

    def _show_answer(self, want: Want, chunks: list[_Chunk[RowT]]) -> None:
        match want:
            case Want.NEXT:
                self._append(chunks)
            case Want.PREVIOUS:
                self._prepend(chunks)
            case _:
                self._replace(chunks, keep=want is Want.REFRESH)

    def _replace(self, chunks: list[_Chunk[RowT]], *, keep: bool) -> None:
        rows = _rows_of(chunks)
        if keep and [row.id for row in rows] == [row.id for row in self._rows]:
            self._chunks, self._rows = chunks, rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.columns) - 1))
            return
        self.keeps_place, self.is_restocking = keep, True
        self.beginResetModel()
        self._chunks, self._rows = chunks, rows
        self._renumber()
        self.endResetModel()
        self.keeps_place = self.is_restocking = False

    def _append(self, chunks: list[_Chunk[RowT]]) -> None:
        new = _rows_of(chunks)
        if new:
            self.beginInsertRows(_ROOT, len(self._rows), len(self._rows) + len(new) - 1)
            self._rows += new
            self._renumber()
            self.endInsertRows()
        self._chunks += chunks
        while len(self._rows) > MOST_ROWS and len(self._chunks) > 1:
            self._drop(0, len(self._chunks.pop(0).page.rows))

    def _prepend(self, chunks: list[_Chunk[RowT]]) -> None:
        new = _rows_of(chunks)
        if new:
            self.beginInsertRows(_ROOT, 0, len(new) - 1)
            self._rows[:0] = new
            self._renumber()
            self.endInsertRows()
        self._chunks[:0] = chunks
        while len(self._rows) > MOST_ROWS and len(self._chunks) > 1:
            count = len(self._chunks.pop().page.rows)
            self._drop(len(self._rows) - count, count)

    def _drop(self, first: int, count: int) -> None:
        if count == 0:
            return
        self.is_restocking = True
        self.beginRemoveRows(_ROOT, first, first + count - 1)
        del self._rows[first : first + count]
        self._renumber()
        self.endRemoveRows()
        self.is_restocking = False

    def _renumber(self) -> None:
        self._positions = {row.id: position for position, row in enumerate(self._rows)}

    def _sort_hint(self, section: int) -> str:
        """Say whether a column sorts the list, and what a click on its heading does."""
        key = self.columns[section].sort_key
        if key is None:
            return _("This column does not sort.")
        if self._order is None or self._order.key != key:
            return _("Click to sort by this column.")
        if self._order.descending:
            return _("Sorted in descending order. Click for ascending order.")
        return _("Sorted in ascending order. Click for descending order.")

    def _spoken(self, row: RowT, column: Column[RowT]) -> str:
        """What a screen reader says for a cell: the words of the badge where there is one."""
        badge = column.badge(row) if column.badge else None
        return badge.text if badge else column.value(row)


def _rows_of(chunks: Sequence[_Chunk[RowT]]) -> list[RowT]:
    return [row for chunk in chunks for row in chunk.page.rows]


def _distinct(pages: Sequence[tuple[PageRequest, Page[RowT]]], known: set[int]) -> list[_Chunk[RowT]]:
    """Leave out rows that moved into a page since they were read: a record stands in a list once."""
    chunks = []
    for request, page in pages:
        rows = tuple(row for row in page.rows if row.id not in known)
        known.update(row.id for row in rows)
        chunks.append(_Chunk(request, Page(rows, page.before, page.after)))
    return chunks
