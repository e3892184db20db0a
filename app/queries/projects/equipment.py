"""Reading equipment: the list, one piece with its history, and the form that edits it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, lazyload

from app.context import Context
from app.formatting import local
from app.forms.projects import EquipmentForm
from app.i18n import _
from app.queries.lists.record_list import RecordList, over, record, related
from app.queries.material.swaps import SwapLine, often_among, swaps_of
from app.queries.records.event_texts import CHANGED
from app.queries.records.keeping import Keeping, keeping_of
from app.queries.records.lookup import existing
from app.queries.records.record_parts import EventLine, counted_events_of
from app.queries.requests.request_list import FINISHED_STATES
from app.rules.material.swaps import OftenReplaced
from app.rules.permissions import Permission
from app.rules.projects.warranty import has_ended
from app.rules.repairs import count_repairs, is_repeated
from models.enums import BasicState, DispatchState, EventKind, RecordKind, RequestKind, RequestState
from models.people.dispatch import Dispatch, DispatchPerson
from models.projects.equipment import Equipment
from models.projects.project import Project
from models.record import Event, Record
from models.requests.request import Request

equipment = Equipment.__table__
project = Project.__table__
request = Request.__table__
warranty_end = func.coalesce(equipment.c.warranty_end_on, project.c.warranty_end_on)


@dataclass(frozen=True, slots=True)
class EquipmentRow:
    """A line of the list; ``warranty_end_on`` is the equipment's own or else the project's last day."""

    id: int
    number: str
    name: str
    model: str
    serial_no: str
    maker: str
    project: str
    customer: str
    site: str
    warranty_end_on: date | None
    out_of_warranty: bool
    open_requests: int
    state: BasicState


EQUIPMENT = RecordList(
    kind=RecordKind.EQUIPMENT,
    row=EquipmentRow,
    own=equipment,
    columns={
        "warranty_end_on": warranty_end,
        "open_requests": over(
            func.count(), request.c.equipment_id, request.c.id == related.c.id, related.c.state.not_in(FINISHED_STATES)
        ),
    },
    derived={"out_of_warranty": lambda found, looking: has_ended(found.warranty_end_on, looking.today)},
    joins=((project, project.c.id == record.c.project_id),),
    orders={"warranty_end_on": warranty_end},
    views={
        "in_warranty": lambda looking: warranty_end >= looking.today,
        "out_of_warranty": lambda looking: warranty_end < looking.today,
    },
    keeping=True,
)


@dataclass(frozen=True, slots=True)
class DispatchLine:
    """A dispatch for one of the requests."""

    id: int
    number: str
    state: DispatchState
    starts_at: datetime
    people: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A request about the equipment: what was wanted, what came of it, who went (and by which dispatches)."""

    id: int
    number: str
    received_at: datetime
    title: str
    request_kind: RequestKind
    state: RequestState
    result: str
    people: str
    dispatches: tuple[DispatchLine, ...]


@dataclass(frozen=True, slots=True)
class SerialSwap:
    """A serial number that was replaced by another one."""

    at: datetime
    former: str
    present: str


@dataclass(frozen=True, slots=True)
class EquipmentDetails:
    """One piece of equipment with its history; its own warranty's end, or the project's where it has none.

    ``repairs`` counts its requests for repair, ``repeated`` says that they are many. ``parts`` are those that were
    replaced on it, ``often_replaced`` those again and again (N2). ``events`` are its own and those of its requests.
    """

    id: int
    version: int
    number: str
    name: str
    state: BasicState
    customer_id: int | None
    customer: str
    project_id: int | None
    project: str
    project_number: str
    site: str
    address: str
    location: str
    model: str
    serial_no: str
    maker: str
    maker_id: int | None
    maker_partner: str
    quantity: int
    commissioned_on: date | None
    warranty_end_on: date | None
    has_own_warranty: bool
    out_of_warranty: bool
    repairs: int
    repeated: bool
    history: tuple[HistoryLine, ...]
    swaps: tuple[SerialSwap, ...]
    parts: tuple[SwapLine, ...]
    often_replaced: tuple[OftenReplaced, ...]
    keeping: Keeping
    events: tuple[EventLine, ...]
    event_count: int


_PLATE = [
    "id",
    "version",
    "model",
    "serial_no",
    "maker",
    "maker_id",
    "location",
    "quantity",
    "commissioned_on",
    "customer_id",
    "project_id",
]


def equipment_details(context: Context, record_id: int) -> EquipmentDetails:
    """Read one piece of equipment; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    today = local(context.clock.now(), context.zone).date()
    with context.read() as session:
        found = existing(session, Equipment, record_id)
        history = _history(session, found.id)
        repairs = count_repairs((line.request_kind, line.state) for line in history)
        parts = swaps_of(session, equipment_id=found.id)
        events, event_count = counted_events_of(session, (found.id, *(line.id for line in history)))
        return EquipmentDetails(
            **{name: getattr(found, name) for name in _PLATE},
            **_surroundings(session, found, today),
            number=found.number or "",
            name=found.title,
            state=BasicState(found.state),
            repairs=repairs,
            repeated=is_repeated(repairs),
            history=history,
            swaps=_swaps(session, found.id),
            parts=parts,
            often_replaced=often_among(parts),
            keeping=keeping_of(session, found, context.actor),
            events=events,
            event_count=event_count,
        )


def _surroundings(session: Session, found: Equipment, today: date) -> dict[str, Any]:
    built = session.get_one(Project, found.project_id)
    names = {name: _title(session, getattr(found, f"{name}_id")) for name in ("customer", "site")}
    end = found.warranty_end_on or built.warranty_end_on
    return {
        **names,
        "address": getattr(session.get(Record, found.site_id), "address", "") if found.site_id else "",
        "project": built.title,
        "project_number": built.number or "",
        "maker_partner": _title(session, found.maker_id),
        "warranty_end_on": end,
        "has_own_warranty": found.warranty_end_on is not None,
        "out_of_warranty": has_ended(end, today),
    }


def _title(session: Session, record_id: int | None) -> str:
    found = session.get(Record, record_id) if record_id else None
    return found.title if found else ""


def _history(session: Session, equipment_id: int) -> tuple[HistoryLine, ...]:
    """Return every request about the equipment, newest first."""
    rows = session.execute(
        select(Request.id, Request.number, Request.received_at, Request.title, Request.request_kind, Request.state)
        .add_columns(Request.result)
        .where(Request.equipment_id == equipment_id)
        .order_by(Request.received_at.desc(), Request.id.desc())
    ).all()
    sent = _dispatches(session, [row.id for row in rows])
    return tuple(_history_line(row, sent.get(row.id, ())) for row in rows)


def _history_line(row: Any, dispatches: tuple[DispatchLine, ...]) -> HistoryLine:
    went = [dispatch.people for dispatch in dispatches if dispatch.state is not DispatchState.CANCELLED]
    return HistoryLine(
        id=row.id,
        number=row.number or "",
        received_at=row.received_at,
        title=row.title,
        request_kind=row.request_kind,
        state=RequestState(row.state),
        result=row.result,
        people=_("; ").join(people for people in went if people),
        dispatches=dispatches,
    )


def _dispatches(session: Session, request_ids: Sequence[int]) -> Mapping[int, tuple[DispatchLine, ...]]:
    rows = session.scalars(
        select(Dispatch)
        .where(Dispatch.request_id.in_(request_ids))
        .order_by(Dispatch.starts_at, Dispatch.id)
        .options(lazyload(Dispatch.sites), lazyload(Dispatch.agreements))  # people are all that is told
    )
    found: dict[int, tuple[DispatchLine, ...]] = {}
    for row in rows:
        line = DispatchLine(row.id, row.number or "", DispatchState(row.state), row.starts_at, _names(row.people))
        found[row.request_id] = (*found.get(row.request_id, ()), line)
    return found


def _names(people: Sequence[DispatchPerson]) -> str:
    return _(", ").join(person.name for person in people)


def _swaps(session: Session, equipment_id: int) -> tuple[SerialSwap, ...]:
    """Return which serial number was replaced by which, from the log, newest first."""
    edited = (Event.record_id == equipment_id, Event.kind == EventKind.EDITED)
    rows = session.scalars(select(Event).where(*edited).order_by(Event.at.desc(), Event.id.desc()))
    told = ((row.at, row.data.get(CHANGED, {}).get("serial_no", ("", ""))) for row in rows)
    return tuple(SerialSwap(at, former, present) for at, (former, present) in told if former)


def equipment_form(context: Context, record_id: int) -> EquipmentForm:
    """Read a piece of equipment into the form that edits it."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, Equipment, record_id)
        own = {name: getattr(found, name) for name in EquipmentForm.__slots__ if name != "name"}
        return EquipmentForm(name=found.title, **own)
