"""Columns: moved, hidden, as wide as they must be, and as they were at first."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHeaderView, QMenu
from pytestqt.qtbot import QtBot

from tests.ui.table.conftest import keep
from tests.ui.table.people import BY_NUMBER, COLUMNS, People, Person, answer_at_once
from ui.table.column import RIGHT, Column
from ui.table.row_model import RowTableModel
from ui.table.table_view import TableView

LATER: tuple[Column[Person], ...] = (
    *COLUMNS[:1],
    Column(key="phone", title="Phone", value=lambda _row: "1"),
    *COLUMNS[1:],
)


def shown_table(qtbot: QtBot, columns: tuple[Column[Person], ...] = COLUMNS) -> TableView[Person]:
    """Return a shown table of people."""
    model = RowTableModel(columns)
    answer_at_once(model, People(300))
    view: TableView[Person] = TableView("people.people", model)
    model.setParent(view)
    keep(qtbot, view)
    view.resize(700, 500)
    view.show()
    model.show_list(None, BY_NUMBER)
    return view


@pytest.fixture
def table(qtbot: QtBot) -> TableView[Person]:
    """A shown table of people."""
    return shown_table(qtbot)


def keys(table: TableView[Person]) -> list[str]:
    """Return the keys of the columns shown, from the left."""
    return [column.key for column in table.shown_columns()]


def test_reset_puts_everything_back(table: TableView[Person], qtbot: QtBot) -> None:
    first = table.columns.state()
    header = table.horizontalHeader()
    header.moveSection(0, 2)
    header.resizeSection(2, 233)
    table.columns.set_shown(0, False)
    with qtbot.waitSignal(table.columns_changed):
        table.columns.reset()
    assert table.columns.state() == first


def test_the_stretched_column_takes_the_room_after_coming_back(table: TableView[Person], qtbot: QtBot) -> None:
    other = shown_table(qtbot)
    other.columns.restore(table.columns.state())
    assert other.horizontalHeader().sectionResizeMode(1) == QHeaderView.ResizeMode.Stretch
    assert sum(other.columnWidth(column) for column in range(3)) == other.viewport().width()


def test_without_the_stretched_column_the_last_takes_the_room(table: TableView[Person]) -> None:
    width = table.columnWidth(2)
    table.columns.set_shown(1, False)
    assert table.columnWidth(2) > width
    table.columns.set_shown(1, True)
    assert table.columnWidth(2) == width


def test_a_column_of_a_newer_version_stands_in_its_usual_place(table: TableView[Person], qtbot: QtBot) -> None:
    table.horizontalHeader().moveSection(2, 0)
    newer = shown_table(qtbot, LATER)
    newer.columns.restore(table.columns.state())
    assert keys(newer) == ["state", "number", "phone", "name"]
    older = shown_table(qtbot)
    older.columns.restore(newer.columns.state())
    assert keys(older) == ["state", "number", "name"]


def test_a_state_that_hides_everything_is_ignored(table: TableView[Person]) -> None:
    table.columns.restore(json.dumps([[column.key, 100, True] for column in COLUMNS]))
    assert keys(table) == ["number", "name", "state"]


def test_the_last_column_cannot_be_hidden(table: TableView[Person]) -> None:
    for column in (0, 1, 2):
        table.columns.set_shown(column, False)
    assert keys(table) == ["state"]


def test_hiding_the_sorted_column_keeps_order_and_keyboard(table: TableView[Person], qtbot: QtBot) -> None:
    table.select_id(4)
    table.columns.set_shown(0, False)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert (table.current_id, table.rows.order) == (5, BY_NUMBER)
    assert table.currentIndex().column() == 1


def test_a_double_click_on_the_border_fits_the_width(table: TableView[Person]) -> None:
    table.horizontalHeader().resizeSection(0, 300)
    table.horizontalHeader().sectionHandleDoubleClicked.emit(0)
    fitted = table.columnWidth(0)
    assert 48 <= fitted < 120
    assert 48 <= json.loads(table.columns.state())[0][1] < 120


def test_making_room_is_not_remembered_as_a_wish(table: TableView[Person], qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(table.columns_changed):
        table.resize(900, 500)
    with qtbot.waitSignal(table.columns_changed):
        table.horizontalHeader().resizeSection(0, 99)


def test_headings_say_how_they_sort(table: TableView[Person]) -> None:
    model, across = table.rows, Qt.Orientation.Horizontal
    tips = [model.headerData(at, across, Qt.ItemDataRole.ToolTipRole) for at in range(3)]
    assert len(set(tips)) == 3
    before = model.headerData(0, across, Qt.ItemDataRole.AccessibleDescriptionRole)
    model.show_list(None, type(BY_NUMBER)("number", descending=True))
    assert model.headerData(0, across, Qt.ItemDataRole.AccessibleDescriptionRole) != before
    table.show_sort("number", True)
    assert table.accessibleDescription()


def test_a_right_click_on_a_heading_offers_the_columns(table: TableView[Person], qtbot: QtBot) -> None:
    header = table.horizontalHeader()
    header.customContextMenuRequested.emit(header.rect().center())
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.objectName().rpartition(".")[2] for action in menu.actions()] == [
        "number", "name", "state", "", "reset",
    ]  # fmt: skip
    menu.close()


def test_rows_and_columns_grow_with_the_text(table: TableView[Person]) -> None:
    state, width, height = table.columns.state(), table.columnWidth(0), table.row_height()
    font = table.font()
    font.setPixelSize(2 * table.fontInfo().pixelSize())
    table.setFont(font)
    assert table.columnWidth(0) == 2 * width
    assert table.row_height() > height
    assert table.columns.state() == state


def test_the_arrow_stands_beside_the_words_of_its_heading(qtbot: QtBot) -> None:
    """Words at the right of their heading have the arrow at the left, where it covers none of them."""
    age: Column[Person] = Column(key="age", title="Age", value=lambda _row: "1", align=RIGHT, sort_key="age")
    columns = shown_table(qtbot, (*COLUMNS, age)).columns
    sides = []
    for key in ("number", "age"):
        columns.show_sort(key, descending=True)
        sides.append(columns.parent().property("arrow"))
    assert sides == ["right", "left"]
