"""The way into the window: the first start with a password, logging in, waiting, and another password first."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.config import DataFolder
from app.forms.access import LogInForm
from app.i18n import set_default_language
from app.queries.access.users import log_in_rules
from app.rules.permissions import Permission
from app.security.login import log_in
from app.services.access.passwords import set_password
from app.services.access.users import set_log_in, set_user_active
from models.enums import Role
from tests.access_factories import PASSWORD, delegate, logged_in, make_user
from tests.factories import FRIDAY
from tests.ui.by_hand import press_save, type_text
from tests.ui.entering import (
    MANAGER,
    SECRETARY,
    choose,
    dialog_of,
    log_in_as,
    offered,
    opened_cheaply,
    try_in,
    window_of,
    with_accounts,
)
from ui.application import Application
from ui.dialogs.parties.customer_dialog import ask_new_customer
from ui.dialogs.start_dialog import StartDialog
from ui.entrance import desk_state
from ui.runtime.window_state import WindowState, state_file

Start = Callable[..., Application]
NEW = "my own horse 9"


@pytest.fixture
def start(qapp: QApplication, clock: FixedClock) -> Iterator[Start]:
    """Starts programs on folders and ends them after the test."""
    begun: list[Application] = []

    def start_one(folder: DataFolder) -> Application:
        qapp.setQuitOnLastWindowClosed(False)
        application = Application(qapp, lambda place: opened_cheaply(place, clock))
        begun.append(application)
        application.start(folder, demo=False, language="zh_CN")
        return application

    yield start_one
    for application in begun:
        application.stop()
    qapp.setQuitOnLastWindowClosed(True)
    set_default_language("zh_CN")


@pytest.fixture
def logging_in(folder: DataFolder, clock: FixedClock) -> DataFolder:
    """A department that logs in."""
    return with_accounts(folder, clock)


def first_start(application: Application) -> StartDialog:
    """Return the first question with company and name typed in it."""
    assert application.entrance is not None
    dialog = application.entrance.start_dialog
    assert dialog is not None
    type_text(dialog.company, "江南清源水务工程有限公司")
    type_text(dialog.person, "陈国栋")
    return dialog


def test_the_first_start_with_a_password_makes_the_manager_and_logs_in(
    start: Start, empty_folder: DataFolder, qtbot: QtBot
) -> None:
    application = start(empty_folder)
    dialog = first_start(application)
    type_text(dialog.new.first, PASSWORD)
    type_text(dialog.new.second, PASSWORD)
    qtbot.keyClick(dialog.new.second, Qt.Key.Key_Return)
    context = window_of(application, qtbot).desk.context
    assert log_in_rules(context).is_on
    assert (context.actor.name, context.actor.roles) == ("陈国栋", {Role.MANAGER})
    assert context.actor.user_id is not None
    assert desk_state(context.folder).text("log_in.name") == "陈国栋"


def test_two_passwords_that_differ_start_nothing(start: Start, empty_folder: DataFolder) -> None:
    dialog = first_start(start(empty_folder))
    type_text(dialog.new.first, PASSWORD)
    type_text(dialog.new.second, "correct house 8")
    assert not dialog.is_right()
    dialog.new.first.setText("陈国栋")
    dialog.new.second.setText("陈国栋")
    assert not dialog.is_right()


def test_logging_in_opens_the_window_of_the_account(start: Start, logging_in: DataFolder, qtbot: QtBot) -> None:
    application = start(logging_in)
    assert application.window is None
    window = log_in_as(application, qtbot, SECRETARY)
    assert window.desk.context.actor.roles == {Role.SECRETARY}
    assert window.account.text() == SECRETARY
    assert offered(window) == {"import", "password", "lock", "log_out"}


def test_a_wrong_password_keeps_the_name_and_says_no_more_than_needed(
    start: Start, logging_in: DataFolder, qtbot: QtBot
) -> None:
    application = start(logging_in)
    dialog = dialog_of(application, qtbot)
    try_in(dialog, SECRETARY, "wrong horse 8")
    qtbot.waitUntil(lambda: bool(dialog.message.text))
    assert (dialog.name.value(), dialog.password.value()) == (SECRETARY, "")
    known = dialog.message.text
    try_in(dialog, "nobody", "wrong horse 8")
    qtbot.waitUntil(lambda: application.jobs.is_idle)
    assert dialog.message.text == known
    assert application.window is None


def test_the_wait_counts_down_and_then_one_may_try_again(
    start: Start, logging_in: DataFolder, clock: FixedClock, qtbot: QtBot
) -> None:
    application = start(logging_in)
    dialog = dialog_of(application, qtbot)
    for _try in range(5):
        try_in(dialog, SECRETARY, "wrong horse 8")
        qtbot.waitUntil(lambda: not dialog.is_busy)
    assert "1:00" in dialog.message.text
    clock.moment = FRIDAY + timedelta(seconds=21)
    dialog.waiting.tell()
    assert "0:39" in dialog.message.text
    try_in(dialog, SECRETARY)
    assert not dialog.is_busy, "nothing is tried"
    clock.moment = FRIDAY + timedelta(seconds=60)
    dialog.waiting.tell()
    assert dialog.message.text == ""
    assert log_in_as(application, qtbot, SECRETARY).isVisible()


def test_a_password_the_manager_set_is_changed_before_anything_else(
    start: Start, logging_in: DataFolder, clock: FixedClock, qtbot: QtBot
) -> None:
    context = opened_cheaply(logging_in, clock)
    manager = logged_in(context, MANAGER)
    set_password(manager, user_id=log_in(context, name=SECRETARY, password=PASSWORD).actor.user_id or 0, password=NEW)
    context.close()
    application = start(logging_in)
    try_in(dialog_of(application, qtbot), SECRETARY, NEW)
    qtbot.waitUntil(lambda: application.entrance is not None and application.entrance.password_dialog is not None)
    dialog = application.entrance.password_dialog if application.entrance else None
    assert dialog is not None
    assert application.window is None
    type_text(dialog.new.first, "only mine 10")
    type_text(dialog.new.second, "only mine 10")
    press_save(dialog)
    window = window_of(application, qtbot)
    assert not log_in(window.desk.context, name=SECRETARY, password="only mine 10").must_change


def test_logging_out_asks_who_is_next_and_gives_them_a_window_of_their_own(
    start: Start, logging_in: DataFolder, qtbot: QtBot
) -> None:
    application = start(logging_in)
    first = log_in_as(application, qtbot, SECRETARY)
    first.show_tab("dispatch")
    choose(first, "log_out")
    assert dialog_of(application, qtbot).name.value() == SECRETARY, "remembered"
    second = log_in_as(application, qtbot, MANAGER)
    assert second.strip.current_code == "today"
    assert {"users", "delegations"} <= offered(second)
    ui = second.desk.context.folder.ui
    assert WindowState(state_file(ui, SECRETARY)).text("main.tab") == "dispatch"


def test_somebody_else_at_a_locked_window_finds_nothing_and_loses_nothing(
    start: Start, logging_in: DataFolder, qtbot: QtBot
) -> None:
    application = start(logging_in)
    first = log_in_as(application, qtbot, SECRETARY)
    type_text(ask_new_customer(first.desk, first, "", lambda _id: None).name, "滨江热电有限公司")
    first.locker.lock()
    first.locker.page.other_button.click()
    second = log_in_as(application, qtbot, MANAGER)
    assert second.kept.text == ""
    choose(second, "log_out")
    third = log_in_as(application, qtbot, SECRETARY)
    assert "滨江热电" in third.kept.text


def test_whoever_does_not_log_in_at_a_locked_window_leaves_it_locked(
    start: Start, logging_in: DataFolder, qtbot: QtBot
) -> None:
    application = start(logging_in)
    window = log_in_as(application, qtbot, SECRETARY)
    window.locker.lock()
    window.locker.page.other_button.click()
    dialog = dialog_of(application, qtbot)
    assert dialog.name.value() == "", "nobody's name is given away"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert application.window is window
    assert window.locker.is_locked


def test_whoever_is_disabled_is_asked_to_log_in(start: Start, logging_in: DataFolder, qtbot: QtBot) -> None:
    application = start(logging_in)
    window = log_in_as(application, qtbot, SECRETARY)
    manager = logged_in(window.desk.context, MANAGER)
    set_user_active(manager, user_id=window.desk.context.actor.user_id or 0, active=False)
    dialog = dialog_of(application, qtbot)
    assert dialog.message.text
    assert application.window is None


def test_powers_that_are_given_show_at_once(start: Start, logging_in: DataFolder, qtbot: QtBot) -> None:
    application = start(logging_in)
    window = log_in_as(application, qtbot, SECRETARY)
    manager = logged_in(window.desk.context, MANAGER)
    make_user(manager, "何总", Role.LEADER)
    delegate(logged_in(window.desk.context, "何总"), window.desk.context.actor.user_id or 0)
    again = window_of(application, qtbot, window)
    assert again.desk.context.actor.may(Permission.WAIVE_COMMITMENT)
    who = again.findChild(QLabel, "main.status.who")
    assert isinstance(who, QLabel)
    assert who.text() != SECRETARY


def test_switching_log_in_on_and_off_is_followed_by_the_window(
    start: Start, folder: DataFolder, clock: FixedClock, qtbot: QtBot
) -> None:
    application = start(folder)
    window = window_of(application, qtbot)
    assert {"users", "delegations"} <= offered(window)
    assert not {"password", "lock", "log_out"} & offered(window)
    make_user(window.desk.context, MANAGER, Role.MANAGER)
    set_log_in(window.desk.context, form=LogInForm(log_in=True))
    again = log_in_as(application, qtbot, MANAGER)
    set_log_in(again.desk.context, form=LogInForm(log_in=False))
    last = window_of(application, qtbot, again)
    assert last.desk.context.actor.user_id is None
    assert "lock" not in offered(last)
