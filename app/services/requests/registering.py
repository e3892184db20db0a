"""Registering a customer's contact (C2), and correcting what was registered."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid, NotAllowed
from app.forms import RequestForm
from app.i18n import _
from app.queries.requests.request_facts import class_facts, request_facts
from app.queries.requests.requests import OPEN_STATES
from app.rules.classification import propose_class
from app.rules.inputs import clean_phone, clean_text
from app.rules.permissions import Permission
from app.services.keeping import in_use
from app.services.projects.projects import site_of
from app.services.promises import keeping
from app.services.use_case import check_past, fresh, load, log, next_number, required, use_case
from models.enums import EventKind, RecordKind, RequestState
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
        keeping.settle(session, request)
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
        keeping.settle(session, request)


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
    now = session.info["now"]
    if not any(keeping.is_missed(promise, now) for promise in keeping.promises_of(session, request).values()):
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
