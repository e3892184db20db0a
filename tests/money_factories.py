"""Instalments, invoices and receipts as they occur in the department, made through the services."""

from datetime import date
from decimal import Decimal
from typing import Any

from app.context import Context
from app.forms.money import InstalmentForm, InvoiceForm, ReceiptForm, ShareForm
from app.queries.money.instalments import InstalmentLine, instalments_of
from app.rules.money.receipt_questions import ReceiptQuestion
from app.services.money.instalments import save_contract_instalments
from app.services.money.invoices import record_invoice
from app.services.money.receipts import save_receipt
from models.enums import InstalmentKind
from tests.factories import make_contract, version_of
from tests.remembered import remembered

THREE = (
    InstalmentForm(kind=InstalmentKind.ADVANCE, percent=Decimal(30), due_on=date(2026, 1, 10)),
    InstalmentForm(kind=InstalmentKind.ACCEPTANCE, percent=Decimal(60), due_on=date(2026, 3, 10)),
    InstalmentForm(kind=InstalmentKind.RETENTION, percent=Decimal(10), condition="质保期满"),
)


@remembered
def set_instalments(context: Context, contract_id: int, *forms: InstalmentForm) -> None:
    """Write the instalments of a contract."""
    version = version_of(context, contract_id)
    save_contract_instalments(context, record_id=contract_id, version=version, forms=forms)


@remembered
def make_owed_contract(context: Context, *forms: InstalmentForm, **fields: Any) -> int:
    """Return the id of a contract of 1,000 yuan: 300 overdue, 600 due on Tuesday, 100 after the warranty."""
    contract = make_contract(context, **{"amount": Decimal(1000), **fields})
    set_instalments(context, contract, *(forms or THREE))
    return contract


def lines_of(context: Context, source_id: int) -> tuple[InstalmentLine, ...]:
    """Return the instalments of a contract or an order as they stand now."""
    with context.read() as session:
        return instalments_of(session, source_id)


def share(instalment_id: int, amount: Any) -> ShareForm:
    """Return so much for one instalment."""
    return ShareForm(instalment_id=instalment_id, amount=Decimal(amount))


@remembered
def make_receipt(context: Context, customer_id: int, amount: Any, *shares: ShareForm, **fields: Any) -> int:
    """Return the id of a receipt that came in yesterday."""
    usual = {"received_on": date(2026, 3, 5), "voucher_no": "银收-118", "accepted": frozenset(ReceiptQuestion)}
    form = ReceiptForm(customer_id=customer_id, amount=Decimal(amount), shares=shares, **{**usual, **fields})
    return save_receipt(context, form=form)


@remembered
def make_invoice(context: Context, record_id: int, amount: Any, *shares: ShareForm, **fields: Any) -> int:
    """Return the id of an invoice of yesterday."""
    usual = {"number": "24312000000012345678", "issued_on": date(2026, 3, 5)}
    form = InvoiceForm(amount=Decimal(amount), shares=shares, **{**usual, **fields})
    return record_invoice(context, record_id=record_id, form=form)
