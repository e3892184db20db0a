"""Reading the duty roster (N3): the turns of some days, and who is on duty at a moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import NotFound
from app.formatting import local
from app.forms.people import DutyForm, DutyTurnForm
from app.i18n import _
from app.queries.promises.deadlines import read_deadlines
from app.queries.records.lookup import existing
from app.rules.duty import DayKind, DutyPerson, day_kind, days_of, next_holiday, person_of, shift_at
from app.rules.permissions import Permission
from app.rules.spans import Span, month_of
from models.enums import BasicState, DutyShift
from models.people.duty import Duty
from models.people.staff import StaffMember


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Who is on duty in one shift; its early hours belong to the day on which a night began."""

    day: date
    shift: DutyShift
    people: tuple[DutyPerson, ...]

    @property
    def names(self) -> str:
        """The people with their numbers in one line."""
        return _(", ").join(f"{person.name} {person.phone}".strip() for person in self.people)


@dataclass(frozen=True, slots=True)
class Roster:
    """The turns of a span, ready to be edited, with what each of its days is."""

    form: DutyForm
    kinds: dict[date, DayKind]


def on_duty(context: Context, at: datetime) -> OnDuty | None:
    """Return who is on duty at a moment, None when nobody is entered for that shift.

    The day shift lasts from opening to close of business (08:30–17:30 unless the department's hours are others), the
    night shift until the next opening.
    """
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        book = read_deadlines(session)
        day, shift = shift_at(local(at, book.zone), book.calendar)
        people = tuple(person_of(turn) for turn in turns_of(session, (day, day)) if turn.shift is shift)
        return OnDuty(day, shift, people) if people else None


def roster(context: Context, since: date, until: date) -> Roster:
    """Read the turns of these days, both included, and what each day is."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        calendar = read_deadlines(session).calendar
        turns = turns_of(session, (since, until))
        kinds = {day: day_kind(calendar, day) for day in days_of((since, until))}
        return Roster(DutyForm(since, until, turns, turns), kinds)


def roster_span(context: Context) -> Span:
    """Return the days that want a roster next: the next holiday, else this month."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        book = read_deadlines(session)
        today = local(context.clock.now(), book.zone).date()
        return next_holiday(book.calendar, today) or month_of(today)


def duty_person(context: Context, staff_id: int) -> DutyPerson:
    """Return one of our staff with the number under which they are reached; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, StaffMember, staff_id)
        if found.state != BasicState.ACTIVE:
            raise NotFound(_("{name} is out of use.").format(name=found.title))
        return DutyPerson(found.title, found.mobile, found.id)


def turns_of(session: Session, span: Span) -> tuple[DutyTurnForm, ...]:
    """Return the turns of a span in order: day, day shift before night, as they were entered."""
    found = session.scalars(select(Duty).where(Duty.day.between(*span)).order_by(Duty.day, Duty.shift, Duty.id))
    return tuple(turn_form(duty) for duty in found)


def turn_form(duty: Duty) -> DutyTurnForm:
    """Return a stored turn as it is edited."""
    return DutyTurnForm(duty.day, DutyShift(duty.shift), duty.staff_id, duty.name, duty.phone, duty.note)


def duty_spans(session: Session) -> tuple[Span, ...]:
    """Return the stretches of days without a gap for which somebody is on duty, in order of time."""
    return tuple(_stretches(session.scalars(select(Duty.day).distinct().order_by(Duty.day))))


def _stretches(days: Iterable[date]) -> list[Span]:
    spans: list[Span] = []
    for day in days:
        if spans and day - spans[-1][1] == timedelta(days=1):
            spans[-1] = spans[-1][0], day
        else:
            spans.append((day, day))
    return spans
