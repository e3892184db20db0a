"""A line of text as a field of a form."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.composing_line_edit import ComposingLineEdit


class LineEdit(ComposingLineEdit):
    """One line; ``check`` returns what is wrong with a text that is not empty, "" when nothing is."""

    value_changed = Signal(object)  # str

    def __init__(
        self,
        name: str,
        longest: int = 200,
        check: Callable[[str], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setMaxLength(longest)
        self._check = check
        self.textChanged.connect(self.value_changed.emit)

    def value(self) -> str:
        """Return the text without blanks around it."""
        return self.text().strip()

    def set_value(self, value: str) -> None:
        """Show a text."""
        self.setText(value)

    def problem(self) -> str:
        """Return what is wrong with what is typed, "" when nothing is."""
        return self._check(self.value()) if self._check and self.value() else ""
