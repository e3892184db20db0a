"""Working days and business hours."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.promises.calendar import OFFICE_HOURS, NoWorkingDayError, WorkingCalendar, hours_text, parse_hours
from app.rules.promises.published_calendar import is_provisional, published_days

CALENDAR = WorkingCalendar(published_days(2025) | published_days(2026))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2026-01-01", False),
        ("2026-01-02", False),
        ("2026-01-03", False),
        ("2026-01-04", True),
        ("2026-01-05", True),
        ("2026-03-07", False),
        ("2026-10-01", False),
        ("2026-10-07", False),
        ("2026-10-08", True),
        ("2026-10-10", True),
        ("2026-10-11", False),
        ("2025-01-26", True),
        ("2025-01-28", False),
        ("2025-10-11", True),
    ],
)
def test_the_published_years_are_known_with_their_make_up_days(day: str, worked: bool) -> None:
    assert CALENDAR.is_working_day(date.fromisoformat(day)) is worked


@pytest.mark.parametrize("year", [2025, 2026])
def test_published_days_hold_only_days_of_their_year_that_differ(year: int) -> None:
    for day, worked in published_days(year).items():
        assert day.year == year
        assert worked is (day.weekday() >= 5)


def test_a_year_without_make_up_days_is_provisional() -> None:
    assert not is_provisional(published_days(2026), 2026)
    assert is_provisional(published_days(2026), 2027)
    assert is_provisional(published_days(2040), 2040)


def test_an_edited_day_counts() -> None:
    calendar = WorkingCalendar({date(2026, 3, 6): False, date(2026, 3, 7): True})
    assert calendar.next_working_day(date(2026, 3, 5)) == date(2026, 3, 7)
    assert calendar.previous_working_day(date(2026, 3, 7)) == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("start", "number", "expected"),
    [
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-09-30", 3, "2026-10-10"),
        ("2026-09-30", 4, "2026-10-12"),
        ("2025-12-31", 1, "2026-01-04"),
        ("2026-01-05", -1, "2026-01-04"),
        ("2026-01-04", -1, "2025-12-31"),
        ("2026-03-07", 0, "2026-03-07"),
    ],
)
def test_working_days_are_counted(start: str, number: int, expected: str) -> None:
    assert CALENDAR.add_working_days(date.fromisoformat(start), number) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-03-06T11:59", "2026-03-06T11:59"),
        ("2026-03-06T12:00", "2026-03-06T12:00"),
        ("2026-03-06T12:30", "2026-03-06T12:00"),
        ("2026-03-06T13:00", "2026-03-06T13:00"),
        ("2026-03-06T17:30", "2026-03-06T17:30"),
        ("2026-03-06T17:30:01", "2026-03-06T17:30"),
        ("2026-03-08T16:00", "2026-03-06T17:30"),
        ("2026-03-09T08:29", "2026-03-06T17:30"),
        ("2026-10-07T10:00", "2026-09-30T17:30"),
        ("2026-10-11T10:00", "2026-10-10T17:30"),
    ],
)
def test_the_last_moment_of_business(moment: str, expected: str) -> None:
    assert CALENDAR.last_business_moment_before(at(moment)) == at(expected)


@pytest.mark.parametrize(
    ("moment", "hours", "expected"),
    [
        ("2026-03-06T11:00", 1, "2026-03-06T12:00"),
        ("2026-03-06T11:00", 2, "2026-03-06T14:00"),
        ("2026-03-06T12:30", 1, "2026-03-06T14:00"),
        ("2026-03-06T16:30", 2, "2026-03-09T09:30"),
        ("2026-03-07T10:00", 8, "2026-03-09T17:30"),
        ("2026-03-06T20:00", 9, "2026-03-10T09:30"),
    ],
)
def test_working_time_stands_still_at_lunch_and_at_night(moment: str, hours: int, expected: str) -> None:
    assert CALENDAR.add_working_time(at(moment), timedelta(hours=hours)) == at(expected)


def test_the_office_is_open_within_its_hours() -> None:
    assert CALENDAR.is_open(at("2026-03-06T08:30"))
    assert not CALENDAR.is_open(at("2026-03-06T12:30"))
    assert not CALENDAR.is_open(at("2026-03-07T10:00"))
    assert CALENDAR.opening(date(2026, 3, 6)) == at("2026-03-06T08:30")
    assert CALENDAR.close_of_business(date(2026, 3, 6)) == at("2026-03-06T17:30")


@pytest.mark.parametrize(
    "spans", [(), ((time(9), time(9)),), ((time(9), time(12)), (time(11), time(17))), ((time(17), time(9)),)]
)
def test_impossible_business_hours_are_refused(spans: tuple[tuple[time, time], ...]) -> None:
    with pytest.raises(ValueError, match="business hours"):
        WorkingCalendar(spans=spans)


def test_a_calendar_without_working_days_is_a_mistake() -> None:
    never = WorkingCalendar({date(2026, 1, 1) + timedelta(days=n): False for n in range(800)})
    with pytest.raises(NoWorkingDayError):
        never.next_working_day(date(2026, 1, 1))
    with pytest.raises(NoWorkingDayError):
        CALENDAR.next_working_day(date.max)


moments = st.datetimes(datetime(2025, 2, 1), datetime(2026, 11, 1))  # noqa: DTZ001 (a local calendar)
minutes = st.integers(1, 5000).map(lambda number: timedelta(minutes=number))


@given(moments, minutes)
def test_working_time_between_undoes_add_working_time(moment: datetime, length: timedelta) -> None:
    end = CALENDAR.add_working_time(moment, length)
    assert CALENDAR.is_open(end)
    assert CALENDAR.working_time_between(moment, end) == length
    assert CALENDAR.working_time_between(moment, end - timedelta(seconds=1)) == length - timedelta(seconds=1)


@given(moments, minutes, minutes)
def test_working_time_adds_up(moment: datetime, one: timedelta, other: timedelta) -> None:
    middle, end = moment + one, moment + one + other
    parts = CALENDAR.working_time_between(moment, middle) + CALENDAR.working_time_between(middle, end)
    assert parts == CALENDAR.working_time_between(moment, end)
    assert CALENDAR.working_time_between(end, moment) == timedelta()


@given(moments)
def test_the_last_business_moment_is_open_and_nothing_is_worked_after_it(moment: datetime) -> None:
    last = CALENDAR.last_business_moment_before(moment)
    assert last <= moment
    assert CALENDAR.is_open(last)
    assert CALENDAR.working_time_between(last, moment) == timedelta()


@given(st.dates(date(2025, 2, 1), date(2026, 11, 1)), st.integers(1, 60))
def test_working_days_count_back_to_where_one_began(day: date, number: int) -> None:
    there = CALENDAR.add_working_days(day, number)
    assert CALENDAR.is_working_day(there)
    back = CALENDAR.add_working_days(there, -number)
    assert back == (day if CALENDAR.is_working_day(day) else CALENDAR.previous_working_day(day))


@pytest.mark.parametrize("text", ["08:30-12:00, 13:00-17:30", "08:30–12:00，13:00–17:30", "8:30-12:00,13:00-17:30"])
def test_business_hours_are_read_as_people_write_them(text: str) -> None:
    assert parse_hours(text) == OFFICE_HOURS
    assert hours_text(OFFICE_HOURS) == "08:30-12:00, 13:00-17:30"


@pytest.mark.parametrize("text", ["none", "8-12", "12:00-08:30", "08:30-25:00", "08:30-12:00, 11:00-17:30"])
def test_what_are_no_business_hours_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_hours(text)


def test_several_spans_a_day_are_worked_one_after_the_other() -> None:
    shop = WorkingCalendar(spans=parse_hours("06:00-10:00, 11:00-12:00, 18:00-22:00"))
    assert shop.add_working_time(at("2026-03-06T09:30"), timedelta(hours=2)) == at("2026-03-06T18:30")
    assert shop.last_business_moment_before(at("2026-03-06T17:00")) == at("2026-03-06T12:00")
    assert shop.close_of_business(date(2026, 3, 6)) == at("2026-03-06T22:00")
