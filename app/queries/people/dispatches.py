"""Reading dispatches: the list, one dispatch in full, and the form that edits it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased, lazyload

from app.context import Context
from app.forms import DispatchForm, TravellerForm
from app.queries.lists.record_list import RecordList, record
from app.queries.people.dispatch_facts import departments_of, dispatch_facts, lending
from app.queries.records.lookup import existing
from app.queries.records.record_parts import (
    EventLine,
    NextStep,
    PaperLine,
    events_of,
    filed_of_record,
    next_steps,
)
from app.rules.permissions import Permission
from models.enums import DispatchMode, DispatchState, PersonOrigin, RecordKind, ServiceClass
from models.parties.customer import Customer
from models.parties.site import Site
from models.people.department import Department
from models.people.dispatch import Dispatch, DispatchPerson
from models.projects.project import Project
from models.record import Record
from models.requests.request import Request

FINISHED = (DispatchState.CLOSED, DispatchState.CANCELLED)
VIEWS = ("open", "draft", "agreed", "finished")
COUNTED = ("open", "draft", "agreed")  # their number is worth knowing

dispatch = Dispatch.__table__
person = DispatchPerson.__table__
owner = aliased(Customer.__table__, name="owner")
plant = aliased(Record.__table__, name="plant")
place = aliased(Record.__table__, name="place")


@dataclass(frozen=True, slots=True)
class DispatchRow:
    """A line of the list; ``people`` are the names, the lead first."""

    id: int
    number: str | None
    title: str
    customer: str
    project: str
    site: str
    mode: DispatchMode
    people: str
    starts_at: datetime
    ends_at: datetime
    state: DispatchState


def _row(found: Any, _today: date) -> DispatchRow:
    return DispatchRow(
        id=found.id,
        number=found.number,
        title=found.title,
        customer=found.short_name or "",
        project=found.project or "",
        site=found.site or "",
        mode=found.mode,
        people=found.people or "",
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        state=DispatchState(found.state),
    )


def _names() -> Any:
    """Return the column of the people's names, the lead first."""
    in_order = func.aggregate_strings(person.c.name, "、").aggregate_order_by(
        person.c.is_lead.desc(), person.c.position
    )
    return select(in_order).where(person.c.dispatch_id == record.c.id).correlate(record).scalar_subquery()


DISPATCHES = RecordList(
    kind=RecordKind.DISPATCH,
    columns=(
        record.c.id,
        record.c.number,
        record.c.title,
        owner.c.short_name,
        plant.c.title.label("project"),
        place.c.title.label("site"),
        dispatch.c.mode,
        _names().label("people"),
        dispatch.c.starts_at,
        dispatch.c.ends_at,
        record.c.state,
    ),
    tables=record.join(dispatch, dispatch.c.id == record.c.id)
    .outerjoin(owner, owner.c.id == record.c.customer_id)
    .outerjoin(plant, plant.c.id == record.c.project_id)
    .outerjoin(place, place.c.id == record.c.site_id),
    make=_row,
    orders={
        "number": record.c.number,
        "starts_at": record.c.sort_at,
        "customer": record.c.sort_customer,
        "project": record.c.sort_project,
        "title": record.c.sort_title,
    },
    views=lambda _today: {
        "open": record.c.state.not_in(FINISHED),
        "draft": record.c.state == DispatchState.DRAFT,
        "agreed": record.c.state == DispatchState.AGREED,
        "finished": record.c.state.in_(FINISHED),
    },
)


@dataclass(frozen=True, slots=True)
class TravellerLine:
    """A person of the dispatch."""

    staff_id: int | None
    name: str
    organisation: str
    phone: str
    origin: PersonOrigin
    is_lead: bool


@dataclass(frozen=True, slots=True)
class LendingDepartment:
    """A department that lends people, with its word if it has been given (C7.2)."""

    id: int
    name: str
    manager: str
    agreed_by: str
    agreed_at: datetime | None


@dataclass(frozen=True, slots=True)
class DispatchDetails:
    """One dispatch in full, for reading."""

    id: int
    number: str | None
    version: int
    title: str
    state: DispatchState
    request_id: int
    request_number: str
    service_class: ServiceClass | None
    customer: str
    project: str
    site: str
    address: str
    mode: DispatchMode
    content: str
    cautions: str
    tools: str
    starts_at: datetime
    ends_at: datetime
    people: tuple[TravellerLine, ...]
    departments: tuple[LendingDepartment, ...]
    steps: tuple[NextStep, ...]
    papers: tuple[PaperLine, ...]
    events: tuple[EventLine, ...]


def dispatch_details(context: Context, record_id: int) -> DispatchDetails:
    """Read one dispatch with all that its detail pane shows; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, Dispatch, record_id)
        own = {name: getattr(found, name) for name in _OWN}
        departments = departments_of(session, found)
        return DispatchDetails(
            **own,
            **_related_facts(session, found),
            state=DispatchState(found.state),
            people=tuple(_traveller(row) for row in found.people),
            departments=_departments(found, lending(departments)),
            steps=next_steps(
                RecordKind.DISPATCH, found.state, dispatch_facts(session, found, departments), context.actor
            ),
            papers=filed_of_record(session, (found.id,))[0],
            events=events_of(session, (found.id,)),
        )


_OWN = [
    "id",
    "number",
    "version",
    "title",
    "request_id",
    "mode",
    "content",
    "cautions",
    "tools",
    "starts_at",
    "ends_at",
]


def _related_facts(session: Session, found: Dispatch) -> dict[str, Any]:
    request = session.get_one(Request, found.request_id, options=[lazyload(Request.lines)])  # none of them is shown
    customer = session.get_one(Customer, found.customer_id)
    project = session.get(Project, found.project_id) if found.project_id else None
    site = session.get(Site, found.site_id) if found.site_id else None
    return {
        "request_number": request.number or "",
        "service_class": request.confirmed_class,
        "customer": customer.title,
        "project": project.title if project else "",
        "site": site.title if site else "",
        "address": site.address if site else "",
    }


def _traveller(row: DispatchPerson) -> TravellerLine:
    return TravellerLine(row.staff_id, row.name, row.organisation, row.phone, row.origin, row.is_lead)


def _departments(found: Dispatch, lenders: dict[int, Department]) -> tuple[LendingDepartment, ...]:
    given = {row.department_id: row for row in found.agreements}
    lines = []
    for department in lenders.values():
        word = given.get(department.id)
        lines.append(
            LendingDepartment(
                id=department.id,
                name=department.name,
                manager=department.manager_name,
                agreed_by=word.agreed_by if word else "",
                agreed_at=word.agreed_at if word else None,
            )
        )
    return tuple(lines)


def dispatch_form(context: Context, record_id: int) -> DispatchForm:
    """Read a dispatch into the form that edits it."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, Dispatch, record_id)
        people = tuple(
            TravellerForm(row.staff_id, row.name, row.organisation, row.phone, row.is_lead) for row in found.people
        )
        own = {name: getattr(found, name) for name in DispatchForm.__slots__ if name != "people"}
        return DispatchForm(**own, people=people)


def new_dispatch_form(context: Context, request_id: int) -> DispatchForm:
    """Return the form of a new dispatch with what its request already tells: the site."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        request = existing(session, Request, request_id)
        return DispatchForm(request_id=request_id, site_id=request.site_id)
