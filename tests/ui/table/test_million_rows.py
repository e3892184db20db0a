"""A list of a million rows, of which the table holds two thousand: every key and "select all" mean the whole list."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from tests.ui.table.conftest import keep
from tests.ui.table.million import COUNT, Million
from tests.ui.table.people import BY_NUMBER, COLUMNS, Person, answer_at_once
from ui.table.row_model import MOST_ROWS, PAGE_ROWS, RowTableModel, Want, Wish
from ui.table.table_view import TableView

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ROW = 34


@pytest.fixture
def people() -> Million:
    """A million people."""
    return Million()


@pytest.fixture
def table(qtbot: QtBot, people: Million) -> TableView[Person]:
    """A shown table of them whose pages arrive at once."""
    model = RowTableModel(COLUMNS)
    answer_at_once(model, people)
    view: TableView[Person] = TableView("people.people", model)
    model.setParent(view)
    keep(qtbot, view)
    view.resize(700, 500)
    view.show()
    model.show_list(None, BY_NUMBER)
    view.select_first()
    return view


def press(qtbot: QtBot, table: TableView[Person], key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
    """Press a key in the table."""
    qtbot.keyClick(table, key, modifiers or Qt.KeyboardModifier.NoModifier)


def scroll_far(table: TableView[Person], pages: int = 40) -> None:
    """Scroll down by some pages of rows, so that the first fall off the window."""
    for _page in range(pages):
        table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())


def marked(table: TableView[Person], person: int) -> bool:
    """Tell whether a row of the window looks selected."""
    position = table.rows.position_of(person)
    assert position is not None
    return table.selectionModel().isRowSelected(position)


def test_control_end_asks_in_reverse_and_home_returns(table: TableView[Person], people: Million, qtbot: QtBot) -> None:
    asked = len(people.asked)
    press(qtbot, table, Qt.Key.Key_End, CTRL)
    assert table.current_id == COUNT
    assert [request.backwards for request in people.asked[asked:]] == [True]
    press(qtbot, table, Qt.Key.Key_Home, CTRL)
    assert table.current_id == 1
    press(qtbot, table, Qt.Key.Key_End)
    press(qtbot, table, Qt.Key.Key_Home)
    assert (table.current_id, table.verticalScrollBar().value()) == (1, 0)


def test_holding_down_never_stops_where_the_window_ends(table: TableView[Person], qtbot: QtBot) -> None:
    for _time in range(2_500):
        press(qtbot, table, Qt.Key.Key_Down)
    assert table.current_id == 2_501
    assert table.rows.rowCount() <= MOST_ROWS
    for _time in range(2_500):
        press(qtbot, table, Qt.Key.Key_Up)
    assert table.current_id == 1


def test_page_down_and_page_up_go_on_as_long_as_one_likes(table: TableView[Person], qtbot: QtBot) -> None:
    for _time in range(300):
        press(qtbot, table, Qt.Key.Key_PageDown)
    reached = table.current_id
    assert reached is not None
    assert reached > 3_000
    for _time in range(301):
        press(qtbot, table, Qt.Key.Key_PageUp)
    assert table.current_id == 1


def test_a_step_off_the_window_is_made_when_the_rows_come(qtbot: QtBot, people: Million) -> None:
    model, wishes = RowTableModel(COLUMNS), list[Wish]()
    model.page_wanted.connect(wishes.append)
    view: TableView[Person] = TableView("people.slow", model)
    model.setParent(view)
    keep(qtbot, view)
    view.show()
    model.show_list(None, BY_NUMBER)
    model.take(wishes[-1], [(wishes[-1].request, people.fetch(wishes[-1].request))])
    view.select_position(99)
    press(qtbot, view, Qt.Key.Key_Down)
    assert (view.current_id, wishes[-1].want) == (100, Want.NEXT)
    model.take(wishes[-1], [(wishes[-1].request, people.fetch(wishes[-1].request))])
    assert view.current_id == 101


def test_select_all_means_a_million_and_rows_scrolled_to_later_look_it(
    table: TableView[Person], people: Million, qtbot: QtBot
) -> None:
    press(qtbot, table, Qt.Key.Key_A, CTRL)
    assert table.selection.size(people.size) == COUNT
    scroll_far(table)
    assert table.rows.position_of(1) is None
    assert marked(table, table.rows.row_at(table.rows.rowCount() - 1).id)
    press(qtbot, table, Qt.Key.Key_End, CTRL)
    assert marked(table, COUNT)
    assert table.selection.all_matching


def test_select_all_outlives_a_refresh_and_a_click_leaves_it(
    table: TableView[Person], people: Million, qtbot: QtBot
) -> None:
    press(qtbot, table, Qt.Key.Key_A, CTRL)
    people.size += 1
    table.ask_again()
    assert table.selection.size(people.size) == COUNT + 1
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 3 * ROW + 9))
    assert table.selection.ids == {4}
    assert not table.selection.all_matching


def test_control_click_leaves_a_row_out_of_all(table: TableView[Person], qtbot: QtBot) -> None:
    press(qtbot, table, Qt.Key.Key_A, CTRL)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, CTRL, QPoint(20, 3 * ROW + 9))
    assert (table.selection.all_matching, table.selection.excluded) == (True, {4})
    scroll_far(table)
    press(qtbot, table, Qt.Key.Key_Home, CTRL)
    assert not marked(table, 4)
    assert marked(table, 5)


def test_a_run_by_shift_after_all_is_that_run(table: TableView[Person], qtbot: QtBot) -> None:
    press(qtbot, table, Qt.Key.Key_A, CTRL)
    press(qtbot, table, Qt.Key.Key_Down, SHIFT)
    assert (table.selection.all_matching, table.selection.ids) == (False, {1, 2})


def test_rows_that_fall_off_the_window_stay_selected(table: TableView[Person], qtbot: QtBot) -> None:
    table.select_id(3)
    press(qtbot, table, Qt.Key.Key_Down, SHIFT)
    told: list[object] = []
    table.current_changed.connect(told.append)
    scroll_far(table)
    assert table.rows.position_of(4) is None
    assert (table.selection.ids, table.current_id, told) == ({3, 4}, 4, [])
    press(qtbot, table, Qt.Key.Key_Home, CTRL)
    assert marked(table, 3)
    assert not marked(table, 5)


def test_rows_that_leave_the_window_do_not_move_what_one_sees(table: TableView[Person]) -> None:
    scroll_far(table, 30)
    bar = table.verticalScrollBar()
    bar.setValue(bar.maximum() - 5)
    assert bar.value() > bar.maximum() // 2
    assert table.first_visible() > table.rows.rowCount() // 2


def test_a_key_after_scrolling_away_goes_on_from_what_one_sees(table: TableView[Person], qtbot: QtBot) -> None:
    scroll_far(table)
    seen = table.rows.row_at(table.first_visible()).id
    press(qtbot, table, Qt.Key.Key_Down)
    assert table.current_id == seen + 1


def test_shift_end_from_the_first_row_is_all(table: TableView[Person], qtbot: QtBot) -> None:
    press(qtbot, table, Qt.Key.Key_End, SHIFT)
    assert table.selection.all_matching


def test_shift_end_from_the_midst_goes_as_far_as_it_can_and_says_so(table: TableView[Person], qtbot: QtBot) -> None:
    table.select_id(11)
    with qtbot.waitSignal(table.run_limited) as told:
        press(qtbot, table, Qt.Key.Key_End, SHIFT)
    reached = 10 + told.args[0]
    assert reached >= MOST_ROWS - PAGE_ROWS
    assert table.selection.ids == frozenset(range(11, reached + 1))


def test_shift_end_near_the_end_takes_the_rest(table: TableView[Person], qtbot: QtBot) -> None:
    press(qtbot, table, Qt.Key.Key_End)
    for _time in range(150):
        press(qtbot, table, Qt.Key.Key_Up)
    with qtbot.assertNotEmitted(table.run_limited):
        press(qtbot, table, Qt.Key.Key_End, SHIFT)
    assert table.selection.ids == frozenset(range(COUNT - 150, COUNT + 1))


def test_a_run_by_shift_that_outgrows_the_window_keeps_its_beginning(table: TableView[Person], qtbot: QtBot) -> None:
    for _time in range(2_200):
        press(qtbot, table, Qt.Key.Key_Down, SHIFT)
    assert table.selection.ids == frozenset(range(1, 2_202))


def test_copying_what_is_not_in_the_window_asks_for_it(table: TableView[Person], qtbot: QtBot) -> None:
    press(qtbot, table, Qt.Key.Key_A, CTRL)
    QGuiApplication.clipboard().clear()
    with qtbot.waitSignal(table.copy_requested):
        press(qtbot, table, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == ""
