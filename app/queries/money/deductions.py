"""Reading what both sides agreed that a customer keeps of an instalment (N5)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.money.receivable import Deduction
from models.record import Record

_deduction, _request = Deduction.__table__, Record.__table__.alias("deducted_for")


@dataclass(frozen=True, slots=True)
class DeductionLine:
    """A deduction as a line; ``request`` is the number of the repair that was its reason, if any. ``is_void`` tells
    that it was taken back.
    """

    id: int
    amount: Decimal
    agreed_on: date
    agreed_with: str
    reason: str
    request_id: int | None
    request: str
    is_void: bool
    recorded_by: str


def deductions_of(session: Session, instalment_id: int) -> tuple[DeductionLine, ...]:
    """Return the deductions of an instalment by the day they were agreed on, also those taken back. They are sums: show
    them only to who may see money.
    """
    columns = (
        _deduction.c.id, _deduction.c.amount, _deduction.c.agreed_on, _deduction.c.agreed_with, _deduction.c.reason,
        _deduction.c.request_id, _request.c.number, _deduction.c.is_void, _deduction.c.recorded_by,
    )  # fmt: skip
    tables = _deduction.outerjoin(_request, _request.c.id == _deduction.c.request_id)
    found = select(*columns).select_from(tables).where(_deduction.c.instalment_id == instalment_id)
    rows = session.execute(found.order_by(_deduction.c.agreed_on, _deduction.c.id))
    return tuple(DeductionLine(*row[:6], row[6] or "", *row[7:]) for row in rows)
