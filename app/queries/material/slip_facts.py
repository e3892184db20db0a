"""What the gates of an issue slip look at, which slips of a record are open, and what of one may still come back."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.queries.material.stock import earmarks, free_for
from app.queries.money.pay_first import pay_first_facts
from app.queries.trade.of_request import offer_name
from app.queries.trade.order_facts import is_in_force
from app.rules.material.gates import SlipFacts
from app.rules.material.slips import Left, Wanted, short_items
from app.rules.trade.pay_first import ORDER_IN_FORCE, order_missing
from models.enums import RecordKind, ServiceClass, ShipmentState, SlipKind, SlipState
from models.material.ledger import StockMove
from models.material.need import MaterialNeed
from models.material.part import Part
from models.material.shipment import Shipment
from models.material.slip import Slip, SlipLine
from models.record import Record
from models.requests.request import Request, RequestLine
from models.trade.order import ServiceOrder

NOT_GONE = (ShipmentState.DRAFT, ShipmentState.NOTIFIED)


def slip_facts(
    session: Session,
    slip: Slip,
    moment: datetime | None = None,
    *,
    short: tuple[str, ...] | None = None,
    shipments: tuple[str, ...] | None = None,
) -> SlipFacts:
    """Read what the gates of a slip look at; ``moment`` None is that of the write transaction. What is ``short``, and
    the ``shipments`` that have not left, are given where they have been read already.

    What comes back asks for neither class nor order, and for no stock.
    """
    facts = SlipFacts(
        class_confirmed=True,
        order_in_force=True,
        line_count=len(slip.lines),
        picker_named=bool(slip.picker_name),
        in_open_shipment=_open_shipments(session, slip.reverses_id or slip.id) if shipments is None else shipments,
    )
    if slip.is_red:
        return facts
    request = session.get(Request, slip.request_id) if slip.request_id else None
    return replace(
        facts,
        class_confirmed=request is None or request.confirmed_class is not None,
        order_in_force=_order_in_force(session, slip, moment or session.info["now"]),
        short=_short(session, slip) if short is None else short,
    )


def _order_in_force(session: Session, slip: Slip, moment: datetime) -> bool:
    """Tell whether an order in force covers the paid lines of a slip, or the manager excepted it (C8.1)."""
    if not is_paid_for(session, slip):
        return True
    order = session.get(ServiceOrder, slip.order_id) if slip.order_id else None
    if order is not None and is_in_force(session, order, moment):
        return True
    if slip.request_id is None:
        return order is None
    facts = pay_first_facts(session, slip.request_id, moment)
    if order is not None:
        return ORDER_IN_FORCE in facts.excepted
    return not order_missing(replace(facts, paid=True))


def is_paid_for(session: Session, slip: Slip) -> bool:
    """Tell whether the customer pays for any line of a slip: as the line of the request says that it serves, or, where
    it serves none, the request as a whole. What an order needs is paid for (C3.2, C8.1).
    """
    return slip.slip_kind is SlipKind.PAID or slip.order_id is not None or bool(paid_line_nos(session, slip))


def paid_line_nos(session: Session, slip: Slip) -> frozenset[int]:
    """Return the lines of a slip that the customer pays for, by their number; see ``is_paid_for``."""
    if slip.slip_kind is SlipKind.PAID or slip.order_id is not None:
        return frozenset(line.line_no for line in slip.lines)
    request = session.get(Request, slip.request_id) if slip.request_id else None
    if request is None:
        return frozenset()
    classes = _classes_of(session, [line.need_id for line in slip.lines if line.need_id is not None])
    of_lines = {line.line_no: classes.get(line.need_id or 0) or request.confirmed_class for line in slip.lines}
    return frozenset(line_no for line_no, known in of_lines.items() if known is ServiceClass.PAID)


def _classes_of(session: Session, need_ids: Collection[int]) -> Mapping[int, ServiceClass | None]:
    """Return by need the class of its line, None for that of its request; what an order needs is paid for."""
    rows = session.execute(
        select(MaterialNeed.id, Record.kind, RequestLine.service_class)
        .join(Record, Record.id == MaterialNeed.record_id)
        .outerjoin(
            RequestLine,
            (RequestLine.request_id == MaterialNeed.record_id) & (RequestLine.line_no == MaterialNeed.line_no),
        )
        .where(MaterialNeed.id.in_(need_ids))
    )
    return {row[0]: ServiceClass.PAID if row[1] is RecordKind.ORDER else row[2] for row in rows}


def _short(session: Session, slip: Slip) -> tuple[str, ...]:
    """Return the items of a draft of which less is free than it asks for.

    What was bought for a need is free for the lines that serve it, and for no others of the slip (C6.1).
    """
    if slip.state != SlipState.DRAFT:
        return ()
    parts = {part.id: part for part in session.scalars(select(Part).where(Part.id.in_(_part_ids(slip))))}
    free = dict(free_for(session, tuple(parts)))
    for part_id, quantity in _own_earmarks(session, slip):
        free[part_id] += quantity
    asked = (
        (line.part_id, Wanted(parts[line.part_id].title, line.quantity, parts[line.part_id].unit))
        for line in slip.lines
    )
    return short_items(asked, free)


def _own_earmarks(session: Session, slip: Slip) -> Iterator[tuple[int, Decimal]]:
    """Yield part and quantity of what is set aside for the needs that the lines of a slip serve, as far as they ask."""
    asked: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    for line in slip.lines:
        if line.need_id is not None:
            asked[line.part_id, line.need_id] += line.quantity
    kept = earmarks(session, {part_id for part_id, _need_id in asked}) if asked else {}
    yield from ((key[0], min(quantity, asked[key])) for key, quantity in kept.items() if key in asked)


def _part_ids(slip: Slip) -> set[int]:
    return {line.part_id for line in slip.lines}


def _open_shipments(session: Session, slip_id: int | None) -> tuple[str, ...]:
    """Return what the shipments are called that a slip is part of and that have not left yet."""
    slip = Slip.__table__.c
    its = select(slip.shipment_id).where(slip.id == (slip_id or 0)).scalar_subquery()
    found = select(Shipment.number, Shipment.title).where(Shipment.id == its, Shipment.state.in_(NOT_GONE))
    rows = session.execute(found)
    return tuple(offer_name(row[0], row[1]) for row in rows)


# what may come back ----------------------------------------------------------------------------------------------


def left_of(session: Session, slip_id: int) -> Mapping[int, Left]:
    """Return by line what of a slip is still out: what left by it, less what came back by checked red slips."""
    backs = select(Slip.id).where(Slip.reverses_id == slip_id)
    quantity = func.sum(StockMove.quantity, type_=StockMove.quantity.type)
    value = func.sum(StockMove.value, type_=StockMove.value.type)
    rows = session.execute(
        select(StockMove.line_no, quantity, value)
        .where(or_(StockMove.source_id == slip_id, StockMove.source_id.in_(backs)))
        .group_by(StockMove.line_no)
    )
    return {line_no: Left(-moved, -worth) for line_no, moved, worth in rows if line_no is not None}


def coming_back(session: Session, slip_id: int, but: int | None = None) -> Mapping[int, Decimal]:
    """Return by line what approved red slips are going to bring back of a slip, ``but`` for one of them."""
    rows = session.execute(
        select(SlipLine.line_no, func.sum(SlipLine.quantity, type_=SlipLine.quantity.type))
        .join(Slip, Slip.id == SlipLine.slip_id)
        .where(Slip.reverses_id == slip_id, Slip.state == SlipState.APPROVED, Slip.id != (but or 0))
        .group_by(SlipLine.line_no)
    )
    return {row[0]: row[1] for row in rows}
