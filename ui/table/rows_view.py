"""A table of whole rows, without its subject: how it looks, and where Qt's habits are those of cells."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

Index = QModelIndex | QPersistentModelIndex


class RowsView(QTableView):
    """Rows of one height that scroll by pixels; several can be selected; nothing is edited in place."""

    menu_requested = Signal(QPoint)  # global place
    text_resized = Signal()  # the text became larger or smaller

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._forced: QItemSelectionModel.SelectionFlag | None = None
        self._goal: QModelIndex | None = None
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
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def row_height(self) -> int:
        """Return how high every row is, in logical px."""
        return self.verticalHeader().defaultSectionSize()

    def first_visible(self) -> int:
        """Return the topmost row one sees."""
        return max(0, self.rowAt(0))

    def place_of_keyboard(self) -> QPoint:
        """Scroll to the row that has the keyboard and return the global place below it."""
        index = self.currentIndex()
        if not index.isValid():
            return self.viewport().mapToGlobal(QPoint(0, 0))
        self.scrollTo(index)
        row = self.visualRect(index)
        return self.viewport().mapToGlobal(QPoint(max(row.left(), 0) + row.height(), row.bottom()))

    def set_current(self, index: QModelIndex, command: QItemSelectionModel.SelectionFlag) -> None:
        """Make ``index`` the current one, selected as ``command`` says whatever keys are held down."""
        self._forced = command
        self.setCurrentIndex(index)
        self._forced = None

    def resume_run(self, begin: QModelIndex, index: QModelIndex) -> None:
        """Make ``index`` the current one as if a run by Shift had come there from ``begin``; selects nothing.

        Qt keeps the beginning of a run to itself and takes it from the key that began it, so that key is played.
        """
        self.set_current(begin, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._forced, self._goal = QItemSelectionModel.SelectionFlag.Current, index
        shift_down = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        super().keyPressEvent(shift_down)
        self._forced = self._goal = None

    def selectionCommand(  # noqa: N802 - Qt's name
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        return super().selectionCommand(index, event) if self._forced is None else self._forced

    def moveCursor(  # noqa: N802 - Qt's name
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End go along the rows, not along the cells of one."""
        if self._goal is not None:
            return self._goal
        ends = {
            QAbstractItemView.CursorAction.MoveHome: 0,
            QAbstractItemView.CursorAction.MoveEnd: self.model().rowCount() - 1,
        }
        position = ends.get(action, -1)
        if position < 0:
            return super().moveCursor(action, modifiers)
        return self.model().index(position, max(0, self.currentIndex().column()))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.text_resized.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        by_keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.menu_requested.emit(self.place_of_keyboard() if by_keyboard else event.globalPos())
