"""Promises of payment that a customer did not keep (C10)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.context import Actor
from app.queries.money.payable import WAITING_FOR_MONEY
from app.rules.permissions import Permission
from models.money.contact import PaymentPromise
from models.record import Record


@dataclass(frozen=True, slots=True)
class BrokenPromise:
    """What was promised by a day that is over and is still owed, in yuan; of several days the first."""

    amount: Decimal
    promised_on: date


def broken_promise_of(session: Session, customer_id: int, today: date, actor: Actor) -> BrokenPromise | None:
    """Return the oldest promise that a customer broke, None without one or for who may not see money."""
    if not actor.may(Permission.VIEW_MONEY):
        return None
    total = func.sum(PaymentPromise.amount, type_=PaymentPromise.amount.type)
    live = (~PaymentPromise.is_void, PaymentPromise.kept_on.is_(None), PaymentPromise.promised_on < today)
    owed = (Record.customer_id == customer_id, Record.state.in_(WAITING_FOR_MONEY))
    broken = (
        select(total, PaymentPromise.promised_on)
        .join(Record, Record.id == PaymentPromise.instalment_id)
        .where(*live, *owed)
        .group_by(PaymentPromise.promised_on)
        .order_by(PaymentPromise.promised_on)
        .limit(1)
    )
    row = session.execute(broken).one_or_none()
    return BrokenPromise(row[0], row[1]) if row is not None else None
