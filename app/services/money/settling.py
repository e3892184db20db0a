"""What settles an instalment: the sums of what came in and of what the customer may keep (invariant 1, N5)."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.rules.money.promised import CameIn, kept_on
from app.rules.trade.pricing import ZERO
from app.services.money.instalments import set_state
from app.services.promises.keeping import settle
from models.money.contact import PaymentPromise
from models.money.receipt import Allocation, Receipt
from models.money.receivable import Deduction, Instalment


def settle_instalment(session: Session, instalment: Instalment) -> None:
    """Write an instalment's sums from its allocations and deductions; what completes it dates its settlement."""
    session.flush()
    paid = func.sum(Allocation.amount, type_=Allocation.amount.type)
    came_in = (
        select(paid, func.max(Receipt.received_on))
        .join(Receipt, Receipt.id == Allocation.receipt_id)
        .where(Allocation.instalment_id == instalment.id)
    )
    kept = func.sum(Deduction.amount, type_=Deduction.amount.type)
    agreed = select(kept, func.max(Deduction.agreed_on)).where(
        Deduction.instalment_id == instalment.id, ~Deduction.is_void
    )
    instalment.paid, last_in = _summed(session, came_in)
    instalment.deducted, last_kept = _summed(session, agreed)
    days = [day for day in (last_in, last_kept) if day is not None]
    instalment.settled_on = max(days) if days and not instalment.open_amount else None
    set_state(instalment)
    _keep_promises(session, instalment)
    settle(session, instalment)


def _keep_promises(session: Session, instalment: Instalment) -> None:
    """Write on which day the customer's promises were kept by what came in since."""
    live = select(PaymentPromise).where(PaymentPromise.instalment_id == instalment.id, ~PaymentPromise.is_void)
    promises = session.scalars(live).all()
    if not promises:
        return
    came_in = (
        select(Receipt.received_on, Allocation.amount)
        .join(Allocation, Allocation.receipt_id == Receipt.id)
        .where(Allocation.instalment_id == instalment.id)
    )
    money = [CameIn(day, amount) for day, amount in session.execute(came_in)]
    for promise in promises:
        promise.kept_on = kept_on(promise.amount, promise.made_on, money)
    session.flush()


def _summed(session: Session, figures: Select[Decimal, date]) -> tuple[Decimal, date | None]:
    amount, day = session.execute(figures).one()
    return amount or ZERO, day
