"""Today, its first 200 lines: from the wish to read them to their having been painted, against raw sqlite3 running the
same questions and one frame.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEventLoop, QTimer

from app.config import DataFolder
from app.context import Context
from app.queries.promises.agenda import agenda
from tests.bench.measuring import FRAME, Figure, compare, timed
from tests.bench.raw import Statement, raw_connection, replay, watched
from tests.bench.window import LONGEST_MS, open_desk
from tests.databases import file_of
from ui.runtime.desk import Desk
from ui.tabs.today.page import TodayPage

GOAL, MOST_STATEMENTS = 2.0, 12
LINES = 200


def run(folder: DataFolder, runs: int = 15) -> Iterator[Figure]:
    """Measure reading and painting the work list, and count its statements."""
    with _open_today(folder) as (page, desk), raw_connection(file_of(folder)) as connection:
        statements = _statements(desk.context)
        value, raw = compare(
            lambda: _read_and_painted(page), timed(lambda: replay(connection, statements)), runs, warm=3
        )
        yield Figure(f"today: first {LINES} lines read → painted", value, raw + FRAME, GOAL)
        yield Figure("today: statements", len(statements), None, MOST_STATEMENTS, unit="")


@contextmanager
def _open_today(folder: DataFolder) -> Iterator[tuple[TodayPage, Desk]]:
    bugs: list[BaseException] = []
    with open_desk(folder, bugs) as desk:
        page = TodayPage(desk)
        page.resize(1440, 900)
        page.show()
        _wait(desk)
        try:
            yield page, desk
        finally:
            page.close()
            page.deleteLater()
    if bugs:
        raise bugs[0]


def _statements(context: Context) -> list[Statement]:
    with watched(context.database.engine) as seen:
        found = agenda(context)
    assert sum(len(section.lines) for section in found.sections) <= LINES
    return list(seen)


def _read_and_painted(page: TodayPage) -> float:
    """Ask anew, as a change does, and wait for the painted answer."""
    page.list.show_rows(())
    _wait(page.desk)
    loop = QEventLoop()
    page.shown.connect(loop.quit)
    began = time.perf_counter()
    page.refresh()
    _run(loop)
    page.list.viewport().repaint()
    taken = time.perf_counter() - began
    page.shown.disconnect(loop.quit)
    return taken


def _wait(desk: Desk) -> None:
    """Wait until nothing is read any more, the pictures included."""
    rest = False
    while not rest:
        loop = QEventLoop()
        QTimer.singleShot(60, loop, loop.quit)
        _run(loop)
        rest = desk.jobs.is_idle


def _run(loop: QEventLoop) -> None:
    QTimer.singleShot(LONGEST_MS, loop, lambda: loop.exit(1))
    if loop.exec() == 1:
        raise TimeoutError("the page did not answer")
