"""The list of service requests and its quick views."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, literal, select
from sqlalchemy.orm import aliased

from app.queries.lists.record_list import RecordList, of_kind, overdue, record
from app.queries.lists.table_list import Looking, View
from models.commitment import Hold
from models.enums import CommitmentKind, RecordKind, RequestState, ServiceClass, Severity
from models.record import Record
from models.requests.request import Request

OPEN_STATES = (RequestState.REGISTERED, RequestState.ANALYSED, RequestState.CLASSED, RequestState.IN_HAND)
FINISHED_STATES = (RequestState.SOLVED, RequestState.CLOSED, RequestState.CANCELLED, RequestState.MERGED)

request = Request.__table__
hold = Hold.__table__
own = aliased(request, name="own")
same = aliased(Record.__table__, name="same")


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


def _on_hold(looking: Looking) -> ColumnElement[bool]:
    """Tell the open requests on hold now, also those whose hold still waits for the manager."""
    moment = literal(looking.now, hold.c.starts_at.type)
    running = (~hold.c.withdrawn, hold.c.starts_at <= moment, hold.c.ends_at > moment)
    held = select(hold.c.id).where(hold.c.record_id == record.c.id, *running).exists()
    return record.c.state.in_(OPEN_STATES) & held


def _mine(looking: Looking) -> ColumnElement[bool]:
    """Tell the open requests that who looks looks after."""
    owned = select(own.c.id).where(own.c.id == record.c.id, own.c.owner_name == looking.actor.display_name).exists()
    return record.c.state.in_(OPEN_STATES) & owned


def _open_or_owing() -> ColumnElement[bool]:
    """Tell the requests of all counted views, each along its own index; an "or" would read everything."""
    open_ones = select(same.c.id).where(of_kind(same, RecordKind.REQUEST), same.c.state.in_(OPEN_STATES))
    owing = select(same.c.id).where(of_kind(same, RecordKind.REQUEST), same.c.due_at.is_not(None))
    return record.c.id.in_(open_ones.union(owing))


# ``steps_missing`` are those whose analysis (C3.1) is not finished: its second step finishes it by itself.
_FEW: dict[str, View] = {
    "open": record.c.state.in_(OPEN_STATES),
    "overdue": overdue,
    "steps_missing": record.c.state == RequestState.REGISTERED,
    "to_confirm": record.c.state.in_((RequestState.REGISTERED, RequestState.ANALYSED)),
    "in_hand": record.c.state == RequestState.IN_HAND,
    "on_hold": _on_hold,
    "mine": _mine,
}
REQUESTS = RecordList(
    kind=RecordKind.REQUEST,
    row=RequestRow,
    own=request,
    columns={"service_class": request.c.confirmed_class},
    orders={
        "received_at": record.c.sort_at,
        "title": record.c.sort_title,
        "severity": request.c.severity,
        "service_class": request.c.confirmed_class,
        "due_at": record.c.due_at,
    },
    views={**_FEW, "finished": record.c.state.in_(FINISHED_STATES)},
    uncounted=frozenset({"finished"}),
    few=frozenset(_FEW),
    counts_by_record=True,
    counted_among=_open_or_owing(),
)
