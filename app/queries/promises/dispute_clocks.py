"""The clocks of a dispute: it is verified soon, and what our fault takes is done by its day (C10.4)."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import settings_of
from app.queries.promises.record_log import RecordLog
from app.rules.promises.clocks import END_OF_DAY
from app.rules.promises.commitments import Clock, PromiseFacts, Slot
from models.enums import CommitmentKind, DisputeState
from models.money.dispute import Dispute


def dispute_facts(session: Session, disputes: Sequence[Dispute], log: RecordLog) -> Mapping[Dispute, PromiseFacts]:
    """Return the facts of these disputes."""
    zone = ZoneInfo(settings_of(session).text("zone"))
    return {
        one: PromiseFacts(
            clocks={
                CommitmentKind.DISPUTE_CHECK: (
                    Clock(datetime.combine(one.raised_on, END_OF_DAY, zone), met_at=one.verified_at),
                ),
                CommitmentKind.DISPUTE_MEASURES: _measures(one, zone),
            },
            agreed={**log.agreed_of(one), **_until(one, zone)},
            holds=log.holds_of(one),
            finished=one.state == DisputeState.CANCELLED,
        )
        for one in disputes
    }


def _measures(dispute: Dispute, zone: ZoneInfo) -> Sequence[Clock]:
    if dispute.verified_at is None or dispute.measures_until is None:
        return ()
    done = datetime.combine(dispute.resolved_on, time.min, zone) if dispute.resolved_on else None
    return (Clock(dispute.verified_at, met_at=max(done, dispute.verified_at) if done else None),)


def _until(dispute: Dispute, zone: ZoneInfo) -> Mapping[Slot, datetime]:
    if dispute.measures_until is None:
        return {}
    return {(CommitmentKind.DISPUTE_MEASURES, 0): datetime.combine(dispute.measures_until, END_OF_DAY, zone)}
