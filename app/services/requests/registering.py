"""Registering a customer's contact (C2), and correcting what was registered."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.forms.requests import RequestForm
from app.i18n import _
from app.queries.requests.registration import TYPED
from app.queries.requests.request_facts import class_facts, request_facts
from app.queries.requests.request_list import OPEN_STATES
from app.rules.classification import propose_class
from app.rules.inputs import clean_phone, clean_text
from app.rules.permissions import Permission
from app.rules.wanted_lines import checked_lines
from app.services.approvals.exceptions import drop_lapsed
from app.services.keeping import in_use
from app.services.projects.projects import site_of
from app.services.promises import keeping
from app.services.requests.incoming import file_incoming, number_incoming
from app.services.requests.lines import write_lines
from app.services.scans import stored_scan
from app.services.trade.order_promises import settle_orders_of
from app.services.use_case import check_past, fresh, load, log, next_number, required, use_case
from models.enums import EventKind, RecordKind, RequestSource, RequestState
from models.parties.customer import Customer
from models.projects.equipment import Equipment
from models.projects.project import Project
from models.record import Event
from models.requests.request import Request

TITLE_LENGTH = 80
TEXT_LIMIT = 200_000
FAULT_LEVELS = (1, 2, 3)
STEPS = (
    EventKind.FILE_CONSULTED,
    EventKind.CUSTOMER_CONTACTED,
    EventKind.REPLIED,
    EventKind.VISIT_ANSWERED,
    EventKind.ARRIVED,
    EventKind.QUOTATION_SENT,
    EventKind.PARTS_HANDED_OVER,
    EventKind.FOLLOWED_UP,
)


@use_case(Permission.REGISTER_REQUEST)
def register_request(context: Context, *, form: RequestForm) -> int:
    """Register a contact at once (C2): number, promises and proposed class (C3.2) come with it, a fax or letter gets
    its incoming number, its scan is filed.

    Returns the id. Invalid names the field that is empty, in the future, belongs to another customer, or is no scan.
    """
    form = checked_contact(form, context.clock.now())
    scan = stored_scan(context.store, form.scan) if form.scan else None
    with context.write() as session, session.no_autoflush:  # all rows in one flush, each written once
        number = next_number(session, RecordKind.REQUEST)
        request = Request(number=number, state=RequestState.REGISTERED, **fresh(session))
        request.registered_at = session.info["now"]
        _write(context, session, request, form)
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
        if scan is not None:
            file_incoming(session, context.store, request, scan, request.incoming_number)
        return request.id


@use_case(Permission.EDIT_REQUEST)
def edit_request(context: Context, *, record_id: int, form: RequestForm, reason: str = "") -> None:
    """Correct what was registered; due times and the proposed class are computed again.

    A finished request stays as it is. After a promise was missed, the facts its clock hangs on may only be changed by
    the manager with a reason, and the miss stays (invariant 7).
    """
    form = checked_contact(form, context.clock.now())
    scan = stored_scan(context.store, form.scan) if form.scan else None
    why = clean_text(reason, field="reason", limit=4000)
    with context.write(why) as session:
        request = load(session, Request, record_id, form.version)
        if request.state not in OPEN_STATES:
            raise Invalid(_("This request is finished and is not changed any more."))
        if request.received_at != form.received_at:
            _check_steps_after(session, request, form)
        if request.customer_id != form.customer_id and request_facts(session, request).open_dispatches:
            raise Invalid(
                _("People are to be sent to this customer. Cancel the dispatches first."), field="customer_id"
            )
        _write(context, session, request, form)
        log(session, request, EventKind.EDITED, why)
        drop_lapsed(session, request)
        keeping.settle_correction(session, request, context.actor, why)
        settle_orders_of(session, request.id)
        if scan is not None:
            file_incoming(session, context.store, request, scan, request.incoming_number)


def checked_contact(form: RequestForm, now: datetime) -> RequestForm:
    """Return what was entered of a contact with clean texts; Invalid at the field that is empty or impossible."""
    if form.received_at is None:
        raise Invalid(_("Enter when the request was received."), field="received_at", clause="C2")
    check_past(form.received_at, now, field="received_at")
    if form.customer_id is None:
        raise Invalid(_("Choose the customer."), field="customer_id", clause="C2")
    if form.fault_level not in (None, *FAULT_LEVELS):
        raise Invalid(_("The fault level is 1, 2 or 3."), field="fault_level", clause="N4")
    return replace(
        form,
        text=required(form.text, _("Write down what was said."), field="text", limit=TEXT_LIMIT),
        contact_name=clean_text(form.contact_name, field="contact_name", limit=60),
        contact_phone=clean_phone(form.contact_phone, field="contact_phone", limit=40),
        source_department=_department(form),
        owner_name=clean_text(form.owner_name, field="owner_name", limit=60),
        received_by=clean_text(form.received_by, field="received_by", limit=60),
        lines=checked_lines(form.lines),
    )


def _department(form: RequestForm) -> str:
    """Return the department that a request has to do with; one that was passed on comes from one (C2.3)."""
    name = clean_text(form.source_department, field="source_department", limit=60)
    if form.source is RequestSource.DEPARTMENT and not name:
        raise Invalid(_("Enter which department passed it on."), field="source_department", clause="C2.3")
    return name


def _write(context: Context, session: Session, request: Request, form: RequestForm) -> None:
    project = _project_of(session, form)
    customer = in_use(session, Customer, form.customer_id or 0, field="customer_id", kept=request.customer_id)
    request.customer_id = customer.id
    request.project_id = project.id if project else None
    site_id = form.site_id or (project.site_id if project else None)
    request.site_id = site_of(session, customer.id, site_id, kept=request.site_id)
    request.equipment_id = _equipment_of(session, form, request.equipment_id)
    request.title = form.text.splitlines()[0].strip()[:TITLE_LENGTH]
    request.received_at = request.sort_at = form.received_at  # type: ignore[assignment]  # checked before
    for name in TYPED:
        setattr(request, name, getattr(form, name))
    request.received_by = form.received_by or session.info["user_name"]
    if form.owner_name and request.owner_assigned_at is None:
        request.owner_assigned_at = session.info["now"]
    if request.incoming_number is None:
        request.incoming_number = number_incoming(session, form.channel)
    write_lines(session, request, form.lines, context.actor)
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


def _check_steps_after(session: Session, request: Request, form: RequestForm) -> None:
    """Refuse a time of receipt after a recorded answer or step: the reply would be met before it was owed."""
    first = session.scalar(select(func.min(Event.at)).where(Event.record_id == request.id, Event.kind.in_(STEPS)))
    if first is not None and form.received_at is not None and first < form.received_at:
        raise Invalid(
            _("An answer or step already recorded lies before this time."), field="received_at", clause="C4.1"
        )
