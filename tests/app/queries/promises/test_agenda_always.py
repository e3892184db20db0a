"""What holds for the work list whatever is owed and whenever it is looked at."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.context import Context
from app.queries.promises.agenda import NEXT_DAYS, Section, agenda
from tests.app.queries.promises.owing import owe
from tests.factories import FRIDAY, make_customer

TIMES = [None, *(f"2026-03-{day:02} {hour:02}:00" for day in (4, 6, 7, 9, 10) for hour in (0, 12, 14, 23))]


@pytest.fixture
def owing(context: Context) -> Context:
    """A desk with a promise for every pair of due time and time once missed."""
    customer = make_customer(context)
    pairs = [(due, frozen) for due in TIMES for frozen in (None, "2026-03-05 12:00", "2026-03-08 12:00")]
    for slot, (due, frozen) in enumerate(pairs):
        owe(context, due, customer, slot=slot, frozen=frozen)
    return context


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(minutes=st.integers(-5 * 24 * 60, 6 * 24 * 60))
def test_every_promise_within_the_days_shown_stands_in_exactly_one_section(owing: Context, minutes: int) -> None:
    now: datetime = FRIDAY + timedelta(minutes=minutes)
    found = agenda(owing, now, dict.fromkeys(Section, 1000))
    listed = [line for section in found.sections for line in section.lines]
    assert len(listed) == len({line.id for line in listed})
    assert [section.count for section in found.sections] == [len(section.lines) for section in found.sections]
    beyond = now + timedelta(days=NEXT_DAYS + 1)
    late = {line.id for line in found.section(Section.OVERDUE).lines}
    for line in listed:
        assert (line.id in late) == (line.due is not None and line.due < now)
        assert line.act_by is None or line.id in late or line.act_by < beyond
