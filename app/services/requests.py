"""Service requests: registering a customer's call, the steps of analysis, the class, the answer, and the way to the
end.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid, NotAllowed
from app.forms import RequestForm
from app.i18n import _
from app.queries.request_facts import class_facts, request_facts
from app.queries.requests import OPEN_STATES
from app.rules.classification import check_confirmation, is_override, propose_class
from app.rules.gates import check_gates
from app.rules.inputs import clean_phone, clean_text
from app.rules.permissions import Permission
from app.rules.transitions import arrow
from app.services import promises
from app.services.keeping import in_use
from app.services.moves import blocked, move
from app.services.projects import site_of
from app.services.use_case import check_past, fresh, load, log, next_number, required, use_case
from models.enums import ClassBasis, CommitmentKind, EventKind, RecordKind, RequestState, ServiceClass
from models.parties.customer import Customer
from models.projects.equipment import Equipment
from models.projects.project import Project
from models.record import Event
from models.requests.request import Request

TITLE_LENGTH = 80
TEXT_LIMIT = 200_000
STEPS = (EventKind.FILE_CONSULTED, EventKind.CUSTOMER_CONTACTED, EventKind.REPLIED)
UNCLASSABLE = (RequestState.CLOSED, RequestState.CANCELLED, RequestState.MERGED)


@use_case(Permission.REGISTER_REQUEST)
def register_request(context: Context, *, form: RequestForm) -> int:
    """Register a contact at once (C2): number, first promise (C4.1) and proposed class (C3.2) come with it.

    Returns the id. Invalid names the field that is empty, in the future, or belongs to another customer.
    """
    form = _checked(form, context.clock.now())
    with context.write() as session, session.no_autoflush:  # all rows in one flush, each written once
        number = next_number(session, RecordKind.REQUEST)
        request = Request(number=number, state=RequestState.REGISTERED, **fresh(session))
        request.registered_at = session.info["now"]
        _write(session, request, form)
        session.add(request)
        log(
            session,
            request,
            EventKind.REGISTERED,
            request.text,
            at=request.received_at,
            counterpart=request.contact_name,
        )
        promises.owe_all(session, request)
        session.flush()
        return request.id


@use_case(Permission.EDIT_REQUEST)
def edit_request(context: Context, *, record_id: int, form: RequestForm, reason: str = "") -> None:
    """Correct what was registered; due times and the proposed class are computed again.

    A finished request stays as it is. After a reply was missed, the facts its clock hangs on may only be changed by
    the manager with a reason, and the miss stays (invariant 7).
    """
    form = _checked(form, context.clock.now())
    why = clean_text(reason, field="reason", limit=4000)
    with context.write(why) as session:
        request = load(session, Request, record_id, form.version)
        if request.state not in OPEN_STATES:
            raise Invalid(_("This request is finished and is not changed any more."))
        clock_facts = (request.severity, request.received_at)
        if clock_facts != (form.severity, form.received_at):
            _check_missed(context, session, request, why)
            _check_steps_after(session, request, form)
        if request.customer_id != form.customer_id and request_facts(session, request).open_dispatches:
            raise Invalid(
                _("People are to be sent to this customer. Cancel the dispatches first."), field="customer_id"
            )
        _write(session, request, form)
        log(session, request, EventKind.EDITED, why)
        promises.owe_all(session, request)


def _checked(form: RequestForm, now: datetime) -> RequestForm:
    if form.received_at is None:
        raise Invalid(_("Enter when the request was received."), field="received_at", clause="C2")
    check_past(form.received_at, now, field="received_at")
    if form.customer_id is None:
        raise Invalid(_("Choose the customer."), field="customer_id", clause="C2")
    return replace(
        form,
        text=required(form.text, _("Write down what was said."), field="text", limit=TEXT_LIMIT),
        contact_name=clean_text(form.contact_name, field="contact_name", limit=60),
        contact_phone=clean_phone(form.contact_phone, field="contact_phone", limit=40),
        source_department=clean_text(form.source_department, field="source_department", limit=60),
        owner_name=clean_text(form.owner_name, field="owner_name", limit=60),
    )


def _write(session: Session, request: Request, form: RequestForm) -> None:
    project = _project_of(session, form)
    customer = in_use(session, Customer, form.customer_id or 0, field="customer_id", kept=request.customer_id)
    request.customer_id = customer.id
    request.project_id = project.id if project else None
    site_id = form.site_id or (project.site_id if project else None)
    request.site_id = site_of(session, customer.id, site_id, kept=request.site_id)
    request.equipment_id = _equipment_of(session, form, request.equipment_id)
    request.title = form.text.splitlines()[0].strip()[:TITLE_LENGTH]
    request.received_at = request.sort_at = form.received_at  # type: ignore[assignment]  # checked before
    request.owner_name = form.owner_name or session.info["user_name"]
    for name in ("channel", "source", "source_department", "contact_name", "contact_phone", "text", "request_kind"):
        setattr(request, name, getattr(form, name))
    for name in ("severity", "needs_visit", "urgent", "manufacturer_needed", "misuse"):
        setattr(request, name, getattr(form, name))
    proposal = propose_class(class_facts(session, request))
    request.proposed_class, request.proposed_basis = proposal.service_class, proposal.basis


def _project_of(session: Session, form: RequestForm) -> Project | None:
    if form.project_id is None:
        return None
    project = load(session, Project, form.project_id)
    if project.customer_id != form.customer_id:
        raise Invalid(_("This project belongs to another customer."), field="project_id")
    return project


def _equipment_of(session: Session, form: RequestForm, kept: int | None) -> int | None:
    if form.equipment_id is None:
        return None
    equipment = in_use(session, Equipment, form.equipment_id, field="equipment_id", kept=kept)
    if equipment.project_id != form.project_id:
        raise Invalid(_("This equipment belongs to another project."), field="equipment_id")
    return equipment.id


def _check_missed(context: Context, session: Session, request: Request, reason: str) -> None:
    reply = promises.find(session, request, CommitmentKind.REPLY)
    if reply is None or not promises.is_missed(reply, session.info["now"]):
        return
    if not context.actor.may(Permission.CHANGE_MISSED_FACT):
        raise NotAllowed(_("The reply is already late. Only the manager may now change what its clock hangs on."))
    if not reason.strip():
        raise Invalid(
            _("The reply is already late: give the reason for this change. The miss stays on record."), field="reason"
        )


def _check_steps_after(session: Session, request: Request, form: RequestForm) -> None:
    """Refuse a time of receipt after a recorded answer or step: the reply would be met before it was owed."""
    first = session.scalar(select(func.min(Event.at)).where(Event.record_id == request.id, Event.kind.in_(STEPS)))
    if first is not None and form.received_at is not None and first < form.received_at:
        raise Invalid(
            _("An answer or step already recorded lies before this time."), field="received_at", clause="C4.1"
        )


@use_case(Permission.EDIT_REQUEST)
def record_file_consulted(context: Context, *, record_id: int, at: datetime, person: str, text: str = "") -> None:
    """Record that the project's original file was consulted: who, when (C3.1)."""
    _record_step(context, record_id, EventKind.FILE_CONSULTED, at, person, text, "")


@use_case(Permission.EDIT_REQUEST)
def record_customer_contacted(
    context: Context, *, record_id: int, at: datetime, person: str, counterpart: str, text: str
) -> None:
    """Record that the customer was contacted back: who, when, with whom, what was learnt (C3.1)."""
    learnt = required(text, _("Write down what was learnt."), field="text", limit=TEXT_LIMIT)
    _record_step(context, record_id, EventKind.CUSTOMER_CONTACTED, at, person, learnt, counterpart)


def _record_step(
    context: Context, record_id: int, kind: EventKind, at: datetime, person: str, text: str, counterpart: str
) -> None:
    name = required(person, _("Enter who did it."), field="person", limit=60)
    check_past(at, context.clock.now(), field="at")
    with context.write() as session:
        request = load(session, Request, record_id)
        if at < request.received_at:
            raise Invalid(_("This lies before the request was received."), field="at", clause="C3.1")
        other = clean_text(counterpart, field="counterpart", limit=60)
        note = clean_text(text, field="text", limit=TEXT_LIMIT)
        log(session, request, kind, note, at=at, person=name, counterpart=other)
        session.flush()
        _advance_when_analysed(context, session, request)


def _advance_when_analysed(context: Context, session: Session, request: Request) -> None:
    """The second of the two steps finishes the analysis by itself: nobody has to press another button."""
    facts = request_facts(session, request)
    ready = not check_gates(("file_consulted", "customer_contacted"), facts)
    if ready and request.state == RequestState.REGISTERED:
        move(context, session, request, "analyse", facts)


@use_case(Permission.RECORD_REPLY)
def record_reply(context: Context, *, record_id: int, at: datetime, person: str, counterpart: str, text: str) -> None:
    """Record an outgoing answer: who told whom what, when. It meets the first reply (C4.1, C5.1)."""
    name = required(person, _("Enter who answered."), field="person", limit=60)
    other = required(counterpart, _("Enter who was told."), field="counterpart", limit=60)
    told = required(text, _("Write down what was told."), field="text", limit=TEXT_LIMIT)
    check_past(at, context.clock.now(), field="at")
    with context.write() as session:
        request = load(session, Request, record_id)
        if at < request.received_at:
            raise Invalid(_("A reply cannot lie before the receipt."), field="at", clause="C4.1")
        event = log(session, request, EventKind.REPLIED, told, at=at, person=name, counterpart=other)
        promises.meet_by(session, request, event)


@use_case(Permission.EDIT_REQUEST)
def add_note(context: Context, *, record_id: int, text: str) -> None:
    """Add a free entry to the log of a request."""
    note = required(text, _("Write the note."), field="text", limit=TEXT_LIMIT)
    with context.write() as session:
        log(session, load(session, Request, record_id), EventKind.NOTE, note)


@use_case(Permission.CONFIRM_CLASS)
def confirm_class(
    context: Context,
    *,
    record_id: int,
    version: int,
    service_class: ServiceClass,
    basis: ClassBasis,
    reason: str = "",
) -> None:
    """Confirm free or paid (C3.2). Other than proposed needs a reason and is the manager's to do."""
    why = clean_text(reason, field="reason", limit=4000)
    with context.write(why) as session:
        request = load(session, Request, record_id, version)
        if request.state in UNCLASSABLE:
            raise Invalid(_("This request is finished; its class stays as it is."), clause="C3.2")
        facts = request_facts(session, request)
        reasons = check_gates(("file_consulted", "customer_contacted"), facts)
        if reasons:
            raise blocked(reasons)
        proposal = propose_class(class_facts(session, request))
        check_confirmation(proposal, service_class, basis, why)
        if is_override(proposal, service_class, basis) and not context.actor.may(Permission.OVERRIDE_CLASS):
            raise NotAllowed(_("The secretary confirms the proposed class; another one is the manager's decision."))
        request.confirmed_class, request.confirmed_basis = service_class, basis
        request.class_reason = why
        request.confirmed_by, request.confirmed_at = session.info["user_name"], session.info["now"]
        chosen = {"class": service_class.value, "basis": basis.value}
        log(session, request, EventKind.CLASS_CONFIRMED, request.class_reason, data=chosen)
        promises.owe_all(session, request)
        if request.state == RequestState.ANALYSED:
            move(context, session, request, "class", replace(facts, class_confirmed=True))


@use_case(Permission.EDIT_REQUEST)
def solve_request(context: Context, *, record_id: int, version: int, result: str, cause: str = "") -> None:
    """Mark a request as solved, with its result and, as far as known, the cause (C11.5)."""
    outcome = required(result, _("Write down the result."), field="result", limit=TEXT_LIMIT)
    with context.write() as session:
        request = load(session, Request, record_id, version)
        request.result = outcome
        request.cause = clean_text(cause, field="cause", limit=TEXT_LIMIT)
        move(context, session, request, "solve", request_facts(session, request), text=outcome)


@use_case(Permission.EDIT_REQUEST)
def move_request(context: Context, *, record_id: int, version: int, action: str) -> None:
    """Take a step that asks for nothing but its gates: finish the analysis, take in hand, close."""
    with context.write() as session:
        request = load(session, Request, record_id, version)
        if arrow(request.kind, request.state, action).asks:
            raise Invalid(_("This step asks for a reason or a result. Use its own button."))
        move(context, session, request, action, request_facts(session, request))


@use_case(Permission.CANCEL_RECORD)
def cancel_request(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Cancel a request with a reason; it keeps its number and its promises are dropped (decision 6)."""
    why = required(reason, _("Give the reason."), field="reason", limit=4000)
    with context.write(why) as session:
        request = load(session, Request, record_id, version)
        move(context, session, request, "cancel", request_facts(session, request), text=why)
        promises.drop_all(session, request, why)
