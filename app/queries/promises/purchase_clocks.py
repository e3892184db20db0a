"""The clock of a purchase: goods on order come by the day expected (C6.2)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.queries.promises.record_log import RecordLog
from app.rules.promises.clocks import END_OF_DAY
from app.rules.promises.commitments import Clock, PromiseFacts, Slot
from models.enums import CommitmentKind, MoveKind, PurchaseState
from models.material.ledger import StockMove
from models.material.purchase import Purchase

ORDERED = (PurchaseState.ORDERED, PurchaseState.PARTLY_RECEIVED, PurchaseState.RECEIVED)


def purchase_facts(session: Session, purchases: Sequence[Purchase], log: RecordLog) -> Mapping[Purchase, PromiseFacts]:
    """Return the facts of these purchases: the delivery runs from the ordering, the last goods that came meet it."""
    came = _last_receipts(session, [one for one in purchases if one.state == PurchaseState.RECEIVED])
    zone = ZoneInfo(settings_of(session).text("zone"))
    return {
        one: PromiseFacts(
            clocks={CommitmentKind.DELIVERY: _delivery(one, came.get(one.id))},
            agreed={**_expected(one, zone), **log.agreed_of(one)},
            holds=log.holds_of(one),
            finished=one.state == PurchaseState.CANCELLED,
        )
        for one in purchases
    }


def _delivery(purchase: Purchase, came_at: datetime | None) -> Sequence[Clock]:
    """A purchase that is in but for a rest that will not come is met by what came last."""
    if purchase.ordered_at is None or purchase.state not in ORDERED:
        return ()
    return (Clock(purchase.ordered_at, met_at=came_at),)


def _expected(purchase: Purchase, zone: ZoneInfo) -> Mapping[Slot, datetime]:
    if purchase.expected_on is None:
        return {}
    return {(CommitmentKind.DELIVERY, 0): datetime.combine(purchase.expected_on, END_OF_DAY, zone)}


def _last_receipts(session: Session, received: Sequence[Purchase]) -> Mapping[int, datetime]:
    if not received:
        return {}
    last = func.max(StockMove.at, type_=StockMove.at.type)
    of_purchase = StockMove.source_id.in_([one.id for one in received])
    moves = select(StockMove.source_id, last).where(
        of_purchase, StockMove.kind == MoveKind.RECEIPT, StockMove.quantity > 0
    )
    rows = session.execute(moves.group_by(StockMove.source_id))
    return {source_id: at for source_id, at in rows if source_id is not None}
