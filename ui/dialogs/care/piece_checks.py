"""The equipment of a project to choose from: a box for each piece, offered once the project is known."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from app.i18n import _
from ui.widgets.flow_layout import FlowLayout


class PieceChecks(QWidget):
    """A field whose value are the ids of the pieces ticked, in the order shown."""

    value_changed = Signal(object)  # tuple of ids

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.boxes: dict[int, QCheckBox] = {}
        self._wanted: frozenset[int] = frozenset()
        self._flow = FlowLayout(self, spacing=16, line_spacing=6)
        self._none = QLabel(_("No equipment is known of this project: the checklist is gone through once."), self)
        self._none.setWordWrap(True)
        self._none.setProperty("role", "dim")
        self._flow.addWidget(self._none)

    def offer(self, pieces: Sequence[tuple[int, str]]) -> None:
        """Show these pieces (id, name); those that are wanted are ticked."""
        for box in self.boxes.values():
            self._flow.removeWidget(box)
            box.deleteLater()
        self.boxes = {}
        for piece_id, title in pieces:
            box = QCheckBox(title, self)
            box.setObjectName(f"{self.objectName()}.{piece_id}")
            box.setAccessibleName(title)
            box.setChecked(piece_id in self._wanted)
            box.toggled.connect(lambda _on: self._on_toggled())
            self.boxes[piece_id] = box
            self._flow.addWidget(box)
            box.show()
        self._none.setVisible(not pieces)
        self._on_toggled()

    def _on_toggled(self) -> None:
        if self.boxes:
            self._wanted = frozenset(piece for piece, box in self.boxes.items() if box.isChecked())
        self.value_changed.emit(self.value())

    def value(self) -> tuple[int, ...]:
        """Return the ids that are ticked; while nothing is offered those that will be."""
        return tuple(piece for piece in (self.boxes or sorted(self._wanted)) if piece in self._wanted)

    def set_value(self, pieces: Iterable[int]) -> None:
        """Tick exactly these, as soon as they are offered."""
        self._wanted = frozenset(pieces)
        for piece, box in self.boxes.items():
            box.setChecked(piece in frozenset(pieces))
        self.value_changed.emit(self.value())

    def problem(self) -> str:
        """Nothing can be wrong with a tick."""
        return ""

    def kept(self) -> list[int]:
        """Return the ids that are ticked."""
        return list(self.value())

    def restore(self, kept: Any) -> None:
        """Tick what was kept."""
        if isinstance(kept, list):
            self.set_value([piece for piece in kept if isinstance(piece, int)])

    def shown(self) -> str:
        """Return the names of the pieces ticked."""
        return _(", ").join(box.text() for box in self.boxes.values() if box.isChecked())
