"""From a selected row to its painted detail, against raw sqlite3 running the same questions and one frame."""

from collections.abc import Iterator

from app.config import DataFolder
from app.queries.requests.requests import request_details
from tests.bench.lists import NEWEST
from tests.bench.measuring import FRAME, Figure, compare, timed
from tests.bench.raw import Statement, raw_connection, replay, watched
from tests.bench.window import OpenPage, open_page
from tests.databases import file_of
from ui.table.filter_bar import FilterState

GOAL, MOST_STATEMENTS = 1.5, 12
FINISHED = FilterState(chips=frozenset({"finished"}))


def run(folder: DataFolder, runs: int = 15) -> Iterator[Figure]:
    """Measure opening closed requests with their whole story, and count the statements of the fullest one."""
    with open_page(folder) as page, raw_connection(file_of(folder)) as connection:
        page.filter(NEWEST if page.page.filter_bar.state() != NEWEST else FINISHED)
        page.filter(FINISHED)
        page.settle()
        ids = [page.page.model.row_at(position).id for position in range(1, min(100, page.page.model.rowCount()))]
        statements = _statements(page, ids[0])
        turn = iter(ids * 10)
        value, raw = compare(
            lambda: page.open_detail(next(turn)), timed(lambda: replay(connection, statements)), runs, warm=3
        )
        yield Figure("detail: row selected → shown", value, raw + FRAME, GOAL)
        yield Figure("detail: statements", len(statements), None, MOST_STATEMENTS, unit="")


def _statements(page: OpenPage, record_id: int) -> list[Statement]:
    context = page.page.desk.context
    with watched(context.database.engine) as seen:
        request_details(context, record_id)
    return list(seen)
