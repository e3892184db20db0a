"""What a month holds is read in a few statements, whatever it holds (N6, C14)."""

from datetime import date

from app.context import Context
from app.queries.care.assessment_ground import month_ground
from tests.app.queries.statements import count_statements
from tests.assessment_factories import IN_APRIL, MARCH, make_spot_check
from tests.dispatch_factories import depart_now, make_ready_trip
from tests.factories import make_request
from tests.on_site_factories import make_receipt


def fill(context: Context, times: int) -> None:
    for _one in range(times):
        make_request(context, owner_name="李工")
        make_receipt(context)
        make_spot_check(context)
        depart_now(context, make_ready_trip(context))


def read(context: Context) -> tuple[int, int]:
    """Return how much a month holds, and how many statements reading it took."""
    with count_statements(context) as statements, context.read() as session:
        ground = month_ground(session, MARCH, IN_APRIL)
    found = (ground.promises, ground.travellers, ground.receipts, ground.checks)
    assert all(found)
    return sum(map(len, found)), len(statements)


def test_n6_a_fuller_month_takes_no_more_statements(context: Context) -> None:
    fill(context, 1)
    few, statements = read(context)
    fill(context, 3)
    many, still = read(context)
    assert many >= 3 * few
    assert still == statements <= 14


def test_n6_what_lies_beside_the_month_is_not_in_it(context: Context) -> None:
    fill(context, 1)
    with context.read() as session:
        ground = month_ground(session, date(2026, 2, 1), IN_APRIL)
    assert not any((ground.promises, ground.complaints, ground.travellers, ground.receipts, ground.checks))
