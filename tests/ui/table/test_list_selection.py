"""What is selected on a page: told, counted, kept while others work on the same list."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.changes import Change, ChangeBus
from app.queries.lists.selection import Selection
from tests.ui.table.conftest import Make, settle
from tests.ui.table.million import COUNT, Million
from tests.ui.table.people import People, Person
from ui.runtime.jobs import JobRunner
from ui.table.count_line import selected_words
from ui.table.filter_bar import FilterState
from ui.table.list_tab import ListTab
from ui.table.page_spec import PageAction

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ROW = 34
CHANGED = Change("person")


def count_text(page: ListTab[Person]) -> str:
    """Return what the line below the list says."""
    return page.count_line.text()


def publish(qtbot: QtBot, jobs: JobRunner, bus: ChangeBus, page: ListTab[Person]) -> None:
    """Let another desk's change arrive and be shown."""
    with qtbot.waitSignal(page.model.rows_taken):
        bus.publish(CHANGED)
    settle(qtbot, jobs, page)


def test_the_line_below_counts_what_is_selected(make: Make, qtbot: QtBot, jobs: JobRunner) -> None:
    page = make()
    settle(qtbot, jobs, page)
    assert "300" in count_text(page)
    assert "1 " not in count_text(page).replace("300", "")
    for _time in range(11):
        qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    assert "12" in count_text(page)
    assert page.selection.ids == frozenset(range(1, 13))


def test_all_of_a_million_are_counted_when_the_count_is_known(make: Make, qtbot: QtBot, jobs: JobRunner) -> None:
    people = Million()
    page = make(fetch=people.fetch, count=people.count)
    with qtbot.waitSignal(page.selection_changed) as told:
        qtbot.keyClick(page.table, Qt.Key.Key_A, CTRL)
    assert told.args[0].all_matching
    settle(qtbot, jobs, page)
    assert count_text(page).count("1,000,000") == 2
    page.table.select_id(5)
    assert count_text(page).count("1,000,000") == 1


@pytest.mark.parametrize(
    ("selection", "total", "number"),
    [
        (Selection(frozenset({1})), 9, None),
        (Selection(frozenset({1, 2})), None, "2"),
        (Selection(all_matching=True), COUNT, "1,000,000"),
        (Selection(all_matching=True, excluded=frozenset({1})), COUNT, "999,999"),
        (Selection(all_matching=True, excluded=frozenset({1})), None, "1"),
    ],
)
def test_words_for_a_selection(selection: Selection, total: int | None, number: str | None) -> None:
    words = selected_words(selection, total)
    assert (number in words) if number else words == ""


def test_a_selection_knows_filter_and_order_of_its_list(make: Make, qtbot: QtBot, jobs: JobRunner) -> None:
    page = make()
    page.show_filter(FilterState(text="7"))
    settle(qtbot, jobs, page)
    page.table.selectAll()
    assert page.selection.filter == FilterState(text="7")
    assert page.selection.sort == page.model.order


def test_another_filter_selects_anew(make: Make, qtbot: QtBot, jobs: JobRunner) -> None:
    page = make()
    page.table.selectAll()
    page.show_filter(FilterState(text="77"))
    settle(qtbot, jobs, page)
    assert page.selection.ids == {77}


def test_another_order_keeps_several_and_the_one_chosen(make: Make, qtbot: QtBot, jobs: JobRunner) -> None:
    page = make(fetch=People(60).fetch)
    page.select(50)
    qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    page.table.horizontalHeader().sectionClicked.emit(0)
    settle(qtbot, jobs, page)
    assert page.selection.ids == {50, 51}
    page.select(20)
    page.table.horizontalHeader().sectionClicked.emit(0)
    settle(qtbot, jobs, page)
    assert (page.table.current_id, page.selection.ids) == (20, {20})


def test_another_order_selects_its_first_where_nobody_chose(make: Make, qtbot: QtBot, jobs: JobRunner) -> None:
    page = make(fetch=People(60).fetch)
    page.table.horizontalHeader().sectionClicked.emit(0)
    settle(qtbot, jobs, page)
    assert page.table.current_id == 60


def test_rows_inserted_above_by_another_desk_leave_what_one_sees(
    make: Make, qtbot: QtBot, jobs: JobRunner, bus: ChangeBus, people: People
) -> None:
    page = make()
    page.select(60)
    bar = page.table.verticalScrollBar()
    bar.setValue(45 * ROW + 7)
    people.ids[:0] = range(-250, 0)
    publish(qtbot, jobs, bus, page)
    seen = page.model.row_at(page.table.first_visible()).id
    assert (seen, bar.value() % ROW, page.selection.ids) == (46, 7, {60})


def test_rows_inserted_below_by_another_desk_leave_what_one_sees(
    make: Make, qtbot: QtBot, jobs: JobRunner, bus: ChangeBus, people: People
) -> None:
    page = make()
    page.select(60)
    page.table.verticalScrollBar().setValue(45 * ROW + 7)
    value = page.table.verticalScrollBar().value()
    people.ids.append(301)
    people.ids.remove(299)
    publish(qtbot, jobs, bus, page)
    assert (page.table.verticalScrollBar().value(), page.selection.ids) == (value, {60})


def test_at_the_top_one_sees_what_is_new(
    make: Make, qtbot: QtBot, jobs: JobRunner, bus: ChangeBus, people: People
) -> None:
    page = make()
    people.ids.insert(0, 0)
    publish(qtbot, jobs, bus, page)
    assert (page.table.verticalScrollBar().value(), page.model.row_at(0).id, page.table.current_id) == (0, 0, 1)


def test_a_record_deleted_elsewhere_leaves_its_neighbour_selected(
    make: Make, qtbot: QtBot, jobs: JobRunner, bus: ChangeBus, people: People
) -> None:
    page = make()
    asked: list[object] = []
    page.details_requested.connect(asked.append)
    page.select(50)
    people.ids.remove(50)
    publish(qtbot, jobs, bus, page)
    assert (page.table.current_id, page.selection.ids, asked) == (51, {51}, [50, 51])


def test_one_of_several_deleted_elsewhere_is_left_out(
    make: Make, qtbot: QtBot, jobs: JobRunner, bus: ChangeBus, people: People
) -> None:
    page = make()
    page.select(10)
    for _time in range(2):
        qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    people.ids.remove(11)
    publish(qtbot, jobs, bus, page)
    assert page.selection.ids == {10, 12}


def test_a_run_by_shift_grows_on_after_a_refresh(
    make: Make, qtbot: QtBot, jobs: JobRunner, bus: ChangeBus, people: People
) -> None:
    page = make()
    page.select(10)
    for _time in range(3):
        qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    people.ids.remove(2)
    publish(qtbot, jobs, bus, page)
    qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    assert page.selection.ids == {10, 11, 12, 13, 14}
    for _time in range(2):
        qtbot.keyClick(page.table, Qt.Key.Key_Up, SHIFT)
    assert page.selection.ids == {10, 11, 12}


def test_space_and_control_space_choose_single_rows(make: Make, qtbot: QtBot) -> None:
    page = make()
    for _time in range(2):
        qtbot.keyClick(page.table, Qt.Key.Key_Down, CTRL)
    assert page.selection.ids == {1}
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert page.selection.ids == {1, 3}
    qtbot.keyClick(page.table, Qt.Key.Key_Space, CTRL)
    assert page.selection.ids == {1}


def test_actions_follow_the_selection(make: Make, qtbot: QtBot) -> None:
    page = make(
        actions=(
            PageAction("new", "New"),
            PageAction("edit", "Edit", needs_selection=True),
            PageAction("print", "Print", needs_selection=True, takes_many=True),
        )
    )
    codes = ("new", "edit", "print")
    assert [page.action(code).isEnabled() for code in codes] == [True, True, True]
    page.table.selectAll()
    assert [page.action(code).isEnabled() for code in codes] == [True, False, True]
    page.table.clearSelection()
    assert [page.action(code).isEnabled() for code in codes] == [True, False, False]


def test_escape_leaves_several_for_the_row_with_the_keyboard(make: Make, qtbot: QtBot) -> None:
    page = make()
    page.select(7)
    qtbot.keyClick(page.table, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    assert page.selection.ids == {7}


def test_the_row_with_the_keyboard_is_framed_where_the_selection_does_not_show_it(make: Make, qtbot: QtBot) -> None:
    page = make()
    page.activateWindow()
    page.table.setFocus()
    qtbot.waitUntil(page.table.hasFocus)
    delegate = page.table.itemDelegate()
    assert delegate.framed_row == -1
    qtbot.keyClick(page.table, Qt.Key.Key_Down, CTRL)
    assert delegate.framed_row == 1
    qtbot.keyClick(page.table, Qt.Key.Key_A, CTRL)
    assert delegate.framed_row == 1
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert delegate.framed_row == -1
