"""Fields beside an input method: while letters are shown that are no text yet, no shortcut and no key acts on them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    _Mixed = QWidget
else:
    _Mixed = object

_ACTING_KEYS = frozenset(
    {
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Escape,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_F4,
    }
)
_ACTING_MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class Composing(_Mixed):
    """Mixed into a text field, before its Qt class."""

    _composing = False

    @property
    def is_composing(self) -> bool:
        """True while the input method shows letters that are not text yet."""
        return self._composing

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent):
            self._composing = bool(event.preeditString())
        elif isinstance(event, QFocusEvent) and event.lostFocus():
            self._composing = False
        elif self._composing and isinstance(event, QKeyEvent) and _is_for_input_method(event):
            event.accept()
            return True
        return super().event(event)


def is_composing(widget: QObject | None) -> bool:
    """Tell whether an input method is at work in a widget, which may be any."""
    return isinstance(widget, Composing) and widget.is_composing


def _is_for_input_method(event: QKeyEvent) -> bool:
    """Some systems hand on the keys that choose a word: Enter must not save, Esc not close, Ctrl+S not fire."""
    if event.type() == QEvent.Type.ShortcutOverride:
        return True
    acts = event.key() in _ACTING_KEYS or bool(event.modifiers() & _ACTING_MODIFIERS)
    return event.type() == QEvent.Type.KeyPress and acts
