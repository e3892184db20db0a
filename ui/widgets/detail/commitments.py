"""What is owed: each promise with its state in words, its clause, what is to be known of it, and what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QToolButton, QWidget

from app.i18n import _
from ui.theme.badge import Badge
from ui.theme.icons import icon
from ui.widgets.detail.choice_menu import Choice, open_choices
from ui.widgets.detail.reused import Line, Lines
from ui.widgets.detail.state_badge import StateBadge
from ui.widgets.detail.words import Words


@dataclass(frozen=True, slots=True)
class CommitmentView:
    """One promise: "First reply", kept · 16:20, its clause.

    ``mark`` stands behind the state (provisional, agreed), ``note`` below it (due when). ``code`` names the line,
    ``choices`` are what can be done with it; texts are translated.
    """

    name: str
    badge: Badge
    rule: str
    tooltip: str = ""
    mark: Badge | None = None
    note: str = ""
    code: str = ""
    choices: tuple[Choice, ...] = ()


class Commitments(QWidget):
    """A line per promise, with a menu where something can be done."""

    action_requested = Signal(str)  # code of a choice

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(2, 1)
        self._made: list[_CommitmentLine] = []
        self._lines = Lines[CommitmentView](self._make_line)

    def show_commitments(self, commitments: Sequence[CommitmentView]) -> None:
        """Show these promises in place of the former ones."""
        self._lines.show_views(commitments)

    def focus_first(self) -> None:
        """Put the keyboard on the first promise with which something can be done."""
        menu = next((line.menu for line in self._made if line.menu.isVisibleTo(self)), None)
        if menu is not None:
            menu.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_line(self, position: int) -> "_CommitmentLine":
        line = _CommitmentLine(self, self._grid, position)
        self._made.append(line)
        return line


class _CommitmentLine(Line[CommitmentView]):
    """Name, state, mark and rule of a promise with its menu; below them the note."""

    def __init__(self, owed: Commitments, grid: QGridLayout, position: int) -> None:
        self._owed = owed
        self._name = QLabel(owed)
        self._name.setProperty("role", "fact-label")
        self._badge = StateBadge(None, owed)
        self._mark = StateBadge(None, owed)
        self._rule = QLabel(owed)
        self._rule.setProperty("role", "dim")
        self._rule.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._note = Words(owed, "dim")
        self.menu = self._menu_button()
        badges = QHBoxLayout()
        badges.setSpacing(6)
        for badge in (self._badge, self._mark):
            badges.addWidget(badge)
        badges.addStretch(1)
        grid.addWidget(self._name, 2 * position, 0)
        grid.addLayout(badges, 2 * position, 1)
        grid.addWidget(self._rule, 2 * position, 2)
        grid.addWidget(self.menu, 2 * position, 3)
        grid.addWidget(self._note, 2 * position + 1, 0, 1, 4)

    def fill(self, view: CommitmentView) -> None:
        self._name.setText(view.name)
        self._badge.set_badge(view.badge)
        self._mark.set_badge(view.mark)
        self._rule.setText(view.rule)
        for widget in (self._name, self._badge, self._rule):
            widget.setToolTip(view.tooltip)
            widget.show()
        self._note.say(view.note)
        self._note.setContentsMargins(0, 0, 0, 6)
        self.menu.setObjectName(f"{self._owed.objectName()}.menu.{view.code}" if view.choices else "")
        self.menu.setAccessibleName(_("{promise}: what can be done").format(promise=view.name))
        self.menu.setToolTip(self.menu.accessibleName())
        self.menu.setVisible(bool(view.choices))

    def empty(self) -> None:
        self.menu.setObjectName("")
        for widget in (self._name, self._badge, self._mark, self._rule, self._note, self.menu):
            widget.hide()

    def _menu_button(self) -> QToolButton:
        button = QToolButton(self._owed)
        button.setIcon(icon("more"))
        button.setIconSize(QSize(16, 16))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(self._on_menu_wanted)
        return button

    def _on_menu_wanted(self) -> None:
        if self.shown is not None:
            open_choices(self.menu, self.menu.accessibleName(), self.shown.choices, self._owed.action_requested.emit)
