"""The deadlines of the department: the rows of a set by kind, which one edits by adding versions from a day on."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.formatting import MISSING, date_text
from app.i18n import N_, _, ngettext
from app.labels import clause_name, label
from app.queries.lists.paging import Page, PageRequest, Sort
from app.queries.promises.policies import PolicyLine, ProfileRows, RowState, policy_rows
from app.rules.promises.profile_words import profile_choices
from app.settings import Settings
from ui.dialogs.promises.list_window import grey_out, window_button
from ui.dialogs.promises.policy_dialog import ask_policy, read_policy
from ui.dialogs.promises.policy_end_dialog import ask_policy_end
from ui.dialogs.promises.profile_dialog import ask_profile
from ui.dialogs.promises.settling import settle_again
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.table.column import Column
from ui.table.loader import RowLoader
from ui.table.row_model import RowTableModel, Want
from ui.table.table_view import TableView
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.theme.sizes import scaled
from ui.widgets.detail.state_badge import StateBadge
from ui.widgets.fields.combo import Combo
from ui.widgets.forms.form import MARGIN
from ui.widgets.message_bar import MessageBar

NAME = "rules.policies"
AS_READ = Sort("kind", descending=False)
_TONES = {RowState.IN_FORCE: Tone.KEPT, RowState.COMING: Tone.ACCENT, RowState.FORMER: Tone.NEUTRAL}


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """A version of a row as a line of the window."""

    id: int
    line: PolicyLine


def state_words(line: PolicyLine) -> str:
    """Return where a version stands in time, with the day it ends."""
    if line.state is RowState.FORMER:
        return _("former")
    if line.ends_on is not None:
        return _("until {day}").format(day=date_text(line.ends_on))
    if line.state is RowState.COMING:
        return _("from {day}").format(day=date_text(line.effective_from))
    return _("in force")


COLUMNS: tuple[Column[PolicyRow], ...] = (
    Column(key="kind", title=N_("What is owed"), value=lambda row: label(row.line.kind), width=150),
    Column(
        key="clause",
        title=N_("Clause"),
        value=lambda row: row.line.clause,
        tooltip=lambda row: clause_name(row.line.clause),
        width=64,
    ),
    Column(
        key="condition",
        title=N_("In which case"),
        value=lambda row: row.line.condition,
        tooltip=lambda row: row.line.condition,
        width=330,
    ),
    Column(
        key="deadline",
        title=N_("Deadline"),
        value=lambda row: row.line.deadline,
        tooltip=lambda row: row.line.deadline,
        width=200,
        stretch=True,
    ),
    Column(key="target", title=N_("Target"), value=lambda row: row.line.target or MISSING, width=84, dim=True),
    Column(
        key="since",
        title=N_("Holds from"),
        value=lambda row: date_text(row.line.effective_from),
        tooltip=lambda row: row.line.reason,
        width=104,
    ),
    Column(
        key="state",
        title=N_("State"),
        value=lambda row: state_words(row.line),
        badge=lambda row: Badge(state_words(row.line), _TONES[row.line.state]),
        width=128,
    ),
)


class PoliciesDialog(QDialog):
    """A set of deadlines, with which is the department's own; former versions are shown on wish."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.rows: ProfileRows | None = None
        self.setObjectName(NAME)
        self.setWindowTitle(_("Deadlines"))
        self.message = MessageBar(f"{NAME}.message", self)
        self.profile = Combo(f"{NAME}.profile", profile_choices(), parent=self)
        self.own = StateBadge(None, self)
        self.former = QCheckBox(_("Show &former versions"), self)
        self.former.setObjectName(f"{NAME}.former")
        self.model: RowTableModel[PolicyRow] = RowTableModel(COLUMNS, self)
        self.loader = RowLoader(NAME, self.model, self._fetch, desk.jobs)
        self.table: TableView[PolicyRow] = TableView(NAME, self.model, self)
        self._make_buttons()
        self._lay_out()
        self._connect()
        self.may_edit = grey_out(desk, (self.new_button, self.edit_button, self.end_button, self.own_button))
        room = self.screen().availableSize() - MARGIN
        self.resize(min(scaled(1180), room.width()), min(scaled(700), room.height()))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        if self.rows is None:
            self._desk.jobs.run_read(f"{NAME}.own", lambda _progress: self._desk.context.settings(), self._on_settings)
            self.table.setFocus()

    def reload(self) -> None:
        """Read the rows again."""
        self.model.show_list((self.profile.code(), self.former.isChecked()), AS_READ)

    # set-up ------------------------------------------------------------------------------------------------------

    def _make_buttons(self) -> None:
        self.new_button = window_button(f"{NAME}.action.new", _("&New row …"), "new", self)
        self.edit_button = window_button(f"{NAME}.action.edit", _("&Change …"), "edit", self)
        self.end_button = window_button(f"{NAME}.action.end", _("&End …"), "cancel", self)
        self.own_button = window_button(f"{NAME}.action.own", _("Make it the &department's …"), "department", self)
        self.close_button = window_button(f"{NAME}.action.close", _("C&lose"), "", self)

    def _lay_out(self) -> None:
        caption = QLabel(_("&Set of deadlines"), self)
        caption.setBuddy(self.profile)
        self.profile.setAccessibleName(_("Set of deadlines"))
        head, foot = QHBoxLayout(), QHBoxLayout()
        for widget in (caption, self.profile, self.own, self.own_button):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.former)
        for button in (self.new_button, self.edit_button, self.end_button):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        note = QLabel(
            _("What a set says nothing about follows the department's set, and last the engineering one."), self
        )
        note.setProperty("role", "dim")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.message)
        layout.addWidget(self.table, 1)
        layout.addWidget(note)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.profile.value_changed.connect(lambda _code: self.reload())
        self.former.toggled.connect(lambda _on: self.reload())
        self.new_button.clicked.connect(lambda: self._ask(None))
        self.edit_button.clicked.connect(self._on_edit)
        self.end_button.clicked.connect(self._on_end)
        self.own_button.clicked.connect(self._on_own)
        self.close_button.clicked.connect(self.accept)
        self.table.open_requested.connect(lambda _id: self._on_edit())
        self.table.current_changed.connect(lambda _id: self._show_state())
        self.table.retry_requested.connect(self.loader.retry)
        self.loader.loading_failed.connect(self.table.overlay.show_error)
        self.model.rows_taken.connect(self._on_rows_taken)

    # rows --------------------------------------------------------------------------------------------------------

    def _fetch(self, request: PageRequest) -> Page[PolicyRow]:
        profile, with_former = request.filter
        self.rows = policy_rows(self._desk.context, profile)
        lines = (line for line in self.rows.lines if with_former or line.state is not RowState.FORMER)
        return Page(tuple(PolicyRow(line.id, line) for line in lines), None, None)

    def _on_settings(self, settings: Settings) -> None:
        self.profile.blockSignals(True)
        self.profile.restore(settings.text("profile"))
        self.profile.blockSignals(False)
        self.reload()

    def _on_rows_taken(self, _want: Want) -> None:
        if self.model.rowCount():
            self.table.overlay.clear()
        else:
            self.table.overlay.show_empty(_("This set has no rows of its own."))
        if self.table.current_id is None:
            self.table.select_first()
        self._show_state()

    def _show_state(self) -> None:
        """Tell which set is the department's, and grey what the chosen row does not allow."""
        is_own = self.rows is not None and self.rows.of_department == self.profile.code()
        self.own.set_badge(Badge(_("the department's"), Tone.KEPT) if is_own else None)
        self.own_button.setVisible(not is_own)
        if self.may_edit:
            line = self._line()
            is_former = line is None or line.state is RowState.FORMER
            for button in (self.edit_button, self.end_button):
                button.setEnabled(not is_former)
                button.setToolTip(_("A former version stays as it was.") if is_former else "")

    def _line(self) -> PolicyLine | None:
        position = self.model.position_of(self.table.current_id or 0)
        return None if position is None else self.model.row_at(position).line

    # changing ----------------------------------------------------------------------------------------------------

    def _on_edit(self) -> None:
        line = self._line()
        if self.may_edit and line is not None and line.state is not RowState.FORMER:
            self._ask(line.id)

    def _ask(self, policy_id: int | None) -> None:
        self._desk.jobs.run_read(
            f"{NAME}.form",
            lambda _progress: read_policy(self._desk, self.profile.code(), policy_id),
            lambda known: ask_policy(self._desk, self, known, self._on_saved),
            lambda error: report_error(self, error),
        )

    def _on_end(self) -> None:
        line = self._line()
        if line is not None:
            ask_policy_end(self._desk, self, self.profile.code(), line, partial(self._on_saved, 0))

    def _on_own(self) -> None:
        ask_profile(self._desk, self, self.profile.code(), partial(self._on_saved, 0))

    def _on_saved(self, policy_id: int) -> None:
        """Show the row as it stands now and bring the open requests in line with it."""
        self.reload()
        if policy_id:
            self.table.select_id(policy_id)
        self.message.show_message(_("Saved. The open requests are brought in line …"), Tone.ACCENT)
        settle_again(self._desk, self, self._on_settled)

    def _on_settled(self, changed: int) -> None:
        told = ngettext("Saved. {count} deadline changed.", "Saved. {count} deadlines changed.", changed)
        self.message.show_message(told.format(count=changed), Tone.KEPT)


def open_policies(desk: Desk, parent: QWidget) -> PoliciesDialog:
    """Open the window of deadlines."""
    dialog = PoliciesDialog(desk, parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
