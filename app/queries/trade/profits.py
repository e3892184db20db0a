"""Reading what orders brought in the end (C8.3)."""

from datetime import date

from sqlalchemy.orm import Session

from app.queries.approvals.limits import read_limits
from app.rules.trade.profits import RealisedProfit, costs_by_kind
from models.trade.order import ServiceOrder


def order_profit(session: Session, order: ServiceOrder, today: date) -> RealisedProfit:
    """Return what an order cost by kind against its net price, with the margin floor of ``today``.

    It is full of costs: show it only to who may see margins.
    """
    return RealisedProfit(
        net=order.net_total,
        costs=costs_by_kind((cost.kind, cost.amount) for cost in order.costs),
        planned=order.cost_total,
        floor=read_limits(session, today).margin_floor,
    )
