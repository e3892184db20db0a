"""Calls and letters that no other record holds: recorded, corrected, settled, taken up as a request (N6)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.archive.scans import Scan
from app.context import Context, settings_of
from app.errors import Invalid
from app.formatting import local
from app.forms.correspondence import CorrespondenceForm, SettlingForm
from app.i18n import _
from app.labels import label
from app.queries.records.lookup import existing
from app.rules.care.correspondence import CLAUSE
from app.rules.gates import KeepingFacts
from app.rules.inputs import clean_line, clean_phone, clean_text, plausible_day
from app.rules.permissions import Permission
from app.rules.visible import viewing
from app.services.keeping import in_use
from app.services.moves import move
from app.services.promises import keeping
from app.services.scans import ScannedPaper, file_scan, stored_scan
from app.services.use_case import check_past, fresh, load, log, next_number, required, use_case
from models.care.correspondence import Correspondence
from models.enums import CorrespondenceState, EventKind, Medium, RecordKind
from models.parties.customer import Customer
from models.projects.project import Project
from models.record import Record
from models.requests.request import Request

NAME_LIMIT, PHONE_LIMIT, LINE_LIMIT, TITLE_LIMIT = 60, 40, 200, 120
TEXT_LIMIT = 20_000
REASON_LIMIT = 4000
IN_CALLS, IN_LETTERS = "B4-01", "B4-02"


@use_case(Permission.EDIT_CARE)
def save_correspondence(context: Context, *, form: CorrespondenceForm, record_id: int | None = None) -> int:
    """Record a call or a letter with its number, or correct one that nobody has settled yet; returns its id.

    What is to be done about it keeps it open, by the day named if there is one. Invalid at the form's field; at
    ``reason`` where that day was missed already.
    """
    why = clean_text(form.reason, field="reason", limit=REASON_LIMIT)
    scan = stored_scan(context.store, form.scan) if form.scan else None
    with context.write(why) as session:
        found = load(session, Correspondence, record_id, form.version) if record_id else _new(session)
        if found.settled_at is not None:
            raise Invalid(_("This is settled and is not changed any more."), clause=CLAUSE)
        _write_whose(session, found, form)
        _write_said(session, found, form)
        _write_about(context, session, found, form.about_id)
        _write_to_do(session, found, form)
        session.add(found)
        session.flush()
        log(session, found, EventKind.EDITED if record_id else EventKind.CORRESPONDED, why or found.title)
        if scan is not None:
            _file(context, session, found, scan)
        keeping.settle_correction(session, found, context.actor, why)
        return found.id


def _new(session: Session) -> Correspondence:
    number = next_number(session, RecordKind.CORRESPONDENCE)
    return Correspondence(number=number, state=CorrespondenceState.SETTLED, **fresh(session))


def _write_whose(session: Session, found: Correspondence, form: CorrespondenceForm) -> None:
    """Write whose it is: of a project, of a customer, or of some other unit, which has only its name."""
    customer_id = form.customer_id
    if form.project_id is not None:
        project = load(session, Project, form.project_id)
        if customer_id not in (None, project.customer_id):
            raise Invalid(_("This project is another customer's."), field="project_id")
        customer_id = project.customer_id
    elif customer_id is not None:
        in_use(session, Customer, customer_id, field="customer_id", kept=found.customer_id)
    found.customer_id, found.project_id = customer_id, form.project_id
    found.unit = clean_line(form.unit, field="unit", limit=LINE_LIMIT)
    if customer_id is None and not found.unit:
        raise Invalid(_("Choose the customer, or enter the unit."), field="customer_id", clause=CLAUSE)


def _write_said(session: Session, found: Correspondence, form: CorrespondenceForm) -> None:
    if form.at is None:
        raise Invalid(_("Enter when it was."), field="at", clause=CLAUSE)
    found.at = found.sort_at = check_past(form.at, session.info["now"], field="at")
    found.direction, found.medium = form.direction, form.medium
    who = clean_line(form.handled_by, field="handled_by", limit=NAME_LIMIT)
    found.handled_by = required(who, _("Enter who of ours took it or sent it."), field="handled_by")
    found.counterpart = clean_line(form.counterpart, field="counterpart", limit=NAME_LIMIT)
    found.phone = clean_phone(form.phone, field="phone", limit=PHONE_LIMIT)
    found.their_no = clean_line(form.their_no, field="their_no", limit=LINE_LIMIT)
    title = clean_line(form.title, field="title", limit=TITLE_LIMIT)
    found.title = required(title, _("Enter the subject."), field="title")
    found.text = clean_text(form.text, field="text", limit=TEXT_LIMIT)


def _write_about(context: Context, session: Session, found: Correspondence, about_id: int | None) -> None:
    if about_id is not None and about_id != found.about_id:
        about = existing(session, Record, about_id)
        context.require(viewing(about.kind))
        if about.id == found.id:
            raise Invalid(_("A call or letter is not about itself."), field="about_id")
    found.about_id = about_id


def _write_to_do(session: Session, found: Correspondence, form: CorrespondenceForm) -> None:
    """Write what follows from it: something to do keeps it open, by its day where one is named."""
    found.to_do = clean_text(form.to_do, field="to_do", limit=REASON_LIMIT)
    found.due_on = plausible_day(form.due_on, field="due_on")
    if found.due_on is not None and not found.to_do:
        raise Invalid(_("Enter what is to be done by that day."), field="to_do", clause=CLAUSE)
    if found.due_on is not None and found.due_on < _day(session, found.at):
        raise Invalid(_("This lies before the call or letter."), field="due_on", clause=CLAUSE)
    found.state = CorrespondenceState.OPEN if found.to_do else CorrespondenceState.SETTLED


def _day(session: Session, moment: datetime) -> date:
    return local(moment, ZoneInfo(settings_of(session).text("zone"))).date()


def _file(context: Context, session: Session, found: Correspondence, scan: Scan) -> None:
    """File what came or went on paper: calls with the register of calls, everything else with that of letters."""
    paper = ScannedPaper(
        entry=IN_CALLS if found.medium in (Medium.CALL, Medium.MESSAGE) else IN_LETTERS,
        title=f"{label(found.medium)} {found.number}: {found.title}",
        day=_day(session, found.at),
    )
    file_scan(session, context.store, found, scan, paper)


@use_case(Permission.EDIT_CARE)
def settle_correspondence(context: Context, *, record_id: int, version: int, form: SettlingForm) -> None:
    """Record what was done about a call or a letter, and when; that keeps its day. Invalid at the form's field."""
    result = required(form.result, _("Write down what was done."), field="result", limit=REASON_LIMIT)
    with context.write() as session:
        found = load(session, Correspondence, record_id, version)
        if form.at is None:
            raise Invalid(_("Enter when it was done."), field="at")
        at = check_past(form.at, session.info["now"], field="at")
        if at < found.at.replace(second=0, microsecond=0):  # forms know minutes
            raise Invalid(_("This lies before the call or letter."), field="at")
        _settle(context, session, found, at, result)


def _settle(context: Context, session: Session, found: Correspondence, at: datetime, result: str) -> None:
    move(context, session, found, "settle", KeepingFacts(), text=result)
    found.settled_at, found.result = at, result
    keeping.settle(session, found)


@use_case(Permission.EDIT_CARE)
def take_up_as_request(context: Context, *, record_id: int, request_id: int) -> None:
    """Link the request that a call or a letter became, or was added to: what it asked for is owed there from now on.

    Invalid for one that became a request before, or for a request of another customer.
    """
    with context.write() as session:
        found, request = load(session, Correspondence, record_id), load(session, Request, request_id)
        if _is_request(session, found.about_id) and found.about_id != request.id:
            raise Invalid(_("This is about another request already."), clause=CLAUSE)
        if found.customer_id not in (None, request.customer_id):
            raise Invalid(_("This request is another customer's."), clause=CLAUSE)
        found.about_id, found.customer_id = request.id, request.customer_id
        text = _("Taken up as request {number}").format(number=request.number)
        log(session, found, EventKind.JOINED, text, data={"request": request.id})
        if found.state == CorrespondenceState.OPEN:
            _settle(context, session, found, session.info["now"], text)


def _is_request(session: Session, record_id: int | None) -> bool:
    return record_id is not None and existing(session, Record, record_id).kind is RecordKind.REQUEST
