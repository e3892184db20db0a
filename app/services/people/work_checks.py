"""Steps of a dispatch that are taken where they are wanted: repair plan, quality check, signed sheets (C7.3, N5)."""

from datetime import date

from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.formatting import local
from app.forms.dispatch_steps import QualityForm, RepairPlanForm, SheetForm
from app.i18n import _
from app.papers.definitions import paper
from app.queries.people.dispatch_facts import zone_of
from app.rules.inputs import clean_line, clean_text
from app.rules.permissions import Permission
from app.services.past_days import past_day
from app.services.scans import ScannedPaper, file_scan, stored_scan
from app.services.use_case import load, log, required, use_case
from models.enums import DispatchState, EventKind
from models.people.dispatch import Dispatch
from models.record import Record
from models.trips.service_receipt import ServiceReceipt

TEXT_LIMIT = 200_000
NOTE_LIMIT = 4000
OVER = (DispatchState.CLOSED, DispatchState.CANCELLED)
WORKED = (DispatchState.ARRIVED, DispatchState.FINISHED, DispatchState.RETURNED)


@use_case(Permission.PLAN_DISPATCH)
def record_plan(context: Context, *, record_id: int, version: int, form: RepairPlanForm) -> None:
    """Write the repair plan, and the customer's word on it where it has been given: who, on which day (N5).

    A plan that is changed needs the word anew. Invalid for a day that is yet to come, or a word without a name.
    """
    plan = required(form.plan, _("Write the repair plan."), field="plan", limit=TEXT_LIMIT)
    who = clean_line(form.plan_agreed_by, field="plan_agreed_by", limit=60)
    with context.write() as session:
        dispatch = _open(load(session, Dispatch, record_id, version))
        day = _past_day(session, form.plan_agreed_on, field="plan_agreed_on")
        if (day is None) != (not who):
            field = "plan_agreed_by" if not who else "plan_agreed_on"
            raise Invalid(_("Enter who agreed to the plan at the customer's, and on which day."), field=field)
        is_news = (plan, who, day) != (dispatch.plan, dispatch.plan_agreed_by, dispatch.plan_agreed_on)
        dispatch.plan, dispatch.plan_agreed_by, dispatch.plan_agreed_on = plan, who, day
        if is_news:
            kind = EventKind.PLAN_AGREED if who else EventKind.NOTE
            log(session, dispatch, kind, plan, counterpart=who)


@use_case(Permission.PLAN_DISPATCH)
def record_quality(context: Context, *, record_id: int, version: int, form: QualityForm) -> None:
    """Record that the work was checked: who, on which day, what was found (N5). Invalid before anybody was on site."""
    who = required(form.quality_by, _("Enter who checked the work."), field="quality_by", limit=60)
    note = clean_text(form.quality_note, field="quality_note", limit=NOTE_LIMIT)
    with context.write() as session:
        dispatch = load(session, Dispatch, record_id, version)
        if dispatch.state not in WORKED:
            raise Invalid(_("Work is checked from the arrival on site until the dispatch is closed."))
        day = _past_day(session, form.quality_on, field="quality_on")
        if day is None:
            raise Invalid(_("Enter the day."), field="quality_on")
        dispatch.quality_by, dispatch.quality_on, dispatch.quality_note = who, day, note
        log(session, dispatch, EventKind.QUALITY_CHECKED, note, person=who, data={"on": day.isoformat()})


@use_case(Permission.PLAN_DISPATCH)
def note_sheet(context: Context, *, record_id: int, version: int, form: SheetForm) -> None:
    """Record that a signed sheet is home: the trip form of the dispatch, or one of its service receipts (C7.3).

    A scan is filed with the record that the sheet is of. Invalid at ``about_id`` for a sheet of another dispatch.
    """
    note = clean_text(form.note, field="note", limit=NOTE_LIMIT)
    scan = stored_scan(context.store, form.scan) if form.scan else None
    with context.write() as session:
        dispatch = _open(load(session, Dispatch, record_id, version))
        about = _about(session, dispatch, form.about_id)
        if scan is not None:
            file_scan(session, context.store, about, scan, _sheet(session, about))
        else:
            text = "\n".join(part for part in (_("The signed sheet lies here on paper."), note) if part)
            log(session, about, EventKind.SCAN_FILED, text)


def _about(session: Session, dispatch: Dispatch, about_id: int | None) -> Record:
    if about_id is None or about_id == dispatch.id:
        return dispatch
    receipt = session.get(ServiceReceipt, about_id)
    if receipt is None or receipt.dispatch_id != dispatch.id:
        raise Invalid(_("This sheet belongs to another dispatch."), field="about_id")
    return receipt


def _sheet(session: Session, about: Record) -> ScannedPaper:
    form_id = "business_trip_form" if isinstance(about, Dispatch) else "service_receipt"
    title = _("Signed sheet {number}: {title}").format(number=about.number, title=about.title)
    return ScannedPaper(paper(form_id).entry_for(session, about) or "B2-01", title, _today(session))


def _open(dispatch: Dispatch) -> Dispatch:
    if dispatch.state in OVER:
        raise Invalid(_("This dispatch is over."))
    return dispatch


def _today(session: Session) -> date:
    return local(session.info["now"], zone_of(session)).date()


def _past_day(session: Session, day: date | None, *, field: str) -> date | None:
    return past_day(session, day, field=field) if day is not None else None
