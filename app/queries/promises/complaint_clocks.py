"""The clocks of a complaint: the first word, the answer, the end of it; and of quality feedback: its answer (N6)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import settings_of
from app.queries.promises.record_log import RecordLog
from app.rules.promises.clocks import END_OF_DAY
from app.rules.promises.commitments import Clock, PromiseFacts, promise_kind
from models.care.complaint import Complaint, Feedback
from models.enums import CommitmentKind, FeedbackState

_MET_BY = {
    CommitmentKind.COMPLAINT_RESPONSE: "responded_at",
    CommitmentKind.COMPLAINT_ANSWER: "answered_at",
    CommitmentKind.COMPLAINT_CLOSING: "closed_at",
}
_ANSWER = CommitmentKind.FEEDBACK_ANSWER


def complaint_facts(
    _session: Session, complaints: Sequence[Complaint], log: RecordLog
) -> Mapping[Complaint, PromiseFacts]:
    """Return the facts of these complaints: all their clocks run from when the complaint was received."""
    return {
        one: PromiseFacts(
            facts={"complaint_severity": one.severity.value},
            clocks={kind: (_clock(one, kind, log),) for kind in _MET_BY},
            holds=log.holds_of(one),
            agreed=log.agreed_of(one),
        )
        for one in complaints
    }


def _clock(complaint: Complaint, kind: CommitmentKind, log: RecordLog) -> Clock:
    """Return a clock with what met it: of several entries, made before it was opened again, the one of that time."""
    met_at: datetime | None = getattr(complaint, _MET_BY[kind])
    if met_at is None:
        return Clock(complaint.received_at)
    wanted = promise_kind(kind).met_by
    entries = [event for event in log.events_of(complaint) if event.kind in wanted and event.at == met_at]
    return Clock(complaint.received_at, met_at=met_at, met_event_id=entries[-1].id if entries else None)


def feedback_facts(session: Session, feedback: Sequence[Feedback], log: RecordLog) -> Mapping[Feedback, PromiseFacts]:
    """Return the facts of quality feedback: once asked, the answer is due by the end of its day."""
    zone = ZoneInfo(settings_of(session).text("zone"))
    return {
        one: PromiseFacts(
            clocks={_ANSWER: _asked(one, log)},
            holds=log.holds_of(one),
            agreed={
                **log.agreed_of(one),
                (_ANSWER, 0): datetime.combine(one.answer_due_on, END_OF_DAY, zone),
            },
            finished=one.state == FeedbackState.CANCELLED,
        )
        for one in feedback
    }


def _asked(one: Feedback, log: RecordLog) -> Sequence[Clock]:
    if one.asked_at is None:
        return ()
    entry = log.meeting_entry(one, _ANSWER) if one.answered_at is not None else None
    return (Clock(one.asked_at, met_at=one.answered_at, met_event_id=entry),)
