"""Keeps the place while a list is read again: what is selected, the row with the keyboard, and the rows looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtWidgets import QScrollBar, QWidget

from ui.table.row_model import RowTableModel
from ui.table.row_selection import RowSelection


class RowView(Protocol):
    """What is asked of the table."""

    def verticalScrollBar(self) -> QScrollBar: ...  # noqa: N802 - Qt's name

    def viewport(self) -> QWidget: ...

    def updateGeometries(self) -> None: ...  # noqa: N802 - Qt's name

    def row_height(self) -> int:
        """Return how high every row is, in logical px."""

    def put_keyboard(self, position: int, begin: int | None = None) -> None:
        """Put the keyboard on a row without selecting it; a run by Shift goes on that began at ``begin``."""


@dataclass(frozen=True, slots=True)
class _Before:
    """The window as it was."""

    positions: Mapping[int, int]
    filter: Any
    current: int | None
    seen: tuple[int, ...]  # records looked at, from the top
    offset: int  # px of the first of them that were scrolled away


class PlaceKeeper:
    """Remembers before a reset of the model and restores after it."""

    def __init__(self, view: RowView, rows: RowTableModel[Any], chosen: RowSelection) -> None:
        self._view = view
        self._rows = rows
        self._chosen = chosen
        self._filter: Any = None  # of the rows shown
        self._before = _Before({}, None, None, (), 0)

    def seen(self) -> tuple[int, ...]:
        """Return the records whose rows one looks at, from the top; none at the top of the list, where one looks out
        for what is new.
        """
        value, height = self._view.verticalScrollBar().value(), self._view.row_height()
        if value == 0 and not self._rows.has_before:
            return ()
        first, shown = value // height, self._view.viewport().height() // height + 1
        return tuple(self._rows.row_at(at).id for at in range(first, min(first + shown, self._rows.rowCount())))

    def remember(self, current: int | None) -> None:
        """Look at the window before it changes; ``current`` is the record with the keyboard."""
        offset = self._view.verticalScrollBar().value() % self._view.row_height()
        self._before = _Before(self._rows.positions, self._filter, current, self.seen(), offset)

    def restore(self, *, keep_single: bool) -> None:
        """Find again what the new window still has.

        Another list begins without a selection. In another order, or at the other end, several records stay selected,
        a single one does if ``keep_single`` and its row is there.
        """
        self._filter = self._rows.shown_filter
        if self._rows.keeps_place:
            self._restore_same()
        else:
            self._restore_other(keep_single=keep_single)

    def _restore_same(self) -> None:
        before = self._before
        gone = gone_ids(before.positions, self._rows)
        self._chosen.forget(gone)
        current = before.current
        if current is not None and current in gone:
            current = neighbour(before.positions, self._rows.positions, current)
        position = None if current is None else self._rows.position_of(current)
        self._mark(position)
        if position is not None and before.current in gone and self._chosen.is_empty:
            self._chosen.choose_only(position)
        self._scroll_back()

    def _restore_other(self, *, keep_single: bool) -> None:
        current = self._before.current
        position = None if current is None else self._rows.position_of(current)
        same_list = self._filter == self._before.filter
        if same_list and (self._chosen.is_several or (keep_single and position is not None)):
            self._mark(position)
        else:
            self._chosen.forget_all()

    def _mark(self, position: int | None) -> None:
        self._chosen.mark_again(0, self._rows.rowCount() - 1, position)
        if position is not None:
            top, bottom = self._chosen.run_around(position)
            self._view.put_keyboard(position, top if position == bottom else bottom)

    def _scroll_back(self) -> None:
        self._view.updateGeometries()
        bar, height = self._view.verticalScrollBar(), self._view.row_height()
        if not self._before.seen:
            bar.setValue(0)
            return
        for place, record_id in enumerate(self._before.seen):
            position = self._rows.position_of(record_id)
            if position is not None:
                bar.setValue((position - place) * height + self._before.offset)
                return


def gone_ids(before: Mapping[int, int], rows: RowTableModel[Any]) -> set[int]:
    """Return the records of the former window that are in the list no more.

    Only where the new window reaches can a record be missed: what stood above or below may stand there still.
    """
    now = rows.positions
    kept = [at for record_id, at in before.items() if record_id in now]
    if not kept:
        return set() if rows.has_before or rows.has_after else set(before)
    first, last = (record_id for end in (min(kept), max(kept)) for record_id, at in before.items() if at == end)
    lowest = min(kept) if rows.has_before and now[first] == 0 else -1
    highest = max(kept) if rows.has_after and now[last] == rows.rowCount() - 1 else len(before)
    return {record_id for record_id, at in before.items() if record_id not in now and lowest < at < highest}


def neighbour(before: Mapping[int, int], now: Mapping[int, int], lost: int) -> int | None:
    """Return the record that stood next to a lost one and is still there: the one below, else the one above."""
    place = before[lost]
    below = [(at, record_id) for record_id, at in before.items() if at > place and record_id in now]
    above = [(at, record_id) for record_id, at in before.items() if at < place and record_id in now]
    if below:
        return min(below)[1]
    return max(above)[1] if above else None
