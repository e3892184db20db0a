"""Reading departments and staff."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import NotFound
from app.forms.people import DepartmentForm, StaffForm
from app.i18n import _
from app.queries.lists.record_list import RecordList
from app.queries.records.keeping import Keeping, keeping_of
from app.queries.records.lookup import existing
from app.queries.records.record_parts import EventLine, events_of
from app.rules.permissions import Permission
from models.enums import DispatchState, RecordKind
from models.people.department import Department
from models.people.dispatch import Dispatch, DispatchPerson
from models.people.staff import StaffMember

staff = StaffMember.__table__
department = Department.__table__


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A line of the list."""

    id: int
    number: str
    name: str
    department: str
    post: str
    mobile: str
    skills: str


STAFF = RecordList(
    kind=RecordKind.STAFF,
    row=StaffRow,
    own=staff,
    columns={"department": department.c.name},
    joins=((department, department.c.id == staff.c.department_id),),
    keeping=True,
)


@dataclass(frozen=True, slots=True)
class Assignment:
    """A dispatch that a person is or was on."""

    dispatch_id: int
    number: str | None
    title: str
    starts_at: datetime
    ends_at: datetime
    state: DispatchState


@dataclass(frozen=True, slots=True)
class StaffDetails:
    """One person in full, for reading; assignments newest first."""

    id: int
    number: str
    version: int
    name: str
    department_id: int
    department: str
    department_manager: str
    post: str
    mobile: str
    skills: str
    assignments: tuple[Assignment, ...]
    events: tuple[EventLine, ...]
    keeping: Keeping


LATEST_ASSIGNMENTS = 20


def staff_details(context: Context, record_id: int) -> StaffDetails:
    """Read one person; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, StaffMember, record_id)
        home = session.get_one(Department, found.department_id)
        return StaffDetails(
            **{name: getattr(found, name) for name in ("id", "version", "department_id", "post", "mobile", "skills")},
            number=found.number or "",
            name=found.title,
            department=home.name,
            department_manager=home.manager_name,
            assignments=_assignments(session, found.id),
            events=events_of(session, (found.id,)),
            keeping=keeping_of(session, found, context.actor),
        )


def _assignments(session: Session, staff_id: int) -> tuple[Assignment, ...]:
    rows = session.execute(
        select(Dispatch.id, Dispatch.number, Dispatch.title, Dispatch.starts_at, Dispatch.ends_at, Dispatch.state)
        .join(DispatchPerson, DispatchPerson.dispatch_id == Dispatch.id)
        .where(DispatchPerson.staff_id == staff_id, Dispatch.state != DispatchState.CANCELLED)
        .order_by(Dispatch.starts_at.desc(), Dispatch.id.desc())
        .limit(LATEST_ASSIGNMENTS)
    )
    return tuple(Assignment(*row[:5], DispatchState(row[5])) for row in rows)


def staff_form(context: Context, record_id: int) -> StaffForm:
    """Read a person into the form that edits it."""
    details = staff_details(context, record_id)
    return StaffForm(**{name: getattr(details, name) for name in StaffForm.__slots__})


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
