"""Whether money adds up: what receipts and instalments say against their allocations (invariant 1)."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from app.i18n import N_
from models.enums import ReceiptState, ReceivableState
from models.money.receipt import Allocation, Receipt
from models.money.receivable import Deduction, Instalment, Invoice, InvoiceShare

Untied = tuple[str, str, str]  # code, number, message id
ROWS_AT_A_TIME = 1000


def untied_money(session: Session) -> Iterator[Untied]:
    """Yield what does not add up: the code of the finding, the number it is about, and its message."""
    for statement, code, message in (
        (_receipts(), "receipt", N_("A receipt is not the sum of its allocations.")),
        (_instalments(), "instalment", N_("An instalment is not the sum of what was allocated to it.")),
        (_states(), "instalment_state", N_("The state of an instalment does not follow from its sums and dates.")),
        (_invoices(), "invoice", N_("An invoice covers more than it comes to.")),
    ):
        for number, record_id in session.execute(statement.execution_options(yield_per=ROWS_AT_A_TIME)):
            yield code, str(number or record_id), message


def _sum_of(column: ColumnElement[int], owner: ColumnElement[int]) -> ScalarSelect[Any]:
    """Return what the allocations of an owner come to, as fen."""
    total = select(func.coalesce(func.sum(Allocation.amount), 0)).where(column == owner)
    return total.correlate(Receipt, Instalment).scalar_subquery()


def _receipts() -> Select[str | None, int]:
    allocated = _sum_of(Allocation.receipt_id, Receipt.id)  # type: ignore[arg-type]
    kept = and_(Receipt.state == ReceiptState.CANCELLED, Receipt.allocated > 0)
    wrong = or_(Receipt.allocated != allocated, Receipt.allocated > Receipt.amount, kept)
    return select(Receipt.number, Receipt.id).where(wrong)


def _instalments() -> Select[str | None, int]:
    paid = _sum_of(Allocation.instalment_id, Instalment.id)  # type: ignore[arg-type]
    kept = select(func.coalesce(func.sum(Deduction.amount), 0)).where(
        Deduction.instalment_id == Instalment.id, ~Deduction.is_void
    )
    deducted = kept.correlate(Instalment).scalar_subquery()
    too_much = Instalment.paid + Instalment.deducted > Instalment.amount
    wrong = or_(Instalment.paid != paid, Instalment.deducted != deducted, too_much)
    return select(Instalment.number, Instalment.id).where(wrong)


def _states() -> Select[str | None, int]:
    """PAID is what has all its money or may keep it, and a day for that; OPEN has a day to be paid by."""
    is_paid = Instalment.state == ReceivableState.PAID
    all_in = and_(Instalment.paid + Instalment.deducted == Instalment.amount, Instalment.settled_on.is_not(None))
    is_open = Instalment.state == ReceivableState.OPEN
    wrong = or_(
        is_paid != all_in,
        and_(is_open, or_(Instalment.due_on.is_(None), Instalment.number.is_(None))),
        and_(Instalment.state == ReceivableState.CANCELLED, Instalment.paid + Instalment.deducted > 0),
    )
    return select(Instalment.number, Instalment.id).where(wrong)


def _invoices() -> Select[str | None, int]:
    shared = select(func.coalesce(func.sum(InvoiceShare.amount), 0)).where(InvoiceShare.invoice_id == Invoice.id)
    return select(Invoice.number, Invoice.id).where(shared.correlate(Invoice).scalar_subquery() > Invoice.amount)
