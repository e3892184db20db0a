"""The papers of a trip pack as ticked lines, each with its state in words."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from app.i18n import _, ngettext
from app.papers.form import form_title
from app.queries.trips.pack import PackPaper
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.state_badge import StateBadge


class PackList(QWidget):
    """Which papers of a pack come out: those that can be are ticked, the others say why not."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._papers: tuple[PackPaper, ...] = ()
        self._boxes: list[QCheckBox] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)

    def show_papers(self, papers: Sequence[PackPaper]) -> None:
        """Show the papers; what was unticked by hand stays so."""
        without = {(old.form_id, old.record_id) for old in self._papers} - {_key(one) for one in self.chosen()}
        self._clear()
        self._papers = tuple(papers)
        for row, paper in enumerate(self._papers):
            self._add(row, paper, ticked=paper.can_come_out and _key(paper) not in without)
        self.changed.emit()

    def chosen(self) -> tuple[PackPaper, ...]:
        """Return the papers that are ticked, in their order."""
        return tuple(paper for paper, box in zip(self._papers, self._boxes, strict=True) if box.isChecked())

    def _clear(self) -> None:
        self._boxes = []
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _add(self, row: int, paper: PackPaper, *, ticked: bool) -> None:
        title = form_title(paper.form_id)
        box = QCheckBox(title.replace("&", "&&"), self)  # "Safety & …" has no access key
        box.setObjectName(f"{self.objectName()}.{paper.form_id}_{row}")
        box.setAccessibleName(f"{title} {paper.name}".strip())
        box.setChecked(ticked)
        box.setEnabled(paper.can_come_out)
        box.toggled.connect(lambda _on: self.changed.emit())
        note = QLabel(_note(paper), self)
        note.setProperty("role", "hint")
        note.setWordWrap(True)
        self._grid.addWidget(box, row, 0)
        self._grid.addWidget(note, row, 1)
        self._grid.addWidget(StateBadge(_badge(paper), self), row, 2)
        self._boxes.append(box)


def _key(paper: PackPaper) -> tuple[str, int | None]:
    return paper.form_id, paper.record_id


def _note(paper: PackPaper) -> str:
    """Return the number the paper hangs on, or what has to be there first."""
    if paper.missing:
        return _("; ").join(paper.missing)
    if paper.record_id is None:
        return _("It is made with the pack.") if paper.can_be_made else _("There is none for this dispatch.")
    return paper.name


def _badge(paper: PackPaper) -> Badge | None:
    if paper.missing:
        count = len(paper.missing)
        words = ngettext("Draft: {count} thing missing", "Draft: {count} things missing", count)
        return Badge(words.format(count=count), Tone.SOON)
    if paper.printed:
        times = ngettext("printed once", "printed {count} times", paper.printed)
        return Badge(times.format(count=paper.printed), Tone.NEUTRAL)
    return Badge(_("Valid"), Tone.KEPT) if paper.can_come_out else None
