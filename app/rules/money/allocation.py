"""What a receipt pays: the proposal, and what it may be allocated to (invariant 1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.errors import Invalid
from app.formatting import money
from app.forms.money import ShareForm
from app.i18n import _
from app.rules.money.amounts import positive_amount
from app.rules.trade.pricing import ZERO

FIELD = "shares"


@dataclass(frozen=True, slots=True)
class Payable:
    """An instalment that money can be allocated to, with what of it is ``open``; ``due_on`` None waits for its
    condition. ``source`` is the number of its contract or order, ``signed_on`` the day its contract was signed.
    """

    id: int
    number: str
    open: Decimal
    due_on: date | None = None
    source: str = ""
    signed_on: date | None = None


def propose(amount: Decimal, payables: Sequence[Payable], received_on: date | None = None) -> tuple[ShareForm, ...]:
    """Return what a receipt most likely pays: the instalment of exactly this sum, else the oldest due first.

    What is due comes before what still waits for its condition; what is left over stays unallocated. Of a contract
    that was signed after the money came in (``received_on``) nothing is proposed.
    """
    known = [one for one in payables if not received_on or one.signed_on is None or one.signed_on <= received_on]
    in_order = sorted(known, key=lambda one: (one.due_on is None, one.due_on or date.max, one.id))
    exact = next((one for one in in_order if one.open == amount), None)
    if exact is not None:
        return (ShareForm(instalment_id=exact.id, amount=amount),)
    shares, left = [], amount
    for one in in_order:
        part = min(one.open, left)
        if part > 0:
            shares.append(ShareForm(instalment_id=one.id, amount=part))
            left -= part
    return tuple(shares)


def checked_shares(
    shares: Sequence[ShareForm], left: Decimal, payables: Mapping[int, Payable]
) -> tuple[tuple[int, Decimal], ...]:
    """Return (instalment, sum) for each share; lines without a sum are left out.

    Invalid at ``shares`` for a sum of nothing or less, an instalment named twice or that nothing can be allocated to,
    and for more than is open of it or ``left`` to allocate.
    """
    wanted = [share for share in shares if share.amount is not None]
    checked = tuple((share.instalment_id, positive_amount(share.amount, field=FIELD)) for share in wanted)
    if len({instalment for instalment, _amount in checked}) < len(checked):
        raise Invalid(_("The same instalment is named twice."), field=FIELD)
    for instalment, amount in checked:
        _check_share(payables.get(instalment), amount)
    given = sum((amount for _instalment, amount in checked), ZERO)
    if given > left:
        message = _("That is {given} in all, but only {left} is left.")
        raise Invalid(message.format(given=money(given), left=money(left)), field=FIELD)
    return checked


def _check_share(payable: Payable | None, amount: Decimal) -> None:
    if payable is None:
        raise Invalid(_("This instalment is not open, or belongs to somebody else."), field=FIELD)
    if amount > payable.open:
        message = _("Of {number} only {open} is open, not {amount}.")
        shown = message.format(number=payable.number, open=money(payable.open), amount=money(amount))
        raise Invalid(shown, field=FIELD)
