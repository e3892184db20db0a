"""A list of cards: one widget for the keyboard and for screen readers, however many cards there are."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QSizePolicy, QWidget

from ui.tabs.today.card_delegate import CardDelegate
from ui.tabs.today.card_rows import STOPS, AnyIndex, CardRow, CardRows

_TITLE_LINES = 2
_OPENS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class CardList(QListView):
    """Shows cards of rows. Arrow keys stop at lines only; Enter and a double click ask for the row's record.

    With ``grows`` it is as high as its rows, for a narrow place that scrolls by itself: there a long title takes
    another line.
    """

    opened = Signal(str)  # key of the row

    def __init__(self, name: str, title: str, parent: QWidget | None = None, *, grows: bool = False) -> None:
        """``title`` is what a screen reader calls the list."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._grows = grows
        self._rows = CardRows(self)
        self._painter = CardDelegate(self._rows, self, title_lines=_TITLE_LINES if grows else 1)
        self.setModel(self._rows)
        self.setItemDelegate(self._painter)
        self.setProperty("kind", "cards")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        if grows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.doubleClicked.connect(self._on_double_clicked)

    @property
    def rows(self) -> tuple[CardRow, ...]:
        """The rows shown."""
        return self._rows.rows

    @property
    def current_key(self) -> str:
        """The key of the current row, "" while there is none."""
        index = self.currentIndex()
        return self._rows.rows[index.row()].key if index.isValid() else ""

    def show_rows(self, rows: Sequence[CardRow]) -> None:
        """Show these rows; the current one stays current while it is there, and the list where it was scrolled to."""
        former, at = self.current_key, max(0, self.currentIndex().row())
        scrolled = self.verticalScrollBar().value()
        if not self._rows.set_rows(rows):
            return
        found = self._rows.position(former) if former else None
        self._select(found if found is not None else self._stop_near(at))
        self.verticalScrollBar().setValue(scrolled)
        self.updateGeometry()

    def choose(self, key: str) -> bool:
        """Make a row the current one; False where there is none of that name."""
        found = self._rows.position(key)
        self._select(found)
        return found is not None

    def _select(self, position: int | None) -> None:
        if position is not None:
            index = self._rows.index(position)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _stop_near(self, position: int) -> int | None:
        """Return the stop nearest to a position, None where there is none."""
        stops = [at for at, row in enumerate(self._rows.rows) if row.kind in STOPS]
        return min(stops, key=lambda at: abs(at - position), default=None)

    # keyboard and mouse ------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in _OPENS and self.current_key:
            self.opened.emit(self.current_key)
            return
        super().keyPressEvent(event)

    def _on_double_clicked(self, index: AnyIndex) -> None:
        self.opened.emit(self._rows.rows[index.row()].key)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        self._painter.shows_focus = True
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        self._painter.shows_focus = False
        super().focusOutEvent(event)
        self.viewport().update()

    # size --------------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(super().sizeHint().width(), self._rows_height()) if self._grows else super().sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(120, self._rows_height()) if self._grows else super().minimumSizeHint()

    def _rows_height(self) -> int:
        return sum(self.sizeHintForRow(at) for at in range(self._rows.rowCount()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if self._grows and event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()
