"""What is owed: each promise with its state in words and its clause."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ui.theme.badge import Badge
from ui.widgets.detail.reused import Line, Lines
from ui.widgets.detail.state_badge import StateBadge


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
        self._grid.setColumnStretch(2, 1)
        self._lines = Lines[CommitmentView](lambda position: _CommitmentLine(self, self._grid, position))

    def show_commitments(self, commitments: Sequence[CommitmentView]) -> None:
        """Show these promises in place of the former ones."""
        self._lines.show_views(commitments)


class _CommitmentLine(Line[CommitmentView]):
    """Name, state and rule of a promise."""

    def __init__(self, parent: QWidget, grid: QGridLayout, position: int) -> None:
        self._name = QLabel(parent)
        self._name.setProperty("role", "fact-label")
        self._badge = StateBadge(None, parent)
        self._rule = QLabel(parent)
        self._rule.setProperty("role", "dim")
        self._rule.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._rule.setWordWrap(True)
        for column, widget in enumerate((self._name, self._badge, self._rule)):
            grid.addWidget(widget, position, column)

    def fill(self, view: CommitmentView) -> None:
        self._name.setText(view.name)
        self._badge.set_badge(view.badge)
        self._rule.setText(view.rule)
        for widget in (self._name, self._badge, self._rule):
            widget.setToolTip(view.tooltip)
            widget.show()

    def empty(self) -> None:
        for widget in (self._name, self._badge, self._rule):
            widget.hide()
