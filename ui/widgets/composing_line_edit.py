"""A line to type in that knows when an input method is composing, so that nothing fires in the middle of a word."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QLineEdit, QWidget

DEBOUNCE_MS = 150


class ComposingLineEdit(QLineEdit):
    """Emits ``text_settled`` a moment after the last change, never during composition."""

    text_settled = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._composing = False
        self._debounce = QTimer(self)
        self._debounce.setSingleShot(True)
        self._debounce.setInterval(DEBOUNCE_MS)
        self._debounce.timeout.connect(self.settle)
        self.textEdited.connect(self._on_text_edited)

    @property
    def is_composing(self) -> bool:
        """True while the input method shows letters that are not text yet."""
        return self._composing

    def settle(self) -> None:
        """Emit ``text_settled`` now instead of a moment later."""
        self._debounce.stop()
        if not self._composing:
            self.text_settled.emit(self.text())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802 - Qt's name
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if self._composing:
            self._debounce.stop()
        elif event.commitString():
            self._debounce.start()

    def _on_text_edited(self) -> None:
        if not self._composing:
            self._debounce.start()
