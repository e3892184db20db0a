"""What is asked before money is booked or allocated: it looks like a slip, but may be right."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from app.errors import Questioned
from app.formatting import date_text, money
from app.i18n import _
from app.rules.inputs import comparison_key
from app.rules.money.allocation import Payable
from app.rules.trade.pricing import ZERO


class ReceiptQuestion(StrEnum):
    """The questions, by the codes with which a form accepts them."""

    BEFORE_CONTRACT = "before_contract"
    MORE_THAN_OPEN = "more_than_open"
    SAME_MONEY = "same_money"


@dataclass(frozen=True, slots=True)
class BookedMoney:
    """A receipt as it is told from another one."""

    received_on: date
    amount: Decimal
    payer: str
    reference: str
    number: str = ""


def is_same_money(one: BookedMoney, other: BookedMoney) -> bool:
    """Return whether two receipts look like the same money: by the bank's reference, or by day, sum and payer.

    Two payments with references of their own are two, however alike they are.
    """
    references = [comparison_key(each.reference) for each in (one, other) if each.reference]
    if len(references) > 1:
        return references[0] == references[1]
    alike = (one.received_on, one.amount) == (other.received_on, other.amount)
    return alike and comparison_key(one.payer) == comparison_key(other.payer)


def ask_before_contract(paid: Iterable[Payable], received_on: date) -> Mapping[str, str]:
    """Return what is asked where money pays for contracts that were signed after it came in; empty for nothing."""
    early = {one.source: one.signed_on for one in paid if one.signed_on is not None and one.signed_on > received_on}
    if not early:
        return {}
    names = _(", ").join(f"{number} ({date_text(signed_on)})" for number, signed_on in early.items())
    words = _("The money came in on {day}, before the contract was signed: {names}")
    return {ReceiptQuestion.BEFORE_CONTRACT: words.format(day=date_text(received_on), names=names)}


def ask_more_than_open(amount: Decimal, payables: Sequence[Payable]) -> Mapping[str, str]:
    """Return what is asked of a receipt larger than everything open: the rest stays unallocated; empty for nothing."""
    total = sum((one.open for one in payables), ZERO)
    if amount <= total:
        return {}
    words = _("Only {total} is open of this customer: {left} stays unallocated, as a credit.")
    told = words.format(total=money(total), left=money(amount - total))
    return {ReceiptQuestion.MORE_THAN_OPEN: told}


def ask_same_money(new: BookedMoney, known: Iterable[BookedMoney]) -> Mapping[str, str]:
    """Return what is asked of money that seems to be booked already; empty for nothing."""
    numbers = [one.number for one in known if is_same_money(new, one)]
    if not numbers:
        return {}
    words = _("The same money seems to be booked already: {names}")
    return {ReceiptQuestion.SAME_MONEY: words.format(names=_(", ").join(numbers))}


def refuse_unanswered(asked: Mapping[str, str], accepted: frozenset[str]) -> None:
    """Raise Questioned with all that is asked where nobody has answered one of the questions with yes."""
    if not asked.keys() <= accepted:
        raise Questioned(asked)
