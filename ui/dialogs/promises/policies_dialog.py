"""The deadlines of the department: the rows of a set by kind, which one edits by adding versions from a day on."""

from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget

from app.formatting import MISSING, date_text
from app.i18n import N_, _
from app.labels import clause_name, label
from app.queries.lists.paging import Page, PageRequest, Sort
from app.queries.promises.policies import PolicyLine, ProfileRows, RowState, policy_rows
from app.rules.promises.profile_words import profile_choices
from app.settings import Settings
from ui.dialogs.forms.list_window import opened_window
from ui.dialogs.promises.policy_dialog import ask_policy, read_policy
from ui.dialogs.promises.policy_end_dialog import ask_policy_end
from ui.dialogs.promises.profile_dialog import ask_profile
from ui.dialogs.promises.rules_window import RulesWindow
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.table.column import Column
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.state_badge import StateBadge
from ui.widgets.fields.combo import Combo

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


class PoliciesDialog(RulesWindow[PolicyRow]):
    """A set of deadlines, with which is the department's own; former versions are shown on wish."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, NAME, _("Deadlines"), COLUMNS, parent)
        self.rows: ProfileRows | None = None
        self.profile = Combo(f"{NAME}.profile", profile_choices(), parent=self)
        self.own = StateBadge(None, self)
        self.former = QCheckBox(_("Show &former versions"), self)
        self.former.setObjectName(f"{NAME}.former")
        self._make_buttons()
        note = QLabel(
            _("What a set says nothing about follows the department's set, and last the engineering one."), self
        )
        note.setProperty("role", "dim")
        below = (self.new_button, self.edit_button, self.end_button)
        self.lay_out(below, QSize(1180, 700), head=self._head(), below=(note,))
        self.grey_out((*below, self.own_button))

    def begin(self) -> None:
        """Begin with the department's own set."""
        self._desk.jobs.run_read(f"{NAME}.own", lambda _progress: self._desk.context.settings(), self._on_settings)

    def reload(self) -> None:
        """Read the rows again."""
        self.model.show_list((self.profile.code(), self.former.isChecked()), AS_READ)

    # set-up ------------------------------------------------------------------------------------------------------

    def _make_buttons(self) -> None:
        self.new_button = self.make_button("new", _("&New row …"), "new")
        self.edit_button = self.make_button("edit", _("&Change …"), "edit")
        self.end_button = self.make_button("end", _("&End …"), "cancel")
        self.own_button = self.make_button("own", _("Make it the &department's …"), "department")
        self.profile.value_changed.connect(lambda _code: self.reload())
        self.former.toggled.connect(lambda _on: self.reload())
        self.new_button.clicked.connect(lambda: self._ask(None))
        self.edit_button.clicked.connect(self.open_current)
        self.end_button.clicked.connect(self._on_end)
        self.own_button.clicked.connect(self._on_own)

    def _head(self) -> QHBoxLayout:
        caption = QLabel(_("&Set of deadlines"), self)
        caption.setBuddy(self.profile)
        self.profile.setAccessibleName(_("Set of deadlines"))
        head = QHBoxLayout()
        for widget in (caption, self.profile, self.own, self.own_button):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.former)
        return head

    # rows --------------------------------------------------------------------------------------------------------

    def fetch(self, request: PageRequest) -> Page[PolicyRow]:
        profile, with_former = request.filter
        self.rows = policy_rows(self._desk.context, profile)
        lines = (line for line in self.rows.lines if with_former or line.state is not RowState.FORMER)
        return Page(tuple(PolicyRow(line.id, line) for line in lines), None, None)

    def empty_words(self) -> str:
        return _("This set has no rows of its own.")

    def _on_settings(self, settings: Settings) -> None:
        self.profile.blockSignals(True)
        self.profile.restore(settings.text("profile"))
        self.profile.blockSignals(False)
        self.reload()

    def show_state(self) -> None:
        """Tell which set is the department's, and grey what the chosen row does not allow."""
        is_own = self.rows is not None and self.rows.of_department == self.profile.code()
        self.own.set_badge(Badge(_("the department's"), Tone.KEPT) if is_own else None)
        self.own_button.setVisible(not is_own)
        if self.may_edit:
            row = self.current()
            is_former = row is None or row.line.state is RowState.FORMER
            for button in (self.edit_button, self.end_button):
                button.setEnabled(not is_former)
                button.setToolTip(_("A former version stays as it was.") if is_former else "")

    # changing ----------------------------------------------------------------------------------------------------

    def open_current(self) -> None:
        """Change the row that is chosen, unless it is a former version."""
        row = self.current()
        if self.may_edit and row is not None and row.line.state is not RowState.FORMER:
            self._ask(row.id)

    def _ask(self, policy_id: int | None) -> None:
        self._desk.jobs.run_read(
            f"{NAME}.form",
            lambda _progress: read_policy(self._desk, self.profile.code(), policy_id),
            lambda known: ask_policy(self._desk, self, known, self._on_saved),
            lambda error: report_error(self, error),
        )

    def _on_end(self) -> None:
        row = self.current()
        if row is not None:
            ask_policy_end(self._desk, self, self.profile.code(), row.line, self.settle)

    def _on_own(self) -> None:
        ask_profile(self._desk, self, self.profile.code(), self.settle)

    def _on_saved(self, policy_id: int) -> None:
        """Show the row as it stands now."""
        self.settle()
        self.table.select_id(policy_id)


def open_policies(desk: Desk, parent: QWidget) -> PoliciesDialog:
    """Open the window of deadlines."""
    return opened_window(PoliciesDialog(desk, parent))
