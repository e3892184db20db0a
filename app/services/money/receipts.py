"""Receipts: money that came in, and what it pays (C9, invariant 1).

Whatever is allocated, undone or cancelled, the sums of receipt and instalments are written from their allocations.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.errors import Invalid
from app.formatting import money
from app.forms.money import ReceiptForm, ShareForm
from app.i18n import _
from app.queries.money.booked_money import booked_like
from app.queries.money.payable import payables_of
from app.queries.trade.order_facts import order_facts
from app.rules.inputs import clean_line, clean_text
from app.rules.money.allocation import Payable, checked_shares
from app.rules.money.amounts import positive_amount
from app.rules.money.gates import MoneyFacts
from app.rules.money.receipt_questions import (
    BookedMoney,
    ask_before_contract,
    ask_more_than_open,
    ask_same_money,
    refuse_unanswered,
)
from app.rules.permissions import Permission
from app.rules.trade.pricing import ZERO
from app.services.keeping import in_use
from app.services.material.ledger import recount_needs
from app.services.money.settling import settle_instalment
from app.services.moves import move
from app.services.past_days import past_day, today_of
from app.services.use_case import fresh, load, log, next_number, required, use_case
from models.enums import EventKind, OrderState, ReceiptState, RecordKind
from models.money.receipt import Allocation, Receipt
from models.money.receivable import Instalment
from models.parties.customer import Customer
from models.trade.order import ServiceOrder

LONGEST_TEXT = 4000


@use_case(Permission.RECORD_RECEIPT)
def save_receipt(context: Context, *, form: ReceiptForm) -> int:
    """Enter money that came in, with what it pays; returns its id.

    Invalid at the field for a day in the future, a sum of nothing, or shares that do not fit (``shares``); Questioned
    where it looks like a slip and nobody accepted that (``app.rules.money.receipt_questions``). What is not allocated
    can be allocated later.
    """
    with context.write() as session:
        return book_receipt(session, checked_receipt(form)).id


def book_receipt(session: Session, form: ReceiptForm, told: EventKind = EventKind.REGISTERED) -> Receipt:
    """Book what came in by a checked form, with what it pays; ``told`` is how its log begins."""
    amount = positive_amount(form.amount, field="amount")
    customer = in_use(session, Customer, form.customer_id or 0, field="customer_id")
    missing = _("Enter the date on the bank statement.")
    received_on = past_day(session, form.received_on, field="received_on", missing=missing)
    payer = form.payer or customer.title
    _ask(session, replace(form, payer=payer, amount=amount, received_on=received_on))
    receipt = Receipt(state=ReceiptState.BOOKED, allocated=ZERO, amount=amount, **fresh(session))
    receipt.number = next_number(session, RecordKind.RECEIPT)
    receipt.customer_id, receipt.title = customer.id, payer
    receipt.received_on, receipt.method, receipt.payer = received_on, form.method, payer
    receipt.voucher_no, receipt.bank_reference, receipt.note = form.voucher_no, form.bank_reference, form.note
    zone = ZoneInfo(settings_of(session).text("zone"))
    receipt.sort_at = datetime.combine(received_on, time.min, zone).astimezone(UTC)
    session.add(receipt)
    session.flush()
    log(session, receipt, told, money(amount))
    _allocate(session, receipt, form.shares)
    return receipt


def _ask(session: Session, form: ReceiptForm) -> None:
    """Ask what has to be asked before this money is booked."""
    amount, received_on = form.amount or ZERO, form.received_on or date.max
    payables = payables_of(session, form.customer_id or 0)
    new = BookedMoney(received_on, amount, form.payer, form.bank_reference)
    asked = {
        **_early(form.shares, amount, payables, received_on),
        **ask_more_than_open(amount, payables),
        **ask_same_money(new, booked_like(session, new)),
    }
    refuse_unanswered(asked, form.accepted)


def _early(
    shares: Sequence[ShareForm], left: Decimal, payables: Sequence[Payable], received_on: date
) -> Mapping[str, str]:
    """Return what is asked where money pays for what was not agreed yet; Invalid at ``shares`` for what is not open."""
    by_id = {one.id: one for one in payables}
    paid = [by_id[instalment_id] for instalment_id, _amount in checked_shares(shares, left, by_id)]
    return ask_before_contract(paid, received_on)


def checked_receipt(form: ReceiptForm) -> ReceiptForm:
    """Return a receipt as it is kept; Invalid at the field that cannot be so."""
    if form.customer_id is None:
        raise Invalid(_("Choose the customer."), field="customer_id")
    return replace(
        form,
        payer=clean_line(form.payer, field="payer", limit=200),
        voucher_no=clean_line(form.voucher_no, field="voucher_no", limit=60),
        bank_reference=clean_line(form.bank_reference, field="bank_reference", limit=60),
        note=clean_text(form.note, field="note", limit=LONGEST_TEXT),
    )


@use_case(Permission.RECORD_RECEIPT)
def allocate(
    context: Context,
    *,
    record_id: int,
    version: int,
    shares: Sequence[ShareForm],
    accepted: frozenset[str] = frozenset(),
) -> None:
    """Allocate what is left of a receipt to open instalments of its customer.

    Invalid at ``shares`` for more than is left or open, Conflict when another desk changed the receipt meanwhile;
    Questioned where a contract was signed after the money came in and nobody accepted that.
    """
    with context.write() as session:
        receipt = load(session, Receipt, record_id, version)
        if receipt.state != ReceiptState.BOOKED:
            raise Invalid(_("This receipt is cancelled."), field="shares")
        if not any(share.amount for share in shares):
            raise Invalid(_("Enter an amount for at least one instalment."), field="shares")
        payables = payables_of(session, receipt.customer_id or 0)
        left = receipt.amount - receipt.allocated
        refuse_unanswered(_early(shares, left, payables, receipt.received_on), accepted)
        _allocate(session, receipt, shares)


def _allocate(session: Session, receipt: Receipt, shares: Sequence[ShareForm]) -> None:
    if receipt.customer_id is None:
        raise ValueError("a receipt has a customer")
    payables = {one.id: one for one in payables_of(session, receipt.customer_id)}
    known = {one.instalment_id: one for one in receipt.allocations}
    for instalment_id, amount in checked_shares(shares, receipt.amount - receipt.allocated, payables):
        if instalment_id in known:
            known[instalment_id].amount += amount
        else:
            receipt.allocations.append(_allocation(session, instalment_id, amount))
        instalment = _changed(session, instalment_id)
        sums = {"amount": str(amount), "receipt": receipt.number, "instalment": instalment.number}
        log(session, instalment, EventKind.MONEY_RECEIVED, f"{receipt.number} {money(amount)}", data=sums)
        log(session, receipt, EventKind.MONEY_RECEIVED, f"{instalment.number} {money(amount)}", data=sums)
        _tie(session, receipt, instalment)


def _allocation(session: Session, instalment_id: int, amount: Decimal) -> Allocation:
    now, who = session.info["now"], session.info["user_name"]
    return Allocation(instalment_id=instalment_id, amount=amount, allocated_at=now, allocated_by=who)


def _changed(session: Session, instalment_id: int) -> Instalment:
    """Load an instalment that is about to change; its version says so to other desks."""
    instalment = load(session, Instalment, instalment_id)
    instalment.version += 1
    return instalment


def _tie(session: Session, receipt: Receipt, instalment: Instalment) -> None:
    """Write the sums of both sides from their allocations."""
    session.flush()
    receipt.allocated = sum((one.amount for one in receipt.allocations), ZERO)
    settle_instalment(session, instalment)


@use_case(Permission.UNDO_RECEIPT)
def undo_allocation(context: Context, *, record_id: int, version: int, instalment_id: int, reason: str) -> None:
    """Take back what a receipt pays of an instalment, with a reason; Invalid when it pays nothing of it."""
    why = required(reason, _("Give the reason."), field="reason", limit=LONGEST_TEXT)
    with context.write(why) as session:
        receipt = load(session, Receipt, record_id, version)
        _undo(context, session, receipt, instalment_id, why)


def _undo(context: Context, session: Session, receipt: Receipt, instalment_id: int, why: str) -> None:
    allocation = next((one for one in receipt.allocations if one.instalment_id == instalment_id), None)
    if allocation is None:
        raise Invalid(_("This receipt pays nothing of that instalment."), field="instalment_id")
    receipt.allocations.remove(allocation)
    instalment = _changed(session, instalment_id)
    sums = {"amount": str(allocation.amount), "receipt": receipt.number, "instalment": instalment.number}
    shown = money(allocation.amount)
    log(session, instalment, EventKind.ALLOCATION_UNDONE, f"{receipt.number} {shown}\n{why}", data=sums)
    log(session, receipt, EventKind.ALLOCATION_UNDONE, f"{instalment.number} {shown}\n{why}", data=sums)
    _tie(session, receipt, instalment)
    _unsettle(context, session, instalment.source_id, why)


def _unsettle(context: Context, session: Session, source_id: int, why: str) -> None:
    """An order is settled no longer once some of its money was taken back: its service has ended, no more (C9.2). What
    lies there for its needs is set aside again.
    """
    order = session.get(ServiceOrder, source_id)
    if order is not None and order.state == OrderState.SETTLED:
        order.version += 1
        move(context, session, order, "owe_again", order_facts(session, order, today_of(session)), text=why)
        recount_needs(session, order.id)


@use_case(Permission.UNDO_RECEIPT)
def cancel_receipt(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Cancel a receipt entered by mistake or bounced, with a reason: it keeps its number and pays nothing any more."""
    why = required(reason, _("Give the reason."), field="reason", limit=LONGEST_TEXT)
    with context.write(why) as session:
        receipt = load(session, Receipt, record_id, version)
        move(context, session, receipt, "cancel", MoneyFacts(), text=why)
        for allocation in tuple(receipt.allocations):
            _undo(context, session, receipt, allocation.instalment_id, why)
