"""The head of the detail pane: what the record is called, its badges and state, and two lines about it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.badge import Badge
from ui.widgets.detail.card import Card
from ui.widgets.detail.reused import Line, Lines
from ui.widgets.detail.state_badge import StateBadge
from ui.widgets.detail.words import Words
from ui.widgets.flow_layout import FlowLayout


class DetailHeader(Card):
    """A card without a title line."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self._heading = Words(self, "title", wraps=False)
        self._state = StateBadge(None, self)
        self._first_line = Words(self)
        self._second_line = Words(self, "dim")
        named = QWidget(self)
        badges = FlowLayout(named, spacing=8)  # many badges take a line more instead of making the pane wider
        badges.addWidget(self._heading)
        self._badges = Lines[Badge](lambda _position: _BadgeLine(named, badges))
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(named, 1)
        first.addWidget(self._state)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(self._first_line)
        lines.addWidget(self._second_line)
        self.body.addLayout(first)
        self.body.addLayout(lines)

    def show_record(self, title: str, badges: Sequence[Badge], state: Badge | None, lines: tuple[str, str]) -> None:
        """Show a record; of the two ``lines`` the second is dim, and an empty one is left out."""
        self._heading.say(title)
        self._badges.show_views(badges)
        self._state.set_badge(state)
        self._first_line.say(lines[0])
        self._second_line.say(lines[1])


class _BadgeLine(Line[Badge]):
    """One badge behind the title."""

    def __init__(self, parent: QWidget, badges: FlowLayout) -> None:
        self._badge = StateBadge(None, parent)
        badges.addWidget(self._badge)

    def fill(self, view: Badge) -> None:
        self._badge.set_badge(view)

    def empty(self) -> None:
        self._badge.set_badge(None)
