"""Clocks: units, holds, and by when the desk has to act."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.promises.calendar import WorkingCalendar
from app.rules.promises.clocks import DeadlineOutOfRangeError, Interval, act_by, due_time, merged, target_time
from app.rules.promises.policies import CutOff, PolicyRule
from app.rules.promises.published_calendar import published_days
from models.enums import CommitmentKind, DeadlineUnit
from tests.app.rules.promises.worked_cases import ZONE, at, hold

CALENDAR = WorkingCalendar(published_days(2025) | published_days(2026))
UNITS = {
    DeadlineUnit.MINUTES: 600,
    DeadlineUnit.HOURS: 60,
    DeadlineUnit.WORKING_HOURS: 40,
    DeadlineUnit.WORKING_DAYS: 12,
    DeadlineUnit.CALENDAR_DAYS: 20,
    DeadlineUnit.CALENDAR_MONTHS: 3,
}
TABLE = (CutOff(at("12:00").time(), 0, None), CutOff(at("17:00").time(), 1, at("12:00").time()), CutOff(None, 1, None))


def rule(unit: DeadlineUnit, amount: int | Decimal | None, **other: Any) -> PolicyRule:
    values: dict[str, Any] = {"clause": "T1", "condition": {}, "anchor": "received"} | other
    return PolicyRule(kind=CommitmentKind.REPLY, unit=unit, amount=amount, **values)


def due(one: PolicyRule, anchor: datetime, holds: Sequence[Interval] = (), zone: tzinfo = ZONE) -> datetime:
    found = due_time(one, anchor, CALENDAR, zone, holds)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("unit", "amount", "anchor", "expected"),
    [
        (DeadlineUnit.MINUTES, 10, "2025-12-31 23:55", "2026-01-01 00:05"),
        (DeadlineUnit.HOURS, Decimal("0.25"), "2025-12-31 23:50", "2026-01-01 00:05"),
        (DeadlineUnit.HOURS, -2, "2026-01-01 01:00", "2025-12-31 23:00"),
        (DeadlineUnit.WORKING_HOURS, 2, "2026-03-06 11:00", "2026-03-06 14:00"),
        (DeadlineUnit.WORKING_HOURS, Decimal("0.5"), "2026-03-06 17:30", "2026-03-09 09:00"),
        (DeadlineUnit.WORKING_HOURS, 8, "2026-03-07 10:00", "2026-03-09 17:30"),
        (DeadlineUnit.WORKING_DAYS, 1, "2026-03-07 10:00", "2026-03-09 17:30"),
        (DeadlineUnit.WORKING_DAYS, -2, "2026-01-05 10:00", "2025-12-31 17:30"),
        (DeadlineUnit.CALENDAR_DAYS, 1, "2025-12-31 23:59", "2026-01-01 23:59:59"),
        (DeadlineUnit.CALENDAR_DAYS, -15, "2026-03-31 00:00", "2026-03-16 23:59:59"),
        (DeadlineUnit.CALENDAR_MONTHS, -1, "2028-03-31 00:00", "2028-02-29 23:59:59"),
        (DeadlineUnit.CALENDAR_MONTHS, 12, "2028-02-29 00:00", "2029-02-28 23:59:59"),
        (DeadlineUnit.CALENDAR_MONTHS, 48, "2024-02-29 00:00", "2028-02-29 23:59:59"),
        (DeadlineUnit.CALENDAR_MONTHS, 2, "2025-12-31 00:00", "2026-02-28 23:59:59"),
    ],
)
def test_every_unit_has_its_clock(unit: DeadlineUnit, amount: int | Decimal, anchor: str, expected: str) -> None:
    assert due(rule(unit, amount), at(anchor)) == at(expected)


def test_the_anchor_is_read_on_the_local_clock() -> None:
    utc = at("00:30").astimezone(UTC)
    assert due(rule(DeadlineUnit.CALENDAR_DAYS, 1), utc) == at("2026-03-07 23:59:59")


def test_clock_hours_are_real_hours_when_summer_time_changes() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    anchor = datetime(2026, 3, 28, 20, tzinfo=berlin)
    found = due(rule(DeadlineUnit.HOURS, 24), anchor, zone=berlin)
    assert found.timestamp() - anchor.timestamp() == 24 * 3600


def test_a_target_is_the_earlier_wish_and_is_on_hold_as_well() -> None:
    one = rule(DeadlineUnit.HOURS, 72, target=24)
    assert target_time(one, at("20:00"), CALENDAR, ZONE) == at("2026-03-07 20:00")
    assert target_time(one, at("20:00"), CALENDAR, ZONE, [hold("21:00..22:00")]) == at("2026-03-07 21:00")
    assert target_time(rule(DeadlineUnit.HOURS, 72), at("20:00"), CALENDAR, ZONE) is None


def test_what_is_agreed_has_no_time_of_its_own() -> None:
    assert due_time(rule(DeadlineUnit.AGREED, None), at("10:00"), CALENDAR, ZONE) is None


@pytest.mark.parametrize(
    ("unit", "amount", "anchor", "held", "expected"),
    [
        (DeadlineUnit.WORKING_HOURS, 4, "09:00", "12:00..13:00", "14:00"),
        (DeadlineUnit.WORKING_HOURS, 4, "09:00", "11:30..13:30", "15:00"),
        (DeadlineUnit.WORKING_HOURS, 4, "15:00", "18:00..2026-03-09T00:00", "2026-03-09 10:00"),
        (DeadlineUnit.WORKING_HOURS, 3, "09:00", "12:00..14:00", "12:00"),
        (DeadlineUnit.CALENDAR_DAYS, 3, "10:00", "12:00..18:00", "2026-03-09 23:59:59"),
        (DeadlineUnit.CALENDAR_DAYS, 3, "10:00", "12:00..2026-03-07T12:00", "2026-03-10 23:59:59"),
        (DeadlineUnit.CALENDAR_DAYS, 3, "10:00", "2026-03-09T12:00..2026-03-10T12:00", "2026-03-10 23:59:59"),
        (DeadlineUnit.CALENDAR_DAYS, 3, "10:00", "2026-03-10T00:00..2026-03-12T12:00", "2026-03-09 23:59:59"),
        (DeadlineUnit.CALENDAR_MONTHS, 1, "10:00", "2026-03-10T12:00..2026-03-12T12:00", "2026-04-08 23:59:59"),
        (DeadlineUnit.CALENDAR_MONTHS, -1, "10:00", "2026-02-10T12:00..2026-03-12T12:00", "2026-02-06 23:59:59"),
        (DeadlineUnit.HOURS, -4, "10:00", "05:00..12:00", "06:00"),
    ],
)
def test_a_hold_stops_every_clock_that_runs_forwards(
    unit: DeadlineUnit, amount: int, anchor: str, held: str, expected: str
) -> None:
    assert due(rule(unit, amount), at(anchor), [hold(held)]) == at(expected)


def test_a_cut_off_outside_business_hours_is_not_drawn_nearer_by_a_hold() -> None:
    late = rule(DeadlineUnit.CUT_OFF, None, cut_offs=(CutOff(None, 0, at("20:00").time()),))
    assert due(late, at("10:00"), [hold("12:10..12:50")]) == at("20:00")
    assert due(late, at("10:00"), [hold("15:00..16:00")]) == at("2026-03-09 09:30")


@pytest.mark.parametrize(
    ("due_at", "anchor", "expected"),
    [
        ("2026-03-08 16:00", "16:00", "17:30"),
        ("2026-03-08 16:00", "18:00", "18:00"),
        ("12:30", "09:00", "12:00"),
        ("12:30", "12:10", "12:10"),
        ("12:30", "12:30", "12:30"),
        ("2026-02-28 23:59:59", "2026-03-31 00:00", "2026-02-28 17:30"),
        ("2026-03-08 10:00", "2026-03-09 10:00", "17:30"),
    ],
)
def test_act_by_lies_in_business_hours_or_at_the_anchor(due_at: str, anchor: str, expected: str) -> None:
    assert act_by(at(due_at), at(anchor), CALENDAR, ZONE) == at(expected)


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit is not DeadlineUnit.MINUTES])
@pytest.mark.parametrize("held", [(), (hold("12:00..13:00"),)])
def test_the_end_of_time_is_told_as_such(unit: DeadlineUnit, held: tuple[Interval, ...]) -> None:
    with pytest.raises(DeadlineOutOfRangeError):
        due(rule(unit, 999), at("9999-12-20 10:00"), held)


def test_before_the_first_day_there_is_no_business() -> None:
    with pytest.raises(DeadlineOutOfRangeError):
        due(rule(DeadlineUnit.CALENDAR_MONTHS, -1), at("0001-01-20 10:00"))
    with pytest.raises(DeadlineOutOfRangeError):
        act_by(at("0001-01-01 08:10"), at("0001-01-01 08:06"), CALENDAR, ZONE)


# properties ----------------------------------------------------------------------------------------------------------

anchors = st.datetimes(datetime(2025, 2, 1), datetime(2026, 10, 1)).map(  # noqa: DTZ001 (local, made aware here)
    lambda moment: moment.replace(second=0, microsecond=0, tzinfo=ZONE)
)
lengths = st.integers(1, 5 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
rules = st.sampled_from(sorted(UNITS)).flatmap(
    lambda unit: st.integers(1, UNITS[unit]).map(lambda amount: rule(unit, amount))
) | st.just(rule(DeadlineUnit.CUT_OFF, None, cut_offs=TABLE))


@st.composite
def held(draw: st.DrawFn, anchor: datetime) -> tuple[Interval, ...]:
    """Some holds around an anchor, perhaps overlapping."""
    starts = draw(st.lists(st.integers(-2 * 24 * 60, 14 * 24 * 60), max_size=4))
    begun = [anchor + timedelta(minutes=minutes) for minutes in starts]
    return tuple((start, start + draw(lengths)) for start in begun)


Tried = tuple[PolicyRule, datetime, tuple[Interval, ...]]


def tried(some: st.SearchStrategy[PolicyRule]) -> st.SearchStrategy[Tried]:
    """A row, an anchor and holds around it."""
    return st.tuples(some, anchors).flatmap(lambda case: st.tuples(st.just(case[0]), st.just(case[1]), held(case[1])))


cases = tried(rules)
clock_hours = tried(st.integers(1, 60).map(lambda amount: rule(DeadlineUnit.HOURS, amount)))


@given(cases, st.randoms())
def test_the_order_and_cutting_of_holds_makes_no_difference(case: Tried, chance: Any) -> None:
    one, anchor, holds = case
    expected = due(one, anchor, holds)
    pieces = [piece for start, end in holds for piece in _cut(start, end, chance)]
    chance.shuffle(pieces)
    assert due(one, anchor, pieces) == expected
    assert due(one, anchor, merged(holds)) == expected


def _cut(start: datetime, end: datetime, chance: Any) -> list[Interval]:
    middle = start + (end - start) * chance.random()
    return [(start, middle), (middle, end)]


@given(cases, lengths)
def test_a_longer_hold_never_makes_it_earlier(case: Tried, longer: timedelta) -> None:
    one, anchor, holds = case
    plain = due(one, anchor)
    held_due = due(one, anchor, holds)
    assert anchor < plain <= held_due
    for place, (start, end) in enumerate(holds):
        later = (*holds[:place], (start, end + longer), *holds[place + 1 :])
        earlier = (*holds[:place], (start - longer, end), *holds[place + 1 :])
        assert held_due <= due(one, anchor, later)
        assert held_due <= due(one, anchor, earlier)


@given(cases, lengths)
def test_a_hold_before_the_anchor_or_from_the_due_time_on_has_no_effect(case: Tried, length: timedelta) -> None:
    one, anchor, holds = case
    expected = due(one, anchor, holds)
    outside = [(anchor - length, anchor), (expected, expected + length)]
    assert due(one, anchor, [*holds, *outside]) == expected


@given(clock_hours)
def test_clock_hours_are_put_off_by_what_the_holds_take(case: Tried) -> None:
    one, anchor, holds = case
    found = due(one, anchor, holds)
    stood = sum(
        (max(timedelta(), min(end, found) - max(start, anchor)) for start, end in merged(holds)), start=timedelta()
    )
    assert found - anchor - stood == due(one, anchor) - anchor


@given(anchors, st.integers(-80, 400))
def test_act_by_is_no_later_than_due_and_no_earlier_than_the_anchor(anchor: datetime, hours: int) -> None:
    due_at = anchor + timedelta(hours=hours)
    by = act_by(due_at, anchor, CALENDAR, ZONE)
    assert by <= due_at
    assert by >= min(anchor, CALENDAR.last_business_moment_before(due_at))
    assert by == anchor or CALENDAR.is_open(by)
    if CALENDAR.is_open(due_at):
        assert by == due_at
