"""The page around a list: filter, sort, refresh, selection, empty and failed states."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.changes import Change, ChangeBus
from app.errors import StorageError
from app.queries.lists.paging import Page, PageRequest
from tests.ui.table.conftest import Make, keep, settle
from tests.ui.table.people import People, Person
from ui.runtime.jobs import JobRunner
from ui.table.filter_bar import Chip, FilterBar, FilterState
from ui.table.list_tab import ListTab
from ui.table.paged_tab import PagedTab


def test_a_page_reads_itself_when_shown_and_selects_the_first(make: Make, qtbot: QtBot) -> None:
    page = make()
    assert page.model.rowCount() == 100
    assert page.table.current_id == 1
    count = page.findChild(QLabel, "people.people.count")
    qtbot.waitUntil(lambda: count.text().strip("条共行 rows") == "300")  # counted once the rows are seen


def test_typing_filters_after_a_moment(make: Make, qtbot: QtBot, jobs: JobRunner) -> None:
    page = make()
    with qtbot.waitSignal(page.filter_bar.filter_changed) as told:
        qtbot.keyClicks(page.filter_bar.text, "77")
    settle(qtbot, jobs, page)
    assert told.args == [FilterState(text="77")]
    assert [page.model.row_at(at).id for at in range(page.model.rowCount())] == [77, 177, 277]


def test_nothing_is_filtered_while_an_input_method_composes(make: Make, qtbot: QtBot) -> None:
    page = make()
    box = page.filter_bar.text
    with qtbot.assertNotEmitted(page.filter_bar.filter_changed, wait=250):
        QApplication.sendEvent(box, QInputMethodEvent("hua", []))
    commit = QInputMethodEvent("", [])
    commit.setCommitString("华")
    with qtbot.waitSignal(page.filter_bar.filter_changed) as told:
        QApplication.sendEvent(box, commit)
    assert told.args == [FilterState(text="华")]


def test_chips_make_one_immutable_filter(qtbot: QtBot) -> None:
    bar = FilterBar("people.people", (Chip("open", "Open", 9, group="s"), Chip("done", "Done", group="s")))
    qtbot.addWidget(bar)
    for code, expected in (("open", {"open"}), ("done", {"done"})):
        with qtbot.waitSignal(bar.filter_changed) as told:
            bar.findChild(QPushButton, f"people.people.filter.{code}").click()
        assert told.args == [FilterState(chips=frozenset(expected))]


def test_chip_counts_are_shown(qtbot: QtBot) -> None:
    bar = FilterBar("people.people", (Chip("late", "Late"),))
    qtbot.addWidget(bar)
    bar.set_counts({"late": 3, "unknown": 1})
    assert bar.findChild(QPushButton, "people.people.filter.late").text().endswith(" 3")


def test_a_span_of_days_is_part_of_the_filter(qtbot: QtBot) -> None:
    bar = FilterBar("people.people", today=lambda: date(2026, 3, 6))
    qtbot.addWidget(bar)
    state = FilterState(since=date(2026, 3, 1), until=date(2026, 3, 31))
    with qtbot.waitSignal(bar.filter_changed) as told:
        bar.set_state(state)
    assert told.args == [state]
    bar.clear()
    assert bar.state().is_empty


def test_sorting_asks_the_query(make: Make, qtbot: QtBot, jobs: JobRunner) -> None:
    page = make()
    page.table.horizontalHeader().sectionClicked.emit(0)
    settle(qtbot, jobs, page)
    assert page.model.row_at(0).id == 300


def test_a_change_of_its_kind_refreshes_and_keeps_the_selection(
    make: Make, qtbot: QtBot, jobs: JobRunner, bus: ChangeBus, people: People
) -> None:
    page = make()
    page.select(50)
    people.ids.remove(2)
    bus.publish(Change("person", frozenset({2})))
    qtbot.waitUntil(lambda: page.model.position_of(2) is None)
    assert page.table.current_id == 50


def test_a_change_of_another_kind_reads_nothing(
    make: Make, qtbot: QtBot, jobs: JobRunner, bus: ChangeBus, people: People
) -> None:
    page = make()
    asked = len(people.asked)
    bus.publish(Change("part", frozenset({2})))
    qtbot.waitSignal(page._changes.changed).wait()
    settle(qtbot, jobs, page)
    assert len(people.asked) == asked


def test_an_empty_list_offers_what_can_be_done(make: Make, qtbot: QtBot, people: People) -> None:
    people.ids.clear()
    page = make(empty_text="No people.", empty_action="new")
    button = page.findChild(QPushButton, "people.people.table.empty_action")
    assert not page.table.overlay.isHidden()
    with qtbot.waitSignal(page.action_requested) as wished:
        button.click()
    assert wished.args == ["new"]


def test_no_hit_offers_to_clear_the_filter(make: Make, qtbot: QtBot, jobs: JobRunner) -> None:
    page = make()
    page.show_filter(FilterState(text="nobody"))
    settle(qtbot, jobs, page)
    page.findChild(QPushButton, "people.people.table.empty_action").click()
    settle(qtbot, jobs, page)
    assert page.model.rowCount() == 100
    assert page.table.overlay.isHidden()


def test_a_failed_read_can_be_tried_again(make: Make, qtbot: QtBot, jobs: JobRunner, people: People) -> None:
    failing = [True]

    def fetch(request: PageRequest) -> Page[Person]:
        if failing[0]:
            raise StorageError("The database is locked.")
        return people.fetch(request)

    page = make(fetch=fetch, count=None)
    assert not page.table.overlay.isHidden()
    failing[0] = False
    page.findChild(QPushButton, "people.people.table.retry").click()
    settle(qtbot, jobs, page)
    assert page.model.rowCount() == 100


def test_actions_tell_their_code_and_wait_for_a_selection(make: Make, qtbot: QtBot, people: People) -> None:
    people.ids.clear()
    page = make()
    assert not page.action("print").isEnabled()
    with qtbot.waitSignal(page.action_requested) as wished:
        page.action("new").click()
    assert wished.args == ["new"]


def test_selection_asks_for_details(make: Make, qtbot: QtBot) -> None:
    page = make()
    with qtbot.waitSignal(page.details_requested) as asked:
        page.select(9)
    assert asked.args == [9]


def test_counts_are_read_when_the_rows_are_there(make: Make, qtbot: QtBot, jobs: JobRunner) -> None:
    shown: list[int] = []
    pages: list[ListTab[Person]] = []

    def count(_filter: object) -> int:
        shown.extend(page.model.rowCount() for page in pages if not page.model.is_waiting)
        return 3

    pages.append(make(count=count))
    shown.clear()
    pages[0].show_filter(FilterState(text="77"))
    qtbot.waitUntil(lambda: bool(shown))
    assert shown == [3]


def test_a_person_need_not_wait_for_details(make: Make) -> None:
    page = make()
    asked: list[object] = []
    page.details_requested.connect(asked.append)
    page.table.select_id(7)
    assert asked == [7]


def test_another_list_asks_for_details_once_and_after_painting(make: Make, qtbot: QtBot) -> None:
    page = make()
    asked: list[object] = []
    page.details_requested.connect(asked.append)
    page.model.rows_taken.connect(lambda _want: asked.append("rows"))
    page.show_filter(FilterState(text="77"))
    qtbot.waitUntil(lambda: 77 in asked)
    assert asked == ["rows", 77]


def test_on_a_narrow_window_the_detail_hides_until_a_row_is_opened(make: Make, qtbot: QtBot) -> None:
    page = make()
    assert page.detail is not None
    page.resize(700, 600)
    assert page.detail.isHidden()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert not page.detail.isHidden()
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    assert page.detail.isHidden()


def test_columns_are_remembered_by_the_next_page(make: Make, qtbot: QtBot) -> None:
    first = make()
    first.table.horizontalHeader().resizeSection(2, 201)
    assert make().table.horizontalHeader().sectionSize(2) == 201


def test_pages_of_a_tab_are_made_when_looked_at(make: Make, qtbot: QtBot) -> None:
    made: list[str] = []

    def page(code: str) -> Callable[[], ListTab[Person]]:
        def build() -> ListTab[Person]:
            made.append(code)
            return make(name=f"people.{code}")

        return build

    tab = PagedTab("people", {"people": ("People", page("people")), "teams": ("Teams", page("teams"))})
    keep(qtbot, tab)
    assert made == ["people"]
    tab.findChild(QPushButton, "people.people.pages.teams").click()
    assert (made, tab.current) == (["people", "teams"], "teams")
