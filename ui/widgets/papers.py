"""Documents and papers of a record, each a link."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.theme.icons import icon
from ui.widgets.clearing import clear_layout
from ui.widgets.link_button import LinkButton


@dataclass(frozen=True, slots=True)
class PaperView:
    """One document: the code of its link, its title, and dim words (number, time) at the right."""

    code: str
    title: str
    note: str = ""
    icon: str = "paper"


class PaperList(QWidget):
    """A line per document."""

    paper_requested = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(3)

    def show_papers(self, papers: Sequence[PaperView]) -> None:
        """Show these documents in place of the former ones."""
        clear_layout(self._lines)
        for paper in papers:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(self._link(paper), 0, Qt.AlignmentFlag.AlignTop)
            note = QLabel(paper.note, self)
            note.setProperty("role", "dim")
            note.setWordWrap(True)
            note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(note, 1)
            self._lines.addLayout(row)

    def _link(self, paper: PaperView) -> QPushButton:
        button = LinkButton(f"{self.objectName()}.{paper.code}", paper.title, self)
        button.setAccessibleName(f"{paper.title} {paper.note}")
        button.setIcon(icon(paper.icon, "accent"))
        button.clicked.connect(lambda: self.paper_requested.emit(paper.code))
        return button
