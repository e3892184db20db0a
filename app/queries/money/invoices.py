"""Reading invoices: those of a contract or an order, those that cover an instalment, and the form of a new one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.context import Context
from app.formatting import local
from app.forms.money import InvoiceForm
from app.queries.money.instalments import InstalmentLine, instalments_of
from app.queries.records.lookup import existing
from app.rules.permissions import Permission
from models.enums import InvoiceType
from models.money.receivable import Invoice, InvoiceShare
from models.record import Record
from models.trade.priced import PricedRecord


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """An invoice as a line; ``share`` is what of it covers the instalment it is shown for, else what is shared out."""

    id: int
    number: str
    invoice_type: InvoiceType
    issued_on: date
    amount: Decimal
    share: Decimal
    is_void: bool
    recorded_by: str


def invoices_of(session: Session, record_id: int) -> tuple[InvoiceLine, ...]:
    """Return the invoices given for a contract or an order, the latest first."""
    of_record = select(Invoice).where(Invoice.record_id == record_id).options(selectinload(Invoice.shares))
    return _lines(session.scalars(of_record.order_by(Invoice.issued_on.desc(), Invoice.id.desc())), None)


def invoices_covering(session: Session, instalment_id: int) -> tuple[InvoiceLine, ...]:
    """Return the invoices that cover an instalment, or part of it, the latest first."""
    covering = select(InvoiceShare.invoice_id).where(InvoiceShare.instalment_id == instalment_id)
    found = select(Invoice).where(Invoice.id.in_(covering)).options(selectinload(Invoice.shares))
    return _lines(session.scalars(found.order_by(Invoice.issued_on.desc(), Invoice.id.desc())), instalment_id)


def _lines(invoices: Iterable[Invoice], instalment_id: int | None) -> tuple[InvoiceLine, ...]:
    return tuple(
        InvoiceLine(
            id=one.id,
            number=one.number,
            invoice_type=one.invoice_type,
            issued_on=one.issued_on,
            amount=one.amount,
            share=sum(
                (share.amount for share in one.shares if instalment_id in (None, share.instalment_id)), Decimal("0.00")
            ),
            is_void=one.is_void,
            recorded_by=one.recorded_by,
        )
        for one in invoices
    )


@dataclass(frozen=True, slots=True)
class NewInvoice:
    """What the form of a new invoice starts from: its fields, and the instalments that it can cover."""

    record_id: int
    title: str
    form: InvoiceForm
    instalments: tuple[InstalmentLine, ...]


def new_invoice(context: Context, record_id: int) -> NewInvoice:
    """Return what a new invoice for a contract or an order starts from; NotFound when there is none."""
    context.require(Permission.VIEW_MONEY)
    today = local(context.clock.now(), context.zone).date()
    with context.read() as session:
        found = existing(session, Record, record_id)
        kind = found.invoice_type if isinstance(found, PricedRecord) else InvoiceType.SPECIAL
        lines = tuple(line for line in instalments_of(session, record_id) if line.number and line.uninvoiced)
        title = " ".join(part for part in (found.number, found.title) if part)
        return NewInvoice(record_id, title, InvoiceForm(invoice_type=kind, issued_on=today), lines)
