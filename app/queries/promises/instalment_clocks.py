"""The clock of an instalment: what is agreed to be paid after the service (C9.2)."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.queries.promises.record_log import RecordLog
from app.rules.promises.commitments import Clock, PromiseFacts
from models.enums import CommitmentKind, InstalmentKind, ReceivableState
from models.money.receivable import Instalment
from models.trade.order import ServiceOrder


def instalment_facts(
    session: Session, instalments: Sequence[Instalment], log: RecordLog
) -> Mapping[Instalment, PromiseFacts]:
    """Return the facts of these instalments; only the balance of an order whose service has ended owes anything."""
    sources = {row.source_id for row in instalments if row.instalment_kind is InstalmentKind.BALANCE}
    ended = select(ServiceOrder.id, ServiceOrder.served_at).where(
        ServiceOrder.id.in_(sources), ServiceOrder.served_at.is_not(None)
    )
    served = {row[0]: row[1] for row in session.execute(ended)} if sources else {}
    zone = ZoneInfo(settings_of(session).text("zone"))
    return {
        row: PromiseFacts(
            clocks={CommitmentKind.BALANCE: _balance(row, served.get(row.source_id), zone)},
            agreed=log.agreed_of(row),
            finished=row.state == ReceivableState.CANCELLED,
        )
        for row in instalments
    }


def _balance(row: Instalment, served_at: datetime | None, zone: ZoneInfo) -> Sequence[Clock]:
    """Met on the bank's day of the receipt that completed it, whenever that was entered."""
    if served_at is None or row.instalment_kind is not InstalmentKind.BALANCE:
        return ()
    settled = row.settled_on
    return (Clock(served_at, met_at=datetime.combine(settled, time.min, zone) if settled else None),)
