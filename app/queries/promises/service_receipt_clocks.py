"""The clock of cash taken on site: it is handed in soon (N1)."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import settings_of
from app.queries.promises.record_log import RecordLog
from app.queries.trips.receipts import taken_at
from app.rules.promises.commitments import Clock, PromiseFacts
from models.enums import CommitmentKind, SignOffState
from models.trips.service_receipt import ServiceReceipt


def service_receipt_facts(
    session: Session, receipts: Sequence[ServiceReceipt], log: RecordLog
) -> Mapping[ServiceReceipt, PromiseFacts]:
    """Return the facts of these receipts: only one on which cash was taken owes anything, until all of it is in."""
    zone = ZoneInfo(settings_of(session).text("zone"))
    return {
        one: PromiseFacts(
            clocks={CommitmentKind.CASH_HAND_IN: _clocks(one, zone)},
            agreed=log.agreed_of(one),
            finished=one.state == SignOffState.CANCELLED,
        )
        for one in receipts
    }


def _clocks(receipt: ServiceReceipt, zone: ZoneInfo) -> Sequence[Clock]:
    if not receipt.cash_taken:
        return ()
    return (Clock(taken_at(receipt.left_at, receipt.signed_at, receipt.created_at), met_at=_met_at(receipt, zone)),)


def _met_at(receipt: ServiceReceipt, zone: ZoneInfo) -> datetime | None:
    """Return when the last of it was handed in: the day is known, so its beginning, but never before it was taken."""
    if receipt.cash_in_hand or not receipt.hand_ins:
        return None
    day = max(row.handed_in_on for row in receipt.hand_ins)
    began = taken_at(receipt.left_at, receipt.signed_at, receipt.created_at)
    return max(datetime.combine(day, time.min, zone), began)
