"""Documents and papers of a record, each a link."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.theme.icons import icon
from ui.widgets.detail.link_button import LinkButton
from ui.widgets.detail.reused import Line, Lines


@dataclass(frozen=True, slots=True)
class PaperView:
    """One document: the code of its link, its title, and dim words (number, time) at the right.

    ``takes_copy``: it was printed here and is filed, so that a signed copy of it can be added.
    """

    code: str
    title: str
    note: str = ""
    icon: str = "paper"
    takes_copy: bool = False


class PaperList(QWidget):
    """A line per document."""

    paper_requested = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(3)
        self._papers = Lines[PaperView](lambda _position: _PaperLine(self, self._lines))

    def show_papers(self, papers: Sequence[PaperView]) -> None:
        """Show these documents in place of the former ones."""
        self._papers.show_views(papers)


class _PaperLine(Line[PaperView]):
    """The link of a document and the words at its right."""

    def __init__(self, papers: PaperList, lines: QVBoxLayout) -> None:
        self._list = papers
        self._icon = ""
        self._link = LinkButton("", "", papers)
        self._link.clicked.connect(self._on_clicked)
        self._note = QLabel(papers)
        self._note.setProperty("role", "dim")
        self._note.setWordWrap(True)
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._link, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._note, 1)
        lines.addLayout(row)

    def fill(self, view: PaperView) -> None:
        self._link.set_link(f"{self._list.objectName()}.{view.code}", view.title)
        self._link.setAccessibleName(f"{view.title} {view.note}")
        if view.icon != self._icon:
            self._icon = view.icon
            self._link.setIcon(icon(view.icon, "accent"))
        self._note.setText(view.note)
        self._link.show()
        self._note.show()

    def empty(self) -> None:
        self._link.setObjectName("")
        self._link.hide()
        self._note.hide()

    def _on_clicked(self) -> None:
        if self.shown is not None:
            self._list.paper_requested.emit(self.shown.code)
