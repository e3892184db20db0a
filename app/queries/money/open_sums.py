"""What of an instalment is open, as columns: now, and what had come in or been deducted by a day."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func, select, type_coerce

from models.money.receipt import Allocation, Receipt
from models.money.receivable import Deduction, Instalment

_instalment, _deduction = Instalment.__table__, Deduction.__table__
_allocation, _receipt = Allocation.__table__, Receipt.__table__

OPEN_AMOUNT: ColumnElement[Any] = type_coerce(
    _instalment.c.amount - _instalment.c.paid - _instalment.c.deducted, _instalment.c.amount.type
)


def paid_by(on: date) -> ScalarSelect[Any]:
    """Return what receipts up to a day pay of the instalment of the outer statement, NULL for nothing."""
    total: ColumnElement[Any] = func.sum(_allocation.c.amount, type_=_allocation.c.amount.type)
    came_in = _allocation.join(_receipt, _receipt.c.id == _allocation.c.receipt_id)
    up_to_then = (_allocation.c.instalment_id == _instalment.c.id, _receipt.c.received_on <= on)
    return select(total).select_from(came_in).where(*up_to_then).correlate(_instalment).scalar_subquery()


def deducted_by(on: date) -> ScalarSelect[Any]:
    """Return what both sides agreed up to a day that the customer keeps of the instalment, NULL for nothing."""
    total: ColumnElement[Any] = func.sum(_deduction.c.amount, type_=_deduction.c.amount.type)
    agreed = (_deduction.c.instalment_id == _instalment.c.id, ~_deduction.c.is_void, _deduction.c.agreed_on <= on)
    return select(total).where(*agreed).correlate(_instalment).scalar_subquery()
