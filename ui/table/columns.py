"""The columns of a table as a person left them: order, width, which are shown; and how to get the first state back."""

import json
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QHeaderView

from app.i18n import _
from ui.table.column import AnyColumn
from ui.table.fit import FitToText
from ui.table.menu import MenuEntry, MenuGroups, build_menu
from ui.table.row_model import RowTableModel
from ui.table.rows_view import RowsView

LEAST_WIDTH = 48  # logical px


class ColumnLayout(QObject):
    """Lays the sections of a heading row. ``changed`` tells what a person did, not what the room did."""

    changed = Signal()
    sort_requested = Signal(str, bool)  # sort key, descending

    def __init__(self, table: RowsView, rows: RowTableModel[Any]) -> None:
        """The heading row must have its sections: give ``table`` its model first."""
        header = table.horizontalHeader()
        super().__init__(header)
        self._table = table
        self._header = header
        self._rows = rows
        self._columns: tuple[AnyColumn, ...] = rows.columns
        self._is_laying = False
        self._first = 0
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
        header.setMinimumSectionSize(LEAST_WIDTH)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._fit = FitToText(table, [column.width for column in self._columns])
        self._lay([(column.key, column.width, column.hidden) for column in self._columns])
        header.sectionMoved.connect(self._on_changed)
        header.sectionResized.connect(self._on_resized)
        header.sectionClicked.connect(self._on_clicked)
        header.customContextMenuRequested.connect(self._on_menu_requested)

    def shown(self) -> list[int]:
        """Return the columns shown, from the left."""
        header = self._header
        logical = (header.logicalIndex(place) for place in range(header.count()))
        return [column for column in logical if not header.isSectionHidden(column)]

    def first(self) -> int:
        """Return the column that stands leftmost; asked for every cell that is painted."""
        return self._first

    def set_shown(self, column: int, shown: bool) -> None:
        """Show or hide a column; the last one stays."""
        if shown or self.shown() != [column]:
            self._header.setSectionHidden(column, not shown)
            self._fill_room()
            self.changed.emit()

    def reset(self) -> None:
        """Put all columns as they are at first."""
        self._lay([(column.key, column.width, column.hidden) for column in self._columns])
        self.changed.emit()

    def state(self) -> str:
        """Return order, width and visibility as text, by the keys of the columns."""
        header = self._header
        logical = [header.logicalIndex(place) for place in range(header.count())]
        return json.dumps([[self._columns[i].key, self._width_of(i), header.isSectionHidden(i)] for i in logical])

    def restore(self, state: str) -> None:
        """Put the columns as they were; text that is no state of columns is ignored.

        Columns that came with a newer version stand behind their usual neighbour, those that went away are skipped.
        """
        known = {column.key: column for column in self._columns}
        kept = {entry[0]: entry for entry in _parsed(state) if entry[0] in known}
        if not kept or all(hidden for _key, _width, hidden in kept.values()):
            return
        order = list(kept)
        for place, column in enumerate(self._columns):
            if column.key not in kept:
                before = self._columns[place - 1].key if place else ""
                order.insert(order.index(before) + 1 if before else 0, column.key)
        usual = {column.key: (column.key, column.width, column.hidden) for column in self._columns}
        self._lay([kept.get(key, usual[key]) for key in order])

    def share_room(self) -> None:
        """Share the room that is left among the columns that take it; the table became wider or narrower."""
        self._fit.share_room()

    def show_sort(self, sort_key: str, descending: bool) -> str:
        """Show the arrow at the column that sorts by ``sort_key`` and return the words for it."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        for position, column in enumerate(self._columns):
            if column.sort_key == sort_key:
                self._header.setSortIndicator(position, order)
                self._put_arrow(opposite=column.align)
                words = _("Sorted by {column}, descending") if descending else _("Sorted by {column}, ascending")
                return words.format(column=_(column.title))
        return ""

    def _put_arrow(self, *, opposite: Qt.AlignmentFlag) -> None:
        """Keep the arrow out of the words of its heading: at the left of a heading whose words stand at the right."""
        side = "left" if opposite & Qt.AlignmentFlag.AlignRight else "right"
        if self._header.property("arrow") != side:
            self._header.setProperty("arrow", side)
            self._header.style().unpolish(self._header)
            self._header.style().polish(self._header)

    def sort_menu(self) -> MenuGroups:
        """Return the columns that the list can be sorted by, the one that does so checked."""
        order = self._rows.order
        entries = tuple(
            MenuEntry(
                code=f"sort.{column.key}",
                text=_(column.title),
                run=partial(self._on_clicked, position),
                checked=order is not None and order.key == column.sort_key,
            )
            for position, column in enumerate(self._columns)
            if column.sort_key is not None
        )
        return (entries,)

    def menu(self) -> MenuGroups:
        """Return what one can do with the columns."""
        shown = self.shown()
        entries = tuple(
            MenuEntry(
                code=f"column.{column.key}",
                text=_(column.title),
                run=partial(self.set_shown, position, position not in shown),
                checked=position in shown,
                enabled=shown != [position],
            )
            for position, column in enumerate(self._columns)
        )
        return entries, (MenuEntry(code="columns.reset", text=_("Reset columns"), run=self.reset),)

    # laying ------------------------------------------------------------------------------------------------------

    def _lay(self, wanted: Sequence[tuple[str, int, bool]]) -> None:
        self._is_laying = True
        positions = {column.key: position for position, column in enumerate(self._columns)}
        for place, (key, width, hidden) in enumerate(wanted):
            column = positions[key]
            self._header.moveSection(self._header.visualIndex(column), place)
            self._header.setSectionHidden(column, hidden)
            self._fit.set_width(column, width)
            if self._columns[column].stretch:
                self._header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self._fill_room()
        self._is_laying = False

    def _width_of(self, column: int) -> int:
        """Return the width a person gave a column; one that takes the room that is left has none."""
        return self._columns[column].width if self._columns[column].stretch else self._fit.width(column)

    def _fill_room(self) -> None:
        """Let the last column take the room that is left while those meant to are hidden."""
        shown = self.shown()
        self._first = next(iter(shown), 0)
        self._header.setStretchLastSection(not any(self._columns[column].stretch for column in shown))

    @Slot()
    def _on_changed(self) -> None:
        if not self._is_laying:
            self._fill_room()
            self.changed.emit()

    @Slot(int, int, int)
    def _on_resized(self, column: int, old: int, new: int) -> None:
        by_the_room = self._columns[column].stretch or (
            self._header.stretchLastSection() and self.shown()[-1:] == [column]
        )
        if not old or not new or not by_the_room:  # a section that hides goes to nothing
            self._on_changed()

    @Slot(int)
    def _on_clicked(self, position: int) -> None:
        """Ask for the order of a column, or for the other way round; a column without order leaves the arrow."""
        sort_key, order = self._columns[position].sort_key, self._rows.order
        if sort_key is not None:
            descending = order is not None and order.key == sort_key and not order.descending
            self.sort_requested.emit(sort_key, descending)
        elif order is not None:
            self.show_sort(order.key, order.descending)

    @Slot(QPoint)
    def _on_menu_requested(self, place: QPoint) -> None:
        name = f"{self._table.objectName()}.columns"
        build_menu(name, _("Columns"), self.menu(), self._header).popup(self._header.mapToGlobal(place))


def _parsed(state: str) -> list[tuple[str, int, bool]]:
    """Read what ``ColumnLayout.state`` wrote; an INI file can be edited, so anything else reads as nothing."""
    try:
        parsed: Any = json.loads(state or "[]")
    except (json.JSONDecodeError, RecursionError):
        return []
    if not isinstance(parsed, list):
        return []
    return [
        (entry[0], min(max(entry[1], LEAST_WIDTH), 4_000), entry[2])
        for entry in parsed
        if isinstance(entry, list) and [type(part) for part in entry] == [str, int, bool]
    ]
