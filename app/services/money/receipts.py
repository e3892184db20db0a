"""Receipts: money that came in, and what it pays (C9, invariant 1).

Whatever is allocated, undone or cancelled, the sums of receipt and instalments are written from their allocations.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.errors import Invalid
from app.formatting import local, money
from app.forms.money import ReceiptForm, ShareForm
from app.i18n import _
from app.queries.money.payable import payables_of
from app.queries.trade.order_facts import order_facts
from app.rules.inputs import clean_line, clean_text
from app.rules.money.allocation import checked_shares
from app.rules.money.amounts import positive_amount
from app.rules.money.gates import MoneyFacts
from app.rules.permissions import Permission
from app.rules.trade.pricing import ZERO
from app.services.keeping import in_use
from app.services.material.ledger import recount_needs
from app.services.money.instalments import set_state
from app.services.moves import move
from app.services.promises.keeping import settle
from app.services.use_case import check_year, fresh, load, log, next_number, required, use_case
from models.enums import EventKind, OrderState, ReceiptState, RecordKind
from models.money.receipt import Allocation, Receipt
from models.money.receivable import Instalment
from models.parties.customer import Customer
from models.trade.order import ServiceOrder

LONGEST_TEXT = 4000


@use_case(Permission.RECORD_RECEIPT)
def save_receipt(context: Context, *, form: ReceiptForm) -> int:
    """Enter money that came in, with what it pays; returns its id.

    Invalid at the field for a day in the future, a sum of nothing, or shares that do not fit (``shares``). What is not
    allocated can be allocated later.
    """
    form = _checked(form)
    amount = positive_amount(form.amount, field="amount")
    with context.write() as session:
        customer = in_use(session, Customer, form.customer_id or 0, field="customer_id")
        received_on = _past_day(session, form.received_on)
        receipt = Receipt(state=ReceiptState.BOOKED, allocated=ZERO, amount=amount, **fresh(session))
        receipt.number = next_number(session, RecordKind.RECEIPT)
        receipt.customer_id, receipt.title = customer.id, form.payer or customer.title
        receipt.received_on, receipt.method, receipt.payer = received_on, form.method, form.payer or customer.title
        receipt.voucher_no, receipt.bank_reference, receipt.note = form.voucher_no, form.bank_reference, form.note
        receipt.sort_at = datetime.combine(received_on, time.min, _zone(session)).astimezone(UTC)
        session.add(receipt)
        session.flush()
        log(session, receipt, EventKind.REGISTERED, money(amount))
        _allocate(session, receipt, form.shares)
        return receipt.id


def _checked(form: ReceiptForm) -> ReceiptForm:
    if form.customer_id is None:
        raise Invalid(_("Choose the customer."), field="customer_id")
    return replace(
        form,
        payer=clean_line(form.payer, field="payer", limit=200),
        voucher_no=clean_line(form.voucher_no, field="voucher_no", limit=60),
        bank_reference=clean_line(form.bank_reference, field="bank_reference", limit=60),
        note=clean_text(form.note, field="note", limit=LONGEST_TEXT),
    )


def _zone(session: Session) -> ZoneInfo:
    return ZoneInfo(settings_of(session).text("zone"))


def _past_day(session: Session, day: date | None) -> date:
    if day is None:
        raise Invalid(_("Enter the date on the bank statement."), field="received_on")
    check_year(day, field="received_on")
    if day > local(session.info["now"], _zone(session)).date():
        raise Invalid(_("This day lies in the future."), field="received_on")
    return day


@use_case(Permission.RECORD_RECEIPT)
def allocate(context: Context, *, record_id: int, version: int, shares: Sequence[ShareForm]) -> None:
    """Allocate what is left of a receipt to open instalments of its customer.

    Invalid at ``shares`` for more than is left or open, Conflict when another desk changed the receipt meanwhile.
    """
    with context.write() as session:
        receipt = load(session, Receipt, record_id, version)
        if receipt.state != ReceiptState.BOOKED:
            raise Invalid(_("This receipt is cancelled."), field="shares")
        if not any(share.amount for share in shares):
            raise Invalid(_("Enter an amount for at least one instalment."), field="shares")
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
    """Write the sums of both sides from their allocations; what completes an instalment dates its settlement."""
    session.flush()
    receipt.allocated = sum((one.amount for one in receipt.allocations), ZERO)
    of_it = Allocation.instalment_id == instalment.id
    total = func.sum(Allocation.amount, type_=Allocation.amount.type)
    latest = select(total, func.max(Receipt.received_on)).join(Receipt, Receipt.id == Allocation.receipt_id)
    paid, last_on = session.execute(latest.where(of_it)).one()
    instalment.paid = paid or ZERO
    instalment.settled_on = last_on if instalment.paid == instalment.amount else None
    set_state(instalment)
    settle(session, instalment)


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
        facts = order_facts(session, order, local(session.info["now"], _zone(session)).date())
        move(context, session, order, "owe_again", facts, text=why)
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
