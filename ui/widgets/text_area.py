"""Several lines of plain text; Tab leaves the field, the length is limited."""

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.i18n import _


class TextArea(QPlainTextEdit):
    """Plain text only. What is longer than allowed stays typed, ``problem`` says by how much."""

    value_changed = Signal(object)  # str

    def __init__(self, name: str, longest: int = 2000, lines: int = 3, parent: QWidget | None = None) -> None:
        """``longest`` counts characters, ``lines`` are shown without scrolling."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setTabChangesFocus(True)
        self._longest = longest
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 22)
        self.textChanged.connect(lambda: self.value_changed.emit(self.value()))

    def value(self) -> str:
        """Return the text."""
        return self.toPlainText()

    def set_value(self, value: str) -> None:
        """Show a text."""
        self.setPlainText(value)

    def problem(self) -> str:
        """Return what is wrong with what is typed, "" when nothing is."""
        over = len(self.value()) - self._longest
        return _("{count} characters too long").format(count=over) if over > 0 else ""

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        self.insertPlainText(source.text())
