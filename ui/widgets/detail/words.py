"""Words of a record: shown as typed, wrapping, and to be selected with the mouse."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QLabel, QWidget


class Words(QLabel):
    """A label for data. It becomes selectable when the mouse comes near: a label that is selectable from the start
    keeps a whole text document, and a record has dozens of labels.
    """

    def __init__(self, parent: QWidget, role: str = "", *, wraps: bool = True) -> None:
        """``role`` is the one of the style sheet."""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wraps)
        if role:
            self.setProperty("role", role)

    def say(self, text: str) -> None:
        """Show other words and forget what was selected of the former ones; without any the label hides."""
        if text != self.text():
            if not self.underMouse():
                self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            self.setText(text)
        self.setHidden(not text)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        super().enterEvent(event)
