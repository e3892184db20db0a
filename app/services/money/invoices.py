"""Invoices given to customers for contracts and orders, and the instalments they cover."""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid, NotFound
from app.formatting import money
from app.forms.money import InvoiceForm, ShareForm
from app.i18n import _
from app.queries.money.instalments import invoiced_sums, rows_of
from app.rules.inputs import clean_text, comparison_key
from app.rules.money.allocation import Payable, checked_shares
from app.rules.money.amounts import positive_amount
from app.rules.permissions import Permission
from app.rules.trade.pricing import ZERO
from app.services.past_days import past_day
from app.services.use_case import load, log, required, use_case
from models.enums import EventKind, RecordKind
from models.money.receivable import Instalment, Invoice, InvoiceShare
from models.record import Record

LONGEST_NUMBER = 40
LONGEST_TEXT = 4000
INVOICED = (RecordKind.ORDER, RecordKind.CONTRACT)


@use_case(Permission.EDIT_RECEIVABLES)
def record_invoice(context: Context, *, record_id: int, form: InvoiceForm) -> int:
    """Record an invoice given for a contract or an order, with its shares of instalments; returns its id.

    Invalid at the field for a number used before, a day in the future, and shares of more than is not invoiced yet of
    an instalment or than the invoice comes to.
    """
    typed = required(form.number, _("Enter the invoice's number."), field="number", limit=LONGEST_NUMBER)
    number = comparison_key(typed).upper()  # whatever its case and width
    amount = positive_amount(form.amount, field="amount")
    note = clean_text(form.note, field="note", limit=LONGEST_TEXT)
    with context.write() as session:
        record = load(session, Record, record_id)
        if record.kind not in INVOICED:
            raise Invalid(_("Invoices are given for contracts and orders."), field="record_id")
        missing = _("Enter the date of the invoice.")
        issued_on = past_day(session, form.issued_on, field="issued_on", missing=missing)
        _refuse_used(session, number)
        invoice = Invoice(record_id=record.id, number=number, invoice_type=form.invoice_type, amount=amount, note=note)
        invoice.issued_on, invoice.is_void = issued_on, False
        invoice.recorded_at, invoice.recorded_by = session.info["now"], session.info["user_name"]
        invoice.shares = _shares(session, record, form.shares, amount)
        session.add(invoice)
        _tell(session, record, invoice, EventKind.INVOICED, f"{number} {money(amount)}")
        session.flush()
        return invoice.id


def _refuse_used(session: Session, number: str) -> None:
    """A number is given once, and a void invoice keeps its own."""
    if session.scalar(select(Invoice.id).where(Invoice.number == number)) is not None:
        raise Invalid(_("This invoice number is already used."), field="number")


def _shares(session: Session, record: Record, shares: Sequence[ShareForm], amount: Decimal) -> list[InvoiceShare]:
    rows = rows_of(session, record.id)
    invoiced = invoiced_sums(session, [row.id for row in rows])
    open_ones = {
        row.id: Payable(row.id, row.number or "", row.amount - invoiced.get(row.id, ZERO)) for row in rows if row.number
    }
    checked = checked_shares(shares, amount, open_ones)
    return [InvoiceShare(instalment_id=instalment, amount=part) for instalment, part in checked]


def _tell(session: Session, record: Record, invoice: Invoice, kind: EventKind, text: str) -> None:
    record.version += 1
    log(session, record, kind, text)
    for share in invoice.shares:
        instalment = load(session, Instalment, share.instalment_id)
        instalment.version += 1
        log(session, instalment, kind, text)


@use_case(Permission.EDIT_RECEIVABLES)
def void_invoice(context: Context, *, invoice_id: int, reason: str) -> None:
    """Make an invoice void, with a reason; it stays on record and covers nothing any more."""
    why = required(reason, _("Give the reason."), field="reason", limit=LONGEST_TEXT)
    with context.write(why) as session:
        invoice = session.get(Invoice, invoice_id)
        if invoice is None:
            raise NotFound(_("This invoice no longer exists."))
        if invoice.is_void:
            raise Invalid(_("This invoice is void already."))
        invoice.is_void = True
        record = load(session, Record, invoice.record_id)
        _tell(session, record, invoice, EventKind.INVOICE_VOIDED, f"{invoice.number} {money(invoice.amount)}\n{why}")
