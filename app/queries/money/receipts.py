"""Reading receipts: the list, one in full, and what the forms of a new one and of an allocation start from."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import and_, select, type_coerce
from sqlalchemy.orm import Session, aliased

from app.context import Context
from app.formatting import local
from app.forms.money import ReceiptForm, ShareForm
from app.queries.lists.record_list import RecordList, record
from app.queries.money.payable import payables_with_source
from app.queries.records.lookup import existing
from app.queries.records.record_parts import EventLine, NextStep, counted_events_of, next_steps
from app.rules.money.allocation import Payable, propose
from app.rules.money.gates import MoneyFacts
from app.rules.permissions import Permission
from models.enums import InstalmentKind, ReceiptMethod, ReceiptState, RecordKind
from models.money.receipt import Allocation, Receipt
from models.money.receivable import Instalment
from models.parties.customer import Customer
from models.record import Record

receipt = Receipt.__table__


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """A line of the list; ``left`` is what pays nothing yet, nothing of one that is cancelled."""

    id: int
    number: str
    received_on: date
    customer: str
    payer: str
    amount: Decimal
    allocated: Decimal
    left: Decimal
    method: ReceiptMethod
    voucher_no: str
    state: ReceiptState


RECEIPTS = RecordList(
    kind=RecordKind.RECEIPT,
    row=ReceiptRow,
    own=receipt,
    columns={"left": type_coerce(receipt.c.amount - receipt.c.allocated, receipt.c.amount.type)},
    orders={"received_on": receipt.c.received_on},
    views={
        "unallocated": and_(record.c.state == ReceiptState.BOOKED, receipt.c.allocated < receipt.c.amount),
        "booked": record.c.state == ReceiptState.BOOKED,
        "cancelled": record.c.state == ReceiptState.CANCELLED,
    },
    uncounted=frozenset({"booked", "cancelled"}),
    permission=Permission.VIEW_MONEY,
)


@dataclass(frozen=True, slots=True)
class AllocationLine:
    """What a receipt pays: which instalment of which contract or order (``source``), and how much of it."""

    instalment_id: int
    number: str
    kind: InstalmentKind
    source: str
    amount: Decimal
    allocated_by: str


@dataclass(frozen=True, slots=True)
class ReceiptDetails:
    """One receipt in full; ``left`` is what pays nothing yet."""

    id: int
    version: int
    number: str
    state: ReceiptState
    customer_id: int
    customer: str
    received_on: date
    amount: Decimal
    allocated: Decimal
    method: ReceiptMethod
    payer: str
    voucher_no: str
    bank_reference: str
    note: str
    created_by: str
    allocations: tuple[AllocationLine, ...]
    steps: tuple[NextStep, ...]
    events: tuple[EventLine, ...]
    event_count: int

    @property
    def left(self) -> Decimal:
        """What can still be allocated."""
        return self.amount - self.allocated if self.state is ReceiptState.BOOKED else Decimal("0.00")


_OWN = (
    "id", "version", "customer_id", "received_on", "amount", "allocated", "method", "payer", "voucher_no",
    "bank_reference", "note", "created_by",
)  # fmt: skip


def receipt_details(context: Context, record_id: int) -> ReceiptDetails:
    """Read one receipt; NotFound when there is none, NotAllowed for those who may not see money."""
    context.require(Permission.VIEW_MONEY)
    with context.read() as session:
        found = existing(session, Receipt, record_id)
        events, event_count = counted_events_of(session, (found.id,))
        return ReceiptDetails(
            **{name: getattr(found, name) for name in _OWN},
            number=found.number or "",
            state=ReceiptState(found.state),
            customer=existing(session, Customer, found.customer_id or 0).title,
            allocations=_allocations(session, found.id),
            steps=next_steps(found.kind, found.state, MoneyFacts(), context.actor),
            events=events,
            event_count=event_count,
        )


def _allocations(session: Session, receipt_id: int) -> tuple[AllocationLine, ...]:
    source = aliased(Record.__table__, name="source")
    rows = session.execute(
        select(
            Instalment.id,
            Instalment.number,
            Instalment.instalment_kind,
            source.c.number.label("source"),
            Allocation.amount,
            Allocation.allocated_by,
        )
        .join(Allocation, Allocation.instalment_id == Instalment.id)
        .join(source, source.c.id == Instalment.source_id)
        .where(Allocation.receipt_id == receipt_id)
        .order_by(Allocation.id)
    )
    return tuple(AllocationLine(row[0], row[1] or "", row[2], row[3] or "", *row[4:]) for row in rows)


@dataclass(frozen=True, slots=True)
class PayableLine:
    """An instalment that money of a customer can be allocated to, as the table of a receipt shows it."""

    id: int
    number: str
    kind: InstalmentKind
    source: str
    amount: Decimal
    open: Decimal
    due_on: date | None
    signed_on: date | None
    overdue: bool


def payable_lines(context: Context, customer_id: int) -> tuple[PayableLine, ...]:
    """Return the customer's instalments that are owed and not paid: due ones oldest first, then those that wait."""
    context.require(Permission.VIEW_MONEY)
    today = local(context.clock.now(), context.zone).date()
    with context.read() as session:
        rows = session.execute(payables_with_source(customer_id)).all()
        return tuple(_payable_line(one, number or "", signed_on, today) for one, number, signed_on in rows)


def _payable_line(one: Instalment, source: str, signed_on: date | None, today: date) -> PayableLine:
    return PayableLine(
        id=one.id,
        number=one.number or "",
        kind=one.instalment_kind,
        source=source,
        amount=one.amount,
        open=one.open_amount,
        due_on=one.due_on,
        signed_on=signed_on,
        overdue=one.due_on is not None and one.due_on < today,
    )


def proposed_shares(
    amount: Decimal | None, lines: tuple[PayableLine, ...], received_on: date | None = None
) -> tuple[ShareForm, ...]:
    """Return what a receipt of ``amount`` most likely pays of these instalments; nothing while it is not known."""
    if amount is None or amount <= 0:
        return ()
    payables = [Payable(one.id, one.number, one.open, one.due_on, one.source, one.signed_on) for one in lines]
    return propose(amount, payables, received_on)


def new_receipt_form(context: Context, *, customer_id: int | None = None, order_id: int | None = None) -> ReceiptForm:
    """Return the form of a new receipt of today; that of an order comes from its customer."""
    context.require(Permission.RECORD_RECEIPT)
    today = local(context.clock.now(), context.zone).date()
    with context.read() as session:
        if order_id is not None:
            customer_id = existing(session, Record, order_id).customer_id
        customer = session.get(Customer, customer_id) if customer_id else None
        payer = customer.title if customer else ""
        return ReceiptForm(customer_id=customer_id, received_on=today, payer=payer)
