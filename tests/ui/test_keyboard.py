"""The whole window by keyboard: pages, areas, sizes of text; and how the window is found again the next time."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.factories import make_agreed_dispatch
from tests.ui.opening import shown_window
from tests.ui.walk import settle
from ui.dialogs.manual import ManualDialog
from ui.main_window import KEYBOARD_PAGE, MainWindow
from ui.runtime.desk import Desk
from ui.runtime.window_state import WindowState
from ui.table.list_tab import ListTab
from ui.theme.theme import TextSize, Theme, ThemeMode
from ui.view_menu import restore_look

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


Open = Callable[[], MainWindow]


@pytest.fixture
def open_window(desk: Desk, theme: Theme, qtbot: QtBot) -> Open:
    """Opens windows over the same data and the same remembered state."""
    return partial(shown_window, desk, theme, qtbot)


def _focus(window: MainWindow) -> str:
    focus = window.focusWidget()
    return focus.objectName() if isinstance(focus, QWidget) else ""


def test_page_up_and_down_with_ctrl_turn_the_pages_of_a_tab(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    tab = window.show_tab("dispatch")
    for key, page in (
        (Qt.Key.Key_PageDown, "staff"),
        (Qt.Key.Key_PageUp, "dispatches"),
        (Qt.Key.Key_PageUp, "money"),
        (Qt.Key.Key_PageDown, "dispatches"),
    ):
        qtbot.keyClick(window, key, CTRL)
        assert tab.current == page
        assert _focus(window) == f"dispatch.{page}.table"
        settle(window)


def test_f6_walks_from_filter_to_table_to_detail_and_back(open_window: Open, desk: Desk, qtbot: QtBot) -> None:
    make_agreed_dispatch(desk.context)
    window = open_window()
    window.show_tab("requests")
    window.resize(1280, 720)
    settle(window)
    walked = []
    for modifier in (Qt.KeyboardModifier.NoModifier,) * 3 + (SHIFT,) * 3:
        qtbot.keyClick(window, Qt.Key.Key_F6, modifier)
        walked.append(_focus(window).removeprefix("requests.requests."))
    assert walked == ["detail.scroll", "filter.text", "table", "filter.text", "detail.scroll", "table"]


def test_f6_walks_on_today_from_the_list_to_what_waits_and_to_the_head(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    walked = [_focus(window)]
    for _step in range(2):
        qtbot.keyClick(window, Qt.Key.Key_F6)
        walked.append(_focus(window).removeprefix("today.today."))
    assert walked == ["today.today.list", "waiting", "action.print"]


def test_keys_change_the_size_of_the_text_and_it_is_remembered(
    open_window: Open, theme: Theme, desk: Desk, qtbot: QtBot
) -> None:
    window = open_window()
    sizes = []
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_0):
        qtbot.keyClick(window, key, CTRL)
        sizes.append(theme.size)
    large, very = TextSize.LARGE, TextSize.VERY_LARGE
    assert sizes == [large, very, very, large, TextSize.SYSTEM]
    qtbot.keyClick(window, Qt.Key.Key_Minus, CTRL)
    again = Theme(ThemeMode.LIGHT, TextSize.NORMAL)
    restore_look(again, desk.state)
    assert again.size is theme.size


def test_what_is_no_look_in_the_state_means_that_of_the_system(desk: Desk, theme: Theme) -> None:
    desk.state.set_text("main.theme", "pink")
    desk.state.set_text("main.text_size", "")
    restore_look(theme, desk.state)
    assert (theme.mode, theme.size) == (ThemeMode.SYSTEM, TextSize.SYSTEM)


def test_ctrl_f1_opens_the_page_about_the_keys(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    qtbot.keyClick(window, Qt.Key.Key_F1, CTRL)
    assert window.findChildren(ManualDialog)[0].page == KEYBOARD_PAGE


def test_each_tab_opens_at_the_page_one_left(open_window: Open) -> None:
    first = open_window()
    first.show_tab("dispatch").show_page("staff")
    first.close()
    assert open_window().tab("dispatch").current == "staff"


def test_a_maximised_window_is_maximised_again(open_window: Open) -> None:
    first = open_window()
    first.showMaximized()
    first.close()
    assert open_window().isMaximized()


@pytest.mark.parametrize("place", [QPoint(6000, 4000), QPoint(-5000, -3000), QPoint(200, -2000)])
def test_a_window_left_on_a_screen_that_is_gone_comes_back(place: QPoint, tmp_path: Path, qtbot: QtBot) -> None:
    state = WindowState(tmp_path / "window.ini")
    lost, found = QWidget(), QWidget()
    for widget in (lost, found):
        widget.setObjectName("main")
        qtbot.addWidget(widget)
    lost.setGeometry(QRect(place, QSize(500, 400)))
    state.save_window(lost)
    assert state.restore_window(found)
    assert found.screen().availableGeometry().contains(found.geometry())


def test_the_row_one_was_on_is_where_the_keyboard_is_after_turning_pages(open_window: Open, desk: Desk) -> None:
    make_agreed_dispatch(desk.context)
    window = open_window()
    page = window.show_tab("dispatch").page("dispatches")
    settle(window)
    assert isinstance(page, ListTab)
    assert page.table.current_id is not None
    assert _focus(window) == "dispatch.dispatches.table"
