"""What a change of deadlines or calendar would do to what is open, beside the form in which it is entered."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.errors import AppError, Invalid
from app.formatting import short_date_time
from app.i18n import N_, _, ngettext
from app.labels import label
from app.queries.lists.paging import Page, PageRequest, Sort
from app.queries.promises.preview import Change, Check, Preview, PromiseChange
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.loader import RowLoader
from ui.table.row_model import RowTableModel, Want
from ui.table.table_view import TableView
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.theme.sizes import scaled

SETTLE_MS = 200  # after the last change, before the effect is worked out
WIDTH, HEIGHT = 490, 280  # px at the usual text size
LEAST_WIDTH = 1080  # of a screen on which the effect stands beside the form, not below it
AS_FOUND = Sort("number", descending=False)
Work = Callable[[Check], Preview]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A changed promise as a line; ``id`` is its place."""

    id: int
    change: PromiseChange
    old: str
    new: str


def _badge(row: ChangeRow) -> Badge | None:
    if row.change.change is Change.NEW:
        return Badge(row.new, Tone.ACCENT)
    return Badge(row.new, Tone.NEUTRAL) if row.change.change is Change.GONE else None


COLUMNS: tuple[Column[ChangeRow], ...] = (
    Column(
        key="number",
        title=N_("Request"),
        value=lambda row: row.change.number,
        tooltip=lambda row: row.change.title,
        width=112,
    ),
    Column(key="what", title=N_("Promise"), value=lambda row: label(row.change.kind), width=118),
    Column(key="old", title=N_("Due now"), value=lambda row: row.old, width=96, dim=True),
    Column(key="new", title=N_("Due then"), value=lambda row: row.new, badge=_badge, width=104),
)


class PreviewPane(QWidget):
    """Works on the read lane and writes nothing; the newest question counts."""

    def __init__(self, name: str, desk: Desk, parent: QWidget | None = None) -> None:
        """``name`` is ``<tab>.<page>`` of the form beside it."""
        super().__init__(parent)
        self._desk = desk
        self._work: Work | None = None
        self._found = Preview()
        self.setObjectName(f"{name}.preview")
        self.model: RowTableModel[ChangeRow] = RowTableModel(COLUMNS, self)
        self.loader = RowLoader(f"{name}.preview", self.model, self._fetch, desk.jobs)
        self.table: TableView[ChangeRow] = TableView(f"{name}.preview", self.model, self)
        self.table.setAccessibleName(_("What changes for open records"))
        self.words = QLabel(self)
        self.words.setObjectName(f"{name}.preview.words")
        self.words.setWordWrap(True)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLE_MS)
        self._lay_out()
        self._connect()
        self.setMinimumSize(scaled(WIDTH) * 3 // 4, scaled(HEIGHT))
        self.setFocusProxy(self.table)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(scaled(WIDTH), scaled(HEIGHT))

    @property
    def total(self) -> int:
        """How many promises the last answer found changed."""
        return self._found.total

    def ask(self, work: Work) -> None:
        """Show soon what ``work`` finds; it runs on the read lane."""
        self._work = work
        self._soon.start()

    def say(self, text: str) -> None:
        """Show words in place of a list."""
        self._soon.stop()
        self._work = None
        self._found = Preview()
        self.words.setText("")
        self.table.overlay.show_empty(text)

    def _fetch(self, request: PageRequest) -> Page[ChangeRow]:
        found: Preview = request.filter
        rows = tuple(self._row(at, change) for at, change in enumerate(found.changes, start=1))
        return Page(rows, None, None)

    def _row(self, place: int, change: PromiseChange) -> ChangeRow:
        zone, today = self._desk.zone, self._desk.today()
        old, new = (
            short_date_time(due, zone, today) if due else _("to be agreed") for due in (change.old_due, change.new_due)
        )
        if change.change is Change.NEW:
            return ChangeRow(place, change, _("not owed"), new)
        return ChangeRow(place, change, old, _("no longer owed") if change.change is Change.GONE else new)

    def _lay_out(self) -> None:
        heading = QLabel(_("What changes for open records"), self)
        heading.setProperty("role", "heading")
        self.words.setProperty("role", "dim")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 4)
        layout.setSpacing(8)
        layout.addWidget(heading)
        layout.addWidget(self.words)
        layout.addWidget(self.table, 1)

    def _connect(self) -> None:
        self._soon.timeout.connect(self._on_settled)
        self.table.retry_requested.connect(self.loader.retry)
        self.loader.loading_failed.connect(self._on_failed)
        self.model.rows_taken.connect(self._on_rows_taken)

    def _on_settled(self) -> None:
        work = self._work
        if work is not None:
            self._desk.jobs.run_read(
                self.objectName(), lambda progress: work(progress.check), self._on_found, self._on_failed
            )

    def _on_found(self, found: Preview) -> None:
        if self._work is not None:  # else the form has moved on
            self._found = found
            self.model.show_list(found, AS_FOUND)

    def _on_rows_taken(self, _want: Want) -> None:
        if self._work is None:
            return
        found = self._found
        if found.total:
            self.table.overlay.clear()
            self.words.setText(_told(found))
        else:
            self.words.setText("")
            self.table.overlay.show_empty(_("No open record would get another deadline."))

    def _on_failed(self, error: AppError) -> None:
        if self._work is None:
            return
        self.words.setText("")
        if isinstance(error, Invalid):
            self.table.overlay.show_empty(error.message)
        else:
            self.table.overlay.show_error(error)


def _told(found: Preview) -> str:
    """Return how much changes, and that the list shows but the first of it."""
    promises = ngettext("{count} deadline", "{count} deadlines", found.total).format(count=found.total)
    records = ngettext("of {count} record", "of {count} records", found.records).format(count=found.records)
    told = _("{promises} {records} would change.").format(promises=promises, records=records)
    if found.total <= len(found.changes):
        return told
    return told + _(" The first {shown} are shown.").format(shown=len(found.changes))
