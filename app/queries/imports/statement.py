"""What the lines of a bank's statement most likely are: whose money, what it pays, and whether it is booked already."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.formatting import date_text
from app.forms.money import ReceiptForm, ShareForm
from app.i18n import N_, _
from app.imports.kinds.statement import StatementLine
from app.imports.known import KnownCustomer, name_key
from app.queries.imports.known import read_known
from app.queries.money.payable import payables_of
from app.rules.money.allocation import Payable, propose
from app.rules.money.receipt_questions import BookedMoney, ReceiptQuestion, ask_before_contract, is_same_money
from app.rules.permissions import Permission
from app.rules.trade.pricing import ZERO
from models.enums import ReceiptState
from models.money.receipt import Receipt

TOLD = frozenset({ReceiptQuestion.MORE_THAN_OPEN, ReceiptQuestion.SAME_MONEY})  # stands beside each line that is chosen


class FoundBy(StrEnum):
    """How the customer of a line was found."""

    NAME = "name"
    EARLIER = "earlier"
    PERSON = "person"
    NOBODY = "nobody"


FOUND_WORDS: Mapping[FoundBy, str] = {
    FoundBy.NAME: N_("By its name"),
    FoundBy.EARLIER: N_("Paid under this name before"),
    FoundBy.PERSON: N_("Chosen"),
    FoundBy.NOBODY: N_("Nobody of this name"),
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A line, whose money it most likely is, and what it pays: pairs of instalment number and sum.

    ``repeats`` says where the same money stands already, ``early`` which contracts were signed after it came in and so
    get nothing of what stays unallocated; "" where there is nothing to say. ``form`` is what would be booked.
    """

    line: StatementLine
    customer_id: int | None
    customer: str
    found_by: FoundBy
    form: ReceiptForm
    pays: tuple[tuple[str, Decimal], ...] = ()
    repeats: str = ""
    early: str = ""

    @property
    def unallocated(self) -> Decimal:
        """What of it pays nothing that is open."""
        return self.line.amount - sum((amount for _number, amount in self.pays), ZERO)

    @property
    def is_ready(self) -> bool:
        """Tell whether it can be booked unasked: somebody's, not booked already, not before what it may be for."""
        return self.customer_id is not None and not self.repeats and not self.early


def propose_receipts(
    context: Context, *, lines: Sequence[StatementLine], chosen: Mapping[int, int] | None = None,
    ticks: Mapping[int, bool] | None = None,
) -> tuple[Proposal, ...]:  # fmt: skip
    """Return a proposal for each line; lines of one customer pay one after the other what is open.

    By the place of a line, ``chosen`` are the customers that a person gave, ``ticks`` whether it is to be booked; where
    nobody said so, those that are ready are. Others use nothing up.
    """
    context.require(Permission.RECORD_RECEIPT)
    with context.read() as session:
        known = read_known(session, context.clock.now()).customers
        payers = _earlier_payers(session)
        booked = _booked(session)
        by_id = {one.id: one for one in known.values()}
        found = [_whose(line, (chosen or {}).get(place), known, payers, by_id) for place, line in enumerate(lines)]
        customers = {customer.id for customer, _by in found if customer is not None}
        payables = {customer: payables_of(session, customer) for customer in sorted(customers)}
    proposals = []
    for place, (line, (customer, by)) in enumerate(zip(lines, found, strict=True)):
        open_ones = list(payables.get(customer.id, ())) if customer is not None else []
        proposal = _proposal(line, customer, by, open_ones, booked.find(_as_booked(line)))
        proposals.append(proposal)
        if customer is not None and (ticks or {}).get(place, proposal.is_ready):
            payables[customer.id] = _left(open_ones, proposal.form.shares)
        booked.note(_as_booked(line))
    return tuple(proposals)


def _whose(
    line: StatementLine,
    chosen: int | None,
    known: Mapping[str, KnownCustomer],
    payers: Mapping[str, int],
    by_id: Mapping[int, KnownCustomer],
) -> tuple[KnownCustomer | None, FoundBy]:
    if chosen is not None:
        return by_id.get(chosen), FoundBy.PERSON
    key = name_key(line.payer)
    named = known.get(key) if key else None
    if named is not None and not named.is_retired:
        return named, FoundBy.NAME
    earlier = by_id.get(payers.get(key, 0)) if key else None
    if earlier is not None and not earlier.is_retired:
        return earlier, FoundBy.EARLIER
    return None, FoundBy.NOBODY


def _earlier_payers(session: Session) -> Mapping[str, int]:
    """Return under which other names customers paid before; a name that two of them used tells nothing."""
    found: dict[str, set[int]] = defaultdict(set)
    rows = select(Receipt.payer, Receipt.customer_id).where(Receipt.state == ReceiptState.BOOKED).distinct()
    for payer, customer in session.execute(rows):
        found[name_key(payer)].add(customer or 0)
    return {name: customers.pop() for name, customers in found.items() if len(customers) == 1}


class _Booked:
    """Money that is booked, or stands further up in the statement, found by the bank's reference or by day and sum."""

    def __init__(self) -> None:
        self._places: dict[object, list[BookedMoney]] = defaultdict(list)

    def note(self, money: BookedMoney) -> None:
        """Remember a payment; its ``number`` says where it stands."""
        for key in _keys(money):
            self._places[key].append(money)

    def find(self, money: BookedMoney) -> str:
        """Return where the same payment stands already, "" where it does not."""
        alike = (one for key in _keys(money) for one in self._places[key] if is_same_money(money, one))
        return next((one.number for one in alike), "")


def _keys(money: BookedMoney) -> tuple[object, ...]:
    alike = (money.received_on, money.amount)
    return (name_key(money.reference), alike) if money.reference else (alike,)


def _as_booked(line: StatementLine) -> BookedMoney:
    where = _("row {row} of this statement").format(row=line.rows[0])
    return BookedMoney(line.received_on, line.amount, line.payer, line.reference, where)


def _booked(session: Session) -> _Booked:
    booked = _Booked()
    columns = (Receipt.number, Receipt.received_on, Receipt.amount, Receipt.payer, Receipt.bank_reference)
    rows = select(*columns).where(Receipt.state == ReceiptState.BOOKED).order_by(Receipt.id)
    for number, day, amount, payer, reference in session.execute(rows):
        where = _("{number} of {day}").format(number=number, day=date_text(day))
        booked.note(BookedMoney(day, amount, payer, reference, where))
    return booked


def _proposal(
    line: StatementLine, customer: KnownCustomer | None, by: FoundBy, payables: Sequence[Payable], repeats: str
) -> Proposal:
    shares = propose(line.amount, payables, line.received_on) if customer is not None else ()
    numbers = {one.id: one.number for one in payables}
    form = ReceiptForm(
        customer_id=customer.id if customer else None,
        received_on=line.received_on,
        amount=line.amount,
        payer=line.payer,
        bank_reference=line.reference,
        note=line.remark,
        shares=shares,
        accepted=TOLD,
    )
    pays = tuple((numbers[share.instalment_id], share.amount or ZERO) for share in shares)
    name = customer.name if customer else ""
    found = Proposal(line, customer.id if customer else None, name, by, form, pays, repeats)
    asked = ask_before_contract(payables, line.received_on) if found.unallocated else {}
    return replace(found, early="".join(asked.values()))


def _left(payables: Sequence[Payable], shares: Sequence[ShareForm]) -> tuple[Payable, ...]:
    used = {share.instalment_id: share.amount or ZERO for share in shares}
    left = (replace(one, open=one.open - used.get(one.id, ZERO)) for one in payables)
    return tuple(one for one in left if one.open > ZERO)
