"""Reading dispatches: the list, one dispatch in full, and the form that edits it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, aliased, joinedload

from app.context import Context
from app.forms.people import DispatchForm, TravellerForm
from app.queries.lists.record_list import RecordList, over, record
from app.queries.material.need_reading import NEEDS_AROUND, NeedView, need_views
from app.queries.material.needs import needs_view
from app.queries.material.open_slips import open_names
from app.queries.material.slip_links import slips_of
from app.queries.material.swaps import SWAPS, SwapLine, swap_lines
from app.queries.money.pay_first import PayFirst, pay_first
from app.queries.parties import LinkLine
from app.queries.people.dispatch_facts import departments_of, dispatch_facts, lending
from app.queries.records.lookup import existing
from app.queries.records.pieces import Reading
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
from models.material.swap import PartSwap
from models.parties.site import Site
from models.people.department import Department
from models.people.dispatch import Dispatch, DispatchPerson
from models.requests.request import Request

FINISHED = (DispatchState.CLOSED, DispatchState.CANCELLED)

dispatch = Dispatch.__table__
person = DispatchPerson.__table__


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


_IN_ORDER = func.aggregate_strings(person.c.name, "、").aggregate_order_by(person.c.is_lead.desc(), person.c.position)

DISPATCHES = RecordList(
    kind=RecordKind.DISPATCH,
    row=DispatchRow,
    own=dispatch,
    columns={"people": over(_IN_ORDER, person.c.dispatch_id)},
    orders={"starts_at": record.c.sort_at, "title": record.c.sort_title},
    views={
        "open": record.c.state.not_in(FINISHED),
        "draft": record.c.state == DispatchState.DRAFT,
        "agreed": record.c.state == DispatchState.AGREED,
        "finished": record.c.state.in_(FINISHED),
    },
    uncounted=frozenset({"finished"}),
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
    """One dispatch in full, for reading; ``pay_first`` is None where the customer does not pay for its request.

    ``needs`` are those of its request and of its orders: what the people may have to take along; ``slips`` what is
    issued for it (C6.3), ``replaced`` the parts that its people replaced (N2).
    """

    id: int
    number: str | None
    version: int
    title: str
    state: DispatchState
    request_id: int
    request_number: str
    service_class: ServiceClass | None
    urgent: bool
    pay_first: PayFirst | None
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
    needs: tuple[NeedView, ...]
    slips: tuple[LinkLine, ...]
    replaced: tuple[SwapLine, ...]
    papers: tuple[PaperLine, ...]
    events: tuple[EventLine, ...]


def dispatch_details(context: Context, record_id: int) -> DispatchDetails:
    """Read one dispatch with all that its detail pane shows; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, Dispatch, record_id, joinedload(Dispatch.people), joinedload(Dispatch.agreements))
        own = {name: getattr(found, name) for name in _OWN}
        related = _related_facts(context, session, found)  # first: with it is read what the facts ask for as well
        departments = departments_of(session, found)
        slips = slips_of(session, found.id)
        facts = dispatch_facts(session, found, departments, open_names(slips))
        return DispatchDetails(
            **own,
            **related,
            state=DispatchState(found.state),
            people=tuple(_traveller(row) for row in found.people),
            departments=_departments(found, lending(departments)),
            slips=slips,
            steps=next_steps(RecordKind.DISPATCH, found.state, facts, context.actor),
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


def _related_facts(context: Context, session: Session, found: Dispatch) -> dict[str, Any]:
    request = session.get_one(Request, found.request_id, options=[joinedload(Request.lines)])
    customer, project, site = _owners(session, found)
    rows = _PIECES.read(session, record_id=request.id, dispatch_id=found.id)
    return {
        "request_number": request.number or "",
        "service_class": request.confirmed_class,
        "urgent": request.urgent,
        "pay_first": pay_first(session, request, context.actor, context.clock.now()),
        "needs": needs_view(request, need_views(rows), ordered=True).needs,
        "replaced": swap_lines(row["swap"] for row in rows["swap"]),
        "customer": customer,
        "project": project or "",
        "site": site.title if site else "",
        "address": site.address if site else "",
    }


_ON_DISPATCH = select(PartSwap.__table__.c.id).where(PartSwap.__table__.c.dispatch_id == bindparam("dispatch_id"))
_PIECES = Reading(*NEEDS_AROUND, replace(SWAPS, ids=_ON_DISPATCH))


def _owners(session: Session, found: Dispatch) -> tuple[str, str | None, Site | None]:
    """Return what customer and project are called, and the site, in one reading."""
    owner, project, site = record.alias("owner"), record.alias("project"), aliased(Site, flat=True)
    wanted = (
        select(owner.c.title, project.c.title, site)
        .select_from(owner)
        .outerjoin(project, project.c.id == found.project_id)
        .outerjoin(site, site.id == found.site_id)
        .where(owner.c.id == found.customer_id)
    )
    title, project_title, place = session.execute(wanted).one()
    return title, project_title, place


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
