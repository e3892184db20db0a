"""What a customer still owes on a day: every instalment with what is open of it, and money that pays nothing yet.

Figures are those of the day asked for: of receipts on the bank statement and deductions agreed up to it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from app.labels import label
from app.queries.money.disputed import disputed_sums
from app.queries.money.open_sums import deducted_by, paid_by
from app.rules.money.amounts import open_of
from app.rules.money.chasing import is_chased, overdue_days
from app.rules.trade.pricing import ZERO
from models.enums import InstalmentKind, ReceiptState, ReceivableState, RecordKind
from models.money.receipt import Receipt
from models.money.receivable import Instalment
from models.projects.contract import Contract
from models.projects.project import Project
from models.record import Record

_owed, _source = Record.__table__.alias("owed"), Record.__table__.alias("owed_by")
_instalment, _contract, _project = Instalment.__table__, Contract.__table__, Project.__table__
_receipt = Receipt.__table__
_booked = Record.__table__.alias("booked")


@dataclass(frozen=True, slots=True)
class OpenInstalment:
    """An instalment of which something is open on a day; sums in yuan with tax.

    ``milestone`` is what it is paid for, in words, ``disputed`` what of it pauses (C10.4). ``chased`` tells that it is
    late and may be asked for (``app.rules.money.chasing``). ``overdue_days`` counts from the day after ``due_on``, 0
    for what is not late or has all its money.
    """

    id: int
    number: str
    source_id: int
    source_kind: RecordKind
    source_number: str
    contract_id: int | None
    project_id: int | None
    kind: InstalmentKind
    clause: str
    milestone: str
    amount: Decimal
    paid: Decimal
    deducted: Decimal
    open: Decimal
    due_on: date | None
    overdue_days: int
    disputed: Decimal
    chased: bool
    retention: bool


def open_instalments(session: Session, customer_id: int, on: date) -> tuple[OpenInstalment, ...]:
    """Return what of a customer's instalments was open at the end of a day, the oldest due first, undated ones last."""
    return tuple(line for line in _read(session, on, _owed.c.customer_id == customer_id) if line.open > 0)


def instalments_on(session: Session, source_ids: Iterable[int], on: date) -> tuple[OpenInstalment, ...]:
    """Return all instalments of contracts or orders as they stood at the end of a day, paid ones too; same order."""
    return _read(session, on, _source.c.id.in_(tuple(source_ids)))


def _read(session: Session, on: date, condition: ColumnElement[bool]) -> tuple[OpenInstalment, ...]:
    rows = session.execute(_owed_ones(on).where(condition)).all()
    disputed = disputed_sums(session, [row.id for row in rows])
    return tuple(_open_one(row, disputed, on) for row in rows)


def _owed_ones(on: date) -> Select[Any]:
    tables = (
        _owed.join(_instalment, _instalment.c.id == _owed.c.id)
        .join(_source, _source.c.id == _instalment.c.source_id)
        .outerjoin(_contract, _contract.c.id == _source.c.id)
        .outerjoin(_project, _project.c.id == _source.c.project_id)
    )
    columns = (
        _owed.c.id, _owed.c.number, _source.c.id.label("source_id"), _source.c.kind.label("source_kind"),
        _source.c.number.label("source_number"), _contract.c.id.label("contract_id"), _source.c.project_id,
        _instalment.c.instalment_kind, _instalment.c.clause, _instalment.c.amount, _instalment.c.due_on,
        _project.c.handed_over_on, paid_by(on).label("paid_then"), deducted_by(on).label("deducted_then"),
    )  # fmt: skip
    owed = (
        _owed.c.kind == RecordKind.RECEIVABLE,
        _owed.c.number.is_not(None),
        _owed.c.state != ReceivableState.CANCELLED.value,
    )
    in_order = (_instalment.c.due_on.is_(None), _instalment.c.due_on, _owed.c.id)
    return select(*columns).select_from(tables).where(*owed).order_by(*in_order)


def _open_one(row: Any, disputed: Mapping[int, Decimal], on: date) -> OpenInstalment:
    paid, deducted = row.paid_then or ZERO, row.deducted_then or ZERO
    left = open_of(row.amount, paid, deducted)
    return OpenInstalment(
        id=row.id,
        number=row.number,
        source_id=row.source_id,
        source_kind=row.source_kind,
        source_number=row.source_number or "",
        contract_id=row.contract_id,
        project_id=row.project_id,
        kind=row.instalment_kind,
        clause=row.clause,
        milestone=label(row.instalment_kind),
        amount=row.amount,
        paid=paid,
        deducted=deducted,
        open=left,
        due_on=row.due_on,
        overdue_days=overdue_days(row.due_on, on) if left else 0,
        disputed=disputed.get(row.id, ZERO),
        chased=is_chased(row.source_kind, row.instalment_kind, row.due_on, row.handed_over_on, on),
        retention=row.instalment_kind is InstalmentKind.RETENTION,
    )


def credits_of(session: Session, customer_id: int, on: date) -> Decimal:
    """Return what a customer paid up to a day that pays nothing yet: booked receipts less what they were allocated to
    now.
    """
    left: ColumnElement[Any] = func.sum(_receipt.c.amount - _receipt.c.allocated, type_=_receipt.c.amount.type)
    of_customer = (
        _booked.c.customer_id == customer_id,
        _booked.c.state == ReceiptState.BOOKED.value,
        _receipt.c.received_on <= on,
    )
    found = select(left).select_from(_booked.join(_receipt, _receipt.c.id == _booked.c.id)).where(*of_customer)
    return session.scalar(found) or ZERO
