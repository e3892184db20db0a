"""Sharing out a sum over instalments, as it is checked while one types."""

from collections.abc import Iterable
from decimal import Decimal

from app.formatting import money
from app.i18n import _
from app.rules.trade.pricing import ZERO


def total_of(amounts: Iterable[Decimal | None]) -> Decimal:
    """Return what amounts come to; an empty one is nothing."""
    return sum((amount for amount in amounts if amount is not None), ZERO)


def line_problem(number: str, still_open: Decimal, amount: Decimal | None) -> str:
    """Return what is wrong with an amount for one instalment, "" when nothing is."""
    if amount is None or amount <= still_open:
        return ""
    return _("Of {number} only {open} is open.").format(number=number, open=money(still_open))


def whole_problem(whole: Decimal | None, amounts: Iterable[Decimal | None]) -> str:
    """Return that more is shared out than there is, "" when all is well or the whole is not known."""
    given = total_of(amounts)
    if whole is None or given <= whole:
        return ""
    return _("That is {given} in all, but only {left} is left.").format(given=money(given), left=money(whole))
