"""Shifts, holidays and turns (N3): whose hour it is, which days want a roster, and that turns are fair."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.forms.people import DutyTurnForm
from app.rules.duty import (
    DayKind,
    DutyPerson,
    day_kind,
    days_of,
    next_holiday,
    repeat_first_days,
    shift_at,
    take_turns,
    turn_of,
)
from app.rules.promises.calendar import WorkingCalendar
from app.rules.promises.published_calendar import published_days
from models.enums import DutyShift
from tests.factories import local_time

CALENDAR = WorkingCalendar(published_days(2026))
OCTOBER = (date(2026, 10, 1), date(2026, 10, 7))
DAYS = tuple(days_of(OCTOBER))


def people(count: int) -> list[DutyPerson]:
    return [DutyPerson(f"甲{number}", "13900000000", number) for number in range(1, count + 1)]


@pytest.mark.parametrize(
    ("moment", "day", "shift"),
    [
        ("2026-10-02 08:29", 1, DutyShift.NIGHT),
        ("2026-10-02 08:30", 2, DutyShift.DAY),
        ("2026-10-02 12:30", 2, DutyShift.DAY),  # lunch is no gap for whoever is on duty
        ("2026-10-02 17:29", 2, DutyShift.DAY),
        ("2026-10-02 17:30", 2, DutyShift.NIGHT),
        ("2026-10-03 00:00", 2, DutyShift.NIGHT),
    ],
)
def test_a_night_lasts_until_the_next_opening(moment: str, day: int, shift: DutyShift) -> None:
    assert shift_at(local_time(moment), CALENDAR) == (date(2026, 10, day), shift)


@pytest.mark.parametrize(
    ("today", "span"),
    [
        (date(2026, 9, 28), OCTOBER),
        (date(2026, 10, 1), OCTOBER),
        (date(2026, 10, 5), OCTOBER),  # on the holiday itself: all of it
        (date(2026, 3, 6), (date(2026, 4, 4), date(2026, 4, 6))),  # Saturday to Monday
    ],
)
def test_the_next_holiday_has_the_weekend_beside_it(today: date, span: tuple[date, date]) -> None:
    assert next_holiday(CALENDAR, today) == span


def test_a_calendar_without_holidays_has_none() -> None:
    assert next_holiday(WorkingCalendar(), date(2026, 3, 6)) is None


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 10, 3), DayKind.HOLIDAY),  # a Saturday of the holiday
        (date(2026, 10, 8), DayKind.WORKED),
        (date(2026, 10, 10), DayKind.MADE_UP),
        (date(2026, 10, 17), DayKind.WEEKEND),
    ],
)
def test_what_a_day_is(day: date, kind: DayKind) -> None:
    assert day_kind(CALENDAR, day) is kind


def test_from_three_people_on_nobody_has_two_shifts_after_each_other() -> None:
    turns = roster(people(3))
    assert len(turns) == 14
    assert [(turn.name, turn.shift.value) for turn in turns[:4]] == [
        ("甲1", "day"), ("甲2", "night"), ("甲3", "day"), ("甲1", "night"),
    ]  # fmt: skip
    assert all(before.name != after.name for before, after in pairwise(turns))


def test_shifts_that_are_taken_stay_as_they_are_and_their_people_have_rest() -> None:
    first, second = people(2)
    entered = (turn_of(DAYS[3], DutyShift.NIGHT, first), turn_of(DAYS[6], DutyShift.DAY, second))
    turns = take_turns(DAYS, entered)
    assert len(turns) == 12
    assert {(turn.day, turn.shift) for turn in turns}.isdisjoint((turn.day, turn.shift) for turn in entered)
    beside = {turn.name for turn in turns if (turn.day, turn.shift) in ((DAYS[3], "day"), (DAYS[4], "day"))}
    assert beside == {second.name}


def test_without_people_nobody_is_on_duty() -> None:
    assert take_turns(DAYS, ()) == repeat_first_days(DAYS, ()) == ()


def test_the_first_days_are_repeated_over_the_empty_ones() -> None:
    first, second, third = people(3)
    entered = (
        turn_of(DAYS[0], DutyShift.DAY, first), turn_of(DAYS[0], DutyShift.NIGHT, second),
        turn_of(DAYS[1], DutyShift.NIGHT, third), turn_of(DAYS[4], DutyShift.DAY, third),
    )  # fmt: skip
    turns = repeat_first_days(DAYS, entered)
    assert [(turn.day.day, turn.shift.value, turn.name) for turn in turns] == [
        (3, "day", "甲1"), (3, "night", "甲2"), (4, "night", "甲3"), (6, "night", "甲3"), (7, "day", "甲1"),
        (7, "night", "甲2"),
    ]  # fmt: skip


def test_days_that_begin_empty_have_nothing_to_repeat() -> None:
    (person,) = people(1)
    assert repeat_first_days(DAYS, (turn_of(DAYS[1], DutyShift.DAY, person),)) == ()


@given(days=st.integers(1, 40), count=st.integers(1, 9))
def test_turns_are_fair(days: int, count: int) -> None:
    span = tuple(days_of((OCTOBER[0], OCTOBER[0] + timedelta(days=days - 1))))
    turns = roster(people(count), span)
    assert {(turn.day, turn.shift) for turn in turns} == {(day, shift) for day in span for shift in DutyShift}
    had = Counter(turn.name for turn in turns if turn.name in {person.name for person in people(count)})
    assert max(had.values()) - min(had.values()) <= 2


def roster(taking_turns: list[DutyPerson], span: Sequence[date] = DAYS) -> list[DutyTurnForm]:
    """Return the whole roster when each person is entered once, in order, and the rest is filled by turns."""
    shifts = [(day, shift) for day in span for shift in DutyShift]
    entered = [turn_of(*shift, person) for shift, person in zip(shifts, taking_turns, strict=False)]
    return sorted((*entered, *take_turns(span, entered)), key=lambda turn: (turn.day, turn.shift))
