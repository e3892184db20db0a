"""The table a person works in: keyboard, sorting, selection that survives, columns, clipboard."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.table.conftest import keep
from tests.ui.table.people import BY_NUMBER, COLUMNS, People, Person, answer_at_once
from ui.table.row_model import RowTableModel
from ui.table.table_view import TableView


@pytest.fixture
def people() -> People:
    """Three hundred people."""
    return People(300)


@pytest.fixture
def table(qtbot: QtBot, people: People) -> TableView[Person]:
    """A shown table of people."""
    model = RowTableModel(COLUMNS)
    answer_at_once(model, people)
    view = TableView("people.people", model)
    model.setParent(view)
    keep(qtbot, view)
    view.resize(700, 500)
    view.show()
    model.show_list(None, BY_NUMBER)
    return view


def test_rows_have_one_height_and_no_grid(table: TableView[Person]) -> None:
    assert {table.rowHeight(position) for position in range(20)} == {34}
    assert not table.showGrid()
    assert table.objectName() == "people.people.table"


def test_scrolling_down_fetches_more(table: TableView[Person]) -> None:
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    assert table.rows.rowCount() > 100


def test_end_and_home_go_to_the_ends_of_the_whole_list(table: TableView[Person], qtbot: QtBot) -> None:
    qtbot.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert table.current_id == 300
    qtbot.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    table.select_first()
    assert table.current_id == 1


def test_rows_fetched_above_leave_the_visible_ones_in_place(table: TableView[Person], qtbot: QtBot) -> None:
    qtbot.keyClick(table, Qt.Key.Key_End)
    table.verticalScrollBar().setValue(45 * 34)
    seen = table.rows.row_at(table.rowAt(0)).id
    table.rows.want_previous()
    assert table.rows.row_at(table.rowAt(0)).id == seen


def test_enter_and_double_click_open(table: TableView[Person], qtbot: QtBot) -> None:
    table.select_id(4)
    with qtbot.waitSignal(table.open_requested) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [4]
    with qtbot.waitSignal(table.open_requested) as opened:
        table.doubleClicked.emit(table.rows.index(6, 0))
    assert opened.args == [7]


def test_arrow_keys_tell_the_current_record(table: TableView[Person], qtbot: QtBot) -> None:
    table.select_first()
    with qtbot.waitSignal(table.current_changed) as told:
        qtbot.keyClick(table, Qt.Key.Key_Down)
    assert told.args == [2]


def test_refresh_keeps_selection_by_id_and_place(table: TableView[Person], people: People) -> None:
    table.select_id(60)
    table.verticalScrollBar().setValue(40 * 34 + 5)
    told: list[object] = []
    table.current_changed.connect(told.append)
    people.ids.remove(10)
    table.rows.want_refresh(around=40)
    assert (table.current_id, table.selection.ids) == (60, {60})
    assert table.verticalScrollBar().value() == 39 * 34 + 5
    assert told == []


def test_a_selected_record_that_is_gone_leaves_its_neighbour_selected(table: TableView[Person], people: People) -> None:
    table.select_id(60)
    told: list[object] = []
    table.current_changed.connect(told.append)
    people.ids.remove(60)
    table.rows.want_refresh()
    assert told == [61]


def test_clicking_a_heading_asks_to_sort_and_back(table: TableView[Person], qtbot: QtBot) -> None:
    with qtbot.waitSignal(table.sort_requested) as asked:
        table.horizontalHeader().sectionClicked.emit(1)
    assert asked.args == ["name", False]
    with qtbot.waitSignal(table.sort_requested) as asked:
        table.horizontalHeader().sectionClicked.emit(0)
    assert asked.args == ["number", True]
    with qtbot.assertNotEmitted(table.sort_requested):
        table.horizontalHeader().sectionClicked.emit(2)


def test_copy_is_tab_separated_with_a_heading(table: TableView[Person], qtbot: QtBot) -> None:
    table.select_first()
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert [line.split("\t")[:2] for line in lines[1:]] == [["00001", "Person 1"], ["00002", "Person 2"]]


def test_select_all_means_all_that_match(table: TableView[Person]) -> None:
    table.selectAll()
    assert table.selection.all_matching
    table.select_id(3)
    assert not table.selection.all_matching


def test_columns_come_back_as_they_were_left(table: TableView[Person], qtbot: QtBot) -> None:
    header = table.horizontalHeader()
    header.moveSection(0, 2)
    header.resizeSection(2, 233)
    header.setSectionHidden(0, True)
    state = json.loads(table.columns.state())
    other = TableView("people.other", RowTableModel(COLUMNS))
    keep(qtbot, other)
    other.columns.restore(json.dumps(state))
    again = json.loads(other.columns.state())
    assert [entry for entry in again if entry[0] != "name"] == [entry for entry in state if entry[0] != "name"]
    assert [entry[0] for entry in again] == ["name", "state", "number"]  # the stretched one is as wide as there is room


@pytest.mark.parametrize("state", ["", "{}", "[[1,2,3]]", "not json", '[["gone", 100, false]]'])
def test_a_spoilt_column_state_does_no_harm(table: TableView[Person], state: str) -> None:
    before = table.columns.state()
    table.columns.restore(state)
    assert table.columns.state() == before


def test_the_last_column_cannot_be_hidden(table: TableView[Person]) -> None:
    for column in (0, 1):
        table.horizontalHeader().setSectionHidden(column, True)
    entries, _reset = table.columns.menu()
    assert [entry.enabled for entry in entries] == [True, True, False]


def test_table_paints_badges_and_long_text(table: TableView[Person], people: People, qapp: QApplication) -> None:
    people.late.update(range(1, 50))
    table.rows.want_refresh()
    assert not table.grab().isNull()
