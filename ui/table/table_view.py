"""The table of every list: rows of one height with hairlines, sorted by the query, driven by mouse or keyboard."""

import json
from dataclasses import dataclass
from typing import Any, Generic

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from app.i18n import _
from ui.table.cell_delegate import CellDelegate
from ui.table.column import Row, RowT
from ui.table.overlay import Overlay
from ui.table.row_model import RowTableModel, Want
from ui.theme.stylesheet import row_height

_FETCH_AHEAD_ROWS = 40  # rows left below or above the visible ones when the next page is asked for


@dataclass(frozen=True, slots=True)
class _Place:
    """What to find again after the same list was read again."""

    selected: frozenset[int]
    current: int | None
    top: int | None
    offset: int


class TableView(QTableView, Generic[RowT]):
    """Shows a ``RowTableModel``. Selection is whole rows, known by the id of their record."""

    sort_requested = Signal(str, bool)  # sort key, descending
    open_requested = Signal(object)  # id
    current_changed = Signal(object)  # id or None
    retry_requested = Signal()
    empty_action_requested = Signal()
    columns_changed = Signal()

    def __init__(self, name: str, model: RowTableModel[RowT], parent: QWidget | None = None) -> None:
        """``name`` is ``<tab>.<page>``; the table calls itself ``<tab>.<page>.table``."""
        super().__init__(parent)
        self.setObjectName(f"{name}.table")
        self.setAccessibleName(_("List"))
        self._rows = model
        self._current_id: int | None = None
        self._place = _Place(frozenset(), None, None, 0)
        self._all_matching = False
        self.overlay = Overlay(f"{name}.table", self.viewport())
        self._dress()
        self.setModel(model)
        self._lay_columns()
        self._connect()

    # asked by others ---------------------------------------------------------------------------------------------

    @property
    def rows(self) -> RowTableModel[RowT]:
        """The model, typed."""
        return self._rows

    @property
    def current_id(self) -> int | None:
        """The record the keyboard is on, None when nothing is selected."""
        return self._current_id

    @property
    def selected_ids(self) -> frozenset[int]:
        """The records selected among the rows read so far."""
        return frozenset(self._rows.row_at(index.row()).id for index in self.selectionModel().selectedRows())

    @property
    def all_matching(self) -> bool:
        """True after "select all": what is meant is all that match the filter, also rows not read yet."""
        return self._all_matching

    def select_id(self, row_id: int) -> bool:
        """Select the row of a record and scroll to it; False when it is not among the rows read."""
        position = self._rows.position_of(row_id)
        if position is None:
            return False
        self._select_position(position)
        return True

    def select_first(self) -> None:
        """Select the first row, if there is one."""
        if self._rows.rowCount():
            self._select_position(0)

    def first_column(self) -> int:
        """Return the column that stands leftmost."""
        header = self.horizontalHeader()
        shown = (header.logicalIndex(place) for place in range(header.count()))
        return next((column for column in shown if not header.isSectionHidden(column)), 0)

    def show_sort(self, sort_key: str, descending: bool) -> None:
        """Show the arrow at the column that sorts by ``sort_key``."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        for position, column in enumerate(self._rows.columns):
            if column.sort_key == sort_key:
                self.horizontalHeader().setSortIndicator(position, order)
                return

    def column_state(self) -> str:
        """Return order, width and visibility of the columns as text, by their keys: new columns do no harm."""
        header = self.horizontalHeader()
        logical = [header.logicalIndex(place) for place in range(header.count())]
        return json.dumps([[self._rows.columns[i].key, self._width_of(i), header.isSectionHidden(i)] for i in logical])

    def restore_column_state(self, state: str) -> None:
        """Put the columns as they were; text that is no state of columns is ignored."""
        header = self.horizontalHeader()
        positions = {column.key: position for position, column in enumerate(self._rows.columns)}
        for place, (key, width, hidden) in enumerate(_parse_columns(state)):
            if key in positions:
                column = positions[key]
                header.moveSection(header.visualIndex(column), min(place, header.count() - 1))
                header.resizeSection(column, width)
                header.setSectionHidden(column, hidden)

    def copy_selection(self) -> None:
        """Put the selected rows on the clipboard as tab-separated text with a heading, as Excel wants it."""
        header = self.horizontalHeader()
        columns = [header.logicalIndex(place) for place in range(header.count())]
        shown = [self._rows.columns[i] for i in columns if not header.isSectionHidden(i)]
        positions = sorted(index.row() for index in self.selectionModel().selectedRows())
        lines = ["\t".join(_cell(_(column.title)) for column in shown)]
        lines += ["\t".join(_cell(c.value(self._rows.row_at(at))) for c in shown) for at in positions]
        QGuiApplication.clipboard().setText("\n".join(lines))

    # keyboard and geometry ---------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current_id is not None:
            self.open_requested.emit(self._current_id)
        elif key == Qt.Key.Key_Home:
            self._go_to_start()
        elif key == Qt.Key.Key_End:
            self._go_to_end()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self.overlay.setGeometry(self.viewport().rect())

    def selectAll(self) -> None:  # noqa: N802 - Qt's name
        super().selectAll()
        self._all_matching = self._rows.rowCount() > 0

    def _go_to_start(self) -> None:
        if self._rows.has_before:
            self._rows.want_start()
        elif self._rows.rowCount():
            self._select_position(0)

    def _go_to_end(self) -> None:
        if self._rows.has_after:
            self._rows.want_end()
        elif self._rows.rowCount():
            self._select_position(self._rows.rowCount() - 1)

    # set-up ------------------------------------------------------------------------------------------------------

    def _dress(self) -> None:
        self.setItemDelegate(CellDelegate(self._rows, self.first_column, self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        vertical = self.verticalHeader()
        vertical.setVisible(False)
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setMinimumSectionSize(row_height(self.fontInfo().pixelSize()))
        vertical.setDefaultSectionSize(row_height(self.fontInfo().pixelSize()))
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
        header.setMinimumSectionSize(48)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def _lay_columns(self) -> None:
        header = self.horizontalHeader()
        for position, column in enumerate(self._rows.columns):
            header.resizeSection(position, column.width)
            header.setSectionHidden(position, column.hidden)
            if column.stretch:
                header.setSectionResizeMode(position, QHeaderView.ResizeMode.Stretch)

    def _connect(self) -> None:
        header = self.horizontalHeader()
        header.sectionClicked.connect(self._on_header_section_clicked)
        header.customContextMenuRequested.connect(self._on_header_menu_requested)
        header.sectionMoved.connect(lambda *_place: self.columns_changed.emit())
        header.sectionResized.connect(lambda *_size: self.columns_changed.emit())
        self.doubleClicked.connect(self._on_double_clicked)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self._rows.modelAboutToBeReset.connect(self._on_model_about_to_be_reset)
        self._rows.modelReset.connect(self._on_model_reset)
        self._rows.rowsInserted.connect(self._on_rows_inserted)
        self._rows.rowsRemoved.connect(self._on_rows_removed)
        self._rows.rows_taken.connect(self._on_rows_taken)
        self.overlay.retry_requested.connect(self.retry_requested)
        self.overlay.action_requested.connect(self.empty_action_requested)

    def _width_of(self, column: int) -> int:
        width = self.horizontalHeader().sectionSize(column)
        return width or self._rows.columns[column].width

    # reactions ---------------------------------------------------------------------------------------------------

    @Slot(int)
    def _on_header_section_clicked(self, position: int) -> None:
        column = self._rows.columns[position]
        sort = self._rows.order
        if column.sort_key is None:
            if sort is not None:
                self.show_sort(sort.key, sort.descending)
            return
        same = sort is not None and sort.key == column.sort_key
        descending = not sort.descending if same and sort is not None else False
        self.show_sort(column.sort_key, descending)
        self.sort_requested.emit(column.sort_key, descending)

    @Slot(QPoint)
    def _on_header_menu_requested(self, place: QPoint) -> None:
        self.column_menu().popup(self.horizontalHeader().mapToGlobal(place))

    def column_menu(self) -> QMenu:
        """Return the menu that shows and hides columns; the last one cannot be hidden."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        header = self.horizontalHeader()
        shown = [i for i in range(header.count()) if not header.isSectionHidden(i)]
        for position, column in enumerate(self._rows.columns):
            action = QAction(_(column.title), menu)
            action.setCheckable(True)
            action.setChecked(position in shown)
            action.setEnabled(shown != [position])
            action.toggled.connect(lambda on, at=position: self._show_column(at, on))
            menu.addAction(action)
        return menu

    def _show_column(self, position: int, shown: bool) -> None:
        self.horizontalHeader().setSectionHidden(position, not shown)
        self.columns_changed.emit()

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.open_requested.emit(self._rows.row_at(index.row()).id)

    @Slot()
    def _on_scrolled(self) -> None:
        height = self.verticalHeader().defaultSectionSize()
        bar = self.verticalScrollBar()
        if bar.value() >= bar.maximum() - _FETCH_AHEAD_ROWS * height:
            self._rows.want_next()
        if bar.value() <= _FETCH_AHEAD_ROWS * height:
            self._rows.want_previous()

    @Slot(QItemSelection, QItemSelection)
    def _on_selection_changed(self, _selected: QItemSelection, _deselected: QItemSelection) -> None:
        self._all_matching = False
        if not self._rows.keeps_place:
            self._tell_current()

    def _tell_current(self) -> None:
        indexes = self.selectionModel().selectedRows()
        current = self.selectionModel().currentIndex()
        row_id = None
        if indexes:
            at = current.row() if self.selectionModel().isRowSelected(current.row()) else indexes[0].row()
            row_id = self._rows.row_at(at).id
        if row_id != self._current_id:
            self._current_id = row_id
            self.current_changed.emit(row_id)

    @Slot()
    def _on_model_about_to_be_reset(self) -> None:
        height = self.verticalHeader().defaultSectionSize()
        top = self.verticalScrollBar().value() // height
        top_id = self._rows.row_at(top).id if top < self._rows.rowCount() else None
        offset = self.verticalScrollBar().value() - top * height
        self._place = _Place(self.selected_ids, self._current_id, top_id, offset)

    @Slot()
    def _on_model_reset(self) -> None:
        if self._rows.keeps_place:
            self._restore_place()
        self._tell_current()

    def _restore_place(self) -> None:
        place, last = self._place, len(self._rows.columns) - 1
        selection = QItemSelection()
        for row_id in place.selected:
            at = self._rows.position_of(row_id)
            if at is not None:
                selection.select(self._rows.index(at, 0), self._rows.index(at, last))
        model = self.selectionModel()
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        current = None if place.current is None else self._rows.position_of(place.current)
        if current is not None:
            index = self._rows.index(current, self.first_column())
            model.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        top = None if place.top is None else self._rows.position_of(place.top)
        if top is not None:
            self.updateGeometries()
            self.verticalScrollBar().setValue(top * self.verticalHeader().defaultSectionSize() + place.offset)

    @Slot(QModelIndex, int, int)
    def _on_rows_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        if first == 0 and self._rows.rowCount() > last + 1:
            self._shift(last - first + 1)

    @Slot(QModelIndex, int, int)
    def _on_rows_removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        if first == 0:
            self._shift(first - last - 1)
        self._tell_current()

    def _shift(self, rows: int) -> None:
        """Keep what is seen in its place when rows come or go above it."""
        value = self.verticalScrollBar().value()
        self.updateGeometries()
        self.verticalScrollBar().setValue(value + rows * self.verticalHeader().defaultSectionSize())

    @Slot(object)
    def _on_rows_taken(self, want: Want) -> None:
        if want is Want.START:
            self.scrollToTop()
        elif want is Want.END and self._rows.rowCount():
            self._select_position(self._rows.rowCount() - 1)
        if self.isVisible():  # one may have scrolled on meanwhile
            self.updateGeometries()
            self._on_scrolled()

    def _select_position(self, position: int) -> None:
        index = self._rows.index(position, self.first_column())
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.updateGeometries()
        self.scrollTo(index)


AnyTableView = TableView[Row]


def _cell(text: str) -> str:
    """Make one cell of pasted text: no line or column breaks, and no formula of a stranger's making."""
    flat = " ".join(text.split())
    return f"'{flat}" if flat[:1] in ("=", "+", "-", "@") and len(flat) > 1 else flat


def _parse_columns(state: str) -> list[tuple[str, int, bool]]:
    """Read what ``column_state`` wrote; an INI file can be edited, so anything else reads as nothing."""
    try:
        parsed: Any = json.loads(state or "[]")
    except json.JSONDecodeError:
        return []
    if not isinstance(parsed, list):
        return []
    return [
        (entry[0], entry[1], entry[2])
        for entry in parsed
        if isinstance(entry, list) and [type(part) for part in entry] == [str, int, bool]
    ]
