"""What is selected in a table, known by record and not by row: it outlives refreshing, sorting and rows
leaving the window.

Qt's selection model knows the rows of the window only. This one keeps beside it the ids selected or, after "select
all", the ids left out, and marks rows again when they come back into the window.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QObject, Signal, Slot

from app.queries.lists.selection import Selection
from ui.table.row_model import RowTableModel

Flag = QItemSelectionModel.SelectionFlag
CHOOSE = Flag.ClearAndSelect | Flag.Rows  # this row and no other


class RowSelection(QItemSelectionModel):
    """Selection by record of the list that ``rows`` shows a window of.

    The table calls ``mark_again`` for rows that came into the window, once it knows of them itself.
    """

    chosen_changed = Signal()  # another selection; the records selected may be the same

    def __init__(self, rows: RowTableModel[Any], parent: QObject) -> None:
        super().__init__(rows, parent)
        self._rows = rows
        self._is_all = False
        self._marked: set[int] = set()  # ids selected or, if all are, ids left out
        self.selectionChanged.connect(self._on_selection_changed)
        rows.rowsAboutToBeRemoved.connect(self._on_rows_about_to_be_removed)

    # what is selected --------------------------------------------------------------------------------------------

    @property
    def value(self) -> Selection:
        """The selection as a value."""
        chosen, marked = (frozenset(self._marked), frozenset[int]())
        if self._is_all:
            chosen, marked = marked, chosen
        return Selection(chosen, self._is_all, marked, self._rows.shown_filter, self._rows.shown_order)

    @property
    def is_empty(self) -> bool:
        """True when nothing is selected."""
        return not self._is_all and not self._marked

    @property
    def is_several(self) -> bool:
        """True when more than one record may be meant."""
        return self._is_all or len(self._marked) > 1

    def has(self, record_id: int) -> bool:
        """Tell whether a record is selected, wherever its row is."""
        return (record_id in self._marked) is not self._is_all

    def positions(self) -> list[int]:
        """Return the rows of the window that are selected, from the top."""
        return sorted(_rows_of(self.selection()))

    def first_position(self) -> int | None:
        """Return the topmost selected row of the window."""
        return min((top for top, _bottom in _runs_of(self.selection())), default=None)

    def run_around(self, position: int) -> tuple[int, int]:
        """Return the first and last row of the selected run that ``position`` is in; of itself if it is in none."""
        runs = (run for run in _runs_of(self.selection()) if run[0] <= position <= run[1])
        return next(runs, (position, position))

    # choosing ----------------------------------------------------------------------------------------------------

    def select(  # type: ignore[override]  # one function for Qt's two
        self, what: QModelIndex | QItemSelection, command: QItemSelectionModel.SelectionFlag
    ) -> None:
        """Select as Qt does. What names a single row comes back here as the selection it stands for."""
        if isinstance(what, QModelIndex):
            super().select(what, command)
            return
        if self._rows.is_restocking or command == Flag.NoUpdate:
            super().select(what, command)
            return
        if self._is_all and command & Flag.Current and not command & Flag.Toggle:
            command |= Flag.Clear  # a run by Shift begins anew after "select all"
        super().select(what, command)
        if command & Flag.Clear:
            self._is_all = False
            self._marked = set(self._ids(self.selection()))
        self.chosen_changed.emit()

    def select_all(self) -> None:
        """Select all records that the list shows, also those outside the window."""
        if not self._rows.rowCount():
            return
        super().select(self._whole(), CHOOSE)
        self._is_all = True
        self._marked = set()
        self.chosen_changed.emit()

    def choose_only(self, position: int) -> None:
        """Select one row, while the window is being restocked."""
        super().select(self._rows.index(position, 0), CHOOSE)
        self._is_all = False
        self._marked = {self._rows.row_at(position).id}

    def forget_all(self) -> None:
        """Select nothing, where the rows are not the former ones any more."""
        super().select(QItemSelection(), Flag.Clear)
        self._is_all = False
        self._marked = set()

    def forget(self, record_ids: Iterable[int]) -> None:
        """Leave out records that are gone."""
        self._marked.difference_update(record_ids)

    def mark_again(self, first: int, last: int, current: int | None = None) -> None:
        """Select those rows of the window, from ``first`` to ``last``, whose records are selected.

        The run that the row ``current`` is in comes last: it is the one that Shift makes longer or shorter.
        """
        runs = list(self._runs(first, last))
        growing = [run for run in runs if current is not None and run[0] <= current <= run[1]]
        for some in ([run for run in runs if run not in growing], growing):
            wanted = QItemSelection()
            for top, bottom in some:
                wanted.select(self._rows.index(top, 0), self._rows.index(bottom, len(self._rows.columns) - 1))
            if some:
                super().select(wanted, Flag.Select)

    # reactions ---------------------------------------------------------------------------------------------------

    @Slot(QItemSelection, QItemSelection)
    def _on_selection_changed(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        if self._rows.is_restocking:
            return
        marked, unmarked = (deselected, selected) if self._is_all else (selected, deselected)
        self._marked.update(self._ids(marked))
        self._marked.difference_update(self._ids(unmarked))

    @Slot(QModelIndex, int, int)
    def _on_rows_about_to_be_removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        """Let a run by Shift that loses its beginning stay as it is when it grows on."""
        if any(self.has(self._rows.row_at(position).id) for position in range(first, last + 1)):
            super().select(QItemSelection(), Flag.Select)

    def _ids(self, selection: QItemSelection) -> Iterator[int]:
        return (self._rows.row_at(position).id for position in _rows_of(selection))

    def _whole(self) -> QItemSelection:
        last = self._rows.index(self._rows.rowCount() - 1, len(self._rows.columns) - 1)
        return QItemSelection(self._rows.index(0, 0), last)

    def _runs(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Yield the unbroken runs of rows whose records are selected."""
        begun: int | None = None
        for position in range(first, last + 1):
            has = self.has(self._rows.row_at(position).id)
            if has and begun is None:
                begun = position
            elif not has and begun is not None:
                yield begun, position - 1
                begun = None
        if begun is not None:
            yield begun, last


def _runs_of(selection: QItemSelection) -> Iterator[tuple[int, int]]:
    """Yield first and last row of each part of a selection of whole rows."""
    for part in (selection.at(place) for place in range(selection.count())):
        if part.isValid():
            yield part.top(), part.bottom()


def _rows_of(selection: QItemSelection) -> Iterator[int]:
    """Yield the rows of a selection of whole rows."""
    for top, bottom in _runs_of(selection):
        yield from range(top, bottom + 1)
