"""Reading visits: one in full, and the forms that plan and record it (C13)."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.forms.visits import FollowUpForm, VisitForm, VisitRecordForm
from app.i18n import N_
from app.queries.care.visit_facts import visit_gate_facts
from app.queries.records.closing_parts import closing_parts
from app.queries.records.linked import linked_records, named_ids, named_links
from app.queries.records.lookup import existing
from app.queries.records.record_parts import CommitmentLine, EventLine, NextStep, PaperLine, ScanLine
from app.queries.records.typed import typed_form
from app.queries.trade.order_parts import Linked
from app.rules.permissions import Permission
from models.care.visit import Visit, VisitFollowUp
from models.enums import FollowUpKind, RunStatus, VisitMode, VisitOccasion, VisitState
from models.parties.customer import Contact
from models.projects.project import Project


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """One thing that follows from a visit; ``outcome`` is what came of it, ``became`` the record it has become."""

    id: int
    kind: FollowUpKind
    text: str
    passed_to: str
    due_on: date | None
    outcome: str
    settled_at: datetime | None
    became: Linked | None


@dataclass(frozen=True, slots=True)
class VisitDetails:
    """One visit in full; what was found is empty until it is done."""

    id: int
    number: str
    version: int
    title: str
    state: VisitState
    occasion: VisitOccasion
    mode: VisitMode
    planned_on: date
    basis_on: date | None
    visitor: str
    focus: str
    visited_at: datetime | None
    interviewee: str
    phone: str
    run_status: RunStatus | None
    flow: str
    inlet: str
    outlet: str
    consumables: str
    upkeep: str
    problems: str
    sat_quality: int | None
    sat_service: int | None
    suggestions: str
    promotion: str
    payment_talk: str
    spot_action: str
    next_visit_on: date | None
    closed_at: datetime | None
    customer_id: int
    project_id: int | None
    survey_id: int | None
    customer: Linked | None
    project: Linked | None
    site: Linked | None
    round: Linked | None
    basis: Linked | None
    dispatch: Linked | None
    survey: Linked | None
    follow_ups: tuple[FollowUpLine, ...]
    created_at: datetime
    created_by: str
    commitments: tuple[CommitmentLine, ...]
    steps: tuple[NextStep, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int

    @property
    def open_follow_ups(self) -> tuple[FollowUpLine, ...]:
        """What is not settled yet."""
        return tuple(line for line in self.follow_ups if line.settled_at is None)


_AROUND = ("customer", "project", "site", "round", "basis", "dispatch", "survey")
_READ = (
    "number", "state", *_AROUND, "follow_ups", "commitments", "steps", "papers", "scans", "events", "event_count",
)  # fmt: skip
_OWN = tuple(one.name for one in fields(VisitDetails) if one.name not in _READ)


def visit_details(context: Context, record_id: int) -> VisitDetails:
    """Read one visit with all that its detail pane shows; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        return _details(context, session, existing(session, Visit, record_id))


def _details(context: Context, session: Session, found: Visit) -> VisitDetails:
    became = [line.outcome_id for line in found.follow_ups]
    known = linked_records(session, [*named_ids(found, _AROUND), *became], context.actor)
    closing = closing_parts(context, session, found, visit_gate_facts(found))
    closing["steps"] = _steps(found, closing["steps"], may=context.actor.may(Permission.EDIT_CARE))
    return VisitDetails(
        **{name: getattr(found, name) for name in _OWN},
        number=found.number or "",
        state=VisitState(found.state),
        follow_ups=tuple(_line(line, known.get(line.outcome_id or 0)) for line in found.follow_ups),
        **named_links(found, _AROUND, known),
        **closing,
    )


def _line(line: VisitFollowUp, became: Linked | None) -> FollowUpLine:
    own: dict[str, Any] = {one.name: getattr(line, one.name) for one in fields(FollowUpLine) if one.name != "became"}
    return FollowUpLine(**own, became=became)


def _steps(found: Visit, steps: tuple[NextStep, ...], *, may: bool) -> tuple[NextStep, ...]:
    """Return the arrows with what else can be done: moving what is planned, correcting a record, a survey."""
    more = []
    if found.state == VisitState.PLANNED:
        more.append(NextStep("move", N_("Move the visit"), "", may, ()))
    if found.state == VisitState.DONE:
        more.append(NextStep("record", N_("Correct the record"), "", may, ()))
    if found.survey_id is None and found.state != VisitState.CANCELLED:
        more.append(NextStep("survey", N_("Give out a survey"), "", may, ()))
    return (*steps, *more)


def visit_form(context: Context, record_id: int) -> VisitForm:
    """Read a visit into the form that plans it."""
    context.require(Permission.EDIT_CARE)
    with context.read() as session:
        return typed_form(existing(session, Visit, record_id), VisitForm, reason="")


def new_visit_form(context: Context, *, customer_id: int | None = None, project_id: int | None = None) -> VisitForm:
    """Return the form of a visit that is planned for today, to a customer or in a project where one is given."""
    context.require(Permission.EDIT_CARE)
    with context.read() as session:
        owner = existing(session, Project, project_id).customer_id if project_id is not None else customer_id
    today = context.clock.now().astimezone(context.zone).date()
    visitor = context.actor.display_name
    return VisitForm(customer_id=owner, project_id=project_id, planned_on=today, visitor=visitor)


def visit_record_form(context: Context, record_id: int) -> VisitRecordForm:
    """Read a visit into the form that records it: paid now where it is not done, by the one who is to, and with the
    first person one talks to there.
    """
    context.require(Permission.EDIT_CARE)
    with context.read() as session:
        found = existing(session, Visit, record_id)
        met, phone = found.interviewee, found.phone
        if found.visited_at is None:
            met, phone = _first_contact(session, found.customer_id)
        return typed_form(
            found,
            VisitRecordForm,
            visited_at=found.visited_at or context.clock.now(),
            visitor=found.visitor or context.actor.display_name,
            interviewee=met,
            phone=phone,
            follow_ups=tuple(_form(line) for line in found.follow_ups if line.settled_at is None),
            logs_payment=False,
            reason="",
        )


def _first_contact(session: Session, customer_id: int | None) -> tuple[str, str]:
    wanted = select(Contact).where(Contact.party_id == customer_id).order_by(Contact.id).limit(1)
    person = session.scalar(wanted)
    if person is None:
        return "", ""
    return " ".join(part for part in (person.name, person.post) if part), person.mobile or person.phone


def _form(line: VisitFollowUp) -> FollowUpForm:
    return FollowUpForm(line_id=line.id, kind=line.kind, text=line.text, passed_to=line.passed_to, due_on=line.due_on)
