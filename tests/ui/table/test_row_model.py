"""The window of rows: paging both ways, refreshing, staying small."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from app.queries.lists.paging import Page
from tests.ui.table.people import BY_NUMBER, COLUMNS, People, Person, answer_at_once
from ui.table.row_model import BADGE_ROLE, ID_ROLE, MOST_ROWS, PAGE_ROWS, RowTableModel, Want, Wish


@pytest.fixture
def model(qapp: QApplication) -> RowTableModel[Person]:
    """A model of people, watched by Qt's own tester."""
    result = RowTableModel(COLUMNS)
    result.tester = QAbstractItemModelTester(result, QAbstractItemModelTester.FailureReportingMode.Warning, result)
    return result


def _ids(model: RowTableModel[Person]) -> list[int]:
    return [model.row_at(position).id for position in range(model.rowCount())]


def test_first_page_then_next_pages(model: RowTableModel[Person]) -> None:
    answer_at_once(model, People(250))
    model.show_list(None, BY_NUMBER)
    assert _ids(model) == list(range(1, PAGE_ROWS + 1))
    model.want_next()
    model.want_next()
    assert _ids(model) == list(range(1, 251))
    assert not model.has_after


def test_end_is_read_in_reverse_and_previous_pages_come_above(model: RowTableModel[Person]) -> None:
    people = People(250)
    answer_at_once(model, people)
    model.show_list(None, BY_NUMBER)
    model.want_end()
    assert _ids(model) == list(range(151, 251))
    assert people.asked[-1].backwards
    model.want_previous()
    model.want_previous()
    assert _ids(model) == list(range(1, 251))
    assert not model.has_before


def test_the_window_stays_small_and_can_be_walked_back(qapp: QApplication) -> None:
    model = RowTableModel(COLUMNS)  # not watched: Qt's tester looks at every row after every change
    answer_at_once(model, People(3 * MOST_ROWS))
    model.show_list(None, BY_NUMBER)
    while model.has_after:
        model.want_next()
        assert model.rowCount() <= MOST_ROWS
    assert _ids(model)[-1] == 3 * MOST_ROWS
    while model.has_before:
        model.want_previous()
        assert model.rowCount() <= MOST_ROWS
    assert _ids(model)[0] == 1
    assert _ids(model) == sorted(_ids(model))


def test_only_one_page_is_asked_for_at_a_time(model: RowTableModel[Person]) -> None:
    wishes: list[Wish] = []
    people = People(300)
    model.show_list(None, BY_NUMBER)
    model.page_wanted.connect(wishes.append)
    model.want_start()
    model.take(wishes[0], [(wishes[0].request, people.fetch(wishes[0].request))])
    model.want_next()
    model.want_next()
    assert [wish.want for wish in wishes] == [Want.START, Want.NEXT]
    model.give_up()
    model.want_next()
    assert len(wishes) == 3


def test_refresh_of_unchanged_rows_resets_nothing(model: RowTableModel[Person]) -> None:
    answer_at_once(model, People(50))
    model.show_list(None, BY_NUMBER)
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    model.want_refresh()
    assert resets == []


def test_refresh_shows_new_gone_and_changed_rows(model: RowTableModel[Person]) -> None:
    people = People(50)
    answer_at_once(model, people)
    model.show_list(None, BY_NUMBER)
    people.ids.remove(3)
    people.ids.append(51)
    people.late.add(5)
    model.want_refresh()
    assert _ids(model) == [1, 2, *range(4, 52)]
    assert model.position_of(3) is None
    assert model.row_at(3).late


def test_refresh_during_a_new_question_asks_that_one_again(model: RowTableModel[Person]) -> None:
    wishes: list[Wish] = []
    model.page_wanted.connect(wishes.append)
    model.show_list("old", BY_NUMBER)
    model.take(wishes[0], [(wishes[0].request, People(5).fetch(wishes[0].request))])
    model.show_list("new", BY_NUMBER)
    model.want_refresh()
    assert (wishes[-1].want, wishes[-1].request.filter) == (Want.START, "new")


def test_refresh_of_a_large_window_reads_at_most_a_thousand_rows(qapp: QApplication) -> None:
    model = RowTableModel(COLUMNS)
    answer_at_once(model, People(1900))
    model.show_list(None, BY_NUMBER)
    while model.has_after:
        model.want_next()
    wishes: list[Wish] = []
    model.page_wanted.connect(wishes.append)
    model.want_refresh(around=1800)
    assert wishes[0].rows == 1_000
    assert wishes[0].request.cursor is not None


def test_rows_that_all_went_away_start_the_list_again(model: RowTableModel[Person]) -> None:
    wishes: list[Wish] = []
    people = People(300)
    model.page_wanted.connect(wishes.append)
    model.show_list(None, BY_NUMBER)
    model.want_end()
    model.take(wishes[-1], [(wishes[-1].request, people.fetch(wishes[-1].request))])
    model.want_previous()
    model.take(wishes[-1], [(wishes[-1].request, people.fetch(wishes[-1].request))])
    model.want_refresh()
    model.take(wishes[-1], [(wishes[-1].request, Page((), None, None))])
    assert wishes[-1].want is Want.START


def test_a_row_that_moved_into_the_next_page_stands_there_once(model: RowTableModel[Person]) -> None:
    people = People(150)
    answer_at_once(model, people)
    model.show_list(None, BY_NUMBER)
    wishes: list[Wish] = []
    model.page_wanted.disconnect()
    model.page_wanted.connect(wishes.append)
    model.want_next()
    page = people.fetch(wishes[0].request)
    moved = Page((Person(7, "Person 7"), *page.rows), page.before, page.after)
    model.take(wishes[0], [(wishes[0].request, moved)])
    assert sorted(_ids(model)) == list(range(1, 151))


def test_cells_speak_text_badge_tooltip_and_id(model: RowTableModel[Person]) -> None:
    people = People(3)
    people.late.add(2)
    answer_at_once(model, people)
    model.show_list(None, BY_NUMBER)
    cell = model.index(1, 2)
    assert cell.data(Qt.ItemDataRole.DisplayRole) == "late"
    assert cell.data(BADGE_ROLE).text == "Late"
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "Late"
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == "about Person 2"
    assert cell.data(ID_ROLE) == 2
