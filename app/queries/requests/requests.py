"""Reading service requests: the list, its quick views, one request in full, and the form that edits it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, func, literal, select
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql.elements import KeyedColumnElement

from app.context import Context, settings_of
from app.forms import RequestForm
from app.queries.lists.paging import ListFilter, Page, PageRequest, count_rows, find_hits, read_page, within
from app.queries.records.lookup import existing
from app.queries.records.record_parts import (
    CommitmentLine,
    EventLine,
    NextStep,
    PaperLine,
    commitments_of,
    counted_events_of,
    next_steps,
    papers_of_record,
)
from app.queries.requests.request_facts import LinkedDispatch, class_facts, dispatches_of, request_facts
from app.rules.classification import Evidence, propose_class
from app.rules.permissions import Permission
from models.enums import (
    ClassBasis,
    CommitmentKind,
    RecordKind,
    RequestChannel,
    RequestKind,
    RequestState,
    ServiceClass,
    Severity,
)
from models.parties.customer import Customer
from models.parties.site import Site
from models.projects.equipment import Equipment
from models.projects.project import Project
from models.record import Record
from models.requests.request import Request

OPEN_STATES = (RequestState.REGISTERED, RequestState.ANALYSED, RequestState.CLASSED, RequestState.IN_HAND)
VIEWS = ("open", "overdue", "to_confirm", "in_hand", "finished")

record = Record.__table__
request = Request.__table__
same = aliased(Record.__table__, name="same")
owner = aliased(Customer.__table__, name="owner")
plant = aliased(Record.__table__, name="plant")


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A line of the list; ``service_class`` is the confirmed class, else None with ``proposed_class`` beside it."""

    id: int
    number: str
    received_at: datetime
    customer: str
    project: str
    title: str
    severity: Severity
    service_class: ServiceClass | None
    proposed_class: ServiceClass
    state: RequestState
    due_at: datetime | None
    due_kind: CommitmentKind | None


SORT_COLUMNS: dict[str, KeyedColumnElement[Any]] = {
    "number": record.c.number,
    "received_at": record.c.sort_at,
    "customer": record.c.sort_customer,
    "project": record.c.sort_project,
    "title": record.c.sort_title,
    "severity": request.c.severity,
    "service_class": request.c.confirmed_class,
    "due_at": record.c.due_at,
}


def _rows() -> Select[Any]:
    return (
        select(
            record.c.id,
            record.c.number,
            request.c.received_at,
            owner.c.short_name,
            plant.c.title.label("project"),
            record.c.title,
            request.c.severity,
            request.c.confirmed_class,
            request.c.proposed_class,
            record.c.state,
            record.c.due_at,
            record.c.due_kind,
        )
        .select_from(record)
        .join(request, request.c.id == record.c.id)
        .outerjoin(owner, owner.c.id == record.c.customer_id)
        .outerjoin(plant, plant.c.id == record.c.project_id)
    )


def _row(found: Any) -> RequestRow:
    return RequestRow(
        id=found.id,
        number=found.number,
        received_at=found.received_at,
        customer=found.short_name or "",
        project=found.project or "",
        title=found.title,
        severity=found.severity,
        service_class=found.confirmed_class,
        proposed_class=found.proposed_class,
        state=RequestState(found.state),
        due_at=found.due_at,
        due_kind=found.due_kind,
    )


@dataclass(frozen=True, slots=True)
class _Narrowing:
    """What a list shows. ``few`` conditions name a few records by their ids: the database then reads just these and
    sorts them. Without one it walks along the list's order, and the other conditions are checked on the way.
    """

    few: list[ColumnElement[bool]]
    other: list[ColumnElement[bool]]

    def conditions(self, sort_column: KeyedColumnElement[Any] = record.c.sort_at) -> list[ColumnElement[bool]]:
        """Return all of them, for a list in the order of ``sort_column``.

        The kind is named only where it leads to the index to walk along: few ids are of the kind already, and a column
        of ``request`` has an index of its own.
        """
        walks_by_kind = not self.few and sort_column.table is record
        return [*([_of_kind(record)] if walks_by_kind else []), *self.few, *self.other]


def _of_kind(table: Any) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = table.c.kind == literal(RecordKind.REQUEST, table.c.kind.type)
    return condition


def _narrowing(session: Session, wanted: ListFilter, now: datetime) -> _Narrowing:
    few: list[ColumnElement[bool]] = []
    other: list[ColumnElement[bool]] = []
    hits = find_hits(session, wanted.text, RecordKind.REQUEST)
    if hits is not None:
        (few if hits.few else other).append(hits.condition)
    for view in wanted.views:
        if view == "finished":
            other.append(_view(record, view, now))
        else:
            few.append(record.c.id.in_(select(same.c.id).where(_of_kind(same), _view(same, view, now))))
    if wanted.since or wanted.until:
        zone = ZoneInfo(settings_of(session).text("zone"))
        other += within(record.c.sort_at, wanted.since, wanted.until, zone)
    return _Narrowing(few, other)


def _view(table: Any, view: str, now: datetime) -> ColumnElement[bool]:
    """Return the condition of a quick view on ``table``, a record; KeyError for an unknown one."""
    views: dict[str, ColumnElement[bool]] = {
        "open": table.c.state.in_(OPEN_STATES),
        "overdue": table.c.due_at < literal(now, table.c.due_at.type),
        "to_confirm": table.c.state.in_((RequestState.REGISTERED, RequestState.ANALYSED)),
        "in_hand": table.c.state == RequestState.IN_HAND,
        "finished": table.c.state.in_((RequestState.SOLVED, RequestState.CLOSED, RequestState.CANCELLED)),
    }
    return views[view]


def list_requests(context: Context, page: PageRequest) -> Page[RequestRow]:
    """Read one page of the list; ``page.filter`` is a ListFilter."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        narrowing = _narrowing(session, page.filter, context.clock.now())
        column = SORT_COLUMNS[page.sort.key]
        statement = _rows().where(*narrowing.conditions(column))
        own_id = request.c.id if column.table is request else record.c.id  # so that one index serves the whole order
        return read_page(session, statement, page, SORT_COLUMNS, _row, id_column=own_id)


def count_requests(context: Context, wanted: ListFilter) -> int:
    """Count what a filter shows."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        narrowing = _narrowing(session, wanted, context.clock.now())
        return count_rows(session, select(record.c.id).where(*narrowing.conditions()))


def count_views(context: Context) -> dict[str, int]:
    """Count the quick views whose number is worth knowing, in one reading."""
    context.require(Permission.VIEW_RECORDS)
    now = context.clock.now()
    counted = [view for view in VIEWS if view != "finished"]
    columns = [func.count().filter(_view(record, view, now)).label(view) for view in counted]
    open_ones = select(same.c.id).where(_of_kind(same), same.c.state.in_(OPEN_STATES))
    owing = select(same.c.id).where(_of_kind(same), same.c.due_at.is_not(None))
    counted_ones = record.c.id.in_(open_ones.union(owing))  # each along its own index; an "or" would read everything
    with context.read() as session:
        row = session.execute(select(*columns).select_from(record).where(counted_ones)).one()
    return {view: int(getattr(row, view)) for view in counted}


@dataclass(frozen=True, slots=True)
class RequestDetails:
    """One request in full, for reading."""

    id: int
    number: str
    version: int
    title: str
    text: str
    state: RequestState
    channel: RequestChannel
    request_kind: RequestKind
    severity: Severity
    urgent: bool
    needs_visit: bool
    manufacturer_needed: bool
    received_at: datetime
    registered_at: datetime
    owner_name: str
    contact_name: str
    contact_phone: str
    customer_id: int
    customer: str
    project_id: int | None
    project: str
    project_number: str
    site: str
    address: str
    km: Decimal | None
    equipment: str
    warranty_end: date | None
    proposed_class: ServiceClass
    proposed_basis: ClassBasis
    evidence: tuple[Evidence, ...]
    confirmed_class: ServiceClass | None
    confirmed_basis: ClassBasis | None
    confirmed_by: str
    class_reason: str
    cause: str
    result: str
    commitments: tuple[CommitmentLine, ...]
    steps: tuple[NextStep, ...]
    dispatches: tuple[LinkedDispatch, ...]
    papers: tuple[PaperLine, ...]
    events: tuple[EventLine, ...]
    event_count: int
    site_id: int | None = None


def request_details(context: Context, record_id: int) -> RequestDetails:
    """Read one request with all that its detail pane shows; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, Request, record_id)
        return _details(context, session, found)


def _details(context: Context, session: Session, found: Request) -> RequestDetails:
    events, event_count = counted_events_of(session, (found.id,))
    proposal = propose_class(class_facts(session, found))
    dispatches = dispatches_of(session, found.id)
    facts = request_facts(session, found, dispatches)
    papers = papers_of_record(session, (found.id, *(dispatch.id for dispatch in dispatches)))
    return RequestDetails(
        **_own_facts(found),
        **_related_facts(session, found),
        proposed_class=proposal.service_class,
        proposed_basis=proposal.basis,
        evidence=proposal.evidence,
        commitments=commitments_of(session, found.id, context.clock.now()),
        steps=next_steps(RecordKind.REQUEST, found.state, facts, context.actor),
        dispatches=dispatches,
        papers=papers,
        events=events,
        event_count=event_count,
    )


_OWN = [
    "id",
    "version",
    "title",
    "text",
    "channel",
    "request_kind",
    "severity",
    "urgent",
    "needs_visit",
    "manufacturer_needed",
    "received_at",
    "registered_at",
    "owner_name",
    "contact_name",
    "contact_phone",
    "project_id",
    "site_id",
    "confirmed_class",
    "confirmed_basis",
    "confirmed_by",
    "class_reason",
    "cause",
    "result",
]


def _own_facts(found: Request) -> dict[str, Any]:
    own = {name: getattr(found, name) for name in _OWN}
    return own | {
        "number": found.number or "",
        "state": RequestState(found.state),
        "customer_id": found.customer_id or 0,
    }


def _related_facts(session: Session, found: Request) -> dict[str, Any]:
    customer = session.get_one(Customer, found.customer_id)
    project = session.get(Project, found.project_id) if found.project_id else None
    site = session.get(Site, found.site_id) if found.site_id else None
    equipment = session.get(Equipment, found.equipment_id) if found.equipment_id else None
    return {
        "customer": customer.title,
        "project": project.title if project else "",
        "project_number": (project.number or "") if project else "",
        "site": site.title if site else "",
        "address": site.address if site else "",
        "km": site.km if site else None,
        "equipment": " ".join(p for p in (equipment.title, equipment.model, equipment.serial_no) if p)
        if equipment
        else "",
        "warranty_end": (equipment and equipment.warranty_end_on) or (project.warranty_end_on if project else None),
    }


def request_form(context: Context, record_id: int) -> RequestForm:
    """Read a request into the form that edits it."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, Request, record_id)
        return RequestForm(**{name: getattr(found, name) for name in RequestForm.__slots__})
