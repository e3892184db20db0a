"""The calendar of people: who is where on each day of a month (dispatches, absences, duty), for the screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.context import Context
from app.formatting import local
from app.labels import label
from app.queries.people.whereabouts import JOINS, LEAVES
from app.queries.promises.deadlines import read_deadlines
from app.rules.duty import DayKind, day_kind, days_of
from app.rules.people.whereabouts import day_span
from app.rules.permissions import Permission
from app.rules.spans import Span, month_of
from models.enums import BasicState, DispatchState, DutyShift, RecordKind
from models.parties.customer import Customer
from models.people.department import Department
from models.people.dispatch import Dispatch, DispatchPerson
from models.people.duty import Duty
from models.people.qualification import Absence
from models.people.staff import StaffMember
from models.record import Record

_customer = aliased(Customer.__table__, name="calendar_customer")
_site = aliased(Record.__table__, name="calendar_site")


class EntryKind(StrEnum):
    """What takes up a person's days; in this order where several meet."""

    DISPATCH = "dispatch"
    ABSENCE = "absence"
    DUTY = "duty"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on the calendar, from its first to its last local day; ``id`` is the dispatch's or the absence's, None
    for a turn of duty. ``state`` is a dispatch's; ``title`` says what, ``place`` where.
    """

    kind: EntryKind
    staff_id: int
    id: int | None
    title: str
    place: str
    starts_at: datetime | None
    ends_at: datetime | None
    first_day: date
    last_day: date
    state: DispatchState | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A line of the calendar with what is on it, in order of time."""

    id: int
    name: str
    department: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class PeopleCalendar:
    """A month of people; ``days`` tells what each of its days is."""

    span: Span
    days: dict[date, DayKind]
    people: tuple[Person, ...]


def people_calendar(context: Context, day: date, department_id: int | None = None) -> PeopleCalendar:
    """Read the month of ``day``: our people in use, of one department where one is given; each kind in one statement.

    Dispatches from the draft on stand in it, cancelled ones do not.
    """
    context.require(Permission.VIEW_RECORDS)
    span = month_of(day)
    with context.read() as session:
        book = read_deadlines(session)
        moments = day_span(span[0], book.zone)[0], day_span(span[1], book.zone)[1]
        people = _people(session, department_id)
        entries = [*_dispatches(session, moments, book.zone), *_absences(session, moments, book.zone)]
        entries += _duty(session, span)
        days = {one: day_kind(book.calendar, one) for one in days_of(span)}
    return PeopleCalendar(span, days, tuple(_lines(people, entries)))


def _lines(people: Iterable[tuple[int, str, str]], entries: Iterable[Entry]) -> Iterable[Person]:
    by_person: dict[int, list[Entry]] = {}
    for entry in entries:
        by_person.setdefault(entry.staff_id, []).append(entry)
    order = tuple(EntryKind)
    for staff_id, name, department in people:
        own = sorted(by_person.get(staff_id, ()), key=lambda one: (one.first_day, order.index(one.kind), one.id or 0))
        yield Person(staff_id, name, department, tuple(own))


def _people(session: Session, department_id: int | None) -> list[tuple[int, str, str]]:
    wanted = (
        select(StaffMember.id, StaffMember.title, Department.name)
        .join(Department, Department.id == StaffMember.department_id)
        .where(StaffMember.state == BasicState.ACTIVE)
        .order_by(Department.is_own.desc(), Department.name, StaffMember.sort_title, StaffMember.id)
    )
    if department_id is not None:
        wanted = wanted.where(StaffMember.department_id == department_id)
    return [(row[0], row[1], row[2]) for row in session.execute(wanted)]


def _dispatches(session: Session, moments: tuple[datetime, datetime], zone: tzinfo) -> list[Entry]:
    since, until = moments
    rows = session.execute(
        select(
            DispatchPerson.staff_id, Dispatch.id, Dispatch.number, Dispatch.title, Dispatch.state,
            JOINS, LEAVES, _customer.c.short_name, _site.c.title,
        )
        .join(Dispatch, Dispatch.id == DispatchPerson.dispatch_id)
        .outerjoin(_customer, _customer.c.id == Dispatch.customer_id)
        .outerjoin(_site, _site.c.id == Dispatch.site_id)
        .where(
            DispatchPerson.staff_id.is_not(None),
            Dispatch.kind == RecordKind.DISPATCH,
            Dispatch.state != DispatchState.CANCELLED,
            until >= JOINS,
            since <= LEAVES,
        )
    )  # fmt: skip
    return [_dispatch_entry(row, zone) for row in rows]


def _dispatch_entry(row: Any, zone: tzinfo) -> Entry:
    staff_id, dispatch_id, number, title, state, starts_at, ends_at, customer, site = row
    return Entry(
        kind=EntryKind.DISPATCH,
        staff_id=staff_id,
        id=dispatch_id,
        title=f"{number or ''} {title}".strip(),
        place=" ".join(part for part in (customer, site) if part),
        starts_at=starts_at,
        ends_at=ends_at,
        first_day=local(starts_at, zone).date(),
        last_day=local(ends_at, zone).date(),
        state=DispatchState(state),
    )


def _absences(session: Session, moments: tuple[datetime, datetime], zone: tzinfo) -> list[Entry]:
    rows = session.scalars(select(Absence).where(Absence.starts_at <= moments[1], Absence.ends_at >= moments[0]))
    return [
        Entry(
            kind=EntryKind.ABSENCE,
            staff_id=row.staff_id,
            id=row.id,
            title=label(row.absence),
            place=row.note,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            first_day=local(row.starts_at, zone).date(),
            last_day=local(row.ends_at, zone).date(),
        )
        for row in rows
    ]


def _duty(session: Session, span: Span) -> list[Entry]:
    rows = session.execute(
        select(Duty.staff_id, Duty.day, Duty.shift, Duty.note)
        .where(Duty.day.between(*span), Duty.staff_id.is_not(None))
        .order_by(Duty.day, Duty.shift, Duty.id)
    )
    return [
        Entry(EntryKind.DUTY, staff_id or 0, None, label(DutyShift(shift)), note, None, None, day, day)
        for staff_id, day, shift, note in rows
    ]
