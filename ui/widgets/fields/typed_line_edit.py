"""A line whose text means a value: a date, a moment, a figure."""

from abc import abstractmethod
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.i18n import _
from ui.theme.icons import icon
from ui.widgets.fields.composing_line_edit import ComposingLineEdit

ValueT = TypeVar("ValueT")
_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class TypedLineEdit(ComposingLineEdit, Generic[ValueT]):
    """Tells each change of the value once and writes it the usual way when the line is left; Up and Down step."""

    value_changed = Signal(object)  # a value or None

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._told: tuple[ValueT | None, str] = (None, "")
        self.textChanged.connect(self._tell)
        self.editingFinished.connect(self._tidy)

    @abstractmethod
    def value(self) -> ValueT | None:
        """Return what the text means, None for nothing or for what cannot be read."""

    @abstractmethod
    def set_value(self, value: ValueT | None) -> None:
        """Show a value as it is usually written."""

    @abstractmethod
    def problem(self) -> str:
        """Return what is wrong with what is typed, "" when nothing is."""

    @abstractmethod
    def written(self, value: ValueT) -> str:
        """Return a value as one reads it."""

    @abstractmethod
    def step(self, step: int, *, far: bool) -> None:
        """Go one up (1) or down (-1), a further way with Ctrl."""

    def kept(self) -> str:
        """Return the text as it is typed."""
        return self.text()

    def restore(self, kept: Any) -> None:
        """Put a kept text back."""
        if isinstance(kept, str):
            self.setText(kept)

    def shown(self) -> str:
        """Return the value as one reads it, or the text that is none."""
        value = self.value()
        return self.text().strip() if value is None else self.written(value)

    def add_calendar(self, on_wanted: Callable[[], None]) -> None:
        """Add the icon, and F4, that ask for a calendar."""
        pick = QAction(icon("calendar"), _("Calendar"), self)
        pick.setShortcut("F4")
        pick.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        pick.triggered.connect(on_wanted)
        self.addAction(pick, QLineEdit.ActionPosition.TrailingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.step(step, far=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusOutEvent(event)
        self._tell()

    def _tell(self) -> None:
        """Tell when the value, or what is wrong with it, is another."""
        now = (self.value(), self.problem())
        if now != self._told:
            self._told = now
            self.value_changed.emit(now[0])

    def _tidy(self) -> None:
        """Write a value that was read the usual way."""
        value = self.value()
        if value is not None:
            self.set_value(value)
