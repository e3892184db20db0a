"""Sums of money as people enter them."""

from decimal import Decimal

from app.errors import Invalid
from app.i18n import _
from app.rules.projects.contracts import check_amount


def positive_amount(amount: Decimal | None, *, field: str) -> Decimal:
    """Return a sum of more than nothing, in yuan and fen; Invalid at ``field`` for anything else."""
    check_amount(amount, field=field)
    if amount is None or not amount:
        raise Invalid(_("Enter an amount of more than nothing."), field=field)
    return amount


def open_of(amount: Decimal, paid: Decimal, deducted: Decimal) -> Decimal:
    """Return what of an instalment is still to come in: the sum less what was paid and what both sides deducted."""
    return amount - paid - deducted
