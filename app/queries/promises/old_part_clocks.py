"""The clock of an old part: it is back some days after it was taken out (N2)."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import settings_of
from app.queries.promises.record_log import RecordLog
from app.rules.promises.commitments import Clock, PromiseFacts
from models.enums import CommitmentKind, OldPartState
from models.material.swap import OldPart


def old_part_facts(session: Session, parts: Sequence[OldPart], log: RecordLog) -> Mapping[OldPart, PromiseFacts]:
    """Return the facts of these old parts: what never comes back and is settled for good is awaited no more."""
    zone = ZoneInfo(settings_of(session).text("zone"))
    return {
        one: PromiseFacts(
            clocks={CommitmentKind.OLD_PART: _clocks(one, zone)},
            agreed=log.agreed_of(one),
            holds=log.holds_of(one),
        )
        for one in parts
    }


def _clocks(part: OldPart, zone: ZoneInfo) -> Sequence[Clock]:
    if part.state == OldPartState.SETTLED and part.returned_at is None:
        return ()
    return (Clock(datetime.combine(part.removed_on, time.min, zone), met_at=part.returned_at),)
