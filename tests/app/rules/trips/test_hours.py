"""Hours on site: proposed from coming and leaving, and never more than a day has (N1)."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Invalid
from app.rules.promises.calendar import WorkingCalendar
from app.rules.trips.hours import DayHours, check_day, propose_hours, sum_hours

OFFICE = WorkingCalendar()
TRIP = (date(2026, 3, 5), date(2026, 3, 9))


def proposed(arrived: str, left: str, calendar: WorkingCalendar = OFFICE) -> list[tuple[str, str, str, str]]:
    hours = propose_hours(datetime.fromisoformat(arrived), datetime.fromisoformat(left), calendar)
    return [(f"{one.day:%m-%d}", str(one.normal), str(one.overtime), str(one.holiday)) for one in hours]


@pytest.mark.parametrize(
    ("arrived", "left", "expected"),
    [
        ("2026-03-06 08:30", "2026-03-06 17:30", [("03-06", "8.00", "0.00", "0")]),  # the lunch break is none
        ("2026-03-06 09:00", "2026-03-06 11:30", [("03-06", "2.50", "0.00", "0")]),
        ("2026-03-06 07:00", "2026-03-06 20:00", [("03-06", "8.00", "4.00", "0")]),
        ("2026-03-06 18:00", "2026-03-06 21:10", [("03-06", "0.00", "3.25", "0")]),
        ("2026-03-07 09:00", "2026-03-07 17:00", [("03-07", "0", "0", "7.00")]),  # a Saturday
        ("2026-03-05 14:00", "2026-03-06 19:00", [("03-05", "3.50", "0.00", "0"), ("03-06", "8.00", "1.50", "0")]),
        (
            "2026-03-06 15:00",
            "2026-03-09 10:30",
            [
                ("03-06", "2.50", "0.00", "0"),
                ("03-07", "0", "0", "8.00"),
                ("03-08", "0", "0", "8.00"),
                ("03-09", "2.00", "0.00", "0"),
            ],
        ),
        ("2026-03-05 19:00", "2026-03-06 09:30", [("03-06", "1.00", "0.00", "0")]),  # nights are not counted
        ("2026-03-06 10:00", "2026-03-06 10:00", []),
        ("2026-03-06 10:00", "2026-03-05 10:00", []),
    ],
)
def test_n1_hours_are_proposed_from_coming_and_leaving(
    arrived: str, left: str, expected: list[tuple[str, str, str, str]]
) -> None:
    assert proposed(arrived, left) == expected


def test_a_make_up_working_day_has_normal_hours_and_a_public_holiday_none() -> None:
    calendar = WorkingCalendar({date(2026, 10, 10): True, date(2026, 10, 1): False})
    assert proposed("2026-10-10 08:30", "2026-10-10 18:30", calendar) == [("10-10", "8.00", "1.00", "0")]
    assert proposed("2026-10-01 08:30", "2026-10-01 18:30", calendar) == [("10-01", "0", "0", "9.00")]


YEAR = (datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2026-12-31"))
MOMENTS = st.datetimes(*YEAR).map(lambda one: one.replace(microsecond=0))


@given(MOMENTS, MOMENTS)
def test_no_proposal_has_more_hours_than_the_day_or_the_stay(one: datetime, other: datetime) -> None:
    arrived, left = sorted((one, other))
    hours = propose_hours(arrived, left, OFFICE)
    assert all(Decimal(0) < day.total <= 24 for day in hours)
    stay = Decimal(int((left - arrived).total_seconds())) / 3600
    assert sum_hours(hours)["total"] <= stay + Decimal("0.5")


@pytest.mark.parametrize(
    ("day", "other", "words"),
    [
        (DayHours(date(2026, 3, 4), normal=Decimal(8)), 0, "2026-03-05"),
        (DayHours(date(2026, 3, 10), normal=Decimal(8)), 0, "2026-03-09"),
        (DayHours(date(2026, 3, 6), normal=Decimal(8), overtime=Decimal("16.5")), 0, "24.5"),
        (DayHours(date(2026, 3, 6), normal=Decimal(8)), 17, "25"),
        (DayHours(date(2026, 3, 6)), 0, "2026-03-06"),
        (DayHours(date(2026, 3, 6), normal=Decimal(-1), overtime=Decimal(3)), 0, "2026-03-06"),
    ],
)
def test_n1_hours_that_cannot_be_are_refused(day: DayHours, other: int, words: str) -> None:
    with pytest.raises(Invalid, match=words) as refused:
        check_day("张伟", day, TRIP, Decimal(other))
    assert (refused.value.field, refused.value.clause) == ("hours", "N1")


def test_a_whole_day_is_possible() -> None:
    check_day("张伟", DayHours(date(2026, 3, 5), normal=Decimal(8), overtime=Decimal(16)), TRIP)
