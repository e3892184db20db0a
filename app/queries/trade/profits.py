"""Reading what orders brought in the end (C8.3)."""

from datetime import date

from sqlalchemy.orm import Session

from app.queries.approvals.limits import read_limits
from app.queries.material.costs import parts_cost
from app.rules.trade.orders import COSTED
from app.rules.trade.pricing import ZERO
from app.rules.trade.profits import RealisedProfit, costs_by_kind
from models.enums import CostKind
from models.trade.order import ServiceOrder


def order_profit(session: Session, order: ServiceOrder, today: date) -> RealisedProfit:
    """Return what an order cost by kind against its net price, with the margin floor of ``today``: what was typed, and
    the parts issued for it as the ledger valued them.

    It is full of costs: show it only to who may see margins.
    """
    costs = [(cost.kind, cost.amount) for cost in order.costs]
    issued = parts_cost(session, order_id=order.id) if order.state in COSTED else ZERO
    if issued:
        costs.append((CostKind.PARTS, issued))
    return RealisedProfit(
        net=order.net_total,
        costs=costs_by_kind(costs),
        planned=order.cost_total,
        floor=read_limits(session, today).margin_floor,
    )
