"""A program on a department that logs in, and logging in to it by keyboard."""

from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.config import DataFolder
from app.context import Context
from app.start import open_context
from models.enums import Role
from tests.access_factories import CHEAP, PASSWORD, make_user, switch_log_in_on
from tests.factories import plain_printer
from tests.ui.by_hand import press_save, type_text
from ui.application import Application
from ui.dialogs.access.login_dialog import LoginDialog
from ui.main_window import MainWindow

PATIENCE_MS = 20_000  # a first start writes all deadlines and the calendar
MANAGER, SECRETARY = "林经理", "周敏"


def opened_cheaply(folder: DataFolder, clock: FixedClock) -> Context:
    """Open a folder as the program does, with passwords that cost little to check."""
    context = open_context(folder, printer=plain_printer, clock=clock)
    context.passwords = CHEAP
    return context


def with_accounts(folder: DataFolder, clock: FixedClock) -> DataFolder:
    """Let a department log in: a manager and a secretary."""
    context = opened_cheaply(folder, clock)
    make_user(context, SECRETARY, Role.SECRETARY)
    switch_log_in_on(context, MANAGER)
    context.close()
    return folder


def dialog_of(application: Application, qtbot: QtBot) -> LoginDialog:
    """Return the question for name and password once it is there."""
    qtbot.waitUntil(lambda: _shown(application) is not None)
    dialog = _shown(application)
    assert dialog is not None
    return dialog


def _shown(application: Application) -> LoginDialog | None:
    dialog = application.entrance.login_dialog if application.entrance is not None else None
    return dialog if dialog is not None and dialog.isVisible() else None


def try_in(dialog: LoginDialog, name: str, password: str = PASSWORD) -> None:
    """Type a name and a password and press Enter."""
    dialog.name.clear()
    type_text(dialog.name, name)
    dialog.password.clear()
    type_text(dialog.password, password)
    press_save(dialog)


def log_in_as(application: Application, qtbot: QtBot, name: str, password: str = PASSWORD) -> MainWindow:
    """Log in and return the window that opens."""
    former = application.window
    try_in(dialog_of(application, qtbot), name, password)
    return window_of(application, qtbot, former)


def window_of(application: Application, qtbot: QtBot, former: MainWindow | None = None) -> MainWindow:
    """Return the window once it is there, another one than ``former``, and at rest."""
    qtbot.waitUntil(
        lambda: application.window is not None and application.window is not former and application.jobs.is_idle,
        timeout=PATIENCE_MS,
    )
    assert application.window is not None
    return application.window


def choose(window: MainWindow, code: str) -> None:
    """Take a line of the menu under one's own name."""
    menu = window.account.menu()
    next(action for action in menu.actions() if action.objectName() == f"main.account.{code}").trigger()


def offered(window: MainWindow) -> set[str]:
    """Return what the menu under one's own name offers."""
    names = (action.objectName() for action in window.account.menu().actions() if action.isEnabled())
    return {name.rpartition(".")[2] for name in names if name}
