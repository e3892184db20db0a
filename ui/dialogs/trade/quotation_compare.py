"""Two revisions of a quotation side by side: what came, what went, what is another, in words and colours."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.i18n import N_, _, ngettext
from app.queries.lists.paging import Page, PageRequest, Sort
from app.queries.trade.quotation_parts import RevisionLine
from app.queries.trade.quotations import QuotationDetails, compared
from app.rules.trade.revisions import Difference, DifferenceKind
from ui.dialogs.forms.list_window import ListWindow, opened_window
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import badge_column
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.fields.combo import Combo

NAME = "requests.quotation_comparison"
AS_READ = Sort("place", descending=False)
_KINDS: Mapping[DifferenceKind, tuple[str, Tone]] = {
    DifferenceKind.ADDED: (N_("added"), Tone.KEPT),
    DifferenceKind.REMOVED: (N_("taken away"), Tone.OVERDUE),
    DifferenceKind.CHANGED: (N_("changed"), Tone.SOON),
}


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """A difference as a row; ``id`` is its place from 1."""

    id: int
    difference: Difference


def kind_badge(row: DifferenceRow) -> Badge:
    """Return what became of something, in words and tone."""
    text, tone = _KINDS[row.difference.kind]
    return Badge(_(text), tone)


def _words(key: str, title: str, width: int, *, stretch: bool = False) -> Column[DifferenceRow]:
    """Return a column of words, whole as tooltip where they do not fit."""

    def value(row: DifferenceRow) -> str:
        return str(getattr(row.difference, key))

    return Column(key=key, title=title, value=value, tooltip=value, width=width, stretch=stretch)


COLUMNS: tuple[Column[DifferenceRow], ...] = (
    Column(
        key="line",
        title=N_("Line concerned"),
        value=lambda row: row.difference.line or _("The whole"),
        tooltip=lambda row: row.difference.line,
        width=170,
    ),
    _words("what", N_("What differs"), 150),
    badge_column("kind", N_("Change"), kind_badge, width=88),
    _words("old", N_("It said"), 220),
    _words("new", N_("It says now"), 220, stretch=True),
)


class CompareWindow(ListWindow[DifferenceRow]):
    """Begins with the present revision and the one before; any two can be chosen."""

    def __init__(self, desk: Desk, details: QuotationDetails, parent: QWidget | None = None) -> None:
        title = _("Revisions of {number}").format(number=details.number or details.title)
        super().__init__(desk, NAME, title, COLUMNS, parent)
        self._record_id = details.id
        choices = [(str(line.revision), _revision(line)) for line in details.revisions]
        self.older = self._combo("older", _("&Older revision"), choices, details.revisions[-2].revision)
        self.newer = self._combo("newer", _("&Newer revision"), choices, details.revisions[-1].revision)
        self.count = QLabel(self)
        self.count.setObjectName(f"{NAME}.count")
        self.count.setProperty("role", "dim")
        self.lay_out((), QSize(960, 560), head=self._head())
        for combo in (self.older, self.newer):
            combo.value_changed.connect(lambda _code: self.reload())

    def reload(self) -> None:
        """Compare the two that are chosen."""
        self.model.show_list((int(self.older.code()), int(self.newer.code())), AS_READ)

    def fetch(self, request: PageRequest) -> Page[DifferenceRow]:
        older, newer = request.filter
        found = compared(self._desk.context, self._record_id, older, newer)
        return Page(tuple(DifferenceRow(place, one) for place, one in enumerate(found, start=1)), None, None)

    def open_current(self) -> None:
        """A difference is only read."""

    def empty_words(self) -> str:
        return _("These revisions say the same.")

    def show_state(self) -> None:
        """Say how much differs."""
        count = self.model.rowCount()
        self.count.setText(ngettext("{count} difference", "{count} differences", count).format(count=count))

    def _combo(self, part: str, title: str, choices: list[tuple[str, str]], revision: int) -> Combo:
        combo = Combo(f"{NAME}.{part}", choices, parent=self)
        combo.setAccessibleName(title.replace("&", ""))
        combo.set_value(str(revision))
        return combo

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        for title, combo in ((_("&Older revision"), self.older), (_("&Newer revision"), self.newer)):
            words = QLabel(title, self)
            words.setBuddy(combo)
            words.setProperty("role", "dim")
            head.addWidget(words)
            head.addWidget(combo)
        head.addStretch(1)
        head.addWidget(self.count)
        return head


def _revision(line: RevisionLine) -> str:
    return line.number or _("revision {number}").format(number=line.revision)


def compare_revisions(desk: Desk, parent: QWidget, details: QuotationDetails) -> CompareWindow:
    """Open the comparison of a quotation that has more than one revision."""
    return opened_window(CompareWindow(desk, details, parent))
