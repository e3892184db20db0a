"""Reading the instalments of a contract or an order: as lines, as a form, and what they come to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.forms.money import InstalmentForm
from app.rules.money.gates import MoneyFacts
from app.rules.money.instalments import plan_of_terms
from app.rules.projects.contracts import contract_total
from app.rules.trade.pricing import ZERO
from models.enums import InstalmentKind, ReceivableState, RecordKind
from models.money.receivable import Instalment, Invoice, InvoiceShare
from models.projects.contract import Contract
from models.record import Record
from models.trade.priced import PricedRecord


@dataclass(frozen=True, slots=True)
class InstalmentLine:
    """An instalment as a line; ``invoiced`` is what invoices in force say of it."""

    id: int
    number: str | None
    kind: InstalmentKind
    state: ReceivableState
    percent: Decimal | None
    amount: Decimal
    paid: Decimal
    deducted: Decimal
    invoiced: Decimal
    condition: str
    clause: str
    due_on: date | None
    settled_on: date | None
    owner_name: str

    @property
    def open(self) -> Decimal:
        """What has not come in and may not be kept."""
        return self.amount - self.paid - self.deducted

    @property
    def uninvoiced(self) -> Decimal:
        """What no invoice covers yet."""
        return self.amount - self.invoiced


@dataclass(frozen=True, slots=True)
class PaidSums:
    """What instalments come to, what of them came in, and what the customer may keep."""

    total: Decimal = ZERO
    paid: Decimal = ZERO
    deducted: Decimal = ZERO

    @property
    def unpaid(self) -> Decimal:
        """What has not come in and may not be kept."""
        return self.total - self.paid - self.deducted


def rows_of(session: Session, source_id: int) -> Sequence[Instalment]:
    """Return the instalments of a contract or an order, as stored, in their order; without cancelled ones."""
    return session.scalars(_of_source(source_id)).all()


def _of_source(source_id: int) -> Select[Instalment]:
    of_source = Instalment.source_id == source_id, Instalment.state != ReceivableState.CANCELLED
    return select(Instalment).where(*of_source).order_by(Instalment.position, Instalment.id)


def instalments_of(session: Session, source_id: int) -> tuple[InstalmentLine, ...]:
    """Return the instalments of a contract or an order in their order, without cancelled ones.

    They are full of sums: show them only to who may see money.
    """
    owed = Instalment.__table__
    invoiced = _invoiced().where(InvoiceShare.instalment_id == owed.c.id).correlate(owed).scalar_subquery()
    rows = session.execute(_of_source(source_id).add_columns(invoiced))
    return tuple(_line(row, said or ZERO) for row, said in rows)


def _invoiced() -> Select[Any]:
    figure = func.sum(InvoiceShare.amount, type_=InvoiceShare.amount.type)
    return select(figure).join(Invoice, Invoice.id == InvoiceShare.invoice_id).where(~Invoice.is_void)


def _line(row: Instalment, invoiced: Decimal) -> InstalmentLine:
    return InstalmentLine(
        id=row.id,
        number=row.number,
        kind=row.instalment_kind,
        state=ReceivableState(row.state),
        percent=row.percent,
        amount=row.amount,
        paid=row.paid,
        deducted=row.deducted,
        invoiced=invoiced,
        condition=row.condition,
        clause=row.clause,
        due_on=row.due_on,
        settled_on=row.settled_on,
        owner_name=row.owner_name,
    )


def invoiced_sums(session: Session, instalment_ids: Iterable[int]) -> dict[int, Decimal]:
    """Return by instalment what invoices that are not void say of it; those without an invoice are left out."""
    of_them = (
        select(InvoiceShare.instalment_id, func.sum(InvoiceShare.amount, type_=InvoiceShare.amount.type))
        .join(Invoice, Invoice.id == InvoiceShare.invoice_id)
        .where(InvoiceShare.instalment_id.in_(tuple(instalment_ids)), ~Invoice.is_void)
        .group_by(InvoiceShare.instalment_id)
    )
    return {row[0]: row[1] for row in session.execute(of_them)}


def instalment_forms(session: Session, source_id: int) -> tuple[InstalmentForm, ...]:
    """Return the instalments of a contract or an order as they are edited."""
    return tuple(
        InstalmentForm(
            instalment_id=row.id,
            kind=row.instalment_kind,
            percent=row.percent,
            amount=row.amount,
            condition=row.condition,
            clause=row.clause,
            due_on=row.due_on,
            owner_name=row.owner_name,
        )
        for row in rows_of(session, source_id)
    )


def paid_sums(lines: Iterable[InstalmentLine]) -> PaidSums:
    """Return what instalments come to, what of it is paid, and what was deducted."""
    known = tuple((line.amount, line.paid, line.deducted) for line in lines)
    return PaidSums(*(sum(figures, ZERO) for figures in zip(*known, strict=True)))


def follow_terms(lines: Sequence[InstalmentLine], order: PricedRecord) -> bool:
    """Tell whether the instalments of an order ask for what its terms of payment say when they say it; those that are
    owed already got their days from what happened since.
    """
    if any(line.number for line in lines):
        return True
    planned = plan_of_terms(order.total, order.advance_percent)
    return [(line.kind, line.amount, line.due_on) for line in lines] == [
        (one.kind, one.amount, None) for one in planned
    ]


def source_total(session: Session, source: Record) -> Decimal | None:
    """Return what the instalments of a contract (with its supplements) or an order have to come to; None if unknown."""
    if isinstance(source, PricedRecord):
        return source.total
    if not isinstance(source, Contract):
        raise TypeError(f"a {source.kind} has no instalments")
    return contract_total(source.amount, session.scalars(select(Contract.amount).where(Contract.main_id == source.id)))


def money_facts(session: Session, row: Instalment) -> MoneyFacts:
    """Read what the gates of an instalment look at."""
    source = session.scalar(select(Record.kind).where(Record.id == row.source_id))
    by_service = row.instalment_kind is InstalmentKind.BALANCE and source is RecordKind.ORDER
    return MoneyFacts(waits_for_service=by_service or row.number is None)
