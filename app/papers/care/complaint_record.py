"""A complaint from its receipt to the judgement (客户投诉登记追踪表, complaint_record); it has no gate (N6)."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.formatting import MISSING, date_time_text, duration_words, money
from app.i18n import _
from app.labels import label
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import (
    Row,
    contract_of,
    day_of,
    equipment_of,
    numbers_of,
    owner_values,
    promises_of,
    seen,
    when,
    zone_of,
)
from app.papers.sources import TITLE_LIMIT, ticked
from app.queries.care.complaints import earlier_complaints
from models.care.complaint import Complaint
from models.enums import CommitmentKind, ComplaintState, EventKind
from models.record import Event, Record

ISSUED_FROM = frozenset(ComplaintState)
TRACKED = (
    EventKind.COMPLAINED,
    EventKind.COMPLAINT_RESPONDED,
    EventKind.COMPLAINT_ANSWERED,
    EventKind.COMPLAINT_HANDLED,
    EventKind.COMPLAINT_VERIFIED,
    EventKind.COMPLAINT_CLOSED,
    EventKind.COMPLAINT_REOPENED,
    EventKind.FEEDBACK_ASKED,
)


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of a complaint; runs inside ``using_language`` of the paper's language."""
    complaint = session.get_one(Complaint, record.id)
    values = {
        **owner_values(session, complaint),
        **_registered(session, complaint),
        **_handled(session, complaint),
        **_closed(session, complaint),
    }
    rows = {"track": tuple(_track(session, complaint))}
    return Filled(_("Complaint: {title}").format(title=complaint.title)[:TITLE_LIMIT], values, rows)


def _registered(session: Session, complaint: Complaint) -> dict[str, FieldValue]:
    zone, earlier = zone_of(session), earlier_complaints(session, complaint)
    return {
        "doc_date": day_of(complaint.received_at, zone),
        "received_at": when(complaint.received_at, zone),
        "receiver": complaint.receiver,
        "channel": ticked(complaint.channel.value),
        "contract_no": contract_of(session, complaint),
        "request_no": numbers_of(session, complaint.request_id),
        "equipment": equipment_of(session, complaint.equipment_id),
        "complainant": complaint.complainant,
        "phone": complaint.phone or MISSING,
        "category": ticked(complaint.category.value),
        "severity": ticked(complaint.severity.value),
        "repeat": numbers_of(session, *earlier) if earlier else _("No"),
        "content": complaint.content,
        "demand": complaint.demand or MISSING,
    }


def _handled(session: Session, complaint: Complaint) -> dict[str, FieldValue]:
    """What was done about it: handwriting room while it was not."""
    zone = zone_of(session)
    values: dict[str, FieldValue] = {
        "first_reply": when(complaint.responded_at, zone),
        "answered_at": when(complaint.answered_at, zone),
        "owner_dept": complaint.department,
        "owner": complaint.owner,
        "work_order_no": numbers_of(session, complaint.dispatch_id),
        "answer": complaint.answer,
        "interim": complaint.interim,
        "root_cause": complaint.root_cause,
        "corrective": complaint.corrective,
        "preventive": complaint.preventive,
        "due": _due(session, complaint, zone),
        "done_at": when(complaint.done_at, zone),
    }
    return values | ({} if complaint.cost is None else {"cost": money(complaint.cost)})


def _due(session: Session, complaint: Complaint, zone: ZoneInfo) -> str:
    """Return by when it is to be closed, "" where nothing is promised."""
    promised = promises_of(session, complaint)
    dues = [one.due for one in promised if one.kind is CommitmentKind.COMPLAINT_CLOSING and one.due is not None]
    return date_time_text(min(dues), zone) if dues else ""


def _closed(session: Session, complaint: Complaint) -> dict[str, FieldValue]:
    """What verifying and judging it found: handwriting room while it was not."""
    zone = zone_of(session)
    return {
        "verify": complaint.verification,
        "customer_confirm": ticked(seen(complaint.customer_word)),
        "valid": ticked(seen(complaint.justification)),
        "visit_no": numbers_of(session, complaint.visit_id),
        "fault": ticked(seen(complaint.fault)),
        "judgement": complaint.judgement,
        "closed_at": when(complaint.closed_at, zone),
        "closed_by": complaint.closed_by,
        "hours": _span(complaint.received_at, complaint.closed_at),
    }


def _span(since: datetime, until: datetime | None) -> str:
    return duration_words(until - since) if until is not None else ""


def _track(session: Session, complaint: Complaint) -> Iterator[Row]:
    """Yield what happened, in the order of its time, with who wrote it down."""
    zone = zone_of(session)
    wanted = select(Event).where(Event.record_id == complaint.id, Event.kind.in_(TRACKED))
    for place, event in enumerate(session.scalars(wanted.order_by(Event.at, Event.id)), start=1):
        yield {
            "seq": str(place),
            "at": date_time_text(event.at, zone),
            "step": label(event.kind),
            "action": _said(event),
            "by": event.recorded_by,
        }


def _said(event: Event) -> str:
    """Return the words of an entry, with whom they were spoken to."""
    if not event.counterpart or not event.text:
        return event.counterpart or event.text or MISSING
    return _("{person}: {said}").format(person=event.counterpart, said=event.text)
