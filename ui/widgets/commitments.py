"""What is owed: each promise with its state in words and its clause."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ui.theme.badge import Badge
from ui.widgets.clearing import clear_layout
from ui.widgets.facts import LABEL_WIDTH
from ui.widgets.state_badge import StateBadge


@dataclass(frozen=True, slots=True)
class CommitmentView:
    """One promise: "First reply", kept · 16:20, "C5.1 · 24 hours"."""

    name: str
    badge: Badge
    rule: str
    tooltip: str = ""


class Commitments(QWidget):
    """A line per promise."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        self._grid.setColumnStretch(2, 1)

    def show_commitments(self, commitments: Sequence[CommitmentView]) -> None:
        """Show these promises in place of the former ones."""
        clear_layout(self._grid)
        for line, commitment in enumerate(commitments):
            name = QLabel(commitment.name, self)
            name.setProperty("role", "dim")
            rule = QLabel(commitment.rule, self)
            rule.setProperty("role", "dim")
            rule.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            rule.setWordWrap(True)
            badge = StateBadge(commitment.badge, self)
            for column, widget in enumerate((name, badge, rule)):
                widget.setToolTip(commitment.tooltip)
                self._grid.addWidget(widget, line, column)
