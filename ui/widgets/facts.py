"""Facts of a record: label and value in two columns, selectable, wrapping."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from ui.theme.badge import Badge
from ui.widgets.clearing import clear_layout
from ui.widgets.link_button import LinkButton
from ui.widgets.state_badge import StateBadge

LABEL_WIDTH = 76


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
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these facts in place of the former ones."""
        clear_layout(self._grid)
        for line, fact in enumerate(facts):
            label = QLabel(fact.label, self)
            label.setProperty("role", "dim")
            self._grid.addWidget(label, line, 0, Qt.AlignmentFlag.AlignTop)
            value = self._value(fact)
            align = Qt.AlignmentFlag(0) if isinstance(value, QLabel) else Qt.AlignmentFlag.AlignLeft
            self._grid.addWidget(value, line, 1, align)

    def _value(self, fact: Fact) -> QWidget:
        if fact.badge is not None:
            return StateBadge(fact.badge, self)
        if fact.link:
            return self._link(fact)
        value = QLabel(fact.value or "—", self)
        value.setTextFormat(Qt.TextFormat.PlainText)
        value.setWordWrap(True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        value.setAccessibleName(f"{fact.label} {fact.value}")
        return value

    def _link(self, fact: Fact) -> QPushButton:
        button = LinkButton(f"{self.objectName()}.{fact.link}", fact.value, self)
        button.setAccessibleName(f"{fact.label} {fact.value}")
        button.clicked.connect(lambda: self.link_requested.emit(fact.link))
        return button
