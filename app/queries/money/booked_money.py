"""Receipts that may be the same money as one that is about to be booked."""

from sqlalchemy import and_, false, or_, select
from sqlalchemy.orm import Session

from app.rules.money.receipt_questions import BookedMoney
from models.enums import ReceiptState
from models.money.receipt import Receipt


def booked_like(session: Session, money: BookedMoney) -> tuple[BookedMoney, ...]:
    """Return the booked receipts of the same sum and day, or with the same bank reference, the first one first."""
    same_reference = Receipt.bank_reference == money.reference if money.reference else false()
    alike = and_(Receipt.received_on == money.received_on, Receipt.amount == money.amount)
    columns = (Receipt.received_on, Receipt.amount, Receipt.payer, Receipt.bank_reference, Receipt.number)
    found = select(*columns).where(Receipt.state == ReceiptState.BOOKED, or_(same_reference, alike))
    rows = session.execute(found.order_by(Receipt.id))
    return tuple(BookedMoney(*row[:4], row[4] or "") for row in rows)
