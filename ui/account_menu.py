"""The menu under one's own name: password, lock, log out; importing; for the manager accounts, for the leader
delegations.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QWidget, QWidgetAction

from app.i18n import _
from app.labels import label
from app.queries.access.users import LogInRules, log_in_rules
from app.rules.permissions import Permission
from models.enums import Role
from ui.dialogs.access.audit_window import open_audit
from ui.dialogs.access.delegations_dialog import open_delegations
from ui.dialogs.access.password_dialog import ask_own_password
from ui.dialogs.access.users_dialog import open_users
from ui.dialogs.company_dialog import open_company
from ui.dialogs.importing.openers import open_import
from ui.runtime.desk import Desk
from ui.theme.icons import icon
from ui.theme.sizes import scaled

NAME = "main.account"
LOCK_KEYS = "Ctrl+L"
_WIDEST = 120  # px at the usual text size: a long name is cut short, the menu tells it whole


class AccountButton(QPushButton):
    """Opens the menu; what a person may not do, or what needs a log-in there is none of, is not in it."""

    lock_wanted = Signal()
    log_out_wanted = Signal()

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._keyed: list[QAction] = []
        self._menu = QMenu(self)
        name = desk.context.actor.display_name
        self.setObjectName(NAME)
        shown = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, scaled(_WIDEST))
        self.setText(shown.replace("&", "&&"))
        self.setAccessibleName(_("Account of {name}").format(name=name))
        self.setIcon(icon("person"))
        self.setProperty("kind", "menu")
        self.setAutoDefault(False)
        self._fill(name)
        self.setMenu(self._menu)

    def add_keys(self, inside: QWidget) -> None:
        """Let the keys of the menu work in ``inside`` while the menu is closed."""
        inside.addActions(self._keyed)

    def _fill(self, name: str) -> None:
        actor = self._desk.context.actor
        roles = _(", ").join(label(role) for role in Role if role in actor.roles)
        self._add_heading(_("{name} · {roles}").format(name=name, roles=roles))
        if actor.user_id is not None:
            self._add("password", _("Change my &password …"), "edit", self._ask_password)
            lock = self._add("lock", _("&Lock"), "lock", self.lock_wanted.emit)
            lock.setShortcut(QKeySequence(LOCK_KEYS))
            self._keyed.append(lock)
            self._add("log_out", _("Log &out"), "log_out", self.log_out_wanted.emit)
            self._menu.addSeparator()
        if Role.MANAGER in actor.roles and actor.may(Permission.MANAGE_USERS):
            self._add("users", _("&Accounts …"), "department", partial(open_users, self._desk, self._window))
        if actor.may(Permission.IMPORT_RECORDS):
            self._add("import", _("&Import…"), "import", partial(open_import, self._desk, self._window))
        if actor.may(Permission.EDIT_SETTINGS):
            company = partial(open_company, self._desk, self._window)
            self._add("company", _("&Company and letterhead …"), "company", company)
        if actor.may(Permission.VIEW_AUDIT):
            opened = partial(open_delegations, self._desk, self._window)
            self._add("delegations", _("&Delegations …"), "staff", opened)
            self._add("audit", _("Audit &trail …"), "event", partial(open_audit, self._desk, self._window))

    def _add_heading(self, text: str) -> None:
        """Say whole whose menu it is."""
        words = QLabel(text, self._menu)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setProperty("role", "menu-heading")
        heading = QWidgetAction(self._menu)
        heading.setText(text)
        heading.setDefaultWidget(words)
        heading.setEnabled(False)
        self._menu.addAction(heading)

    def _add(self, code: str, text: str, meaning: str, done: Callable[[], object]) -> QAction:
        action = QAction(icon(meaning), text, self._menu)
        action.setObjectName(f"{NAME}.{code}")
        action.triggered.connect(lambda _checked=False: done())
        self._menu.addAction(action)
        return action

    def _ask_password(self) -> None:
        context = self._desk.context

        def ask(rules: LogInRules) -> None:
            ask_own_password(self._desk, self._window, rules.password_length)

        self._desk.jobs.run_read(f"{NAME}.rules", lambda _progress: log_in_rules(context), ask)
