"""Several yes-or-no questions in one line of a form."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.i18n import _
from ui.widgets.flow_layout import FlowLayout


class CheckRow(QWidget):
    """Boxes by code; the value is the set of codes that are ticked."""

    value_changed = Signal(object)  # frozenset of codes

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """``choices`` are (code, translated label)."""
        super().__init__(parent)
        self.setObjectName(name)
        flow = FlowLayout(self, spacing=16, line_spacing=4)
        self._boxes: dict[str, QCheckBox] = {}
        for code, label in choices:
            box = QCheckBox(label, self)
            box.setObjectName(f"{name}.{code}")
            box.setAccessibleName(label)
            box.toggled.connect(lambda _on: self.value_changed.emit(self.value()))
            self._boxes[code] = box
            flow.addWidget(box)
        if choices:
            self.setFocusProxy(self._boxes[choices[0][0]])

    def value(self) -> frozenset[str]:
        """Return the codes that are ticked."""
        return frozenset(code for code, box in self._boxes.items() if box.isChecked())

    def set_value(self, codes: frozenset[str]) -> None:
        """Tick exactly these codes."""
        for code, box in self._boxes.items():
            box.setChecked(code in codes)

    def problem(self) -> str:
        """Nothing can be wrong with a tick."""
        return ""

    def kept(self) -> list[str]:
        """Return the codes that are ticked, in the order shown."""
        return [code for code, box in self._boxes.items() if box.isChecked()]

    def restore(self, kept: Any) -> None:
        """Tick what was kept."""
        if isinstance(kept, list):
            self.set_value(frozenset(code for code in kept if isinstance(code, str)))

    def shown(self) -> str:
        """Return the labels that are ticked."""
        return _(", ").join(box.text() for box in self._boxes.values() if box.isChecked())
