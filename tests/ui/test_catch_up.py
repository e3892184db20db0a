"""What the main window says of time: how much is overdue, what fell due while it was closed, and notices to be had."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from tests.app.queries.promises.owing import owe
from tests.factories import local_time, make_project
from tests.ui.walk import settle
from ui.main_window import MainWindow
from ui.runtime.desk import Desk
from ui.table.list_tab import ListTab
from ui.theme.theme import Theme

Open = Callable[[str], MainWindow]


@pytest.fixture
def open_window(desk: Desk, theme: Theme, qtbot: QtBot) -> Open:
    """Opens the window on the tab where it was left."""

    def made(tab: str) -> MainWindow:
        desk.state.set_text("main.tab", tab)
        window = MainWindow(desk, theme)
        qtbot.addWidget(window)
        window.show()
        settle(window)
        return window

    return made


def come_back(desk: Desk, clock: FixedClock) -> None:
    """Leave on Friday afternoon with a promise due on Saturday, and come back on Monday."""
    owe(desk.context, "2026-03-07 12:00", make_project(desk.context, name="补给水站"))
    desk.reminders.note_seen()
    clock.moment = local_time("2026-03-09 08:30")


def test_whoever_comes_back_is_told_on_any_tab_what_fell_due(
    open_window: Open, desk: Desk, clock: FixedClock, qtbot: QtBot
) -> None:
    come_back(desk, clock)
    window = open_window("projects")
    assert window.catch_up.text.startswith("自 03-06 14:00 关机以来新到期 1 项：余款：")
    show = window.findChild(QPushButton, "main.catch_up.show")
    assert isinstance(show, QPushButton)
    show.click()
    settle(window)
    assert window.strip.current_code == "today"
    assert window.catch_up.text == ""


def test_today_says_it_in_its_head_instead(open_window: Open, desk: Desk, clock: FixedClock) -> None:
    come_back(desk, clock)
    assert open_window("today").catch_up.text == ""


def test_the_tab_shows_how_much_is_overdue(open_window: Open, desk: Desk) -> None:
    owe(desk.context, "2026-03-06 12:00")
    window = open_window("requests")
    assert window.strip.accessibleTabName(0) == "今日 1"


def test_closing_remembers_when_the_program_was_seen(open_window: Open, desk: Desk, clock: FixedClock) -> None:
    window = open_window("today")
    clock.moment = local_time("2026-03-06 17:00")
    window.close()
    clock.moment = local_time("2026-03-06 17:02")
    desk.reminders.look()
    assert desk.reminders.meanwhile is None


def test_the_view_menu_switches_notices_off_and_on(open_window: Open, desk: Desk) -> None:
    window = open_window("today")
    action = next(one for one in window.view.menu().actions() if one.objectName() == "main.reminders")
    assert isinstance(action, QAction)
    assert action.isChecked()
    action.trigger()
    assert not desk.reminders.is_on
    assert not next(
        one for one in open_window("today").view.menu().actions() if one.objectName() == "main.reminders"
    ).isChecked()


def test_a_notice_brings_the_window_to_today(open_window: Open) -> None:
    window = open_window("projects")
    window.showMinimized()
    window.tray.clicked.emit()
    assert window.strip.current_code == "today"
    assert not window.isMinimized()


def test_enter_on_a_line_shows_the_record_where_it_lives(open_window: Open, desk: Desk, qtbot: QtBot) -> None:
    project = make_project(desk.context)
    owe(desk.context, "2026-03-06 17:30", project)
    window = open_window("today")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    settle(window)
    page = window.tab("projects").page("projects")
    assert isinstance(page, ListTab)
    assert window.strip.current_code == "projects"
    assert page.table.current_id == project
