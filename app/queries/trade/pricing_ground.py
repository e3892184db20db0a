"""What the form of a quotation or an order stands on: tax rates, limits, and whether costs are seen."""

from dataclasses import dataclass
from decimal import Decimal

from app.context import Context
from app.formatting import local
from app.queries.approvals.limits import read_limits
from app.queries.trade.tax_rates import rates_in_use
from app.rules.approvals.limits import Limits
from app.rules.permissions import Permission


@dataclass(frozen=True, slots=True)
class PricingGround:
    """``rates`` are the tax rates in use in percent, the usual one first; ``limits`` are those of today."""

    rates: tuple[Decimal, ...]
    limits: Limits
    sees_costs: bool


def pricing_ground(context: Context) -> PricingGround:
    """Read it; NotAllowed for those who may not see prices."""
    context.require(Permission.VIEW_MONEY)
    today = local(context.clock.now(), context.zone).date()
    with context.read() as session:
        limits, rates = read_limits(session, today), rates_in_use(session)
    return PricingGround(rates, limits, context.actor.may(Permission.VIEW_MARGINS))
