"""An order of spare parts has ended its service once the customer confirmed all of its goods (C9.2)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.i18n import _
from app.queries.material.need_reading import NeedView, needs_around
from app.queries.material.shipment_facts import slips_of
from app.queries.material.shipped_goods import goods_of
from app.rules.gates import check_gates
from app.rules.material.shipments import SHIPPED_WAYS, Goods
from app.rules.material.slips import HANDED_OUT
from app.rules.material.valuation import ZERO
from app.rules.trade.orders import MATERIAL_LINES
from app.rules.transitions import arrow
from app.services.trade.order_steps import service_ended
from app.services.trade.orders import facts_of
from models.enums import OrderKind, OrderState, SlipState, StockAnswer
from models.material.shipment import Shipment
from models.material.slip import Slip
from models.trade.order import ServiceOrder
from models.trade.priced import PricedLine


def end_confirmed_orders(context: Context, session: Session, shipment: Shipment) -> None:
    """End the service of the orders of spare parts in force whose last goods came with a confirmed shipment.

    An order that may not end yet for another reason, or not at that time, is left to somebody who ends it by hand.
    """
    session.flush()
    ids = {slip.order_id for slip in slips_of(session, shipment.id) if slip.order_id is not None}
    for order in session.scalars(select(ServiceOrder).where(ServiceOrder.id.in_(ids)).order_by(ServiceOrder.id)):
        is_meant = order.order_kind is OrderKind.SPARE_PARTS and order.state == OrderState.EFFECTIVE
        served_at = _confirmed_at(session, order) if is_meant else None
        if served_at is not None and _may_end(session, order, served_at):
            text = _("The customer confirmed all goods, the last of them with {number}.")
            service_ended(context, session, order, served_at, text.format(number=shipment.number or ""))


def _may_end(session: Session, order: ServiceOrder, served_at: datetime) -> bool:
    step = arrow(order.kind, order.state, "serve")
    began = order.effective_at is None or order.effective_at <= served_at
    return began and not check_gates(step.gates, facts_of(session, order))


def _confirmed_at(session: Session, order: ServiceOrder) -> datetime | None:
    """Return when the customer had all goods of an order: the last confirmation, or check of what was taken along.

    None while a slip is open, a shipment not confirmed, or a line not handed out in full.
    """
    lines = [line for line in order.lines if line.kind in MATERIAL_LINES]
    issued = (Slip.order_id == order.id, ~Slip.is_red, Slip.state != SlipState.CANCELLED)
    slips = session.scalars(select(Slip).where(*issued).order_by(Slip.id)).all()
    times = [_time_of(session, slip) for slip in slips]
    if not lines or not times or None in times or not _is_complete(session, order, lines, slips):
        return None
    return max(time for time in times if time is not None)


def _time_of(session: Session, slip: Slip) -> datetime | None:
    if slip.state not in HANDED_OUT:
        return None
    if slip.handing_over not in SHIPPED_WAYS:
        return slip.checked_at
    shipment = session.get(Shipment, slip.shipment_id) if slip.shipment_id else None
    return shipment.confirmed_at if shipment is not None else None


def _is_complete(session: Session, order: ServiceOrder, lines: Sequence[PricedLine], slips: Sequence[Slip]) -> bool:
    goods = goods_of(session, [slip.id for slip in slips])
    needs = {need.line_no: need for need in needs_around(session, order.id) if need.record_id == order.id}
    return all(_is_served(line, needs.get(line.line_no), goods) for line in lines)


def _is_served(line: PricedLine, need: NeedView | None, goods: Sequence[Goods]) -> bool:
    """Tell whether what a line sells was handed out: for its need, or, where nobody looked it up, of its part."""
    if need is not None and need.answer is StockAnswer.NOT_SUPPLIED:
        return True
    if need is not None:
        return sum((one.quantity for one in goods if one.need_id == need.id), ZERO) >= need.quantity
    if line.part_id is None:
        return False
    of_part = (one.quantity for one in goods if one.need_id is None and one.part_id == line.part_id)
    return sum(of_part, ZERO) >= line.quantity
