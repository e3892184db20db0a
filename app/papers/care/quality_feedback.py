"""Quality feedback to the department that answers for it (质量信息反馈单, quality_feedback) (N6).

Gate: it was sent; before that it has no number.
"""

from sqlalchemy.orm import Session

from app.formatting import MISSING
from app.i18n import N_, _
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import dated, day_of, equipment_of, numbers_of, owner_values, when, zone_of
from app.papers.sources import TITLE_LIMIT
from app.rules.care.complaints import CLAUSE
from app.rules.gate import BlockReason
from models.care.complaint import Feedback
from models.enums import FeedbackState
from models.record import Record

ISSUED_FROM = frozenset(FeedbackState) - {FeedbackState.DRAFT, FeedbackState.CANCELLED}


def gate(_session: Session, record: Record) -> tuple[BlockReason, ...]:
    """Return that a draft has not been sent yet; nothing for any other."""
    if record.state != FeedbackState.DRAFT:
        return ()
    return (BlockReason(CLAUSE, N_("The feedback has not been sent to the department yet"), fix="ask"),)


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of feedback; runs inside ``using_language`` of the paper's language."""
    feedback = session.get_one(Feedback, record.id)
    values = {**owner_values(session, feedback), **_asked(session, feedback), **_answered(session, feedback)}
    return Filled(_("Quality feedback: {title}").format(title=feedback.title)[:TITLE_LIMIT], values)


def _asked(session: Session, feedback: Feedback) -> dict[str, FieldValue]:
    zone = zone_of(session)
    return {
        "doc_date": day_of(feedback.asked_at, zone) if feedback.asked_at else "",
        "department": feedback.department,
        "addressee": feedback.addressee,
        "equipment": equipment_of(session, feedback.equipment_id),
        "model": feedback.model or MISSING,
        "fault_count": str(feedback.fault_count) if feedback.fault_count is not None else MISSING,
        "complaint_no": numbers_of(session, feedback.complaint_id),
        "request_no": numbers_of(session, feedback.request_id),
        "subject": feedback.title,
        "content": feedback.content,
        "demand": feedback.demand,
        "answer_due_on": dated(feedback.answer_due_on),
        "asked_at": when(feedback.asked_at, zone),
    }


def _answered(session: Session, feedback: Feedback) -> dict[str, FieldValue]:
    """What the department answered and what came of it: handwriting room while it has not."""
    zone = zone_of(session)
    return {
        "cause": feedback.cause,
        "measures": feedback.measures,
        "answered_by": feedback.answered_by,
        "answered_at": when(feedback.answered_at, zone),
        "effect": feedback.effect_seen,
        "closed_at": when(feedback.closed_at, zone),
    }
