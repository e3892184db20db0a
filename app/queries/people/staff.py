"""Reading departments and staff."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import NotFound
from app.forms.people import DepartmentForm, StaffForm
from app.i18n import _
from app.queries.lists.paging import Page, PageRequest
from app.queries.lists.record_list import RecordList
from app.queries.lists.table_list import Looking
from app.queries.material.stock import local_day
from app.queries.people.absences import AbsenceLine, absences_of
from app.queries.people.qualifications import (
    HeldCertificate,
    TrainingLine,
    attended_trainings,
    certificate_forms,
    certificates_of,
    held_certificates,
    holds_ending,
    training_forms,
    training_lines,
)
from app.queries.people.staff_secrecy import StaffSecrecy, secrecy_of
from app.queries.people.whereabouts import JOINS, LEAVES, away_ids, taken_stays
from app.queries.records.keeping import Keeping, keeping_of
from app.queries.records.lookup import existing
from app.queries.records.record_parts import EventLine, events_of
from app.rules.people.certificates import SOON, Certificate, Validity, standing
from app.rules.people.skills import BETWEEN
from app.rules.people.whereabouts import Stay, day_span
from app.rules.permissions import Permission
from models.enums import DispatchState, PostLevel, RecordKind
from models.people.department import Department
from models.people.dispatch import Dispatch, DispatchPerson
from models.people.staff import StaffMember

staff = StaffMember.__table__
department = Department.__table__
EXPIRES_SOON, EXPIRED, AWAY_TODAY = "expires_soon", "expired", "away_today"


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A line of the list.

    ``certificates`` are the names of those that no newer one replaces, ``valid_until`` is the first end among them.
    ``away`` is where the person is today, "" for who can be sent, ``away_until`` how long.
    """

    id: int
    number: str
    name: str
    department: str
    post: str
    grade: str
    mobile: str
    skills: str
    certificates: str
    valid_until: date | None
    away: str
    away_until: datetime | None


def _expires_soon(looking: Looking) -> ColumnElement[bool]:
    return holds_ending(staff.c.id, looking.today, looking.today + SOON)


def _expired(looking: Looking) -> ColumnElement[bool]:
    return holds_ending(staff.c.id, None, looking.today - timedelta(days=1))


def _away_today(looking: Looking) -> ColumnElement[bool]:
    return staff.c.id.in_(away_ids(*day_span(looking.today, looking.zone)))


@dataclass(frozen=True, kw_only=True)
class _StaffList(RecordList[StaffRow]):
    """The list of the people; certificates and where they are today are read for the rows of a page at once."""

    def read(self, context: Context, page: PageRequest) -> Page[StaffRow]:
        found = super().read(context, page)
        ids = [row.id for row in found.rows]
        with context.read() as session:
            today = Looking(context.actor, context.clock.now(), session).today
            held = certificates_of(session, ids)
            stays = taken_stays(session, ids, *day_span(today, context.zone))
        first = {stay.staff_id: stay for stay in reversed(stays)}
        rows = tuple(_completed(row, held.get(row.id, ()), first.get(row.id), today) for row in found.rows)
        return replace(found, rows=rows)


def _completed(row: StaffRow, held: tuple[Certificate, ...], stay: Stay | None, today: date) -> StaffRow:
    current = [one for one in held if standing(one, held, today) is not Validity.REPLACED]
    return replace(
        row,
        certificates=BETWEEN.join(dict.fromkeys(one.title for one in current)),
        valid_until=min((one.valid_until for one in current if one.valid_until), default=None),
        away=stay.where if stay else "",
        away_until=stay.ends_at if stay else None,
    )


STAFF = _StaffList(
    kind=RecordKind.STAFF,
    row=StaffRow,
    own=staff,
    columns={"department": department.c.name},
    derived={
        **dict.fromkeys(("certificates", "away"), lambda _found, _looking: ""),
        **dict.fromkeys(("valid_until", "away_until"), lambda _found, _looking: None),
    },
    joins=((department, department.c.id == staff.c.department_id),),
    views={EXPIRES_SOON: _expires_soon, EXPIRED: _expired, AWAY_TODAY: _away_today},
    keeping=True,
)


@dataclass(frozen=True, slots=True)
class Assignment:
    """A dispatch that a person is or was on, from when until when."""

    dispatch_id: int
    number: str | None
    title: str
    starts_at: datetime
    ends_at: datetime
    state: DispatchState


@dataclass(frozen=True, slots=True)
class StaffDetails:
    """One person in full, for reading; assignments, trainings and absences newest first.

    ``title_grade`` is the grade of the trade. ``away`` is where the person is now, "" for who can be sent.
    """

    id: int
    number: str
    version: int
    name: str
    department_id: int
    department: str
    department_manager: str
    post: str
    title_grade: str
    post_level: PostLevel
    mobile: str
    email: str
    skills: str
    away: str
    certificates: tuple[HeldCertificate, ...]
    trainings: tuple[TrainingLine, ...]
    secrecy: StaffSecrecy
    absences: tuple[AbsenceLine, ...]
    assignments: tuple[Assignment, ...]
    events: tuple[EventLine, ...]
    keeping: Keeping


LATEST_ASSIGNMENTS = 20


_OWN = ("id", "version", "department_id", "post", "post_level", "mobile", "email", "skills")


def staff_details(context: Context, record_id: int) -> StaffDetails:
    """Read one person; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    now = context.clock.now()
    with context.read() as session:
        found = existing(session, StaffMember, record_id)
        home = session.get_one(Department, found.department_id)
        stays = taken_stays(session, {found.id}, now, now)
        return StaffDetails(
            **{name: getattr(found, name) for name in _OWN},
            number=found.number or "",
            name=found.title,
            title_grade=found.grade,
            department=home.name,
            department_manager=home.manager_name,
            away=stays[0].where if stays else "",
            certificates=held_certificates(found.certificates, local_day(session, now)),
            trainings=training_lines(found.trainings, attended_trainings(session, found.id)),
            secrecy=secrecy_of(session, found.id),
            absences=absences_of(session, found.id),
            assignments=_assignments(session, found.id),
            events=events_of(session, (found.id,)),
            keeping=keeping_of(session, found, context.actor),
        )


def _assignments(session: Session, staff_id: int) -> tuple[Assignment, ...]:
    rows = session.execute(
        select(Dispatch.id, Dispatch.number, Dispatch.title, JOINS, LEAVES, Dispatch.state)
        .join(DispatchPerson, DispatchPerson.dispatch_id == Dispatch.id)
        .where(DispatchPerson.staff_id == staff_id, Dispatch.state != DispatchState.CANCELLED)
        .order_by(Dispatch.starts_at.desc(), Dispatch.id.desc())
        .limit(LATEST_ASSIGNMENTS)
    )
    return tuple(Assignment(*row[:5], DispatchState(row[5])) for row in rows)


def staff_form(context: Context, record_id: int) -> StaffForm:
    """Read a person into the form that edits it; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    own = ("department_id", "post", "grade", "post_level", "mobile", "email", "skills", "version")
    with context.read() as session:
        found = existing(session, StaffMember, record_id)
        return StaffForm(
            **{name: getattr(found, name) for name in own},
            name=found.title,
            certificates=certificate_forms(found),
            trainings=training_forms(found),
        )


def departments(context: Context) -> tuple[DepartmentForm, ...]:
    """Read all departments, our own first."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        rows = session.scalars(select(Department).order_by(Department.is_own.desc(), Department.name))
        return tuple(_department_form(row) for row in rows)


def department_form(context: Context, department_id: int) -> DepartmentForm:
    """Read one department into the form that edits it; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = session.get(Department, department_id)
        if found is None:
            raise NotFound(_("This record no longer exists."))
        return _department_form(found)


def _department_form(row: Department) -> DepartmentForm:
    return DepartmentForm(row.id, row.name, row.manager_name, row.manager_phone, row.is_own, row.version)
