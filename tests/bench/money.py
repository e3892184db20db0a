"""What is owed by age as of a day, and the daily round, of 20 000 contracts: against raw sqlite3 and one frame."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from functools import partial
from typing import Any

from app.clock import FixedClock
from app.config import DataFolder
from app.context import Context
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.money.ageing_list import AgeingFilter, read_ageing
from app.queries.money.round import ROUND
from app.queries.money.round_details import round_details
from app.start import open_context
from tests.bench.bulk import END, bulk_folder
from tests.bench.measuring import FRAME, Figure, compare, timed
from tests.bench.raw import Statement, raw_connection, replay, watched
from tests.bench.scale import MONEY, Scale
from tests.databases import file_of

GOAL, MOST_STATEMENTS = 2.0, 12
TODAY = END.date()
DAYS = {"today": TODAY, "a year ago": TODAY - timedelta(days=365)}
FIRST_PAGE = PageRequest(ListFilter(), Sort("overdue"))
OPEN_BY_AGE = """
    WITH came_in AS (
        SELECT allocation.instalment_id AS id, sum(allocation.amount) AS amount
        FROM allocation JOIN receipt ON receipt.id = allocation.receipt_id WHERE receipt.received_on <= :on
        GROUP BY allocation.instalment_id
    )
    SELECT record.customer_id, instalment.source_id, instalment.due_on,
        sum(instalment.amount - coalesce(came_in.amount, 0))
    FROM instalment JOIN record ON record.id = instalment.id LEFT JOIN came_in ON came_in.id = instalment.id
    WHERE record.number IS NOT NULL AND record.state <> 'cancelled'
        AND (instalment.settled_on IS NULL OR instalment.settled_on > :on)
    GROUP BY 1, 2, 3
"""


def run(folder: DataFolder, runs: int = 9, scale: Scale = MONEY) -> Iterator[Figure]:
    """Measure on a folder of its own beside ``folder``: the ageing as of two days, a page of the round, its views."""
    made = bulk_folder(scale, folder.root.parent)
    clock = FixedClock(END)
    with closing(open_context(made, clock=clock)) as context, raw_connection(file_of(made)) as connection:
        for name, on in DAYS.items():
            page = PageRequest(AgeingFilter(on), Sort("total"))
            measured, raw = timed(partial(read_ageing, context, page)), timed(partial(raw_ageing, connection, on))
            value, reference = compare(measured, raw, runs)
            yield Figure(f"ageing: as of {name}", value, reference + FRAME, GOAL)
        yield from _round(context, connection, runs)


def raw_ageing(connection: Any, on: date) -> list[Any]:
    """Read what was open on a day, by customer, contract and due day."""
    return list(connection.execute(OPEN_BY_AGE, {"on": on.isoformat()}).fetchall())


def _round(context: Context, connection: Any, runs: int) -> Iterator[Figure]:
    first = ROUND.read(context, FIRST_PAGE).rows[0].id
    for name, work in (
        ("round: first page", partial(ROUND.read, context, FIRST_PAGE)),
        ("round: quick views counted", partial(ROUND.count_views, context)),
        ("round: one customer", partial(round_details, context, first)),
    ):
        with watched(context.database.engine) as seen:
            work()
        asked: list[Statement] = list(seen)
        value, reference = compare(timed(work), timed(partial(replay, connection, asked)), runs)
        yield Figure(name, value, reference + FRAME, GOAL)
        yield Figure(f"{name}, statements", len(asked), None, MOST_STATEMENTS, unit="")
