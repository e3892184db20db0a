"""The table of every list: rows of one height with hairlines, sorted by the query, driven by mouse or keyboard."""

from typing import Generic

from PySide6.QtCore import (
    QKeyCombination,
    QModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.queries.lists.selection import Selection
from ui.table.cell_delegate import CellDelegate
from ui.table.clipboard import SheetWriter, put_cell_on_clipboard, put_on_clipboard
from ui.table.column import Column, RowT
from ui.table.columns import ColumnLayout
from ui.table.keyboard import TableKeys
from ui.table.overlay import Overlay
from ui.table.place import PlaceKeeper
from ui.table.row_model import RowTableModel, Want
from ui.table.row_selection import CHOOSE, Flag, RowSelection
from ui.table.rows_view import Index, RowsView

_FETCH_AHEAD_ROWS = 40  # rows left below or above the visible ones when the next page is asked for

_COPY_CELL = QKeyCombination(Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_C)


class TableView(RowsView, Generic[RowT]):
    """Shows a ``RowTableModel``. Selection is whole rows, known by the id of their record (``selection``)."""

    sort_requested = Signal(str, bool)  # sort key, descending
    open_requested = Signal(object)  # id
    current_changed = Signal(object)  # id or None
    selection_changed = Signal()
    copied = Signal(int)  # rows that went to the clipboard
    copy_requested = Signal()  # rows are selected that are not in the window
    run_limited = Signal(int)  # rows selected by a run that could not grow to the end of the list
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
        self._chosen_by_itself = True  # nobody picked the row that is selected
        self.overlay = Overlay(f"{name}.table", self.viewport())
        self._delegate = CellDelegate(model, self.first_column, self)
        self._chosen = RowSelection(model, self)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self.selectionModel().deleteLater()  # the one Qt brings
        self.setSelectionModel(self._chosen)
        self.columns = ColumnLayout(self, model)
        self._keys = TableKeys(self, model, self._chosen, self.run_limited.emit)
        self._place = PlaceKeeper(self, model, self._chosen)
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
    def selection(self) -> Selection:
        """What is selected, also outside the window."""
        return self._chosen.value

    def ask_again(self) -> None:
        """Ask for the rows of the window again, so that one goes on looking at the same ones."""
        self._rows.want_refresh(around=self.first_visible(), seen=frozenset(self._place.seen()))

    def select_id(self, row_id: int) -> bool:
        """Select the row of a record and scroll to it; False when it is not among the rows read."""
        position = self._rows.position_of(row_id)
        if position is None:
            return False
        self.select_position(position)
        return True

    def select_first(self) -> None:
        """Select the first row, if there is one, until somebody chooses another."""
        if self._rows.rowCount():
            self.select_position(0)
            self._chosen_by_itself = True

    def select_position(self, position: int) -> None:
        """Select one row and scroll to it."""
        index = self._rows.index(position, self.first_column())
        self.set_current(index, CHOOSE)
        self.updateGeometries()
        self.scrollTo(index)

    def put_keyboard(self, position: int, begin: int | None = None) -> None:
        """Put the keyboard on a row without selecting it; a run by Shift goes on that began at the row ``begin``."""
        index = self._rows.index(position, self.first_column())
        if begin is None or begin == position:
            self.set_current(index, Flag.NoUpdate)
        else:
            self.resume_run(self._rows.index(begin, self.first_column()), index)

    def first_column(self) -> int:
        """Return the column that stands leftmost."""
        return self.columns.first()

    def show_sort(self, sort_key: str, descending: bool) -> None:
        """Show the arrow at the column that sorts by ``sort_key``, and say it to screen readers."""
        self.setAccessibleDescription(self.columns.show_sort(sort_key, descending))

    def shown_columns(self) -> tuple[Column[RowT], ...]:
        """Return the columns shown, from the left."""
        return tuple(self._rows.columns[position] for position in self.columns.shown())

    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard as a spreadsheet wants them; ``copy_requested`` when some of them are
        not in the window.
        """
        positions, selection = self._chosen.positions(), self.selection
        whole = selection.all_matching and not (self._rows.has_before or self._rows.has_after)
        if not whole and selection.size(None) != len(positions):
            self.copy_requested.emit()
        elif positions:
            writer = SheetWriter(self.shown_columns())
            writer.add(self._rows.row_at(position) for position in positions)
            put_on_clipboard(writer.sheet())
            self.copied.emit(writer.rows)

    def cell_words(self) -> str:
        """Return the words of the cell that was clicked or has the keyboard."""
        index = self.currentIndex()
        return self._rows.columns[index.column()].value(self._rows.row_at(index.row())) if index.isValid() else ""

    def copy_cell(self) -> None:
        """Put the words of that cell on the clipboard."""
        put_cell_on_clipboard(self.cell_words())

    # keyboard, mouse and geometry --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        key, shift = event.key(), event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif event.keyCombination() == _COPY_CELL:
            self.copy_cell()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif key == Qt.Key.Key_Menu or (key == Qt.Key.Key_F10 and shift):
            self.menu_requested.emit(self.place_of_keyboard())
        elif key == Qt.Key.Key_Escape and self._chosen.is_several:
            self.select_position(max(self.currentIndex().row(), 0))
        elif not self._keys.move(event):
            super().keyPressEvent(event)

    def press(self, event: QKeyEvent) -> None:
        """Let Qt do what it does with a key."""
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._keys.stop()
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusInEvent(event)
        self._frame_current()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusOutEvent(event)
        self._frame_current()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self.overlay.setGeometry(self.viewport().rect())
        self.columns.share_room()

    def selectAll(self) -> None:  # noqa: N802 - Qt's name
        self._chosen.select_all()

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        """Follow the keyboard, but not when rows leave the window: nobody moved it then."""
        if self._rows.is_restocking:
            return
        super().currentChanged(current, previous)
        self._tell_current()

    def sizeHintForColumn(self, position: int) -> int:  # noqa: N802 - Qt's name
        """Return how wide a column must be for all rows read, at most as wide as the table."""
        return min(self._delegate.needed_width(position, QFontMetrics(self.font())), self.viewport().width())

    # set-up ------------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.columns.sort_requested.connect(self._on_sort_requested)
        self.columns.changed.connect(self._on_columns_changed)
        self.doubleClicked.connect(self._on_double_clicked)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._chosen.chosen_changed.connect(self._on_chosen_changed)
        self._rows.modelAboutToBeReset.connect(self._on_model_about_to_be_reset)
        self._rows.modelReset.connect(self._on_model_reset)
        self._rows.rowsInserted.connect(self._on_rows_inserted)
        self._rows.rowsRemoved.connect(self._on_rows_removed)
        self._rows.rows_taken.connect(self._on_rows_taken)
        self.overlay.retry_requested.connect(self.retry_requested)
        self.overlay.action_requested.connect(self.empty_action_requested)

    # reactions ---------------------------------------------------------------------------------------------------

    @Slot(str, bool)
    def _on_sort_requested(self, sort_key: str, descending: bool) -> None:
        self.show_sort(sort_key, descending)
        self.sort_requested.emit(sort_key, descending)

    @Slot()
    def _on_columns_changed(self) -> None:
        current = self.currentIndex()
        if current.isValid() and self.isColumnHidden(current.column()):  # Qt finds no way from a cell it does not show
            self.put_keyboard(current.row())
        self.columns_changed.emit()

    def _open(self) -> None:
        """Open the record with the keyboard; where there are no rows, do what is offered in their place."""
        if self._current_id is not None:
            self.open_requested.emit(self._current_id)
        else:
            self.overlay.take_offer()

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.open_requested.emit(self._rows.row_at(index.row()).id)

    @Slot()
    def _on_scrolled(self) -> None:
        if self._rows.is_restocking:
            return
        bar, ahead = self.verticalScrollBar(), _FETCH_AHEAD_ROWS * self.row_height()
        if bar.value() >= bar.maximum() - ahead:
            self._rows.want_next()
        if bar.value() <= ahead:
            self._rows.want_previous()

    @Slot()
    def _on_chosen_changed(self) -> None:
        self._chosen_by_itself = False
        self._tell_current()
        self.selection_changed.emit()

    def _tell_current(self) -> None:
        """The record with the keyboard if it is selected, else the former one while that is, else the topmost."""
        position = self.currentIndex().row()
        row_id = self._rows.row_at(position).id if position >= 0 else None
        if row_id is None or not self._chosen.has(row_id):
            row_id = self._current_id
        if row_id is None or not self._chosen.has(row_id):
            first = self._chosen.first_position()
            row_id = None if first is None else self._rows.row_at(first).id
        self._frame_current()
        if row_id != self._current_id:
            self._current_id = row_id
            self.current_changed.emit(row_id)

    def _frame_current(self) -> None:
        """Frame the row with the keyboard where the selection does not tell which it is."""
        position = self.currentIndex().row()
        alone = position >= 0 and not self._chosen.is_several and self._chosen.has(self._rows.row_at(position).id)
        framed = position if self.hasFocus() and not alone else -1
        for row in {framed, self._delegate.framed_row} if framed != self._delegate.framed_row else set():
            self.viewport().update(0, self.rowViewportPosition(row), self.viewport().width(), self.row_height())
        self._delegate.framed_row = framed

    @Slot()
    def _on_model_about_to_be_reset(self) -> None:
        self._place.remember(self._current_id)

    @Slot()
    def _on_model_reset(self) -> None:
        self._delegate.framed_row = -1
        self._place.restore(keep_single=not self._chosen_by_itself)
        self._tell_current()
        self.selection_changed.emit()

    @Slot(QModelIndex, int, int)
    def _on_rows_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._chosen.mark_again(first, last)
        if first == 0 and self._rows.rowCount() > last + 1:
            self._shift(last - first + 1)

    @Slot(QModelIndex, int, int)
    def _on_rows_removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        if first == 0:
            self._shift(first - last - 1)
        if self._current_id is not None and self._rows.position_of(self._current_id) is None:
            self._chosen.setCurrentIndex(QModelIndex(), Flag.NoUpdate)  # Qt moved it to where nobody looks

    def _shift(self, rows: int) -> None:
        """Keep what is seen in its place when rows come or go above it."""
        value = self.verticalScrollBar().value()
        self.updateGeometries()
        self.verticalScrollBar().setValue(value + rows * self.row_height())

    @Slot(object)
    def _on_rows_taken(self, want: Want) -> None:
        if want is Want.START:
            self.scrollToTop()
            if self._current_id is not None and not self._chosen_by_itself:
                self._show_current()
        self._keys.on_rows_taken(want)
        if self.isVisible():  # one may have scrolled on meanwhile
            self.updateGeometries()
            self._on_scrolled()

    def _show_current(self) -> None:
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
