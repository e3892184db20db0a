"""What money of a customer can be allocated to."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.rules.money.allocation import Payable
from models.enums import ReceivableState
from models.money.receivable import Instalment

WAITING_FOR_MONEY = (ReceivableState.OPEN, ReceivableState.PLANNED)


def payable_instalments(customer_id: int) -> Select[Instalment]:
    """Select the customer's instalments that are owed and not paid: due ones oldest first, then those that wait."""
    owed = select(Instalment).where(
        Instalment.customer_id == customer_id,
        Instalment.state.in_(WAITING_FOR_MONEY),
        Instalment.number.is_not(None),
    )
    return owed.order_by(Instalment.due_on.is_(None), Instalment.due_on, Instalment.id)


def payables_of(session: Session, customer_id: int) -> tuple[Payable, ...]:
    """Return what money of a customer can be allocated to, in the same order."""
    rows = session.scalars(payable_instalments(customer_id))
    return tuple(Payable(row.id, row.number or "", row.amount - row.paid, row.due_on) for row in rows)
