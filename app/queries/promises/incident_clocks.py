"""The clock of an accident or near miss: it is reported upward within hours of having happened (C12.2)."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from app.queries.promises.record_log import RecordLog
from app.rules.promises.commitments import Clock, PromiseFacts
from models.enums import CommitmentKind
from models.safety.incident import Incident

_KIND = CommitmentKind.INCIDENT_REPORT


def incident_facts(_session: Session, incidents: Sequence[Incident], log: RecordLog) -> Mapping[Incident, PromiseFacts]:
    """Return the facts of these incidents: the report upward meets the clock."""
    return {
        one: PromiseFacts(
            clocks={
                _KIND: (Clock(one.happened_at, met_at=one.reported_at, met_event_id=log.meeting_entry(one, _KIND)),)
            },
            agreed=log.agreed_of(one),
        )
        for one in incidents
    }
