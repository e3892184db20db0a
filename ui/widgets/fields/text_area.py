"""Several lines of plain text; Tab leaves the field, the length is limited."""

from typing import Any

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.i18n import _, ngettext
from ui.widgets.fields.composing import Composing
from ui.widgets.fields.field import one_line

SPARE = 10_000  # characters above the limit that may stay, to be shortened by hand


class TextArea(Composing, QPlainTextEdit):
    """Plain text only. What is longer than allowed stays typed, ``problem`` says by how much."""

    value_changed = Signal(object)  # str

    def __init__(self, name: str, longest: int = 2000, lines: int = 3, parent: QWidget | None = None) -> None:
        """``longest`` counts characters, ``lines`` are shown without scrolling."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setTabChangesFocus(True)
        self._longest = longest
        self._cut = False
        self._told = ""
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 22)
        self.textChanged.connect(self._on_text_changed)

    def value(self) -> str:
        """Return the text."""
        return self.toPlainText()

    def set_value(self, value: str) -> None:
        """Show a text."""
        self.setPlainText(value)

    def problem(self) -> str:
        """Return what is wrong with what is typed, "" when nothing is."""
        if self._cut:
            return _("Cut after {count} characters: more does not fit here.").format(count=self._longest + SPARE)
        return too_long(self.value(), self._longest)

    def kept(self) -> str:
        """Return the text as it is typed."""
        return self.toPlainText()

    def restore(self, kept: Any) -> None:
        """Put a kept text back."""
        if isinstance(kept, str):
            self.setPlainText(kept)

    def shown(self) -> str:
        """Return the text in one line."""
        return one_line(self.value())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802 - Qt's name
        """Take text, but no files: they are dropped on the form, not into a text."""
        return not any(url.isLocalFile() for url in source.urls()) and super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Paste as plain text; a whole book is cut, so that the window never stands still."""
        pasted = source.text()
        room = self._longest + SPARE - (len(self.value()) - len(self.textCursor().selectedText()))
        self.insertPlainText(pasted[: max(0, room)])
        if len(pasted) > room:
            self._cut = True
            self.value_changed.emit(self.value())

    def _on_text_changed(self) -> None:
        """Tell another text; letters that an input method shows are none."""
        value = self.value()
        if value == self._told:
            return
        self._told = value
        if len(value) < self._longest:
            self._cut = False
        self.value_changed.emit(value)


def too_long(text: str, longest: int) -> str:
    """Return by how much a text is too long, "" when it fits; lengths are characters."""
    over = len(text) - longest
    if over <= 0:
        return ""
    words = ngettext(
        "{count} character too long, {longest} fit here", "{count} characters too long, {longest} fit here", over
    )
    return words.format(count=over, longest=longest)
