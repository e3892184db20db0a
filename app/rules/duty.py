"""Who is on duty when (N3): the shifts of a day, the days that want a roster, and taking turns. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import takewhile

from app.errors import Invalid
from app.forms.people import DutyTurnForm
from app.i18n import N_, _
from app.rules.promises.calendar import WorkingCalendar
from app.rules.spans import FIRST_YEAR, Span
from models.enums import DutyShift

LONGEST_ROSTER = 92  # days: a quarter
_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_HORIZON = 400  # days: a calendar knows next year's holidays at best

Shift = tuple[date, DutyShift]


class DayKind(StrEnum):
    """What a day of a roster is: worked as usual, worked in place of another (调休), a weekend, or a holiday."""

    WORKED = "worked"
    MADE_UP = "made_up"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


_KIND_WORDS: Mapping[DayKind, str] = {
    DayKind.WORKED: N_("Working day"),
    DayKind.MADE_UP: N_("Make-up day"),
    DayKind.WEEKEND: N_("Weekend"),
    DayKind.HOLIDAY: N_("Holiday"),
}


@dataclass(frozen=True, slots=True)
class DutyPerson:
    """Somebody who can be on duty: one of our staff by id, or anybody by name."""

    name: str
    phone: str = ""
    staff_id: int | None = None


def shift_at(moment: datetime, calendar: WorkingCalendar) -> Shift:
    """Return the shift of a local moment: the day shift lasts from opening to close of business, whatever the day.

    The night shift goes on until the next opening, so that its early hours belong to the day before.
    """
    opening, closing = shift_ends(calendar)
    if moment.time() < opening:
        return moment.date() - _ONE_DAY, DutyShift.NIGHT
    return moment.date(), DutyShift.DAY if moment.time() < closing else DutyShift.NIGHT


def shift_ends(calendar: WorkingCalendar) -> tuple[time, time]:
    """Return when the day shift begins and when it ends."""
    return calendar.spans[0][0], calendar.spans[-1][1]


def check_roster_days(since: date, until: date) -> None:
    """Raise Invalid for days that no roster can have: backwards, in no year of ours, more than a quarter."""
    for field, day in (("since", since), ("until", until)):
        if not FIRST_YEAR <= day.year < date.max.year:
            raise Invalid(_("Check the year of this date."), field=field)
    if until < since:
        raise Invalid(_("The last day lies before the first one."), field="until")
    if (until - since).days >= LONGEST_ROSTER:
        message = _("A roster covers {count} days at most.").format(count=LONGEST_ROSTER)
        raise Invalid(message, field="until", clause="N3")


def days_of(span: Span) -> Iterator[date]:
    """Yield the days of a span, both ends included."""
    for later in range((span[1] - span[0]).days + 1):
        yield span[0] + timedelta(days=later)


def next_holiday(calendar: WorkingCalendar, today: date) -> Span | None:
    """Return the days off around the next public holiday, today's included; None when the calendar knows of none.

    A stretch of days off is a holiday when one of them would ordinarily be worked; the weekends beside it belong to it.
    """
    day, last = today, today + _HORIZON * _ONE_DAY
    while day <= last:
        if calendar.is_working_day(day):
            day += _ONE_DAY
            continue
        span = _days_off_around(calendar, day)
        if _is_holiday(span):
            return span
        day = span[1] + _ONE_DAY
    return None


def day_kind(calendar: WorkingCalendar, day: date) -> DayKind:
    """Return what a day is; a weekend inside a holiday is part of it."""
    if calendar.is_working_day(day):
        return DayKind.MADE_UP if day.weekday() >= _SATURDAY else DayKind.WORKED
    return DayKind.HOLIDAY if _is_holiday(_days_off_around(calendar, day)) else DayKind.WEEKEND


def day_kind_words(kind: DayKind) -> str:
    """Return what a person calls this kind of day."""
    return _(_KIND_WORDS[kind])


def take_turns(days: Sequence[date], entered: Sequence[DutyTurnForm]) -> tuple[DutyTurnForm, ...]:
    """Return turns for the empty shifts of ``days``: whoever is entered already takes turns, in their order.

    Nobody has two shifts after each other if there is somebody else; of the rest whoever had fewest of this shift,
    then fewest of all. Without anybody entered there are none.
    """
    people = tuple(dict.fromkeys(person_of(turn) for turn in entered))
    on = {shift: {person_of(turn) for turn in turns} for shift, turns in by_shift(entered).items()}
    shifts = [(day, shift) for day in days for shift in DutyShift]
    turns = []
    for place, shift in enumerate(shifts):
        if shift in on or not people:
            continue
        beside = [on.get(other, set()) for other in shifts[max(place - 1, 0) : place + 2]]
        person = min(people, key=lambda one: (any(one in busy for busy in beside), *_had(one, shift[1], on)))
        on[shift] = {person}
        turns.append(turn_of(*shift, person))
    return tuple(turns)


def _had(person: DutyPerson, kind: DutyShift, on: Mapping[Shift, set[DutyPerson]]) -> tuple[int, int]:
    """Return how many shifts of a kind a person has, and how many of all."""
    had = [shift for shift, people in on.items() if person in people]
    return sum(1 for _day, shift in had if shift is kind), len(had)


def repeat_first_days(days: Sequence[date], entered: Sequence[DutyTurnForm]) -> tuple[DutyTurnForm, ...]:
    """Return turns for the days that are empty: the days entered before the first of them, over and over."""
    by_day: dict[date, list[DutyTurnForm]] = {}
    for turn in entered:
        by_day.setdefault(turn.day, []).append(turn)
    pattern = [by_day[day] for day in takewhile(lambda day: day in by_day, days)]
    if not pattern:
        return ()
    return tuple(
        replace(turn, day=day)
        for place, day in enumerate(days)
        if day not in by_day
        for turn in pattern[place % len(pattern)]
    )


def by_shift(turns: Iterable[DutyTurnForm]) -> Mapping[Shift, tuple[DutyTurnForm, ...]]:
    """Return the turns of each shift that has any."""
    found: dict[Shift, tuple[DutyTurnForm, ...]] = {}
    for turn in turns:
        shift = turn.day, turn.shift
        found[shift] = (*found.get(shift, ()), turn)
    return found


def person_of(turn: DutyTurnForm) -> DutyPerson:
    """Return who has a turn."""
    return DutyPerson(turn.name, turn.phone, turn.staff_id)


def turn_of(day: date, shift: DutyShift, person: DutyPerson) -> DutyTurnForm:
    """Return a person's turn."""
    return DutyTurnForm(day=day, shift=shift, staff_id=person.staff_id, name=person.name, phone=person.phone)


def _days_off_around(calendar: WorkingCalendar, day: date) -> Span:
    return calendar.previous_working_day(day) + _ONE_DAY, calendar.next_working_day(day) - _ONE_DAY


def _is_holiday(span: Span) -> bool:
    return any(day.weekday() < _SATURDAY for day in days_of(span))
