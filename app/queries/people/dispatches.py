"""Reading dispatches: the list, one dispatch in full, and the form that edits it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from app.context import Context
from app.forms.people import DispatchForm, FurtherSiteForm, TravellerForm
from app.queries.lists.record_list import RecordList, over, overdue, record
from app.queries.lists.table_list import Looking
from app.queries.material.need_reading import NEEDS_AROUND, NeedView, need_views
from app.queries.material.needs import needs_view
from app.queries.material.open_slips import open_names
from app.queries.material.slip_links import own_slips
from app.queries.material.swaps import SwapLine, swap_lines
from app.queries.money.pay_first import PayFirst, read_pay_first
from app.queries.parties import LinkLine
from app.queries.people.dispatch_facts import Known, dispatch_facts
from app.queries.people.dispatch_parts import (
    CALLS,
    OWN_PIECES,
    AppointmentView,
    FurtherSiteLine,
    OpenItemLine,
    Rows,
    TravellerLine,
    appointment_view,
    exception_lines,
    further_sites,
    open_advance_numbers,
    open_items,
    promise_lines,
    traveller_line,
)
from app.queries.people.gate_exceptions import ExceptionLine
from app.queries.people.home import home_facts
from app.queries.people.leaving import Standings, standings, unbriefed
from app.queries.people.lenders import HomeDepartment, lending, read_homes
from app.queries.records.lookup import existing
from app.queries.records.pieces import Reading
from app.queries.records.record_parts import (
    CommitmentLine,
    EventLine,
    NextStep,
    PaperLine,
    filed_of_record,
    log_of,
    next_steps,
)
from app.queries.trips.of_dispatch import TRIP_PIECES, TripRecords, trip_records
from app.rules.people.checklist import ChecklistLine, checklist
from app.rules.people.dispatch_arrows import SETTLED
from app.rules.permissions import Permission
from app.rules.safety.hazards import HazardFact
from models.enums import DispatchMode, DispatchState, RecordKind, ServiceClass
from models.parties.site import Site
from models.people.dispatch import Dispatch, DispatchPerson, OpenItem
from models.requests.request import Request

FINISHED = (DispatchState.CLOSED, DispatchState.CANCELLED)
TRAVELLING = (DispatchState.DEPARTED, DispatchState.ARRIVED)
LOOKED_AT = (DispatchState.DRAFT, DispatchState.AGREED, DispatchState.BRIEFED, *TRAVELLING)
BRINGING_HOME = (DispatchState.FINISHED, DispatchState.RETURNED)
SOON = timedelta(days=2)

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


def _leaves_unbriefed(looking: Looking) -> ColumnElement[bool]:
    """Return the condition that the people are to be on site soon, and not everybody has signed (C12.2)."""
    soon = literal(looking.now + SOON, dispatch.c.starts_at.type)
    return and_(record.c.state == DispatchState.AGREED, dispatch.c.starts_at <= soon)


def _is_late(looking: Looking) -> ColumnElement[bool]:
    """Return the condition that a promise is overdue, or that people should have left, or be done, by now."""
    now = literal(looking.now, dispatch.c.starts_at.type)
    return or_(
        overdue(looking),
        and_(record.c.state.in_(SETTLED), dispatch.c.starts_at < now),
        and_(record.c.state.in_(TRAVELLING), dispatch.c.ends_at < now),
    )


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
        "agreed": record.c.state.in_(SETTLED),
        "unbriefed": _leaves_unbriefed,
        "on_the_way": record.c.state.in_(TRAVELLING),
        "to_close": record.c.state.in_(BRINGING_HOME),
        "late": _is_late,
        "finished": record.c.state.in_(FINISHED),
    },
    uncounted=frozenset({"finished"}),
)


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
    issued for it (C6.3), ``replaced`` the parts that its people replaced (N2). ``sites`` come after the first one.
    ``untold`` are people who left and do not know what the hazards say now, ``unbriefed`` those under way who never
    signed (C12.2). ``checklist`` is what has to come home, empty before the work on site ended. ``open_items`` are
    those it left and those it took over. ``trip`` is what was made for it.
    """

    id: int
    number: str | None
    version: int
    title: str
    state: DispatchState
    request_id: int
    request_number: str
    project_id: int | None
    site_id: int | None
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
    customer_hands: str
    sites: tuple[FurtherSiteLine, ...]
    appointment: AppointmentView
    plan: str
    plan_agreed_by: str
    plan_agreed_on: date | None
    quality_by: str
    quality_on: date | None
    quality_note: str
    departed_at: datetime | None
    arrived_at: datetime | None
    finished_at: datetime | None
    returned_at: datetime | None
    is_partly_done: bool
    people: tuple[TravellerLine, ...]
    hazards: tuple[HazardFact, ...]
    untold: tuple[str, ...]
    unbriefed: tuple[str, ...]
    departments: tuple[LendingDepartment, ...]
    exceptions: tuple[ExceptionLine, ...]
    open_items: tuple[OpenItemLine, ...]
    checklist: tuple[ChecklistLine, ...]
    commitments: tuple[CommitmentLine, ...]
    steps: tuple[NextStep, ...]
    needs: tuple[NeedView, ...]
    slips: tuple[LinkLine, ...]
    replaced: tuple[SwapLine, ...]
    trip: TripRecords
    papers: tuple[PaperLine, ...]
    events: tuple[EventLine, ...]


def dispatch_details(context: Context, record_id: int) -> DispatchDetails:
    """Read one dispatch with all that its detail pane shows; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, Dispatch, record_id, *_WITH)
        related = _related_facts(context, session, found)  # first: with it is read what the facts ask for as well
        rows = related.pop("rows")
        departments, slips = read_homes(rows), own_slips(rows)
        papers, log = filed_of_record(session, (found.id,))[0], log_of(session, found.id, CALLS)
        standing = _standing(context, session, found, rows)
        home = home_facts(session, found) if found.state in BRINGING_HOME else None
        known = Known(
            departments=departments,
            slips=open_names(slips),
            exceptions=exception_lines(rows),
            standing=standing,
            issued=frozenset(paper.form for paper in papers),
            pay_first=related.pop("paying"),
            advances=open_advance_numbers(rows),
            home=home,
        )
        facts = dispatch_facts(session, found, known)
        return DispatchDetails(
            **{name: getattr(found, name) for name in _OWN},
            **related,
            **_people(found, standing),
            state=DispatchState(found.state),
            appointment=appointment_view(found.state, found.appointment_at, log.all_of),
            departments=_departments(found, lending(departments)),
            exceptions=exception_lines(rows),
            open_items=open_items(rows),
            checklist=checklist(home) if home is not None else (),
            commitments=promise_lines(rows, context.clock.now()),
            sites=further_sites(rows),
            slips=slips,
            steps=next_steps(RecordKind.DISPATCH, found.state, facts, context.actor),
            papers=papers,
            events=log.newest,
        )


_WITH = (joinedload(Dispatch.people), joinedload(Dispatch.agreements), joinedload(Dispatch.sites))
_OWN = (
    "id", "number", "version", "title", "request_id", "project_id", "site_id", "mode", "content", "cautions", "tools",
    "starts_at", "ends_at", "customer_hands", "plan", "plan_agreed_by", "plan_agreed_on", "quality_by", "quality_on",
    "quality_note", "departed_at", "arrived_at", "finished_at", "returned_at", "is_partly_done",
)  # fmt: skip


def _standing(context: Context, session: Session, found: Dispatch, rows: Rows) -> Standings | None:
    """Return how the people stand with hazards and confidentiality, as long as it matters."""
    if found.state not in LOOKED_AT:
        return None
    return standings(session, found, context.clock.now(), rows)


def _people(found: Dispatch, standing: Standings | None) -> dict[str, Any]:
    """Return the people with what they lack, the hazards, and who of those under way does not know them."""
    if standing is None:
        people = tuple(traveller_line(row) for row in found.people)
        return {"people": people, "hazards": (), "untold": (), "unbriefed": ()}
    briefing, is_away = standing.briefing, found.state in TRAVELLING
    signed = {one.person_id: one for one in briefing.people}
    return {
        "people": tuple(
            traveller_line(row, signed.get(row.id), standing.secrecy.get(row.id, ())) for row in found.people
        ),
        "hazards": briefing.hazards,
        "untold": briefing.stale if is_away else (),
        "unbriefed": tuple(one for one in unbriefed(briefing) if one in briefing.missing) if is_away else (),
    }


def _related_facts(context: Context, session: Session, found: Dispatch) -> dict[str, Any]:
    request = session.get_one(Request, found.request_id, options=[joinedload(Request.lines)])
    customer, project, site = _owners(session, found)
    rows = _PIECES.read(session, record_id=request.id, dispatch_id=found.id)
    paying = read_pay_first(session, request, context.actor, context.clock.now())
    return {
        "rows": rows,
        "request_number": request.number or "",
        "service_class": request.confirmed_class,
        "urgent": request.urgent,
        "paying": paying.facts,
        "pay_first": paying.view,
        "needs": needs_view(request, need_views(rows), ordered=True).needs,
        "replaced": swap_lines(row["swap"] for row in rows["swap"]),
        "trip": trip_records(rows, context.actor),
        "customer": customer,
        "project": project or "",
        "site": site.title if site else "",
        "address": site.address if site else "",
    }


_PIECES = Reading(*NEEDS_AROUND, *OWN_PIECES, *TRIP_PIECES)


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


def _departments(found: Dispatch, lenders: dict[int, HomeDepartment]) -> tuple[LendingDepartment, ...]:
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
        own = {name: getattr(found, name) for name in DispatchForm.__slots__ if name not in _ROWS}
        return DispatchForm(
            **own,
            people=tuple(_traveller_form(row) for row in found.people),
            sites=tuple(FurtherSiteForm(row.site_id, row.purpose) for row in found.sites),
        )


_ROWS = ("people", "sites", "carrying")


def _traveller_form(row: DispatchPerson) -> TravellerForm:
    return TravellerForm(**{name: getattr(row, name) for name in TravellerForm.__slots__})


def new_dispatch_form(context: Context, request_id: int, carrying: tuple[int, ...] = ()) -> DispatchForm:
    """Return the form of a new dispatch with what its request already tells: the site; and of the open items that it
    is ``carrying``, what is to be done.
    """
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        request = existing(session, Request, request_id)
        items = session.scalars(select(OpenItem).where(OpenItem.id.in_(carrying)).order_by(OpenItem.id)).all()
        content = "\n".join(item.text for item in items)
        carried = tuple(item.id for item in items)
        return DispatchForm(request_id=request_id, site_id=request.site_id, content=content, carrying=carried)
