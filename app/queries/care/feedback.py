"""Reading quality feedback: one in full, and the forms that change it (N6)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from app.context import Context
from app.forms.complaints import FeedbackForm
from app.queries.records.closing_parts import closing_parts
from app.queries.records.linked import linked_records, named_ids, named_links
from app.queries.records.lookup import existing
from app.queries.records.record_parts import CommitmentLine, EventLine, NextStep, PaperLine, ScanLine
from app.queries.records.typed import typed_form
from app.queries.trade.order_parts import Linked
from app.rules.care.complaints import ComplaintFacts
from app.rules.permissions import Permission
from models.care.complaint import Complaint, Feedback
from models.enums import FeedbackState
from models.projects.equipment import Equipment
from models.record import Record
from models.requests.request import Request


@dataclass(frozen=True, slots=True)
class FeedbackDetails:
    """One piece of quality feedback in full; "" for its number while it is a draft."""

    id: int
    number: str
    version: int
    title: str
    state: FeedbackState
    department: str
    addressee: str
    content: str
    model: str
    fault_count: int | None
    demand: str
    answer_due_on: date
    asked_at: datetime | None
    answered_at: datetime | None
    answered_by: str
    cause: str
    measures: str
    effect_seen: str
    closed_at: datetime | None
    customer: Linked | None
    project: Linked | None
    equipment: Linked | None
    complaint: Linked | None
    request: Linked | None
    created_at: datetime
    created_by: str
    commitments: tuple[CommitmentLine, ...]
    steps: tuple[NextStep, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int


AROUND = ("customer", "project", "equipment", "complaint", "request")
_CLOSING = ("commitments", "steps", "papers", "scans", "events", "event_count")
_READ = ("number", "state", *AROUND, *_CLOSING)
_OWN = tuple(one.name for one in fields(FeedbackDetails) if one.name not in _READ)


def feedback_details(context: Context, record_id: int) -> FeedbackDetails:
    """Read one piece of feedback with all that its detail pane shows; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, Feedback, record_id)
        return FeedbackDetails(
            **{name: getattr(found, name) for name in _OWN},
            number=found.number or "",
            state=FeedbackState(found.state),
            **named_links(found, AROUND, linked_records(session, named_ids(found, AROUND), context.actor)),
            **closing_parts(context, session, found, ComplaintFacts()),
        )


def feedback_form(context: Context, record_id: int) -> FeedbackForm:
    """Read feedback into the form that corrects it."""
    context.require(Permission.EDIT_CARE)
    with context.read() as session:
        return typed_form(existing(session, Feedback, record_id), FeedbackForm, reason="")


def new_feedback_form(context: Context, about: Mapping[str, Any]) -> FeedbackForm:
    """Return the form of new feedback; ``about`` has by field what is known of it. A complaint or a request that it
    comes from says whose it is, what is wrong and on which model.
    """
    context.require(Permission.EDIT_CARE)
    known = {one.name: about[one.name] for one in fields(FeedbackForm) if about.get(one.name) is not None}
    form = FeedbackForm(**known)
    source = known.get("complaint_id") or known.get("request_id")
    if source is None:
        return form
    with context.read() as session:
        found = existing(session, Record, source)
        said = _said(found)
        piece = session.get(Equipment, said["equipment_id"]) if said.get("equipment_id") is not None else None
        said["model"] = piece.model if piece is not None else ""
        return replace(form, **{name: value for name, value in said.items() if not getattr(form, name)})


def _said(found: Record) -> dict[str, Any]:
    """Return what a complaint or a request says, by the fields of feedback."""
    said: dict[str, Any] = {
        "customer_id": found.customer_id, "project_id": found.project_id, "title": found.title[:120],
        "equipment_id": getattr(found, "equipment_id", None),
    }  # fmt: skip
    if isinstance(found, Complaint):
        said |= {"content": found.content, "department": found.department, "request_id": found.request_id}
    elif isinstance(found, Request):
        causes = (found.text, found.cause)
        said["content"] = "\n".join(part for part in causes if part)
    return said
