"""The menu of the rows: by mouse and by key, for one, several or no row."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.ui.table.conftest import Make, settle
from tests.ui.table.people import People, Person
from ui.runtime.jobs import JobRunner
from ui.table.list_tab import ListTab
from ui.table.page_spec import PageAction

NAME = "people.people.menu"
ACTIONS = (
    PageAction("new", "New"),
    PageAction("edit", "Edit", needs_selection=True, shortcut="Ctrl+E"),
    PageAction("print", "Print", needs_selection=True, takes_many=True),
    PageAction("secret", "Secret", needs_selection=True, in_menu=False),
)
Reason = QContextMenuEvent.Reason


def codes(menu: QMenu) -> list[str]:
    """Return the codes of the lines of a menu, "-" for a line between groups."""
    return [action.objectName().removeprefix(f"{NAME}.") or "-" for action in menu.actions()]


def line(menu: QMenu, code: str) -> QAction:
    """Return one line of the menu or of a menu below it."""
    actions = [action for part in (menu, *menu.findChildren(QMenu)) for action in part.actions()]
    return next(action for action in actions if action.objectName() == f"{NAME}.{code}")


def opened(qtbot: QtBot, page: ListTab[Person]) -> QMenu:
    """Return the menu that is open."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.objectName() == NAME
    qtbot.addWidget(menu)
    return menu


def test_one_row_offers_everything(make: Make) -> None:
    page = make(actions=ACTIONS)
    menu = page.row_menu()
    assert codes(menu) == ["open", "edit", "print", "-", "copy", "copy_cell", "select_all", "-", "sort", "columns"]
    assert all(action.isEnabled() for action in menu.actions())
    assert menu.defaultAction() is line(menu, "open")


def test_several_rows_offer_what_works_on_several(make: Make) -> None:
    page = make(actions=ACTIONS)
    page.table.selectAll()
    menu = page.row_menu()
    assert [code for code in codes(menu) if code != "-" and not line(menu, code).isEnabled()] == ["open", "edit"]


def test_where_no_row_is_one_can_begin(make: Make, people: People) -> None:
    people.ids.clear()
    page = make(actions=ACTIONS)
    menu = page.row_menu()
    assert codes(menu) == ["new", "-", "copy", "copy_cell", "select_all", "-", "sort", "columns"]
    assert [line(menu, code).isEnabled() for code in ("copy", "copy_cell", "select_all")] == [False] * 3


def test_lines_do_what_they_say(make: Make, qtbot: QtBot) -> None:
    page = make(actions=ACTIONS)
    with qtbot.waitSignal(page.action_requested) as wished:
        line(page.row_menu(), "edit").trigger()
    assert wished.args == ["edit"]
    with qtbot.waitSignal(page.open_requested) as wished:
        line(page.row_menu(), "open").trigger()
    assert wished.args == [1]
    line(page.row_menu(), "copy_cell").trigger()
    assert QGuiApplication.clipboard().text() == "00001"
    line(page.row_menu(), "select_all").trigger()
    assert page.selection.all_matching


def test_the_list_is_sorted_and_its_columns_hidden_by_keyboard_too(make: Make, qtbot: QtBot, jobs: JobRunner) -> None:
    page = make()
    assert line(page.row_menu(), "sort.sort.number").isChecked()
    line(page.row_menu(), "sort.sort.number").trigger()
    settle(qtbot, jobs, page)
    assert page.model.row_at(0).id == 300
    line(page.row_menu(), "columns.column.state").trigger()
    assert page.table.isColumnHidden(2)
    line(page.row_menu(), "columns.columns.reset").trigger()
    assert not page.table.isColumnHidden(2)


def test_a_right_click_selects_the_row_and_opens_the_menu_there(make: Make, qtbot: QtBot) -> None:
    page = make()
    viewport, place = page.table.viewport(), QPoint(30, 4 * 34 + 5)
    qtbot.mouseClick(viewport, Qt.MouseButton.RightButton, pos=place)
    QApplication.sendEvent(viewport, QContextMenuEvent(Reason.Mouse, place, viewport.mapToGlobal(place)))
    assert opened(qtbot, page).pos() == viewport.mapToGlobal(place)
    assert page.table.current_id == 5


def test_a_right_click_on_one_of_several_keeps_them(make: Make, qtbot: QtBot) -> None:
    page = make()
    for _time in range(3):
        qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.RightButton, pos=QPoint(30, 2 * 34 + 5))
    assert page.selection.ids == {1, 2, 3, 4}


def test_the_menu_keys_open_it_below_the_row(make: Make, qtbot: QtBot) -> None:
    page = make()
    page.select(3)
    for key, modifiers in (
        (Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier),
    ):
        qtbot.keyClick(page.table, key, modifiers)
        menu = opened(qtbot, page)
        row = page.table.visualRect(page.model.index(2, 0))
        assert menu.pos().y() == page.table.viewport().mapToGlobal(row.bottomLeft()).y()
        menu.close()


def test_the_menu_key_first_scrolls_to_the_row(make: Make) -> None:
    page = make()
    page.select(60)
    page.table.scrollToTop()
    place = page.table.viewport().mapFromGlobal(page.table.place_of_keyboard())
    assert page.table.viewport().rect().contains(place)


def test_the_system_s_own_menu_key_does_the_same(make: Make, qtbot: QtBot) -> None:
    page = make()
    QApplication.sendEvent(page.table.viewport(), QContextMenuEvent(Reason.Keyboard, QPoint(0, 0), QPoint(0, 0)))
    menu = opened(qtbot, page)
    assert menu.pos() == page.table.place_of_keyboard()
