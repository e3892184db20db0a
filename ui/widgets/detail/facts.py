"""Facts of a record: label and value in two columns, selectable, wrapping."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ui.theme.badge import Badge
from ui.widgets.detail.link_button import LinkButton
from ui.widgets.detail.reused import Line, Lines
from ui.widgets.detail.state_badge import StateBadge
from ui.widgets.detail.words import Words


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact; ``link`` is a code that makes the value a link, ``badge`` stands in place of the value."""

    label: str
    value: str
    link: str = ""
    badge: Badge | None = None


class Facts(QWidget):
    """A grid of facts."""

    link_requested = Signal(str)  # the code of the fact's link

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(0)  # the style sheet gives every line the height of a link
        self._grid.setColumnStretch(1, 1)
        self._lines = Lines[Fact](lambda position: _FactLine(self, self._grid, position))

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these facts in place of the former ones."""
        self._lines.show_views(facts)


class _FactLine(Line[Fact]):
    """A label and, in one place, words, a link or a badge; each is made when it is first needed."""

    def __init__(self, facts: Facts, grid: QGridLayout, position: int) -> None:
        self._facts = facts
        self._grid = grid
        self._position = position
        self._words: Words | None = None
        self._link: LinkButton | None = None
        self._badge: StateBadge | None = None
        self._label = QLabel(facts)
        self._label.setProperty("role", "fact-label")
        grid.addWidget(self._label, position, 0, Qt.AlignmentFlag.AlignTop)

    def fill(self, view: Fact) -> None:
        self._label.setText(view.label)
        self._label.show()
        if view.badge is not None:
            self._show_badge(view.badge)
        elif view.link:
            self._show_link(view)
        else:
            self._show_words(view)

    def empty(self) -> None:
        self._label.hide()
        self._show_only(None)

    def _show_badge(self, badge: Badge) -> None:
        if self._badge is None:
            self._badge = StateBadge(None, self._facts)
            self._grid.addWidget(self._badge, self._position, 1, Qt.AlignmentFlag.AlignLeft)
        self._badge.set_badge(badge)
        self._show_only(self._badge)

    def _show_link(self, fact: Fact) -> None:
        if self._link is None:
            self._link = LinkButton("", "", self._facts)
            self._link.clicked.connect(self._on_clicked)
            self._grid.addWidget(self._link, self._position, 1, Qt.AlignmentFlag.AlignLeft)
        self._link.set_link(f"{self._facts.objectName()}.{fact.link}", fact.value)
        self._link.setAccessibleName(f"{fact.label} {fact.value}")
        self._show_only(self._link)

    def _show_words(self, fact: Fact) -> None:
        if self._words is None:
            self._words = Words(self._facts, "fact")
            self._grid.addWidget(self._words, self._position, 1)
        self._words.say(fact.value or "—")
        self._words.setAccessibleName(f"{fact.label} {fact.value}")
        self._show_only(self._words)

    def _show_only(self, shown: QWidget | None) -> None:
        for widget in (self._words, self._badge, self._link):
            if widget is not None:
                widget.setVisible(widget is shown)
        if self._link is not None and self._link is not shown:
            self._link.setObjectName("")

    def _on_clicked(self) -> None:
        if self.shown is not None:
            self._facts.link_requested.emit(self.shown.link)
