"""A box that is ticked for one line of a table."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget


class Tick(QCheckBox):
    """A field that is yes or no; Space ticks it."""

    value_changed = Signal(object)  # bool

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.toggled.connect(lambda _on: self.value_changed.emit(self.value()))

    def value(self) -> bool:
        """Tell whether it is ticked."""
        return self.isChecked()

    def set_value(self, ticked: bool) -> None:
        """Tick it, or not."""
        self.setChecked(ticked)

    def problem(self) -> str:
        """Nothing can be wrong with a tick."""
        return ""

    def kept(self) -> bool:
        """Tell whether it is ticked."""
        return self.isChecked()

    def restore(self, kept: Any) -> None:
        """Tick what was kept."""
        self.setChecked(kept is True)

    def shown(self) -> str:
        """Return a tick as one reads it."""
        return "√" if self.isChecked() else ""
