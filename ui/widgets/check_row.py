"""Several yes-or-no questions in one line of a form."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from ui.widgets.flow_layout import FlowLayout


class CheckRow(QWidget):
    """Boxes by code; the value is the set of codes that are ticked."""

    value_changed = Signal(object)  # frozenset of codes

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """``choices`` are (code, translated label)."""
        super().__init__(parent)
        self.setObjectName(name)
        flow = FlowLayout(self, spacing=16)
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
