"""The sums of advances and claims, in yuan to the fen (C7.4).

Of an advance: amount = set off + refunded + open. Of a claim: total − deducted = set off + paid + due.
"""

from collections.abc import Iterable
from decimal import Decimal

from app.errors import Invalid
from app.formatting import money
from app.i18n import _
from app.rules.trade.amounts import check_sum

ZERO = Decimal("0.00")


def used_up(advance_open: Decimal, granted: Decimal) -> Decimal:
    """Return how much of an advance a claim uses up: what is open of it, at most what is ``granted``."""
    return min(advance_open, granted)


def total_of(sums: Iterable[Decimal]) -> Decimal:
    """Return the sum of the rows of a claim."""
    return sum(sums, ZERO)


def check_within(amount: Decimal | None, most: Decimal, *, field: str) -> Decimal:
    """Return a sum that was paid or handed back; Invalid at ``field`` where it is missing, nothing, or more than is
    open.
    """
    if amount is None:
        raise Invalid(_("Enter the sum."), field=field)
    checked = check_sum(amount, field=field)
    if not checked:
        raise Invalid(_("Enter the sum."), field=field)
    if checked > most:
        raise Invalid(_("More than is open: {sum}").format(sum=money(most)), field=field, clause="C7.4")
    return checked


def check_deducted(amount: Decimal | None, total: Decimal, *, field: str) -> Decimal:
    """Return what is deducted of a claim, nothing where nothing is entered; Invalid at ``field`` for more than all."""
    checked = check_sum(amount or ZERO, field=field)
    if checked > total:
        raise Invalid(_("More than is claimed: {sum}").format(sum=money(total)), field=field, clause="C7.4")
    return checked
