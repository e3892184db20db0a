"""Copying rows: what a spreadsheet is given, and rows that are not in the window."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.errors import StorageError
from app.queries.lists.paging import Page, PageRequest
from tests.ui.table.conftest import Make, settle
from tests.ui.table.million import Million
from tests.ui.table.people import Person
from ui.runtime.jobs import JobHandle, JobRunner
from ui.table.clipboard import SheetWriter
from ui.table.column import Column
from ui.table.copying import MOST_COPIED
from ui.table.list_tab import ListTab
from ui.table.row_model import MOST_ROWS

ROOT = Path(__file__).resolve().parents[3]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ODD: tuple[Column[Person], ...] = (
    Column(key="a", title="Long & number", value=lambda _row: "110101199001011234"),
    Column(key="b", title="Begins as one", value=lambda row: f"={row.name}<b>"),
    Column(key="c", title="Moment", value=lambda _row: "03-07"),
)


def copied_lines() -> list[str]:
    """Return the lines of text on the clipboard."""
    return QGuiApplication.clipboard().text().split("\n")


def copy_all(qtbot: QtBot, jobs: JobRunner, page: ListTab[Person]) -> None:
    """Press Ctrl+A and Ctrl+C and wait for the rows to be read."""
    qtbot.keyClick(page.table, Qt.Key.Key_A, CTRL)
    with qtbot.waitSignal(jobs.job_finished):
        qtbot.keyClick(page.table, Qt.Key.Key_C, CTRL)
    settle(qtbot, jobs, page)


def test_every_cell_says_that_it_is_text() -> None:
    writer = SheetWriter(ODD)
    writer.add([Person(1, "Ann")])
    sheet = writer.sheet()
    assert sheet.plain == "Long & number\tBegins as one\tMoment\n110101199001011234\t'=Ann<b>\t03-07"
    assert 'td,th{mso-number-format:"\\@"' in sheet.html
    assert "<tr><th>Long &amp; number</th>" in sheet.html
    assert "<td>110101199001011234</td><td>&#x27;=Ann&lt;b&gt;</td><td>03-07</td>" in sheet.html


def test_a_program_that_copied_ends_in_order() -> None:
    code = (
        "from PySide6.QtWidgets import QApplication\n"
        "from ui.table.clipboard import Sheet, put_on_clipboard\n"
        "application = QApplication([])\n"
        "put_on_clipboard(Sheet('a', '<b>a</b>', 1))\n"
        "assert sorted(application.clipboard().mimeData().formats()) == ['text/html', 'text/plain']\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")


def test_only_the_columns_shown_are_copied_in_their_order(make: Make, qtbot: QtBot) -> None:
    page = make()
    header = page.table.horizontalHeader()
    header.moveSection(0, 2)
    header.setSectionHidden(2, True)
    qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(page.table, Qt.Key.Key_C, CTRL)
    assert copied_lines()[1:] == ["Person 1\t00001", "Person 2\t00002"]
    assert "<td>Person 2</td><td>00002</td>" in QGuiApplication.clipboard().mimeData().html()
    assert "2" in page.count_line.text().split("·")[-1]


def test_one_cell_is_copied_as_it_stands(make: Make, qtbot: QtBot) -> None:
    page = make()
    page.select(7)
    qtbot.keyClick(page.table, Qt.Key.Key_Right)
    qtbot.keyClick(page.table, Qt.Key.Key_C, CTRL | SHIFT)
    assert copied_lines() == ["Person 7"]


def test_all_that_match_are_read_in_a_job_and_counted(make: Make, qtbot: QtBot, jobs: JobRunner) -> None:
    people = Million(MOST_ROWS + 500)
    page = make(fetch=people.fetch, count=people.count)
    started: list[JobHandle] = []
    jobs.job_started.connect(started.append)
    copy_all(qtbot, jobs, page)
    assert (started[0].cancellable, bool(started[0].title)) == (True, True)
    assert (len(copied_lines()), copied_lines()[-1].split("\t")[0]) == (MOST_ROWS + 501, "02500")
    assert "2,500" in page.message.text


def test_selected_rows_that_left_the_window_are_read_again(make: Make, qtbot: QtBot, jobs: JobRunner) -> None:
    people = Million(10_000)
    page = make(fetch=people.fetch, count=people.count)
    qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    page.model.want_end()
    settle(qtbot, jobs, page)
    with qtbot.waitSignal(jobs.job_finished):
        page.table.copy_rows()
    assert [line.split("\t")[0] for line in copied_lines()[1:]] == ["00001", "00002"]


def test_too_many_rows_are_refused_with_a_way_to_narrow(make: Make, qtbot: QtBot, jobs: JobRunner) -> None:
    people = Million(MOST_COPIED + 1)
    page = make(fetch=people.fetch, count=people.count)
    QGuiApplication.clipboard().setText("before")
    asked = len(people.asked)
    copy_all(qtbot, jobs, page)
    assert "100,001" in page.message.text
    assert copied_lines() == ["before"]
    assert len(people.asked) == asked


def test_copying_can_be_cancelled(make: Make, qtbot: QtBot, jobs: JobRunner) -> None:
    people = Million(50_000)
    page = make(fetch=people.fetch, count=people.count)
    QGuiApplication.clipboard().setText("before")
    jobs.job_started.connect(lambda handle: handle.cancel())
    copy_all(qtbot, jobs, page)
    assert (copied_lines(), page.message.text) == (["before"], "")


def test_a_failed_reading_is_told(make: Make, qtbot: QtBot, jobs: JobRunner) -> None:
    people = Million(10_000)

    def fetch(request: PageRequest) -> Page[Person]:
        if request.limit > MOST_ROWS // 4:
            raise StorageError("The database is locked.")
        return people.fetch(request)

    page = make(fetch=fetch, count=people.count)
    copy_all(qtbot, jobs, page)
    assert page.message.text == "The database is locked."


@pytest.mark.parametrize("counts", [True, False])
def test_a_list_within_the_window_is_copied_at_once(make: Make, qtbot: QtBot, jobs: JobRunner, counts: bool) -> None:
    people = Million(30)
    page = make(fetch=people.fetch, count=people.count if counts else None)
    qtbot.keyClick(page.table, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(page.table, Qt.Key.Key_C, CTRL)
    assert len(copied_lines()) == 31
    assert jobs.is_idle
