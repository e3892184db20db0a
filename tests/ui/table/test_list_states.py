"""What a list says in place of rows, and the way on that it offers."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.errors import StorageError
from app.queries.lists.paging import Page, PageRequest
from tests.ui.table.conftest import Make, settle
from tests.ui.table.people import People, Person
from ui.runtime.jobs import JobRunner
from ui.table.filter_bar import Chip, FilterState
from ui.table.list_tab import ListTab

OPEN = Chip("late", "Late", checked=True)


def said(page: ListTab[Person]) -> str:
    """Return the words over the empty table, "" where it shows rows."""
    words = page.findChild(QLabel, "people.people.table.message")
    assert isinstance(words, QLabel)
    return "" if page.table.overlay.isHidden() else words.text()


def button(page: ListTab[Person], part: str) -> QPushButton:
    """Return a button over the empty table."""
    found = page.findChild(QPushButton, f"people.people.table.{part}")
    assert isinstance(found, QPushButton)
    return found


def test_what_is_filtered_is_named(make: Make, qtbot: QtBot, jobs: JobRunner) -> None:
    page = make(today=lambda: date(2026, 3, 6))
    page.show_filter(FilterState("nobody", frozenset({"late"}), date(2026, 3, 1), date(2026, 3, 31)))
    settle(qtbot, jobs, page)
    for part in ("nobody", "Late", "2026-03-01", "2026-03-31"):
        assert part in said(page)
    button(page, "empty_action").click()
    settle(qtbot, jobs, page)
    assert said(page) == ""


def test_a_list_that_was_never_filled_says_so_through_its_usual_filter(
    make: Make, qtbot: QtBot, jobs: JobRunner, people: People
) -> None:
    people.ids.clear()
    page = make(chips=(OPEN,), empty_text="No people.", empty_action="new")
    assert said(page) == "No people."
    with qtbot.waitSignal(page.action_requested) as wished:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert wished.args == ["new"]


def test_a_usual_filter_that_hides_everything_can_be_cleared(make: Make, qtbot: QtBot, jobs: JobRunner) -> None:
    nobody_late: list[Person] = []
    people = People(5)

    def fetch(request: PageRequest) -> Page[Person]:
        return Page(tuple(nobody_late), None, None) if request.filter.chips else people.fetch(request)

    page = make(fetch=fetch, chips=(OPEN,), empty_text="No people.")
    assert "Late" in said(page)
    button(page, "empty_action").click()
    settle(qtbot, jobs, page)
    assert page.model.rowCount() == 5


def test_an_error_offers_another_try_and_its_details(make: Make, qtbot: QtBot, jobs: JobRunner) -> None:
    def fetch(_request: PageRequest) -> Page[Person]:
        raise StorageError("The database is locked.", details="SQLITE_BUSY")

    page = make(fetch=fetch, count=None)
    assert said(page) == "The database is locked."
    button(page, "copy_details").click()
    assert QGuiApplication.clipboard().text() == "The database is locked.\n\nSQLITE_BUSY"
    assert not button(page, "retry").isHidden()


def test_an_error_over_rows_leaves_them_and_goes_away_with_the_next(make: Make, qtbot: QtBot, jobs: JobRunner) -> None:
    people, failing = People(300), [False]

    def fetch(request: PageRequest) -> Page[Person]:
        if failing[0]:
            raise StorageError("The database is locked.")
        return people.fetch(request)

    page = make(fetch=fetch)
    failing[0] = True
    page.refresh()
    settle(qtbot, jobs, page)
    assert (page.message.text, page.model.rowCount()) == ("The database is locked.", 100)
    failing[0] = False
    page.refresh()
    settle(qtbot, jobs, page)
    assert page.message.text == ""


def test_what_a_page_says_is_not_wiped_by_a_refresh(make: Make, qtbot: QtBot, jobs: JobRunner) -> None:
    page = make()
    page.message.show_message("Only a draft can be changed.")
    page.refresh()
    settle(qtbot, jobs, page)
    assert page.message.text == "Only a draft can be changed."


def test_reading_is_mentioned_only_when_it_takes_long(make: Make, qtbot: QtBot) -> None:
    page = make()
    page.model.page_wanted.disconnect(page.loader._on_page_wanted)
    page.model.want_start()
    page.loader.loading_started.emit(page.model._asked.want)
    before = page.count_line.text()
    qtbot.waitUntil(lambda: page.count_line.text() != before)
    assert page.count_line.text().startswith(before)
