"""A list below a field one types in: it shows what was found and never takes the keyboard away from the field."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemDelegate, QFrame, QListWidget, QVBoxLayout, QWidget

_GAP = 2  # logical px between field and list


class DropList(QFrame):
    """The frame and its ``list``. It never takes the focus, so that an input method keeps composing in the field."""

    def __init__(self, name: str, title: str, field: QWidget) -> None:
        """``name`` and ``title`` (translated) are the list's for tests and screen readers."""
        super().__init__(field, Qt.WindowType.ToolTip)
        self.field = field
        self.setProperty("role", "popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.list = QListWidget(self)
        self.list.setObjectName(name)
        self.list.setAccessibleName(title)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(1)  # a list asks for three rows; a single one is found as often
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self.list)

    def use_delegate(self, delegate: QAbstractItemDelegate) -> None:
        """Let ``delegate`` paint the rows."""
        self.list.setItemDelegate(delegate)

    def open_at_field(self, width: int, height: int) -> None:
        """Show the list in this size under the field, or above it where there is no room below, within the window."""
        self.resize(width, height)
        self._place()
        self.show()

    def follow(self) -> None:
        """Go along when the field or its window was moved."""
        if self.isVisible():
            self._place()

    def _place(self) -> None:
        screen, window = self.field.screen().availableGeometry(), self.field.window().geometry()
        left, below = self.field.mapToGlobal(QPoint(0, self.field.height() + _GAP)).toTuple()
        right = self.field.mapToGlobal(QPoint(self.field.width(), 0)).x()
        if left + self.width() > min(screen.right(), window.right()):
            left = max(screen.left(), right - self.width())
        if below + self.height() > screen.bottom():
            below = self.field.mapToGlobal(QPoint(0, 0)).y() - self.height() - _GAP
        self.move(left, below)
