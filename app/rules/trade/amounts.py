"""What may be entered as a sum of money, a quantity or a percentage in quotations, orders and receipts."""

from decimal import Decimal

from app.errors import Invalid
from app.formatting import money
from app.i18n import _

LARGEST_SUM = Decimal("999999999.99")  # yuan; more is a slip of the finger
LARGEST_QUANTITY = Decimal(1_000_000)
HUNDRED = Decimal(100)
_FEN = Decimal("0.01")
_THOUSANDTH = Decimal("0.001")


def is_sum(amount: Decimal) -> bool:
    """Tell whether an amount is a sum of yuan and fen, 0 or more, that anybody may mean."""
    return amount.is_finite() and 0 <= amount <= LARGEST_SUM and amount == amount.quantize(_FEN)


def is_quantity(amount: Decimal) -> bool:
    """Tell whether a quantity is more than 0, with at most three places, and not absurd."""
    return amount.is_finite() and 0 < amount <= LARGEST_QUANTITY and amount == amount.quantize(_THOUSANDTH)


def is_percent(amount: Decimal) -> bool:
    """Tell whether something is a percentage from 0 to 100 with at most two places."""
    return amount.is_finite() and 0 <= amount <= HUNDRED and amount == amount.quantize(_FEN)


def check_sum(amount: Decimal, *, field: str) -> Decimal:
    """Return the sum to the fen; Invalid at ``field`` for one that is negative, absurd, or has parts of a fen."""
    if not is_sum(amount):
        message = _("Enter a sum from 0 to {most} with at most two decimal places.")
        raise Invalid(message.format(most=money(LARGEST_SUM)), field=field)
    return amount.quantize(_FEN)


def check_percent(amount: Decimal, *, field: str) -> Decimal:
    """Return the percentage with two places; Invalid at ``field`` for what is none."""
    if not is_percent(amount):
        raise Invalid(_("Enter a percentage from 0 to 100 with at most two decimal places."), field=field)
    return amount.quantize(_FEN)
