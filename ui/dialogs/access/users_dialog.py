"""The accounts of the department: who may use the program, in which roles, and whether anybody logs in."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.changes import Change
from app.errors import AppError
from app.formatting import MISSING, short_date_time
from app.forms.access import UserForm
from app.i18n import N_, _
from app.labels import label
from app.queries.access.user_words import account_words
from app.queries.access.users import AccountState, LogInRules, UserLine, log_in_form, log_in_rules, user_form, users
from app.queries.lists.paging import Page, PageRequest, Sort
from app.queries.records.activity import USER
from app.services.access.users import set_user_active
from ui.dialogs.access.log_in_rules_dialog import ask_log_in_rules
from ui.dialogs.access.password_dialog import ask_set_password
from ui.dialogs.access.user_dialog import ask_user
from ui.dialogs.forms.list_window import ListWindow, opened_window
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.table.column import Column
from ui.theme.badge import Badge
from ui.theme.icons import icon
from ui.theme.palette import Tone

NAME = "access.users"
AS_READ = Sort("name", descending=False)
_TONES = {
    AccountState.IN_USE: Tone.KEPT,
    AccountState.NO_PASSWORD: Tone.SOON,
    AccountState.WAITING: Tone.OVERDUE,
    AccountState.DISABLED: Tone.NEUTRAL,
}


@dataclass(frozen=True, slots=True)
class UserRow:
    """A line of the list."""

    id: int
    line: UserLine
    last_login: str


def roles_text(line: UserLine) -> str:
    """Return the roles in one line."""
    return _(", ").join(label(role) for role in line.roles)


COLUMNS: tuple[Column[UserRow], ...] = (
    Column(key="person", title=N_("Person's name"), value=lambda row: row.line.display_name, width=120),
    Column(key="name", title=N_("Log-in name"), value=lambda row: row.line.name, width=120, dim=True),
    Column(key="roles", title=N_("Roles"), value=lambda row: roles_text(row.line), width=180, stretch=True),
    Column(
        key="state",
        title=N_("State"),
        value=lambda row: account_words(row.line.state),
        badge=lambda row: Badge(account_words(row.line.state), _TONES[row.line.state]),
        width=160,
    ),
    Column(key="last", title=N_("Last log-in"), value=lambda row: row.last_login, width=120, dim=True),
)


class UsersDialog(ListWindow[UserRow]):
    """All accounts, those in use first; Enter or a double click edits one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, NAME, _("Accounts"), COLUMNS, parent)
        self.rules: LogInRules | None = None
        self.way = QLabel(self)
        self.way.setObjectName(f"{NAME}.way")
        self.new_button = self.make_button("new", _("&New account …"), "new")
        self.edit_button = self.make_button("edit", _("&Edit …"), "edit")
        self.password_button = self.make_button("password", _("Set &password …"), "lock")
        self.active_button = self.make_button("active", _("&Disable"), "cancel")
        self.rules_button = self.make_button("rules", _("Logging &in …"), "settings")
        self._connect()
        buttons = (self.new_button, self.edit_button, self.password_button, self.active_button)
        self.lay_out(buttons, QSize(900, 480), head=self._head())

    def _connect(self) -> None:
        self.new_button.clicked.connect(lambda: self._ask(UserForm()))
        self.edit_button.clicked.connect(self.open_current)
        self.password_button.clicked.connect(self._on_password)
        self.active_button.clicked.connect(self._on_active)
        self.rules_button.clicked.connect(self._on_rules)
        self._desk.changes.changed.connect(self._on_changed)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(self.way, 1)
        head.addWidget(self.rules_button)
        return head

    # reading -----------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the accounts again."""
        self.model.show_list(None, AS_READ)

    def fetch(self, request: PageRequest) -> Page[UserRow]:
        self.rules = log_in_rules(self._desk.context)
        rows = (UserRow(line.id, line, self._last_login(line)) for line in users(self._desk.context))
        return Page(tuple(rows), None, None)

    def _last_login(self, line: UserLine) -> str:
        at = line.last_login_at
        return MISSING if at is None else short_date_time(at, self._desk.zone, self._desk.today())

    def show_state(self) -> None:
        """Tell how one logs in here, and offer what the chosen account allows."""
        if self.rules is not None:
            self.way.setText(_way_words(self.rules))
        row = self.current()
        for button in (self.edit_button, self.password_button, self.active_button):
            button.setEnabled(row is not None)
        is_active = row is None or row.line.active
        self.active_button.setText(_("&Disable") if is_active else _("&Enable"))
        self.active_button.setAccessibleName(_("Disable") if is_active else _("Enable"))
        self.active_button.setIcon(icon("cancel" if is_active else "ok"))

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if change.kind in (USER, "setting"):
            self.reload()

    # changing ----------------------------------------------------------------------------------------------------

    def open_current(self) -> None:
        """Change the account that is chosen."""
        row = self.current()
        if row is not None:
            self._desk.jobs.run_read(
                f"{NAME}.form",
                lambda _progress: user_form(self._desk.context, row.id),
                self._ask,
                lambda error: report_error(self, error),
            )

    def _ask(self, form: UserForm) -> None:
        if self.rules is not None:
            ask_user(self._desk, self, form, self.rules, self._on_saved)

    def _on_saved(self, user_id: int) -> None:
        self.reload()
        self.table.select_id(user_id)

    def _on_password(self) -> None:
        row = self.current()
        if row is not None and self.rules is not None:
            ask_set_password(self._desk, self, row.line, self.rules.password_length, self.reload)

    def _on_rules(self) -> None:
        self._desk.jobs.run_read(
            f"{NAME}.rules",
            lambda _progress: log_in_form(self._desk.context),
            lambda form: ask_log_in_rules(self._desk, self, form),
            lambda error: report_error(self, error),
        )

    def _on_active(self) -> None:
        """Disable or enable at once: the same button takes it back."""
        row = self.current()
        if row is not None:
            work = partial(set_user_active, self._desk.context, user_id=row.id, active=not row.line.active)
            told = _("{name} can log in again.") if not row.line.active else _("{name} can no longer log in.")
            words = told.format(name=row.line.display_name)
            self._desk.jobs.run_write(
                lambda _progress: work(), lambda _none: self._on_switched(words), self._on_refused
            )

    def _on_switched(self, words: str) -> None:
        self.message.show_message(words, Tone.KEPT)
        self.reload()

    def _on_refused(self, error: AppError) -> None:
        self.message.show_message(error.message, Tone.OVERDUE)


def _way_words(rules: LogInRules) -> str:
    """Return how one logs in here, in one line."""
    if not rules.is_on:
        return _("One person works here: nobody logs in, everything is done as the manager.")
    if not rules.lock_after_minutes:
        return _("People log in with a password; no window locks by itself.")
    told = _("People log in with a password; a window locks after {minutes} idle minutes.")
    return told.format(minutes=rules.lock_after_minutes)


def open_users(desk: Desk, parent: QWidget) -> UsersDialog:
    """Open the window of accounts."""
    return opened_window(UsersDialog(desk, parent))
