"""The profit of an order (订单利润表, order_profit): what was quoted against what it really cost (C8.3).

Gate: the service has ended; before that costs still come in. It is for those who may see margins.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import MISSING, date_text, local, money, quantity
from app.i18n import N_, _
from app.labels import label
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.sources import TITLE_LIMIT, with_notes
from app.papers.trade.priced import Row
from app.queries.material.costs import issued_parts
from app.queries.trade.priced import price_sums
from app.queries.trade.profits import order_profit
from app.rules.gate import BlockReason
from app.rules.trade.pricing import ZERO, Sums
from app.rules.trade.profits import RealisedProfit
from app.rules.trade.tax_rates import rate_text
from models.enums import CostKind, LineKind, OrderState, RecordKind
from models.parties.customer import Customer
from models.projects.project import Project
from models.record import Record
from models.trade.order import OrderCost, ServiceOrder

ISSUED_FROM = frozenset({OrderState.SERVED, OrderState.SETTLED})
QUOTED_AS: Mapping[LineKind, CostKind] = {
    LineKind.MATERIAL: CostKind.PARTS,
    LineKind.CHEMICALS: CostKind.PARTS,
    LineKind.LABOUR: CostKind.HOURS,
    LineKind.TRAVEL: CostKind.TRIPS,
    LineKind.FREIGHT: CostKind.FREIGHT,
    LineKind.OTHER: CostKind.OTHER,
}


def gate(_session: Session, record: Record) -> tuple[BlockReason, ...]:
    """Return that the service of an order has not ended yet."""
    if record.state in (*ISSUED_FROM, OrderState.CANCELLED):
        return ()
    return (BlockReason("C8.3", N_("The service has not ended yet: costs may still come in"), fix="serve"),)


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return quoted and realised figures; runs inside ``using_language`` of the paper's language."""
    order = session.get_one(ServiceOrder, record.id)
    zone = ZoneInfo(settings_of(session).text("zone"))
    sums = price_sums(order)
    profit = order_profit(session, order, _day(order.served_at or order.created_at, zone))
    values = {**_head(session, order, zone), **_figures(sums, profit)}
    rows = {"kinds": tuple(_kind_rows(sums, profit)), "costs": tuple(_cost_rows(session, order))}
    title = _("Profit of the order: {title}").format(title=order.title)
    return Filled(title[:TITLE_LIMIT], values, rows)


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return local(moment, zone).date()


def _head(session: Session, order: ServiceOrder, zone: ZoneInfo) -> dict[str, FieldValue]:
    project = session.get(Project, order.project_id) if order.project_id else None
    return {
        "order_no": order.number or MISSING,
        "order_kind": label(order.order_kind),
        "customer_name": session.get_one(Customer, order.customer_id).title,
        "project_name": project.title if project else MISSING,
        "about": order.title,
        "effective_on": date_text(_day(order.effective_at, zone) if order.effective_at else None),
        "served_on": date_text(_day(order.served_at, zone) if order.served_at else None),
    }


def _figures(sums: Sums, profit: RealisedProfit) -> dict[str, FieldValue]:
    return {
        "total": money(sums.total),
        "net_total": money(profit.net),
        "planned_cost": money(profit.planned),
        "planned_profit": money(sums.profit),
        "planned_margin": _percent(profit.planned_margin),
        "cost": money(profit.cost),
        "profit": money(profit.profit if profit.costs else None),
        "margin": _percent(profit.margin),
        "floor": rate_text(profit.floor),
        "verdict": _verdict(profit),
    }


def _percent(share: Decimal | None) -> str:
    return MISSING if share is None else rate_text(share)


def _verdict(profit: RealisedProfit) -> str:
    if profit.margin is None:
        return _("No costs have been recorded yet.")
    if profit.profit < 0:
        return _("Below cost: the order lost {sum}.").format(sum=money(-profit.profit))
    if profit.is_under_floor:
        return _("Under the floor of {floor}.").format(floor=rate_text(profit.floor))
    return _("At or above the floor of {floor}.").format(floor=rate_text(profit.floor))


def _kind_rows(sums: Sums, profit: RealisedProfit) -> Iterator[Row]:
    """Yield what each kind of cost was quoted at and came to; kinds with neither are left out."""
    for kind in CostKind:
        lines = [line for line in sums.lines if QUOTED_AS[line.kind] is kind]
        real = profit.costs.get(kind)
        if not lines and real is None:
            continue
        quoted = _quoted([line.cost for line in lines])
        yield {
            "kind": label(kind),
            "net": money(sum((line.net for line in lines), ZERO) if lines else None),
            "planned": money(quoted if lines else None),
            "real": money(real),
            "difference": money(None if quoted is None else (real or ZERO) - quoted),
        }


def _quoted(costs: list[Decimal | None]) -> Decimal | None:
    """Return what lines were quoted to cost, None while the cost of any is unknown."""
    known = [cost for cost in costs if cost is not None]
    return sum(known, ZERO) if len(known) == len(costs) else None


def _cost_rows(session: Session, order: ServiceOrder) -> Iterator[Row]:
    """Yield what was typed, by day, and behind it the parts that were issued for the order."""
    costs: list[OrderCost] = sorted(order.costs, key=lambda cost: (cost.incurred_on, cost.id))
    for position, cost in enumerate(costs, start=1):
        yield {
            "seq": str(position),
            "day": date_text(cost.incurred_on),
            "kind": label(cost.kind),
            "text": with_notes(cost.text, (cost.note,)),
            "qty": quantity(cost.quantity),
            "amount": money(cost.amount),
            "by": cost.recorded_by,
        }
    for position, part in enumerate(issued_parts(session, order_id=order.id), start=len(costs) + 1):
        yield {
            "seq": str(position),
            "day": MISSING,
            "kind": label(CostKind.PARTS),
            "text": " ".join(said for said in (part.number, part.name, part.spec) if said),
            "qty": quantity(part.quantity),
            "amount": money(part.cost),
            "by": label(RecordKind.SLIP),
        }
