"""A line to type in that knows when an input method is composing, so that nothing fires in the middle of a word."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.i18n import _
from ui.widgets.fields.composing import Composing

DEBOUNCE_MS = 150
MOST_TYPED = 2_000  # characters: beyond that a line is a mistake of the clipboard


class ComposingLineEdit(Composing, QLineEdit):
    """Emits ``text_settled`` a moment after the last change, never during composition."""

    text_settled = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cut = False
        self._debounce = QTimer(self)
        self._debounce.setSingleShot(True)
        self._debounce.setInterval(DEBOUNCE_MS)
        self._debounce.timeout.connect(self.settle)
        self.setMaxLength(MOST_TYPED)
        self.inputRejected.connect(self._on_input_rejected)
        self.textEdited.connect(self._on_text_edited)

    @property
    def cut_problem(self) -> str:
        """What to say once more was pasted than a line can hold, "" after it was put right."""
        if self._cut and len(self.text()) < self.maxLength():
            self._cut = False
        return _("Cut after {count} characters: more does not fit here.").format(count=MOST_TYPED) if self._cut else ""

    def settle(self) -> None:
        """Emit ``text_settled`` now instead of a moment later."""
        self._debounce.stop()
        if not self.is_composing:
            self.text_settled.emit(self.text())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802 - Qt's name
        super().inputMethodEvent(event)
        if self.is_composing:
            self._debounce.stop()
        elif event.commitString():
            self._debounce.start()

    def _on_input_rejected(self) -> None:
        self._cut = len(self.text()) >= self.maxLength()

    def _on_text_edited(self) -> None:
        if not self.is_composing:
            self._debounce.start()
