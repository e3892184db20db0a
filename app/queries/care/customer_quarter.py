"""What a department did for one customer in a span of days, for the report that the customer gets (N3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.context import settings_of
from app.formatting import local
from app.queries.lists.paging import within
from app.rules.spans import MONTHS_OF, Span, part_of_year
from models.care.complaint import Complaint
from models.care.inspection import Inspection
from models.care.visit import Visit
from models.enums import DispatchState, RequestState
from models.material.swap import PartSwap
from models.parties.customer import Customer
from models.people.dispatch import Dispatch, OpenItem
from models.record import Record
from models.requests.request import Request

_IN_FORCE = (Dispatch.number.is_not(None), Dispatch.state != DispatchState.CANCELLED)
VOID = (RequestState.CANCELLED, RequestState.MERGED)
FINISHED = (*VOID, RequestState.SOLVED, RequestState.CLOSED)
RecordT = TypeVar("RecordT", bound=Record)


@dataclass(frozen=True, slots=True)
class CustomerQuarter:
    """Everything of these days, the oldest first; ``open_requests`` and ``open_items`` are what is still to be done as
    it stands now.
    """

    requests: Sequence[Request]
    dispatches: Sequence[Dispatch]
    inspections: Sequence[Inspection]
    swaps: Sequence[PartSwap]
    complaints: Sequence[Complaint]
    visits: Sequence[Visit]
    open_requests: Sequence[Request]
    open_items: Sequence[OpenItem]


def customer_quarter(session: Session, customer_id: int, since: date, until: date) -> CustomerQuarter:
    """Read what was done for a customer from one local day to another, both included."""
    zone = ZoneInfo(settings_of(session).text("zone"))

    def of_days(moment: InstrumentedAttribute[Any]) -> list[ColumnElement[bool]]:
        return within(moment.expression, since, until, zone)

    def done(model: type[RecordT], moment: InstrumentedAttribute[Any], *more: ColumnElement[bool]) -> Sequence[RecordT]:
        wanted = select(model).where(model.customer_id == customer_id, *of_days(moment), *more)
        return session.scalars(wanted.order_by(moment, model.id)).all()

    return CustomerQuarter(
        requests=done(Request, Request.received_at, Request.state.not_in(VOID)),
        dispatches=done(Dispatch, Dispatch.starts_at, *_IN_FORCE),
        inspections=done(Inspection, Inspection.inspected_at),
        swaps=_swaps(session, customer_id, since, until),
        complaints=done(Complaint, Complaint.received_at),
        visits=done(Visit, Visit.visited_at),
        open_requests=_open_requests(session, customer_id),
        open_items=_open_items(session, customer_id),
    )


def _swaps(session: Session, customer_id: int, since: date, until: date) -> Sequence[PartSwap]:
    requests = select(Request.id).where(Request.customer_id == customer_id)
    wanted = select(PartSwap).where(PartSwap.request_id.in_(requests), PartSwap.swapped_on.between(since, until))
    return session.scalars(wanted.order_by(PartSwap.swapped_on, PartSwap.id)).all()


def _open_requests(session: Session, customer_id: int) -> Sequence[Request]:
    wanted = select(Request).where(Request.customer_id == customer_id, Request.state.not_in(FINISHED))
    return session.scalars(wanted.order_by(Request.received_at, Request.id)).all()


def _open_items(session: Session, customer_id: int) -> Sequence[OpenItem]:
    """Return what dispatches left undone and no further one took over."""
    trips = select(Dispatch.id).where(Dispatch.customer_id == customer_id, *_IN_FORCE)
    undone = (OpenItem.settled_at.is_(None), OpenItem.carried_to_id.is_(None))
    return session.scalars(select(OpenItem).where(OpenItem.dispatch_id.in_(trips), *undone).order_by(OpenItem.id)).all()


def quarters_with_service(session: Session) -> Sequence[tuple[str, str, Span]]:
    """Return number, name and quarter of every customer with a request or an inspection in it, in order of time."""
    zone = ZoneInfo(settings_of(session).text("zone"))
    moments = [(Request.customer_id, Request.received_at), (Inspection.customer_id, Inspection.inspected_at)]
    found = {
        (part_of_year(local(at, zone).date(), MONTHS_OF["Q"]), customer_id)
        for owner, moment in moments
        for customer_id, at in session.execute(select(owner, moment).where(moment.is_not(None)))
        if customer_id is not None and at is not None
    }
    names = {row[0]: row for row in session.execute(select(Customer.id, Customer.number, Customer.title))}
    return [(names[one][1] or "", names[one][2], span) for span, one in sorted(found)]
