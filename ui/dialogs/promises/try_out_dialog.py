"""What would be owed? A case described on the left, its deadlines on the right as one types."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QDialog, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.errors import AppError, Invalid
from app.formatting import date_time_text
from app.i18n import N_, _
from app.labels import label
from app.queries.lists.paging import Page, PageRequest, Sort
from app.queries.promises.trying_out import what_would_be_owed
from app.rules.promises.deadlines import Promise
from ui.dialogs.promises.try_out_form import TryOutForm
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.loader import RowLoader
from ui.table.row_model import RowTableModel, Want
from ui.table.table_view import TableView
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.theme.sizes import scaled
from ui.widgets.forms.form import MARGIN

NAME = "rules.try_out"
SETTLE_MS = 120  # after the last change, before the deadlines are asked for
AS_OWED = Sort("due", descending=False)
BESIDE, BELOW = QSize(1240, 700), QSize(780, 820)  # case and answer


@dataclass(frozen=True, slots=True)
class OwedRow:
    """A promise as a line of the answer."""

    id: int
    promise: Promise
    due: str
    target: str
    act_by: str


COLUMNS: tuple[Column[OwedRow], ...] = (
    Column(key="clause", title=N_("Clause"), value=lambda row: row.promise.clause, width=70),
    Column(key="what", title=N_("Promise"), value=lambda row: label(row.promise.kind), width=120, stretch=True),
    Column(
        key="due",
        title=N_("Due"),
        value=lambda row: row.due,
        badge=lambda row: None if row.promise.due else Badge(row.due, Tone.SOON),
        width=150,
    ),
    Column(key="target", title=N_("Target"), value=lambda row: row.target, width=140, dim=True),
    Column(key="act_by", title=N_("Act by"), value=lambda row: row.act_by, width=140),
)


class TryOutDialog(QDialog):
    """Changes nothing: whoever wonders what a case would oblige the department to describes it here."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName(NAME)
        self.setWindowTitle(_("What would be owed?"))
        self.form = TryOutForm(NAME, desk, self)
        self.model: RowTableModel[OwedRow] = RowTableModel(COLUMNS, self)
        self.loader = RowLoader(NAME, self.model, self._fetch, desk.jobs)
        self.table: TableView[OwedRow] = TableView(NAME, self.model, self)
        self.table.setAccessibleName(_("What would be owed"))
        self.close_button = QPushButton(_("C&lose"), self)
        self.close_button.setObjectName(f"{NAME}.action.close")
        self.close_button.setAutoDefault(False)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLE_MS)
        self._lay_out()
        self._connect()
        self.form.received.setFocus()
        self.work_out()

    def work_out(self) -> None:
        """Ask for the deadlines of the case as it is described now; what cannot be read is said at its field."""
        self._soon.stop()
        given = self.form.given()
        self.form.show_problems()
        if given is None:
            self.table.overlay.show_empty(_("Something of the case is missing or cannot be read."))
        else:
            self.model.show_list(given, AS_OWED)

    def _fetch(self, request: PageRequest) -> Page[OwedRow]:
        promises = what_would_be_owed(self._desk.context, request.filter)
        return Page(tuple(self._row(at, one) for at, one in enumerate(promises, start=1)), None, None)

    def _row(self, number: int, one: Promise) -> OwedRow:
        due = date_time_text(one.due, self._desk.zone) if one.due else _("to be agreed")
        target, act_by = (date_time_text(moment, self._desk.zone) for moment in (one.target, one.act_by))
        return OwedRow(number, one, due, target, act_by)

    def _lay_out(self) -> None:
        """The answer stands beside the case, on a narrow screen below it."""
        room = self.screen().availableSize() - MARGIN
        is_wide = room.width() >= scaled(BESIDE.width())
        layout = QBoxLayout(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom, self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._case(), 5)
        layout.addLayout(self._answer(is_wide=is_wide), 6 if is_wide else 3)
        wanted = BESIDE if is_wide else BELOW
        self.resize(QSize(scaled(wanted.width()), scaled(wanted.height())).boundedTo(room))

    def _case(self) -> QScrollArea:
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.form)
        return scroll

    def _answer(self, *, is_wide: bool) -> QVBoxLayout:
        heading = QLabel(_("What would be owed"), self)
        heading.setProperty("role", "heading")
        note = QLabel(_("By the deadlines and the calendar of this department. Nothing is saved."), self)
        note.setProperty("role", "dim")
        note.setWordWrap(True)
        foot = QHBoxLayout()
        foot.addWidget(note, 1)
        foot.addWidget(self.close_button)
        answer = QVBoxLayout()
        answer.setContentsMargins(0 if is_wide else 20, 16 if is_wide else 8, 20, 14)
        answer.setSpacing(10)
        answer.addWidget(heading)
        answer.addWidget(self.table, 1)
        answer.addLayout(foot)
        return answer

    def _connect(self) -> None:
        self.form.row_changed.connect(lambda _row: self._soon.start())
        self._soon.timeout.connect(self.work_out)
        self.close_button.clicked.connect(self.accept)
        self.table.retry_requested.connect(self.loader.retry)
        self.loader.loading_failed.connect(self._on_refused)
        self.model.rows_taken.connect(self._on_rows_taken)

    def _on_rows_taken(self, _want: Want) -> None:
        if self.model.rowCount():
            self.table.overlay.clear()
        else:
            self.table.overlay.show_empty(_("Nothing would be owed."))

    def _on_refused(self, error: AppError) -> None:
        if isinstance(error, Invalid):
            self.form.show_problems(error.field or "", error.message)
            self.table.overlay.show_empty(error.message)
        else:
            self.table.overlay.show_error(error)


def open_try_out(desk: Desk, parent: QWidget) -> TryOutDialog:
    """Open the dialog beside what one was doing."""
    dialog = TryOutDialog(desk, parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
