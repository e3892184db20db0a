"""What money of a customer can be allocated to."""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.rules.money.allocation import Payable
from models.enums import ReceivableState
from models.money.receivable import Instalment
from models.projects.contract import Contract
from models.record import Record

_source, _contract = Record.__table__.alias("paid_for"), Contract.__table__
SOURCE_NUMBER, SIGNED_ON = _source.c.number, _contract.c.signed_on
WAITING_FOR_MONEY = (ReceivableState.OPEN, ReceivableState.PLANNED)


def payable_instalments(customer_id: int) -> Select[Instalment]:
    """Select the customer's instalments that are owed and not paid: due ones oldest first, then those that wait."""
    owed = select(Instalment).where(
        Instalment.customer_id == customer_id,
        Instalment.state.in_(WAITING_FOR_MONEY),
        Instalment.number.is_not(None),
    )
    return owed.order_by(Instalment.due_on.is_(None), Instalment.due_on, Instalment.id)


def payables_with_source(customer_id: int) -> Select[Any]:
    """Select the same with SOURCE_NUMBER and SIGNED_ON of their contracts, the latter NULL for an order."""
    with_source = payable_instalments(customer_id).add_columns(SOURCE_NUMBER, SIGNED_ON)
    of_source = with_source.join(_source, _source.c.id == Instalment.source_id)
    return of_source.outerjoin(_contract, _contract.c.id == Instalment.source_id)


def payables_of(session: Session, customer_id: int) -> tuple[Payable, ...]:
    """Return what money of a customer can be allocated to, in the same order."""
    rows = session.execute(payables_with_source(customer_id))
    return tuple(
        Payable(row.id, row.number or "", row.open_amount, row.due_on, source or "", signed_on)
        for row, source, signed_on in rows
    )
