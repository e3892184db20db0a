"""Spot checks (抽查) by the manager: what was found, what is demanded until when, how it was put right (N6)."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.errors import Invalid
from app.forms.assessment import PutRightForm, SpotCheckForm
from app.i18n import _
from app.queries.records.lookup import existing
from app.rules.care.assessment_gates import CLAUSE, AssessmentFacts
from app.rules.inputs import clean_line, clean_text, plausible_day
from app.rules.permissions import Permission
from app.services.keeping import in_use
from app.services.moves import move
from app.services.past_days import past_day
from app.services.promises.keeping import settle, settle_correction
from app.services.use_case import fresh, load, log, next_number, required, use_case
from models.care.assessment import SpotCheck
from models.enums import EventKind, RecordKind, SpotCheckState
from models.people.staff import StaffMember
from models.record import Record

TITLE_LIMIT, NAME_LIMIT, TEXT_LIMIT = 120, 60, 4000


@use_case(Permission.CHECK_WORK)
def save_spot_check(context: Context, *, form: SpotCheckForm, record_id: int | None = None) -> int:
    """Enter a spot check, or correct one that is not put right; returns its id.

    A good one is over at once, a finding is to be put right by its day. Invalid at the form's field; at ``reason``
    where its day was missed already.
    """
    why = clean_text(form.reason, field="reason", limit=TEXT_LIMIT)
    with context.write(why) as session:
        check = load(session, SpotCheck, record_id, form.version) if record_id else _new(session)
        if check.put_right_on is not None:
            raise Invalid(_("This finding was put right and is not changed any more."), clause=CLAUSE)
        _write_what(session, check, form)
        _write_finding(check, form)
        session.add(check)
        session.flush()
        log(session, check, EventKind.EDITED if record_id else EventKind.SPOT_CHECKED, why or check.title)
        settle_correction(session, check, context.actor, why)
        return check.id


def _new(session: Session) -> SpotCheck:
    return SpotCheck(number=next_number(session, RecordKind.SPOT_CHECK), **fresh(session))


def _write_what(session: Session, check: SpotCheck, form: SpotCheckForm) -> None:
    """Write what was checked, when and by whom; the customer and project of a record that was checked are its own."""
    title = clean_line(form.title, field="title", limit=TITLE_LIMIT)
    check.title = required(title, _("Say in a few words what was checked."), field="title")
    if form.staff_id is None and form.subject_id is None:
        raise Invalid(_("Choose whose work or which record was checked."), field="staff_id", clause=CLAUSE)
    if form.staff_id is not None:
        in_use(session, StaffMember, form.staff_id, field="staff_id", kept=check.staff_id)
    subject = existing(session, Record, form.subject_id) if form.subject_id is not None else None
    check.staff_id, check.subject_id = form.staff_id, form.subject_id
    check.customer_id = subject.customer_id if subject is not None else None
    check.project_id = subject.project_id if subject is not None else None
    check.checked_on = past_day(session, form.checked_on, field="checked_on")
    check.sort_at = datetime.combine(check.checked_on, time.min, ZoneInfo(settings_of(session).text("zone")))
    checker = clean_line(form.checker, field="checker", limit=NAME_LIMIT)
    check.checker = checker or session.info["user_name"]


def _write_finding(check: SpotCheck, form: SpotCheckForm) -> None:
    check.is_good = form.is_good
    check.finding = clean_text(form.finding, field="finding", limit=TEXT_LIMIT)
    check.demand = "" if form.is_good else clean_text(form.demand, field="demand", limit=TEXT_LIMIT)
    check.due_on = None if form.is_good else plausible_day(form.due_on, field="due_on")
    check.result, check.state = "", SpotCheckState.CLOSED if form.is_good else SpotCheckState.OPEN
    if form.is_good:
        return
    required(check.finding, _("Write down what was found."), field="finding", limit=TEXT_LIMIT)
    required(check.demand, _("Write down what is to be put right."), field="demand", limit=TEXT_LIMIT)
    if check.due_on is None:
        raise Invalid(_("Enter by when it is put right."), field="due_on", clause=CLAUSE)
    if check.due_on < check.checked_on:
        raise Invalid(_("This lies before the check."), field="due_on", clause=CLAUSE)


@use_case(Permission.CHECK_WORK)
def put_right(context: Context, *, record_id: int, version: int, form: PutRightForm) -> None:
    """Record that a finding was put right: on which day and how; that meets its clock. Invalid at the field."""
    result = required(form.result, _("Write down how it was put right."), field="result", limit=TEXT_LIMIT)
    with context.write() as session:
        check = load(session, SpotCheck, record_id, version)
        day = past_day(session, form.put_right_on, field="put_right_on", clause=CLAUSE)
        if day < check.checked_on:
            raise Invalid(_("This lies before the check."), field="put_right_on", clause=CLAUSE)
        move(context, session, check, "put_right", AssessmentFacts(), text=result)
        check.put_right_on, check.result = day, result
        log(session, check, EventKind.PUT_RIGHT, result)
        settle(session, check)
