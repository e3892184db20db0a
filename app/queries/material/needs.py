"""What a request or an order needs of material: every line, what looking in stock said, what is short (C6.1, C5.3)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.queries.material.arrivals import GIVEN_UP
from app.queries.material.need_reading import NeedView, PartBrief, needs_around, needs_by_id
from app.queries.records.lookup import existing
from app.queries.trade.of_request import OPEN_ORDERS
from app.rules.material.valuation import ZERO
from app.rules.permissions import Permission
from app.rules.trade.orders import MATERIAL_LINES
from app.rules.visible import viewing
from models.enums import OrderState, PartClass, RecordKind, RequestState, ServiceClass, StockAnswer
from models.record import Record
from models.requests.request import Request, RequestLine
from models.trade.order import ServiceOrder
from models.trade.priced import PricedLine

LOOKED_UP_REQUESTS = (RequestState.REGISTERED, RequestState.ANALYSED, RequestState.CLASSED, RequestState.IN_HAND)
LOOKED_UP_ORDERS = (OrderState.APPROVED, OrderState.EFFECTIVE)


@dataclass(frozen=True, slots=True)
class NeedLine:
    """A line of a request or an order that needs material: ``text`` is what it says, ``need`` None while nobody looked
    in stock for it. ``part_id`` is the part that the line itself names.
    """

    line_no: int
    text: str
    quantity: Decimal | None
    unit: str
    part_id: int | None = None
    part_class: PartClass | None = None
    need: NeedView | None = None


@dataclass(frozen=True, slots=True)
class NeedsView:
    """What a record needs: ``lines`` are its own, ``of_orders`` the needs of the orders of a request, which take over
    those of the same parts.

    ``may_answer`` tells that its state lets somebody look in stock for it.
    """

    record_id: int
    kind: RecordKind
    number: str
    title: str
    version: int
    may_answer: bool
    lines: tuple[NeedLine, ...]
    of_orders: tuple[NeedView, ...]

    @property
    def needs(self) -> tuple[NeedView, ...]:
        """Every need that was looked up: of its own lines and of its orders."""
        return (*(line.need for line in self.lines if line.need is not None), *self.of_orders)

    @property
    def to_look_up(self) -> tuple[NeedLine, ...]:
        """The lines for which nobody looked in stock yet; of some it is known already which part is wanted."""
        return tuple(line for line in self.lines if line.need is None or line.need.answer is None)


@dataclass(frozen=True, slots=True)
class Shortage:
    """So much of a part is missing for a need: neither on a slip nor free in stock nor on any purchase."""

    need_id: int
    record_id: int
    part: PartBrief
    quantity: Decimal
    needed_on: date | None


def needs_of(context: Context, record_id: int) -> NeedsView:
    """Return what a request or an order needs; nothing for any other record. NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        record = existing(session, Record, record_id)
        context.require(viewing(record.kind))
        return needs_view(record, needs_around(session, record_id), ordered=has_order(session, record_id))


def has_order(session: Session, request_id: int) -> bool:
    """Tell whether an order of a request that is not over has lines of material."""
    lines = select(PricedLine.id).where(PricedLine.record_id == ServiceOrder.id, PricedLine.kind.in_(MATERIAL_LINES))
    found = select(ServiceOrder.id).where(
        ServiceOrder.request_id == request_id, ServiceOrder.state.in_(OPEN_ORDERS), lines.exists()
    )
    return session.scalar(found.limit(1)) is not None


def needs_view(record: Record, needs: Sequence[NeedView], *, ordered: bool) -> NeedsView:
    """Return what a request or an order needs, given the needs around it.

    ``ordered`` tells that a request has an order: what the customer pays for is looked up there.
    """
    of_orders = tuple(one for one in needs if one.record_id != record.id and one.record_state not in GIVEN_UP)
    taken_over = {need.part.id for need in of_orders}
    own = {need.line_no: need for need in needs if need.record_id == record.id}
    lines = _lines(record, own, ordered=ordered)
    return NeedsView(
        record_id=record.id,
        kind=record.kind,
        number=record.number or "",
        title=record.title,
        version=record.version,
        may_answer=may_answer(record),
        lines=tuple(line for line in lines if line.need is None or line.need.part.id not in taken_over),
        of_orders=of_orders,
    )


def may_answer(record: Record) -> bool:
    """Tell whether somebody may look in stock for a record now: an open request, an order approved or in force."""
    if isinstance(record, Request):
        return record.state in LOOKED_UP_REQUESTS
    return isinstance(record, ServiceOrder) and record.state in LOOKED_UP_ORDERS


def _lines(record: Record, own: Mapping[int, NeedView], *, ordered: bool) -> Iterable[NeedLine]:
    """Yield the lines that need material: the parts that a request still waits for, the material of an order."""
    if isinstance(record, Request):
        for line in record.lines:
            elsewhere = ordered and (line.service_class or record.confirmed_class) is ServiceClass.PAID
            if line.line_no in own or (line.part_class and not line.handed_over_at and not elsewhere):
                yield _of_request(line, own.get(line.line_no))
    elif isinstance(record, ServiceOrder):
        for priced in record.lines:
            if priced.line_no in own or priced.kind in MATERIAL_LINES:
                yield _of_order(priced, own.get(priced.line_no))


def _of_request(line: RequestLine, need: NeedView | None) -> NeedLine:
    return NeedLine(line.line_no, line.text, line.quantity, line.unit, None, line.part_class, need)


def _of_order(line: PricedLine, need: NeedView | None) -> NeedLine:
    text = " ".join(said for said in (line.name, line.spec) if said)
    return NeedLine(line.line_no, text, line.quantity, line.unit, line.part_id, None, need)


def shortages(session: Session, need_ids: Collection[int]) -> tuple[Shortage, ...]:
    """Return everything that is missing for these needs at once, by the day it is needed, those without one last.

    What is free of a part is counted once, for who needs it first.
    """
    free: dict[int, Decimal] = {}
    missing = []
    for need in sorted(needs_by_id(session, need_ids), key=_first_needed):
        part = need.handed_out_part
        covered = need.coverage
        left = free.setdefault(part.id, max(covered.free - covered.earmarked, ZERO))
        counted = replace(covered, free=covered.earmarked + left)
        free[part.id] = left - max(counted.available - covered.earmarked, ZERO)
        if need.answer not in (None, StockAnswer.NOT_SUPPLIED) and counted.to_buy:
            missing.append(Shortage(need.id, need.record_id, part, counted.to_buy, need.needed_on))
    return tuple(missing)


def _first_needed(need: NeedView) -> tuple[date, int]:
    return need.needed_on or date.max, need.id
