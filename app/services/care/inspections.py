"""Inspections: people sent, findings on record, conclusion and report, faults that become requests (N3, N4)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.errors import Invalid, NotFound
from app.formatting import date_text, local
from app.forms.inspections import ConclusionForm, DayForm, FindingForm, InspectionRecordForm
from app.i18n import _, ngettext
from app.rules.care.inspections import CLAUSE, FEW_PEOPLE, check_findings
from app.rules.gates import KeepingFacts
from app.rules.inputs import clean_line, clean_text, plausible_day
from app.rules.money.receipt_questions import refuse_unanswered
from app.rules.permissions import Permission
from app.services.care.inspection_making import end_of_day
from app.services.moves import move
from app.services.promises import keeping
from app.services.use_case import check_past, load, log, required, use_case
from models.care.inspection import Inspection, InspectionItem, InspectionPlan
from models.enums import CommitmentKind, DispatchState, EventKind, Finding, InspectionState
from models.people.dispatch import Dispatch
from models.requests.request import Request

NAME_LIMIT, LINE_LIMIT, TEXT_LIMIT, REASON_LIMIT = 60, 200, 4000, 4000
MOST_PERSONS = 20
DONE = (InspectionState.RECORDED, InspectionState.REPORTED)


@use_case(Permission.EDIT_CARE)
def record_inspection(context: Context, *, record_id: int, version: int, form: InspectionRecordForm) -> None:
    """Put an inspection on record, or correct what is on record; the report is due days after it was made.

    Invalid at the form's field: in the future, before the plan starts, an item without a finding, a fault without a
    word, at ``reason`` where a clock was missed already. Questioned where fewer went than the plan says.
    """
    why = clean_text(form.reason, field="reason", limit=REASON_LIMIT)
    with context.write(why) as session:
        inspection = load(session, Inspection, record_id, version)
        at = _inspected_at(session, inspection, form.inspected_at)
        if inspection.state == InspectionState.PLANNED:
            move(context, session, inspection, "record", KeepingFacts())
            inspection.recorded_at = session.info["now"]
            inspection.inspected_at = at
            log(session, inspection, EventKind.INSPECTED, at=at, person=form.inspectors.strip())
        elif inspection.state in DONE:
            _check_late(context, session, inspection, at, why)
            log(session, inspection, EventKind.EDITED, why)
        else:
            raise Invalid(_("This inspection is cancelled."), clause=CLAUSE)
        inspection.inspected_at = at
        _write_people(session, inspection, form)
        _write_findings(inspection, form.findings)
        keeping.settle_correction(session, inspection, context.actor, why)


def _inspected_at(session: Session, inspection: Inspection, at: datetime | None) -> datetime:
    if at is None:
        raise Invalid(_("Enter when it was inspected."), field="inspected_at", clause=CLAUSE)
    moment = check_past(at, session.info["now"], field="inspected_at")
    starts_on = session.get_one(InspectionPlan, inspection.plan_id).starts_on
    if local(moment, ZoneInfo(settings_of(session).text("zone"))).date() < starts_on:
        text = _("The plan starts on {day}: nothing is inspected for it before.")
        raise Invalid(text.format(day=date_text(starts_on)), field="inspected_at", clause=CLAUSE)
    return moment


def _check_late(context: Context, session: Session, inspection: Inspection, at: datetime, why: str) -> None:
    """A time on record that is after the day agreed is corrected by the manager, with a reason; Invalid without one."""
    known = inspection.inspected_at
    if known is None or _minute(known) == _minute(at) or known <= end_of_day(session, inspection.due_on):
        return
    context.require(Permission.CHANGE_MISSED_FACT)
    if not why:
        text = _("It was inspected late. Give the reason for this change.")
        raise Invalid(text, field="reason", clause=CLAUSE)


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)  # forms know minutes


def _write_people(session: Session, inspection: Inspection, form: InspectionRecordForm) -> None:
    """Write who went and whom they met; asks where fewer went than the plan says."""
    who = clean_line(form.inspectors, field="inspectors", limit=LINE_LIMIT)
    inspection.inspectors = required(who, _("Enter who inspected."), field="inspectors")
    if form.persons is None or not 1 <= form.persons <= MOST_PERSONS:
        text = _("Enter from 1 to {most} persons.").format(most=MOST_PERSONS)
        raise Invalid(text, field="persons")
    inspection.persons = form.persons
    inspection.met = clean_line(form.met, field="met", limit=LINE_LIMIT)
    inspection.running = clean_text(form.running, field="running", limit=TEXT_LIMIT)
    least = session.get_one(InspectionPlan, inspection.plan_id).min_persons
    if form.persons < least:
        _ask_about_people(least, form.accepted)


def _ask_about_people(least: int, accepted: frozenset[str]) -> None:
    text = ngettext("The plan asks for {count} person at least.", "The plan asks for {count} persons at least.", least)
    refuse_unanswered({FEW_PEOPLE: text.format(count=least)}, accepted)


def _write_findings(inspection: Inspection, findings: tuple[FindingForm, ...]) -> None:
    rows = {row.position: row for row in inspection.items}
    check_findings(findings, rows.keys())
    for one in findings:
        row = rows[one.position]
        if row.request_id is not None and one.finding is not Finding.FAULT:
            text = _("Item {place} has become a request: it stays a fault.")
            raise Invalid(text.format(place=one.position), field="findings", clause=CLAUSE)
        row.finding = one.finding
        row.reading = clean_line(one.reading, field="findings", limit=LINE_LIMIT)
        row.note = clean_text(one.note, field="findings", limit=TEXT_LIMIT)


@use_case(Permission.EDIT_CARE)
def conclude_inspection(context: Context, *, record_id: int, version: int, form: ConclusionForm) -> None:
    """Write what the report says in the end; Invalid before the inspection is on record, or without a conclusion."""
    said = _("Write down the conclusion.")
    conclusion = required(form.conclusion, said, field="conclusion", limit=TEXT_LIMIT)
    advice = clean_text(form.advice, field="advice", limit=TEXT_LIMIT)
    with context.write() as session:
        inspection = load(session, Inspection, record_id, version)
        if inspection.state not in DONE:
            raise Invalid(_("Record the inspection first."), clause=CLAUSE)
        inspection.conclusion, inspection.advice = conclusion, advice
        log(session, inspection, EventKind.REPORT_WRITTEN, conclusion)


@use_case(Permission.EDIT_CARE)
def move_inspection(context: Context, *, record_id: int, version: int, form: DayForm) -> None:
    """Move an inspection that is not done to the day agreed with the customer: with whom, and why.

    Invalid for the same day, or one before the plan starts; where it is late already it takes the manager, and the
    miss stays on record.
    """
    other = required(
        form.agreed_with, _("Enter who agreed to it at the customer's."), field="agreed_with", limit=NAME_LIMIT
    )
    why = required(form.reason, _("Give the reason."), field="reason", limit=REASON_LIMIT)
    with context.write(why) as session:
        inspection = _planned(session, record_id, version)
        day = plausible_day(form.day, field="day")
        if day is None or day == inspection.due_on:
            raise Invalid(_("Enter another day."), field="day", clause=CLAUSE)
        if day < session.get_one(InspectionPlan, inspection.plan_id).starts_on:
            raise Invalid(_("This lies before the plan starts."), field="day", clause=CLAUSE)
        told = f"{date_text(inspection.due_on)} → {date_text(day)}\n{why}"
        inspection.due_on, inspection.sort_at = day, end_of_day(session, day)
        due = {"kind": CommitmentKind.INSPECTION.value, "slot": 0, "due_at": end_of_day(session, day).isoformat()}
        log(session, inspection, EventKind.DATE_AGREED, told, counterpart=other, data=due)
        keeping.settle_correction(session, inspection, context.actor, why)


def _planned(session: Session, record_id: int, version: int) -> Inspection:
    inspection = load(session, Inspection, record_id, version)
    if inspection.state != InspectionState.PLANNED:
        raise Invalid(_("This inspection is not open any more."), clause=CLAUSE)
    return inspection


@use_case(Permission.CANCEL_RECORD)
def cancel_inspection(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Cancel an inspection that is not made, with a reason; its plan does not make it again."""
    why = required(reason, _("Give the reason."), field="reason", limit=REASON_LIMIT)
    with context.write(why) as session:
        inspection = load(session, Inspection, record_id, version)
        move(context, session, inspection, "cancel", KeepingFacts(), text=why)
        keeping.drop_all(session, inspection, why)


@use_case(Permission.EDIT_CARE)
def send_inspectors(
    context: Context, *, record_id: int, version: int, dispatch_id: int, accepted: frozenset[str] = frozenset()
) -> None:
    """Name the dispatch that makes an inspection; both logs tell it.

    Invalid for one of another customer or a cancelled one; Questioned where fewer travel than the plan says.
    """
    with context.write() as session:
        inspection = _planned(session, record_id, version)
        dispatch = load(session, Dispatch, dispatch_id)
        if dispatch.customer_id != inspection.customer_id:
            raise Invalid(_("This dispatch goes to another customer."), field="dispatch_id")
        if dispatch.state == DispatchState.CANCELLED:
            raise Invalid(_("This dispatch is cancelled."), field="dispatch_id")
        least = session.get_one(InspectionPlan, inspection.plan_id).min_persons
        if len(dispatch.people) < least:
            _ask_about_people(least, accepted)
        inspection.dispatch_id = dispatch.id
        told = dispatch.number or dispatch.title
        log(session, inspection, EventKind.DISPATCH_PLANNED, told, data={"dispatch": dispatch.id})
        words = f"{inspection.number} {inspection.title}"
        log(session, dispatch, EventKind.INSPECTION_PLANNED, words, data={"inspection": inspection.id})


@use_case(Permission.EDIT_CARE)
def take_up_fault(context: Context, *, record_id: int, version: int, position: int, request_id: int) -> None:
    """Name the request that a fault has become; both logs tell it. Invalid for what is no fault, or has one already."""
    with context.write() as session:
        inspection = load(session, Inspection, record_id, version)
        row = _fault(inspection, position)
        request = load(session, Request, request_id)
        if request.customer_id != inspection.customer_id:
            raise Invalid(_("This request is another customer's."), field="request_id")
        row.request_id = request.id
        said = f"{row.item}: {row.note}"
        log(session, inspection, EventKind.FAULT_FOUND, f"{request.number} {said}", data={"request": request.id})
        words = f"{inspection.number} {said}"
        log(session, request, EventKind.FAULT_FOUND, words, data={"inspection": inspection.id})


def _fault(inspection: Inspection, position: int) -> InspectionItem:
    row = next((one for one in inspection.items if one.position == position), None)
    if row is None:
        raise NotFound(_("There is no such item."))
    if row.finding is not Finding.FAULT:
        raise Invalid(_("Nothing wrong was found at this item."), clause=CLAUSE)
    if row.request_id is not None:
        raise Invalid(_("This fault has become a request already."), clause=CLAUSE)
    return row
