"""The list of service requests and its quick views."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, func, literal, select
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql.elements import KeyedColumnElement

from app.context import Context, settings_of
from app.queries.lists.paging import ListFilter, Page, PageRequest, count_rows, find_hits, read_page, within
from app.rules.permissions import Permission
from models.commitment import Hold
from models.enums import CommitmentKind, RecordKind, RequestState, ServiceClass, Severity
from models.parties.customer import Customer
from models.record import Record
from models.requests.request import Request

OPEN_STATES = (RequestState.REGISTERED, RequestState.ANALYSED, RequestState.CLASSED, RequestState.IN_HAND)
FINISHED_STATES = (RequestState.SOLVED, RequestState.CLOSED, RequestState.CANCELLED, RequestState.MERGED)
VIEWS = ("open", "overdue", "steps_missing", "to_confirm", "in_hand", "on_hold", "mine", "finished")

record = Record.__table__
request = Request.__table__
same = aliased(Record.__table__, name="same")
hold = Hold.__table__
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
    owner_name: str
    received_by: str
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
            request.c.owner_name,
            request.c.received_by,
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
        owner_name=found.owner_name,
        received_by=found.received_by,
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


@dataclass(frozen=True, slots=True)
class _Looking:
    """Who looks at the list, and when."""

    name: str
    now: datetime


def _looking(context: Context) -> _Looking:
    context.require(Permission.VIEW_RECORDS)
    return _Looking(context.actor.display_name, context.clock.now())


def _narrowing(session: Session, wanted: ListFilter, looking: _Looking) -> _Narrowing:
    few: list[ColumnElement[bool]] = []
    other: list[ColumnElement[bool]] = []
    hits = find_hits(session, wanted.text, RecordKind.REQUEST)
    if hits is not None:
        (few if hits.few else other).append(hits.condition)
    for view in wanted.views:
        if view == "finished":
            other.append(_view(record, view, looking))
        else:
            few.append(record.c.id.in_(select(same.c.id).where(_of_kind(same), _view(same, view, looking))))
    if wanted.since or wanted.until:
        zone = ZoneInfo(settings_of(session).text("zone"))
        other += within(record.c.sort_at, wanted.since, wanted.until, zone)
    return _Narrowing(few, other)


def _view(table: Any, view: str, looking: _Looking) -> ColumnElement[bool]:
    """Return the condition of a quick view on ``table``, a record; KeyError for an unknown one.

    ``steps_missing`` are those whose analysis (C3.1) is not finished: its second step finishes it by itself.
    """
    is_open: ColumnElement[bool] = table.c.state.in_(OPEN_STATES)
    views: dict[str, ColumnElement[bool]] = {
        "open": is_open,
        "overdue": table.c.due_at < literal(looking.now, table.c.due_at.type),
        "steps_missing": table.c.state == RequestState.REGISTERED,
        "to_confirm": table.c.state.in_((RequestState.REGISTERED, RequestState.ANALYSED)),
        "in_hand": table.c.state == RequestState.IN_HAND,
        "on_hold": is_open & _held(table, looking.now),
        "mine": is_open & _owned(table, looking.name),
        "finished": table.c.state.in_(FINISHED_STATES),
    }
    return views[view]


def _held(table: Any, now: datetime) -> ColumnElement[bool]:
    """Tell the records on hold at a moment, also those whose hold still waits for the manager."""
    moment = literal(now, hold.c.starts_at.type)
    running = (~hold.c.withdrawn, hold.c.starts_at <= moment, hold.c.ends_at > moment)
    return select(hold.c.id).where(hold.c.record_id == table.c.id, *running).exists()


def _owned(table: Any, name: str) -> ColumnElement[bool]:
    """Tell the requests that a person looks after."""
    own = aliased(request, name="own")
    return select(own.c.id).where(own.c.id == table.c.id, own.c.owner_name == name).exists()


def list_requests(context: Context, page: PageRequest) -> Page[RequestRow]:
    """Read one page of the list; ``page.filter`` is a ListFilter."""
    looking = _looking(context)
    with context.read() as session:
        narrowing = _narrowing(session, page.filter, looking)
        column = SORT_COLUMNS[page.sort.key]
        statement = _rows().where(*narrowing.conditions(column))
        own_id = request.c.id if column.table is request else record.c.id  # so that one index serves the whole order
        return read_page(session, statement, page, SORT_COLUMNS, _row, id_column=own_id)


def count_requests(context: Context, wanted: ListFilter) -> int:
    """Count what a filter shows."""
    looking = _looking(context)
    with context.read() as session:
        narrowing = _narrowing(session, wanted, looking)
        return count_rows(session, select(record.c.id).where(*narrowing.conditions()))


def count_views(context: Context) -> dict[str, int]:
    """Count the quick views whose number is worth knowing, in one reading."""
    looking = _looking(context)
    counted = [view for view in VIEWS if view != "finished"]
    columns = [func.count().filter(_view(record, view, looking)).label(view) for view in counted]
    open_ones = select(same.c.id).where(_of_kind(same), same.c.state.in_(OPEN_STATES))
    owing = select(same.c.id).where(_of_kind(same), same.c.due_at.is_not(None))
    counted_ones = record.c.id.in_(open_ones.union(owing))  # each along its own index; an "or" would read everything
    with context.read() as session:
        row = session.execute(select(*columns).select_from(record).where(counted_ones)).one()
    return {view: int(getattr(row, view)) for view in counted}
