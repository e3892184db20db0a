"""A line of text as a field of a form."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.fields.composing_line_edit import ComposingLineEdit
from ui.widgets.fields.text_area import too_long


class LineEdit(ComposingLineEdit):
    """One line; ``check`` returns what is wrong with a text that is not empty, "" when nothing is.

    What is longer than allowed stays typed, ``problem`` says by how much: nothing pasted is cut off unseen.
    """

    value_changed = Signal(object)  # str

    def __init__(
        self,
        name: str,
        longest: int = 200,
        check: Callable[[str], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``longest`` counts characters."""
        super().__init__(parent)
        self.setObjectName(name)
        self._longest = longest
        self._check = check
        self.textChanged.connect(self.value_changed.emit)

    def value(self) -> str:
        """Return the text without blanks around it."""
        return self.text().strip()

    def set_value(self, value: str) -> None:
        """Show a text, from its beginning where the field is narrower."""
        self.setText(value)
        self.setCursorPosition(0)

    def problem(self) -> str:
        """Return what is wrong with what is typed, "" when nothing is."""
        value = self.value()
        if not value:
            return ""
        return self.cut_problem or too_long(value, self._longest) or (self._check(value) if self._check else "")

    def kept(self) -> str:
        """Return the text as it is typed."""
        return self.text()

    def restore(self, kept: Any) -> None:
        """Put a kept text back."""
        if isinstance(kept, str):
            self.setText(kept)

    def shown(self) -> str:
        """Return the text."""
        return self.value()
