"""The real page of requests over a data folder, offscreen, driven as a hand would and waited for to the last pixel."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.clock import FixedClock
from app.config import DataFolder
from app.start import open_context
from tests.bench.bulk import END
from ui.runtime.changes import ChangeBridge
from ui.runtime.desk import Desk
from ui.runtime.jobs import JobRunner
from ui.runtime.window_state import WindowState
from ui.table.filter_bar import FilterState
from ui.tabs.requests.page import RequestsPage
from ui.theme.theme import Theme, ThemeMode

LONGEST_MS = 120_000
REST_MS = 40  # after the last answer; more than the page waits before it reads counts


class OpenPage:
    """A shown page of requests; every method returns seconds from the wish to the repaint that answers it."""

    def __init__(self, page: RequestsPage, jobs: JobRunner, bugs: list[BaseException]) -> None:
        """``bugs`` is where ``jobs`` puts what went wrong in the background."""
        self.page = page
        self.jobs = jobs
        self._bugs = bugs

    def filter(self, state: FilterState) -> float:
        """Change the filter and wait for the painted page."""
        return self._until_painted(lambda: self.page.filter_bar.set_state(state))

    def sort(self, key: str, descending: bool) -> float:
        """Sort by a column."""
        return self._until_painted(lambda: self.page.table.sort_requested.emit(key, descending))

    def go_to_end(self) -> float:
        """Press Ctrl+End."""
        control = Qt.KeyboardModifier.ControlModifier
        return self._until_painted(lambda: QTest.keyClick(self.page.table, Qt.Key.Key_End, control))

    def open_detail(self, record_id: int) -> float:
        """Select a row of those read and wait for its painted detail."""
        self.settle()
        began = time.perf_counter()
        loop = QEventLoop()
        self.jobs.idle.connect(loop.quit)
        if not self.page.table.select_id(record_id):
            raise LookupError(f"record {record_id} is not among the rows read")
        self._run(loop)
        self.jobs.idle.disconnect(loop.quit)
        self.page.panel.repaint()
        return time.perf_counter() - began

    def settle(self) -> None:
        """Wait until the page is at rest: nothing is read any more, nor painted, nor waits for its time."""
        at_rest = False
        while not at_rest:
            if not self.jobs.is_idle:
                loop = QEventLoop()
                self.jobs.idle.connect(loop.quit)
                self._run(loop)
                self.jobs.idle.disconnect(loop.quit)
            self._wait(REST_MS)
            at_rest = self.jobs.is_idle

    def _wait(self, milliseconds: int) -> None:
        loop = QEventLoop()  # QTest.qWait would hold up the threads that read
        QTimer.singleShot(milliseconds, loop, loop.quit)
        self._run(loop)

    def _until_painted(self, wish: Callable[[], object]) -> float:
        self.settle()
        loop = QEventLoop()
        self.page.model.rows_taken.connect(loop.quit)
        began = time.perf_counter()
        wish()
        self._run(loop)
        self.page.table.viewport().repaint()
        taken = time.perf_counter() - began
        self.page.model.rows_taken.disconnect(loop.quit)
        return taken

    def _run(self, loop: QEventLoop) -> None:
        QTimer.singleShot(LONGEST_MS, loop, lambda: loop.exit(1))
        if loop.exec() == 1:
            raise TimeoutError("the page did not answer")
        if self._bugs:
            raise self._bugs[0]


@contextmanager
def open_page(folder: DataFolder) -> Iterator[OpenPage]:
    """Open the page of requests on ``folder`` in a window of 1440 × 900."""
    bugs: list[BaseException] = []
    with open_desk(folder, bugs) as desk:
        page = RequestsPage(desk)
        page.resize(1440, 900)
        page.show()
        opened = OpenPage(page, desk.jobs, bugs)
        opened.settle()
        try:
            yield opened
        finally:
            page.close()
            page.deleteLater()


@contextmanager
def open_desk(folder: DataFolder, bugs: list[BaseException]) -> Iterator[Desk]:
    """Open a desk on ``folder`` at the moment its story ends; ``bugs`` takes what goes wrong in the background."""
    qt: Any = QApplication.instance() or QApplication([])
    Theme(ThemeMode.LIGHT).apply(qt)
    context = open_context(folder, clock=FixedClock(END))
    jobs, changes = JobRunner(on_bug=bugs.append), ChangeBridge(context.changes)
    try:
        yield Desk(context, jobs, changes, WindowState(folder.ui / "bench.ini"))
    finally:
        jobs.shutdown()
        changes.close()
        QApplication.processEvents()
        context.close()
