"""The way into the window: the first start, or logging in, and for some a password of their own first."""

from functools import partial

from PySide6.QtCore import QDir, QObject, Signal
from PySide6.QtWidgets import QWidget

from app.config import DataFolder
from app.context import Actor, Context
from app.i18n import _
from app.queries.access.users import log_in_rules
from app.security.accounts import acting_as
from app.security.login import LoggedIn, log_in
from app.services.access.passwords import change_own_password
from app.services.setup import set_up
from ui.dialogs.access.login_dialog import LoginDialog
from ui.dialogs.access.password_dialog import OwnPasswordDialog
from ui.dialogs.start_dialog import StartDialog
from ui.runtime.jobs import JobRunner
from ui.runtime.window_state import WindowState, file_name

LAST_NAME = "log_in.name"  # under which the name of the last log-in is remembered at a desk


def desk_state(folder: DataFolder) -> WindowState:
    """Return what is remembered at this computer whoever logs in: the last name, language and look."""
    return WindowState(folder.ui / "desk" / f"{file_name(QDir.home().dirName())}.ini")


class Entrance(QObject):
    """Asks until somebody is in; ``entered`` says who, ``left`` that the person turned round."""

    entered = Signal(object)  # Actor
    left = Signal()
    demo_requested = Signal()

    def __init__(self, context: Context, jobs: JobRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._jobs = context, jobs
        self._state = desk_state(context.folder)
        self.start_dialog: StartDialog | None = None
        self.login_dialog: LoginDialog | None = None
        self.password_dialog: OwnPasswordDialog | None = None

    def close(self) -> None:
        """Take away what still asks, without an answer."""
        for dialog in (self.start_dialog, self.login_dialog, self.password_dialog):
            if dialog is not None:
                dialog.hide()
                dialog.deleteLater()
        self.start_dialog = self.login_dialog = self.password_dialog = None

    # the first start ---------------------------------------------------------------------------------------------

    def ask_first_start(self) -> None:
        """Ask for the company and its manager."""
        dialog = self.start_dialog = StartDialog(str(self._context.folder.root))
        dialog.submitted.connect(self._on_start_submitted)
        dialog.demo_requested.connect(self.demo_requested)
        dialog.rejected.connect(self._on_start_rejected)
        dialog.show()

    def _on_start_submitted(self) -> None:
        dialog = self.start_dialog
        if dialog is not None:
            company, person, password = dialog.company.value(), dialog.person.value(), dialog.password()
            work = partial(set_up, self._context, company_name=company, person_name=person, password=password)
            dialog.run(self._jobs, lambda _progress: work(), lambda _none: self._on_set_up())

    def _on_set_up(self) -> None:
        actor = self._context.actor
        if actor.user_id is not None:
            self._state.set_text(LAST_NAME, actor.name)
        self.entered.emit(actor)

    def _on_start_rejected(self) -> None:
        """Closing the first question ends the program, unless demo data were asked for."""
        if self.start_dialog is not None and not self.start_dialog.wants_demo:
            self.left.emit()

    # logging in --------------------------------------------------------------------------------------------------

    def ask_log_in(self, hint: str = "", over: QWidget | None = None) -> None:
        """Ask for name and password, by itself or ``over`` a locked window; ``hint`` says why."""
        company = self._context.settings().text("company_name")
        name = "" if over is not None else self._state.text(LAST_NAME)
        dialog = self.login_dialog = LoginDialog(self._context.clock, company, name, over)
        dialog.submitted.connect(partial(self._try, dialog))
        dialog.rejected.connect(self.left)
        dialog.finished.connect(self._forget)
        dialog.finished.connect(dialog.deleteLater)
        if hint:
            dialog.show_hint(hint)
        if over is not None:
            dialog.open()
        else:
            dialog.show()
            dialog.activateWindow()

    def _forget(self) -> None:
        self.login_dialog = self.password_dialog = None

    def _try(self, dialog: LoginDialog) -> None:
        name, password = dialog.name.value(), dialog.password.value()
        over = dialog.parentWidget()
        dialog.run(
            self._jobs,
            lambda _progress: self._log_in(name, password),
            lambda entered: self._on_logged_in(*entered, password, over),
        )

    def _log_in(self, name: str, password: str) -> tuple[LoggedIn, int]:
        """Return who is in, and how long a new password has to be; not on the GUI thread."""
        found = log_in(self._context, name=name, password=password)
        return found, log_in_rules(self._context).password_length

    def _on_logged_in(self, found: LoggedIn, least: int, password: str, over: QWidget | None) -> None:
        self._state.set_text(LAST_NAME, found.actor.name)
        self._state.sync()
        if found.must_change:
            self._ask_own_password(found.actor, least, password, over)
        else:
            self.entered.emit(found.actor)

    def _ask_own_password(self, actor: Actor, least: int, former: str, over: QWidget | None) -> None:
        """Whoever got a password from somebody else sets one that nobody else knows."""
        names = (actor.name, actor.display_name)
        note = _("The manager set your password. Choose one of your own that nobody else knows.")
        dialog = self.password_dialog = OwnPasswordDialog(names, least, former=former, note=note, parent=over)
        change = partial(change_own_password, acting_as(self._context, actor), former=former)
        dialog.submitted.connect(
            lambda: dialog.run(
                self._jobs,
                partial(_without_progress, partial(change, password=dialog.new.value())),
                lambda _none: self.entered.emit(actor),
            )
        )
        dialog.rejected.connect(self.left)
        dialog.finished.connect(self._forget)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _without_progress(work: "partial[None]", _progress: object) -> None:
    work()
