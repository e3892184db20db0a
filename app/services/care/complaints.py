"""Complaints: registered, answered, handled, verified with the customer, closed by the manager's judgement (N6)."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.forms.complaints import ComplaintForm
from app.i18n import _
from app.rules.care.complaints import CLAUSE
from app.rules.inputs import clean_line, clean_phone, clean_text
from app.rules.permissions import Permission
from app.services.keeping import in_use
from app.services.promises import keeping
from app.services.use_case import check_past, fresh, load, log, next_number, required, use_case
from models.care.complaint import Complaint
from models.care.visit import Visit
from models.enums import ComplaintState, EventKind, RecordKind
from models.parties.customer import Customer
from models.people.dispatch import Dispatch
from models.people.staff import StaffMember
from models.projects.equipment import Equipment
from models.projects.project import Project
from models.record import Record
from models.requests.request import Request
from models.trips.survey import Survey

NAME_LIMIT, TITLE_LIMIT, PHONE_LIMIT = 60, 120, 40
TEXT_LIMIT = 10_000
REASON_LIMIT = 4000
_NAMED: tuple[tuple[str, type[Any]], ...] = (
    ("project_id", Project),
    ("equipment_id", Equipment),
    ("request_id", Request),
    ("dispatch_id", Dispatch),
    ("visit_id", Visit),
    ("survey_id", Survey),
)


@use_case(Permission.EDIT_CARE)
def save_complaint(context: Context, *, form: ComplaintForm, record_id: int | None = None) -> int:
    """Register a complaint, or correct it while it is not closed; returns its id.

    It has its number at once, and its clocks run from when it was received. Invalid at the form's field; at ``reason``
    where a clock that hangs on what is changed (time, severity) was missed already.
    """
    why = clean_text(form.reason, field="reason", limit=REASON_LIMIT)
    with context.write(why) as session:
        complaint = load(session, Complaint, record_id, form.version) if record_id else _new(session)
        if complaint.state == ComplaintState.CLOSED:
            raise Invalid(_("This complaint is closed and is not changed any more."), clause=CLAUSE)
        former = complaint.request_id
        _write_whose(session, complaint, form)
        _write_what(session, complaint, form)
        session.add(complaint)
        session.flush()
        kind = EventKind.EDITED if record_id else EventKind.COMPLAINED
        log(session, complaint, kind, why or complaint.title, at=None if record_id else complaint.received_at)
        if complaint.request_id is not None and complaint.request_id != former:
            tell_request(session, complaint)
        keeping.settle_correction(session, complaint, context.actor, why)
        return complaint.id


def _new(session: Session) -> Complaint:
    number = next_number(session, RecordKind.COMPLAINT)
    return Complaint(number=number, state=ComplaintState.REGISTERED, **fresh(session))


def tell_request(session: Session, complaint: Complaint) -> None:
    """Write into the log of the request that it is complained of, or that it came of the complaint."""
    request = session.get_one(Request, complaint.request_id)
    text = f"{complaint.number} {complaint.title}"
    log(session, request, EventKind.COMPLAINED, text, at=complaint.received_at, data={"complaint": complaint.id})


def _write_whose(session: Session, complaint: Complaint, form: ComplaintForm) -> None:
    """Write who complains and what it is about; what is named has to be the same customer's."""
    if form.customer_id is None:
        raise Invalid(_("Choose the customer."), field="customer_id")
    customer = in_use(session, Customer, form.customer_id, field="customer_id", kept=complaint.customer_id)
    named = {field: _of_customer(session, complaint, form, field, model) for field, model in _NAMED}
    piece = named["equipment_id"]
    if piece is not None and form.project_id not in (None, piece.project_id):
        raise Invalid(_("This equipment is of another project."), field="equipment_id")
    project = named["project_id"] or (session.get(Project, piece.project_id) if piece is not None else None)
    complaint.customer_id = customer.id
    complaint.project_id = project.id if project is not None else None
    place = piece if piece is not None and piece.site_id is not None else project
    complaint.site_id = place.site_id if place is not None else None
    for field, found in named.items():
        if field != "project_id":
            setattr(complaint, field, found.id if found is not None else None)
    if form.staff_id is not None:
        in_use(session, StaffMember, form.staff_id, field="staff_id", kept=complaint.staff_id)
    complaint.staff_id = form.staff_id


def _of_customer(
    session: Session, complaint: Complaint, form: ComplaintForm, field: str, model: type[Record]
) -> Record | None:
    """Return the record that a field of the form names, None where it names none; Invalid for another customer's."""
    record_id: int | None = getattr(form, field)
    if record_id is None:
        return None
    found = in_use(session, model, record_id, field=field, kept=getattr(complaint, field))
    if found.customer_id != form.customer_id:
        raise Invalid(_("This belongs to another customer."), field=field)
    return found


def _write_what(session: Session, complaint: Complaint, form: ComplaintForm) -> None:
    complaint.received_at = complaint.sort_at = _received_at(session, complaint, form.received_at)
    complaint.channel, complaint.category, complaint.severity = form.channel, form.category, form.severity
    complaint.complainant = clean_line(form.complainant, field="complainant", limit=NAME_LIMIT)
    required(complaint.complainant, _("Enter who complained."), field="complainant")
    complaint.phone = clean_phone(form.phone, field="phone", limit=PHONE_LIMIT)
    receiver = clean_line(form.receiver, field="receiver", limit=NAME_LIMIT)
    complaint.receiver = receiver or session.info["user_name"]
    said = _("Write down what the customer complains of.")
    complaint.content = required(form.content, said, field="content", limit=TEXT_LIMIT)
    complaint.demand = clean_text(form.demand, field="demand", limit=TEXT_LIMIT)
    title = clean_line(form.title, field="title", limit=TITLE_LIMIT)
    complaint.title = title or complaint.content.splitlines()[0][:TITLE_LIMIT]


def _received_at(session: Session, complaint: Complaint, at: datetime | None) -> datetime:
    if at is None:
        raise Invalid(_("Enter when the complaint was received."), field="received_at", clause=CLAUSE)
    moment = check_past(at, session.info["now"], field="received_at")
    first = complaint.responded_at or complaint.answered_at
    if first is not None and moment > first:
        raise Invalid(_("This lies after the first word to the customer."), field="received_at", clause=CLAUSE)
    return moment
