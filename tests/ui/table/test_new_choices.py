"""A list to which things of several kinds are added: one button whose menu names them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.ui.table.conftest import Make
from ui.table.page_spec import NEW, PageAction, new_choices

CHOICES = new_choices(PageAction("dispute", "One kind…"), PageAction("measures", "Another kind…"))


def test_the_keys_of_new_ask_what_to_add(make: Make, qtbot: QtBot) -> None:
    page = make(actions=(CHOICES,))
    taken: list[str] = []
    page.action_requested.connect(taken.append)
    qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["One kind…", "Another kind…"]
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert taken == ["measures"]


def test_the_menu_of_an_empty_list_has_them_too(make: Make) -> None:
    page = make(actions=(CHOICES,))
    page.table.clearSelection()
    names = {action.objectName(): action.menu() for action in page.row_menu().actions()}
    below = names[f"{page.name}.menu.{NEW}"]
    assert isinstance(below, QMenu)
    assert [action.text() for action in below.actions()] == ["One kind…", "Another kind…"]


def test_the_detail_pane_gives_way_to_the_list_until_a_person_draws_it(make: Make) -> None:
    page = make()
    widths = {}
    for width in (1440, 1366, 1700):
        page.resize(width, 700)
        assert page.detail is not None
        widths[width] = page.detail.width()
    assert widths[1366] < widths[1440] == widths[1700]
