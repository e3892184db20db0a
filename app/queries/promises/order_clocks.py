"""The clocks of service orders: material and people once one is in force, the visits an agreement promises, its renewal
(C5.3, C5.4, C8.1).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session, selectinload

from app.context import settings_of
from app.queries.promises.record_log import RecordLog
from app.rules.people.dispatch_gates import AGREED_WITHOUT
from app.rules.promises.clocks import END_OF_DAY
from app.rules.promises.commitments import Clock, PromiseFacts, Slot
from app.rules.trade.orders import MATERIAL_LINES, TAKEN_EFFECT
from models.enums import CommitmentKind, DispatchState, EventKind, OrderKind, OrderState
from models.people.department import Department
from models.people.dispatch import Dispatch, DispatchPerson
from models.people.gate_exception import GateException
from models.people.staff import StaffMember
from models.record import Event
from models.requests.request import Request
from models.trade.order import OrderVisit, ServiceOrder
from models.trade.priced import PricedLine


@dataclass(frozen=True, slots=True)
class _Word:
    """When the last lending department agreed to a dispatch whose work ends at ``until`` (C7.2)."""

    until: datetime
    agreed_at: datetime


@dataclass(slots=True)
class _Ground:
    """What the clocks of several orders are read from, each by one statement whatever their number."""

    zone: ZoneInfo
    needs_material: set[int] = field(default_factory=set)
    needs_people: set[int] = field(default_factory=set)  # ids of requests
    words: dict[int, list[_Word]] = field(default_factory=lambda: defaultdict(list))  # by request
    renewed_at: Mapping[int, datetime] = field(default_factory=dict)


def order_facts(
    session: Session, orders: Sequence[ServiceOrder], log: RecordLog
) -> Mapping[ServiceOrder, PromiseFacts]:
    """Return the facts of these orders. A visit is made by the end of the day planned, unless another was agreed."""
    ground = _read_ground(session, orders)
    return {
        order: PromiseFacts(
            facts={"large": order.large},
            clocks=_clocks(order, log.events_of(order), ground),
            holds=log.holds_of(order),
            agreed={**_planned_visits(order, ground.zone), **log.agreed_of(order)},
            finished=order.state == OrderState.CANCELLED,
        )
        for order in orders
    }


def _read_ground(session: Session, orders: Sequence[ServiceOrder]) -> _Ground:
    """Read what the clocks of these orders hang on beside their own rows."""
    ground = _Ground(ZoneInfo(settings_of(session).text("zone")))
    running = [order for order in orders if order.state in TAKEN_EFFECT and inspect(order).persistent]
    ids = [order.id for order in running]
    if not ids:
        return ground
    if len(ids) > 1:  # the visits of all orders at once, instead of each one's when it is asked for them
        whole = select(ServiceOrder).where(ServiceOrder.id.in_(ids)).options(selectinload(ServiceOrder.visits))
        session.scalars(whole).all()
    material = select(PricedLine.record_id).where(PricedLine.record_id.in_(ids), PricedLine.kind.in_(MATERIAL_LINES))
    ground.needs_material = set(session.scalars(material))
    requests = {order.request_id for order in running if order.request_id}
    ground.needs_people = set(session.scalars(select(Request.id).where(Request.id.in_(requests), Request.needs_visit)))
    _read_words(session, ground)
    _read_renewals(session, ids, ground)
    return ground


def _read_renewals(session: Session, ids: Sequence[int], ground: _Ground) -> None:
    """An agreement is renewed by another one as soon as that one is submitted, unless it is given up."""
    first = func.min(ServiceOrder.submitted_at, type_=ServiceOrder.submitted_at.type)
    renewing = select(ServiceOrder.renews_id, first).where(
        ServiceOrder.renews_id.in_(ids),
        ServiceOrder.submitted_at.is_not(None),
        ServiceOrder.state != OrderState.CANCELLED,
    )
    ground.renewed_at = {
        renewed: at
        for renewed, at in session.execute(renewing.group_by(ServiceOrder.renews_id))
        if renewed is not None and at is not None
    }


def _read_words(session: Session, ground: _Ground) -> None:
    if not ground.needs_people:
        return
    sent = select(Dispatch).where(
        Dispatch.request_id.in_(ground.needs_people), Dispatch.state != DispatchState.CANCELLED
    )
    dispatches = session.scalars(sent).all()
    ids = [one.id for one in dispatches]
    lenders, spoken = _lenders(session, ids), _spoken(session, ids)
    settled = _settled(session, [one.id for one in dispatches if one.people and one.id not in lenders])
    for dispatch in dispatches:
        agreed = {row.department_id: row.agreed_at for row in dispatch.agreements}
        lending = lenders.get(dispatch.id, set())
        if lending and dispatch.id in spoken:
            ground.words[dispatch.request_id].append(_Word(dispatch.ends_at, spoken[dispatch.id]))
        elif lending and lending <= agreed.keys():
            word = max(agreed[department] for department in lending)
            ground.words[dispatch.request_id].append(_Word(dispatch.ends_at, word))
        elif not lending and dispatch.id in settled:
            ground.words[dispatch.request_id].append(_Word(dispatch.ends_at, settled[dispatch.id]))


def _lenders(session: Session, dispatches: Sequence[int]) -> Mapping[int, set[int]]:
    """Return for each dispatch which departments lend people to it."""
    rows = session.execute(
        select(DispatchPerson.dispatch_id, Department.id)
        .join(StaffMember, StaffMember.id == DispatchPerson.staff_id)
        .join(Department, Department.id == StaffMember.department_id)
        .where(DispatchPerson.dispatch_id.in_(dispatches), ~Department.is_own)
    )
    lenders: dict[int, set[int]] = defaultdict(set)
    for dispatch_id, department_id in rows:
        lenders[dispatch_id].add(department_id)
    return lenders


def _spoken(session: Session, dispatches: Sequence[int]) -> Mapping[int, datetime]:
    """Return when the manager took the departments' spoken consent for a dispatch (C7.2)."""
    given = select(GateException.record_id, GateException.given_at).where(
        GateException.record_id.in_(dispatches), GateException.gate == AGREED_WITHOUT
    )
    return {row[0]: row[1] for row in session.execute(given.order_by(GateException.id))}


def _settled(session: Session, dispatches: Sequence[int]) -> Mapping[int, datetime]:
    """Return when dispatches to which nobody lends people were settled last."""
    if not dispatches:
        return {}
    moves = select(Event).where(Event.record_id.in_(dispatches), Event.kind == EventKind.STATE_CHANGED)
    settled: dict[int, datetime] = {}
    for event in session.scalars(moves.order_by(Event.at, Event.id)):
        if event.data.get("to") == DispatchState.AGREED:
            settled[event.record_id] = event.at
        elif event.data.get("to") == DispatchState.DRAFT:
            settled.pop(event.record_id, None)
    return settled


def _clocks(order: ServiceOrder, log: Sequence[Event], ground: _Ground) -> Mapping[CommitmentKind, Sequence[Clock]]:
    """Return the clocks of an order; none runs before it has taken effect. What was done before counts as well."""
    if order.effective_at is None or order.state not in TAKEN_EFFECT:
        return {}
    start = order.effective_at
    material = _met(Clock(start), _events(log, EventKind.MATERIAL_REQUESTED))
    return {
        CommitmentKind.PURCHASE: (_by_end(order, material),) if order.id in ground.needs_material else (),
        CommitmentKind.COORDINATION: tuple(_by_end(order, one) for one in _coordination(order, start, ground)),
        CommitmentKind.ORDER_VISIT: tuple(_visit(visit, start, log) for visit in order.visits),
        CommitmentKind.RENEWAL: tuple(_renewal(order, log, ground)),
    }


def _by_end(order: ServiceOrder, clock: Clock) -> Clock:
    """A service that has ended had its material and people by then, whatever nobody wrote down."""
    return clock if clock.met_at is not None else replace(clock, met_at=order.served_at)


def _planned_visits(order: ServiceOrder, zone: ZoneInfo) -> Mapping[Slot, datetime]:
    """Return until when the visits of an agreement are to be made: by the end of the day planned."""
    return {
        (CommitmentKind.ORDER_VISIT, visit.visit_no): datetime.combine(visit.planned_on, END_OF_DAY, zone)
        for visit in order.visits
    }


def _coordination(order: ServiceOrder, start: datetime, ground: _Ground) -> Iterable[Clock]:
    """C5.4: people have been agreed on as soon as every department has, for work that ends after the order begins."""
    if order.request_id not in ground.needs_people:
        return
    words = [word.agreed_at for word in ground.words[order.request_id or 0] if word.until >= start]
    yield Clock(start, met_at=min(words, default=None))


def _visit(visit: OrderVisit, start: datetime, log: Sequence[Event]) -> Clock:
    done = [event for event in _events(log, EventKind.VISIT_DONE) if event.data.get("visit_no") == visit.visit_no]
    event_id = done[-1].id if done and visit.done_at is not None else None
    return Clock(start, visit.visit_no, met_at=visit.done_at, met_event_id=event_id)


def _renewal(order: ServiceOrder, log: Sequence[Event], ground: _Ground) -> Iterable[Clock]:
    """Counted back from an agreement's last day; met by another one that renews it, or by the word that none does."""
    if order.order_kind is not OrderKind.MAINTENANCE or order.ends_on is None:
        return
    anchor = datetime.combine(order.ends_on, time.min, ground.zone)
    refused = _met(Clock(anchor), _events(log, EventKind.NOT_RENEWED))
    renewed = ground.renewed_at.get(order.id)
    if renewed is not None and (refused.met_at is None or renewed <= refused.met_at):
        yield Clock(anchor, met_at=renewed)
    else:
        yield refused


def _events(log: Sequence[Event], kind: EventKind) -> list[Event]:
    return [event for event in log if event.kind is kind]


def _met(clock: Clock, events: Sequence[Event]) -> Clock:
    """Return the clock as met by the first of these entries, whenever that was."""
    first = min(events, key=lambda event: (event.at, event.id), default=None)
    return Clock(clock.anchor, clock.slot, clock.facts, first.at, first.id) if first else clock
