"""The clock of a call or a letter: what it asks for is done by the day that was named (N6)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import settings_of
from app.queries.promises.record_log import RecordLog
from app.rules.promises.clocks import END_OF_DAY
from app.rules.promises.commitments import Clock, PromiseFacts
from models.care.correspondence import Correspondence
from models.enums import CommitmentKind

_KIND = CommitmentKind.CORRESPONDENCE


def correspondence_facts(
    session: Session, found: Sequence[Correspondence], log: RecordLog
) -> Mapping[Correspondence, PromiseFacts]:
    """Return the facts of these calls and letters: one without a day owes nothing; its result keeps the day."""
    zone = ZoneInfo(settings_of(session).text("zone"))
    return {
        one: PromiseFacts()
        if one.due_on is None
        else PromiseFacts(
            clocks={_KIND: (Clock(one.at, met_at=one.settled_at),)},
            agreed={**log.agreed_of(one), (_KIND, 0): datetime.combine(one.due_on, END_OF_DAY, zone)},
        )
        for one in found
    }
