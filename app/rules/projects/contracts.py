"""What a contract comes to with its supplements."""

from collections.abc import Iterable
from decimal import Decimal

from app.errors import Invalid
from app.i18n import _

LARGEST_AMOUNT = Decimal(10) ** 13
FEN = Decimal("0.01")


def contract_total(main: Decimal | None, supplements: Iterable[Decimal | None]) -> Decimal | None:
    """Return what a main contract comes to with its supplements; None while the main contract's amount is unknown.

    A supplement without an amount changes something else and adds nothing.
    """
    return None if main is None else sum((amount for amount in supplements if amount is not None), main)


def check_amount(amount: Decimal | None, *, is_supplement: bool = False, field: str = "amount") -> None:
    """Raise Invalid at ``field`` for an amount that is no sum of yuan and fen; only a supplement may take away."""
    if amount is None:
        return
    least = -LARGEST_AMOUNT if is_supplement else Decimal(0)
    if not (amount.is_finite() and least <= amount <= LARGEST_AMOUNT and amount == amount.quantize(FEN)):
        raise Invalid(_("Enter the amount in yuan with at most two decimal places."), field=field)


def check_total(main: Decimal | None, supplements: Iterable[Decimal | None], *, field: str = "amount") -> None:
    """Raise Invalid at ``field`` where supplements take away more than the contract comes to."""
    total = contract_total(main, supplements)
    if total is not None and total < 0:
        raise Invalid(_("With its supplements the contract would come to less than nothing."), field=field)
