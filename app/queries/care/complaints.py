"""Reading complaints: one in full, with earlier ones of the same matter, and the forms that change it (N6)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.context import Actor, Context
from app.forms.complaints import ComplaintForm
from app.i18n import N_
from app.queries.care.complaint_facts import complaint_facts_of
from app.queries.records.closing_parts import closing_parts
from app.queries.records.linked import linked_records, named_ids, named_links
from app.queries.records.lookup import existing
from app.queries.records.record_parts import CommitmentLine, EventLine, NextStep, PaperLine, ScanLine
from app.queries.records.typed import typed_form
from app.queries.trade.order_parts import Linked
from app.rules.care.complaints import REPEAT_MONTHS, months_before
from app.rules.permissions import Permission
from models.care.complaint import Complaint, Feedback
from models.enums import (
    ComplaintCategory,
    ComplaintChannel,
    ComplaintSeverity,
    ComplaintState,
    CustomerWord,
    Fault,
    Justification,
)
from models.projects.equipment import Equipment
from models.record import Record


@dataclass(frozen=True, slots=True)
class ComplaintDetails:
    """One complaint in full; ``earlier`` are those of the same matter within the months before it, ``feedback`` what
    departments were asked because of it. ``cost`` in yuan, None for who may not see money.
    """

    id: int
    number: str
    version: int
    title: str
    state: ComplaintState
    received_at: datetime
    channel: ComplaintChannel
    receiver: str
    complainant: str
    phone: str
    category: ComplaintCategory
    severity: ComplaintSeverity
    content: str
    demand: str
    department: str
    owner: str
    responded_at: datetime | None
    answered_at: datetime | None
    answer: str
    interim: str
    root_cause: str
    corrective: str
    preventive: str
    cost: Decimal | None
    done_at: datetime | None
    verification: str
    customer_word: CustomerWord | None
    justification: Justification | None
    fault: Fault | None
    judgement: str
    closed_at: datetime | None
    closed_by: str
    customer_id: int
    project_id: int | None
    site_id: int | None
    equipment_id: int | None
    request_id: int | None
    customer: Linked | None
    project: Linked | None
    equipment: Linked | None
    request: Linked | None
    dispatch: Linked | None
    visit: Linked | None
    survey: Linked | None
    staff: Linked | None
    earlier: tuple[Linked, ...]
    feedback: tuple[Linked, ...]
    created_at: datetime
    created_by: str
    commitments: tuple[CommitmentLine, ...]
    steps: tuple[NextStep, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int

    @property
    def is_repeated(self) -> bool:
        """Whether the same matter was complained of before."""
        return bool(self.earlier)


AROUND = ("customer", "project", "equipment", "request", "dispatch", "visit", "survey", "staff")
_CLOSING = ("commitments", "steps", "papers", "scans", "events", "event_count")
_READ = ("number", "state", "cost", "earlier", "feedback", *AROUND, *_CLOSING)
_OWN = tuple(one.name for one in fields(ComplaintDetails) if one.name not in _READ)


def complaint_details(context: Context, record_id: int) -> ComplaintDetails:
    """Read one complaint with all that its detail pane shows; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        return _details(context, session, existing(session, Complaint, record_id))


def _details(context: Context, session: Session, found: Complaint) -> ComplaintDetails:
    closing = closing_parts(context, session, found, complaint_facts_of(found))
    closing["steps"] = _steps(found, closing["steps"], context.actor)
    earlier, asked = earlier_complaints(session, found), _asked(session, found.id)
    linked = linked_records(session, (*named_ids(found, AROUND), *earlier, *asked), context.actor)
    return ComplaintDetails(
        **{name: getattr(found, name) for name in _OWN},
        number=found.number or "",
        state=ComplaintState(found.state),
        cost=found.cost if context.actor.may(Permission.VIEW_MONEY) else None,
        **named_links(found, AROUND, linked),
        earlier=_known(earlier, linked),
        feedback=_known(asked, linked),
        **closing,
    )


def _known(ids: tuple[int, ...], linked: Mapping[int, Linked]) -> tuple[Linked, ...]:
    return tuple(linked[one] for one in ids if one in linked)


def earlier_complaints(session: Session, found: Complaint) -> tuple[int, ...]:
    """Return the complaints of the months before it about the same: the same category of the same customer, or the
    same piece of equipment; newest first.
    """
    same: list[Any] = [and_(Record.customer_id == found.customer_id, Complaint.category == found.category)]
    if found.equipment_id is not None:
        same.append(Complaint.equipment_id == found.equipment_id)
    before = and_(
        Complaint.received_at >= months_before(found.received_at, REPEAT_MONTHS),
        or_(
            Complaint.received_at < found.received_at,
            and_(Complaint.received_at == found.received_at, Complaint.id < found.id),
        ),
    )
    rows = select(Complaint.id).where(or_(*same), before, Complaint.id != found.id)
    return tuple(session.scalars(rows.order_by(Complaint.received_at.desc(), Complaint.id.desc())))


def _asked(session: Session, complaint_id: int) -> tuple[int, ...]:
    """Return the feedback that was drafted or asked because of a complaint."""
    return tuple(session.scalars(select(Feedback.id).where(Feedback.complaint_id == complaint_id)))


def _steps(found: Complaint, steps: tuple[NextStep, ...], actor: Actor) -> tuple[NextStep, ...]:
    """Return the arrows, and what is done without one: before them what comes first, behind them what it leads to."""
    may, state, facts = actor.may(Permission.EDIT_CARE), ComplaintState(found.state), complaint_facts_of(found)
    answer = NextStep("answer", N_("Answer again"), "complaint_answer", may, ())
    handle = NextStep("handle", N_("Record what was done"), "handling", may, ())
    first: list[NextStep] = []
    later: list[NextStep] = []
    if found.responded_at is None:
        first.append(NextStep("respond", N_("Record the first word"), "first_word", may, ()))
    if state is ComplaintState.HANDLING:
        in_hand = (handle, answer) if facts.answer_stands else (answer,)
        (later if facts.handled and facts.answer_stands else first).extend(in_hand)
    if state is not ComplaintState.CLOSED and found.request_id is None:
        later.append(NextStep("make_request", N_("Make a request of it"), "request", _registers(actor), ()))
    later.append(NextStep("feed_back", N_("Feed back to a department"), "feedback", may, ()))
    return (*first, *steps, *later)


def _registers(actor: Actor) -> bool:
    return actor.may(Permission.REGISTER_REQUEST) and actor.may(Permission.EDIT_CARE)


def complaint_form(context: Context, record_id: int) -> ComplaintForm:
    """Read a complaint into the form that corrects it."""
    context.require(Permission.EDIT_CARE)
    with context.read() as session:
        return typed_form(existing(session, Complaint, record_id), ComplaintForm, reason="")


def new_complaint_form(context: Context, about: Mapping[str, Any]) -> ComplaintForm:
    """Return the form of a complaint received now; ``about`` has by field what is known of it.

    The visit, survey, request, dispatch or equipment that it comes from says whose it is.
    """
    context.require(Permission.EDIT_CARE)
    known = {one.name: about[one.name] for one in fields(ComplaintForm) if about.get(one.name) is not None}
    form = ComplaintForm(received_at=context.clock.now(), receiver=context.actor.display_name)
    if "channel" in known:  # a code, where it comes from a kept form
        known["channel"] = ComplaintChannel(known["channel"])
    form = replace(form, **known)
    source = next((known[name] for name in _SOURCES if name in known), None)
    if source is None:
        return form
    with context.read() as session:
        return _owned(session, form, existing(session, Record, source))


_SOURCES = ("visit_id", "survey_id", "request_id", "dispatch_id", "equipment_id", "project_id")


def _owned(session: Session, form: ComplaintForm, source: Record) -> ComplaintForm:
    whose: dict[str, Any] = {"customer_id": source.customer_id, "project_id": source.project_id}
    piece = getattr(source, "equipment_id", None)
    if isinstance(source, Equipment):
        piece = source.id
    if piece is not None and session.get_one(Equipment, piece).project_id == source.project_id:
        whose["equipment_id"] = piece
    return replace(form, **{name: found for name, found in whose.items() if getattr(form, name) is None})
