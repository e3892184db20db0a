"""The tax rates that prices may name."""

from decimal import Decimal

from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.rules.permissions import Permission
from app.rules.trade.tax_rates import parse_rates


def rates_in_use(session: Session) -> tuple[Decimal, ...]:
    """Return the tax rates of the settings, in percent, in their order."""
    return parse_rates(settings_of(session).text("tax_rates"))


def tax_rates(context: Context) -> tuple[Decimal, ...]:
    """Return the tax rates that can be chosen, in percent; the first is the usual one."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        return rates_in_use(session)
