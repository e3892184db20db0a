"""A locked window: nothing of it can be seen or reached, and unlocked everything stands as it stood."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.errors import StorageError
from models.enums import Role
from tests.access_factories import PASSWORD, logged_in, make_user, switch_log_in_on
from tests.factories import FRIDAY
from tests.ui.by_hand import type_text
from tests.ui.opening import shown_window
from tests.ui.walk import settle
from ui.dialogs.parties.customer_dialog import CustomerDialog, ask_new_customer
from ui.main_window import MainWindow
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.theme.theme import Theme

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(desk: Desk, theme: Theme, qtbot: QtBot) -> MainWindow:
    """The window of a secretary who logged in."""
    make_user(desk.context, "周敏", Role.SECRETARY)
    switch_log_in_on(desk.context)
    desk.context.actor = logged_in(desk.context, "周敏").actor
    return shown_window(desk, theme, qtbot)


def type_and_enter(window: MainWindow, qtbot: QtBot, password: str) -> None:
    page = window.locker.page
    type_text(page.password, password)
    qtbot.keyClick(page.password, Qt.Key.Key_Return)


def texts(window: MainWindow) -> list[str]:
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


def test_ctrl_l_locks_and_the_password_opens_again(window: MainWindow, qtbot: QtBot) -> None:
    window.show_tab("dispatch")
    settle(window)
    qtbot.keyClick(window, Qt.Key.Key_L, CTRL)
    assert window.locker.is_locked
    assert not window.strip.isVisible()
    assert not window.statusBar().isVisible()
    qtbot.waitUntil(window.locker.page.password.hasFocus)
    type_and_enter(window, qtbot, PASSWORD)
    qtbot.waitUntil(lambda: not window.locker.is_locked)
    assert window.strip.current_code == "dispatch"
    assert window.strip.isVisible()
    assert window.statusBar().isVisible()


def test_a_locked_window_shows_a_name_and_nothing_of_the_work(window: MainWindow) -> None:
    window.locker.lock()
    assert "周敏" in texts(window)
    assert not any("逾期" in text for text in texts(window))


def test_no_shortcut_gets_behind_the_lock(window: MainWindow, qtbot: QtBot) -> None:
    window.show_tab("today")
    window.locker.lock()
    for key in (Qt.Key.Key_2, Qt.Key.Key_N, Qt.Key.Key_K, Qt.Key.Key_Plus):
        qtbot.keyClick(window.locker.page.password, key, CTRL)
    qtbot.keyClick(window.locker.page.password, Qt.Key.Key_F1)
    assert window.strip.current_code == "today"
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [window]


def test_a_wrong_password_opens_nothing_and_five_of_them_wait(
    window: MainWindow, clock: FixedClock, qtbot: QtBot
) -> None:
    window.locker.lock()
    page = window.locker.page
    for _try in range(5):
        type_and_enter(window, qtbot, "wrong horse 8")
        qtbot.waitUntil(page.password.isEnabled)
        assert window.locker.is_locked
    assert "1:00" in page.message.text
    type_and_enter(window, qtbot, PASSWORD)
    assert page.password.isEnabled(), "nothing is tried"
    clock.moment = FRIDAY + timedelta(minutes=1)
    page.waiting.tell()
    qtbot.keyClick(page.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.locker.is_locked)


def test_a_half_typed_form_is_hidden_and_comes_back_as_it_was(window: MainWindow, qtbot: QtBot) -> None:
    dialog = ask_new_customer(window.desk, window, "", lambda _id: None)
    type_text(dialog.name, "滨江热电有限公司")
    window.locker.lock()
    assert not dialog.isVisible()
    type_and_enter(window, qtbot, PASSWORD)
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.name.value() == "滨江热电有限公司"
    assert dialog.isModal()
    dialog.set_pristine()
    dialog.reject()


def test_menus_close_and_what_opens_meanwhile_is_hidden(window: MainWindow, qtbot: QtBot) -> None:
    menu = QMenu(window)
    menu.addAction("x")
    menu.popup(window.mapToGlobal(window.rect().center()))
    window.locker.lock()
    assert QApplication.activePopupWidget() is None
    box = report_error(window, StorageError("华东化工有限公司"))
    qtbot.waitUntil(lambda: not box.isVisible())
    type_and_enter(window, qtbot, PASSWORD)
    qtbot.waitUntil(box.isVisible)
    box.accept()


def test_what_a_job_finished_meanwhile_does_not_come_back(window: MainWindow, qtbot: QtBot) -> None:
    dialog = ask_new_customer(window.desk, window, "", lambda _id: None)
    window.locker.lock()
    dialog.accept()
    qtbot.waitUntil(lambda: not window.findChildren(CustomerDialog))
    type_and_enter(window, qtbot, PASSWORD)
    qtbot.waitUntil(lambda: not window.locker.is_locked)


def test_idle_time_locks_by_the_departments_rule(window: MainWindow, clock: FixedClock) -> None:
    assert window.locker.idle.minutes == 15
    clock.moment = FRIDAY + timedelta(minutes=15)
    window.locker.idle.look()
    assert window.locker.is_locked


def test_without_log_in_nothing_locks(desk: Desk, theme: Theme, qtbot: QtBot) -> None:
    window = shown_window(desk, theme, qtbot)
    qtbot.keyClick(window, Qt.Key.Key_L, CTRL)
    window.locker.lock()
    assert not window.locker.is_locked
    assert window.locker.idle.minutes == 0
