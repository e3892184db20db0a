"""Visits to customers (回访): planned, moved, recorded with what was found, closed (C13)."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.errors import Invalid
from app.formatting import date_text, local
from app.forms.money import TalkForm
from app.forms.visits import FollowUpForm, VisitForm, VisitMoveForm, VisitRecordForm
from app.i18n import _
from app.labels import label
from app.queries.care.visit_facts import visit_gate_facts
from app.queries.records.lookup import existing
from app.rules.care.visit_gates import CLAUSE, VisitFacts, asks_for_complaint, check_score
from app.rules.inputs import clean_line, clean_phone, clean_text, plausible_day
from app.rules.permissions import Permission
from app.services.keeping import in_use
from app.services.money.contacts import write_contact
from app.services.moves import move
from app.services.promises import keeping
from app.services.use_case import check_past, fresh, load, log, next_number, required, use_case
from models.care.visit import Visit, VisitFollowUp
from models.enums import ContactWay, EventKind, FollowUpKind, RecordKind, VisitMode, VisitOccasion, VisitState
from models.parties.customer import Customer
from models.people.dispatch import Dispatch
from models.projects.project import Project

NAME_LIMIT, LINE_LIMIT, TEXT_LIMIT, REASON_LIMIT = 60, 200, 10_000, 4000
LINES = ("interviewee", "flow", "inlet", "outlet")
TEXTS = ("consumables", "upkeep", "problems", "suggestions", "promotion", "payment_talk", "spot_action")
AFTER_BASIS = (VisitOccasion.HANDOVER, VisitOccasion.MAJOR_REPAIR, VisitOccasion.CONTACT)
LOGGED_WAYS = {VisitMode.PHONE: ContactWay.CALL, VisitMode.ON_SITE: ContactWay.VISIT}


@use_case(Permission.EDIT_CARE)
def save_visit(context: Context, *, form: VisitForm, record_id: int | None = None) -> int:
    """Plan a visit by hand, or correct one that is planned; returns its id.

    It has its number at once, and its clock. Invalid at the form's field; at ``reason`` where its day was missed.
    """
    why = clean_text(form.reason, field="reason", limit=REASON_LIMIT)
    with context.write(why) as session:
        visit = load(session, Visit, record_id, form.version) if record_id else new_visit(session, VisitOccasion.AD_HOC)
        if visit.state != VisitState.PLANNED:
            raise Invalid(_("This visit is paid or cancelled and is not planned any more."), clause=CLAUSE)
        write_plan(session, visit, form)
        store_plan(session, visit, is_new=record_id is None, why=why)
        keeping.settle_correction(session, visit, context.actor, why)
        return visit.id


def new_visit(session: Session, occasion: VisitOccasion) -> Visit:
    """Return a planned visit with its number, not filled in yet."""
    number = next_number(session, RecordKind.VISIT)
    return Visit(number=number, state=VisitState.PLANNED, occasion=occasion, **fresh(session))


def write_plan(session: Session, visit: Visit, form: VisitForm) -> None:
    """Write whom a visit is paid to, how, when, and by whom; Invalid at the form's field."""
    if form.customer_id is None:
        raise Invalid(_("Choose the customer."), field="customer_id", clause=CLAUSE)
    customer = in_use(session, Customer, form.customer_id, field="customer_id", kept=visit.customer_id)
    project = _project(session, customer, form.project_id)
    visit.customer_id, visit.title = customer.id, customer.title
    visit.project_id = project.id if project is not None else None
    visit.site_id = project.site_id if project is not None else None
    visit.dispatch_id = _dispatch(session, customer, form.dispatch_id)
    visit.mode, visit.planned_on = form.mode, _planned(form.planned_on)
    visit.visitor = clean_line(form.visitor, field="visitor", limit=NAME_LIMIT)
    visit.focus = clean_line(form.focus, field="focus", limit=LINE_LIMIT)
    _sort(session, visit)


def store_plan(session: Session, visit: Visit, *, is_new: bool, why: str = "") -> None:
    """Store a planned visit and tell its log."""
    session.add(visit)
    session.flush()
    told = date_text(visit.planned_on) if is_new else why
    log(session, visit, EventKind.VISIT_PLANNED if is_new else EventKind.EDITED, told)


def _project(session: Session, customer: Customer, project_id: int | None) -> Project | None:
    if project_id is None:
        return None
    project = existing(session, Project, project_id)
    if project.customer_id != customer.id:
        raise Invalid(_("This project is another customer's."), field="project_id", clause=CLAUSE)
    return project


def _dispatch(session: Session, customer: Customer, dispatch_id: int | None) -> int | None:
    if dispatch_id is None:
        return None
    dispatch = existing(session, Dispatch, dispatch_id)
    if dispatch.customer_id != customer.id:
        raise Invalid(_("This dispatch does not go to this customer."), field="dispatch_id", clause=CLAUSE)
    return dispatch.id


def _planned(day: date | None) -> date:
    if day is None:
        raise Invalid(_("Enter for which day it is planned."), field="planned_on", clause=CLAUSE)
    plausible_day(day, field="planned_on")
    return day


def _sort(session: Session, visit: Visit) -> None:
    """A visit stands in lists by when it was paid, until then by when it is planned."""
    zone = ZoneInfo(settings_of(session).text("zone"))
    visit.sort_at = visit.visited_at or datetime.combine(visit.planned_on, datetime.min.time(), zone)


@use_case(Permission.EDIT_CARE)
def move_visit(context: Context, *, record_id: int, version: int, form: VisitMoveForm) -> None:
    """Plan a visit for another day; Invalid at ``reason`` where the day was missed already, which is the manager's."""
    why = clean_text(form.reason, field="reason", limit=REASON_LIMIT)
    with context.write(why) as session:
        visit = load(session, Visit, record_id, version)
        if visit.state != VisitState.PLANNED:
            raise Invalid(_("This visit is paid or cancelled and is not planned any more."), clause=CLAUSE)
        former, visit.planned_on = visit.planned_on, _planned(form.planned_on)
        _sort(session, visit)
        told = _("{former} → {day}").format(former=date_text(former), day=date_text(visit.planned_on))
        log(session, visit, EventKind.VISIT_MOVED, "\n".join(part for part in (told, why) if part))
        keeping.settle_correction(session, visit, context.actor, why)


@use_case(Permission.EDIT_CARE)
def record_visit(context: Context, *, record_id: int, version: int, form: VisitRecordForm) -> int | None:
    """Record a visit with what was found and what follows from it, or correct the record until it is closed.

    Where somebody is dissatisfied and no complaint was written down, one is asked for. What follows is settled before
    the visit is closed; without anything it is closed at once. Returns the id of the next visit where a day was given
    for it. Invalid at the form's field: a time to come, satisfaction outside 1 to 5, a lead passed on to nobody.
    """
    why = clean_text(form.reason, field="reason", limit=REASON_LIMIT)
    with context.write(why) as session:
        visit = load(session, Visit, record_id, version)
        is_new = visit.state != VisitState.DONE
        if is_new:
            move(context, session, visit, "record", VisitFacts())
        former_next = visit.next_visit_on
        visit.visited_at = _visited_at(session, visit, form.visited_at)
        _write_record(visit, form)
        _write_follow_ups(session, visit, form.follow_ups)
        _sort(session, visit)
        event = EventKind.VISITED if is_new else EventKind.EDITED
        log(session, visit, event, why, at=visit.visited_at if is_new else None, counterpart=visit.interviewee)
        if form.logs_payment:
            _log_payment(context, session, visit)
        keeping.settle_correction(session, visit, context.actor, why)
        if is_new and not any(line.settled_at is None for line in visit.follow_ups):
            _close(context, session, visit)
        return _plan_next(session, visit) if visit.next_visit_on != former_next else None


def _visited_at(session: Session, visit: Visit, at: datetime | None) -> datetime:
    if at is None:
        raise Invalid(_("Enter when the customer was visited."), field="visited_at", clause=CLAUSE)
    moment = check_past(at, session.info["now"], field="visited_at")
    day = local(moment, ZoneInfo(settings_of(session).text("zone"))).date()
    if visit.occasion in AFTER_BASIS and visit.basis_on is not None and day < visit.basis_on:
        text = _("This lies before {day}, the day from which the visit is counted.")
        raise Invalid(text.format(day=date_text(visit.basis_on)), field="visited_at", clause=CLAUSE)
    return moment


def _write_record(visit: Visit, form: VisitRecordForm) -> None:
    visit.mode, visit.run_status = form.mode, form.run_status
    visit.visitor = required(form.visitor, _("Enter who of us talked to them."), field="visitor", limit=NAME_LIMIT)
    for name in LINES:
        setattr(visit, name, clean_line(getattr(form, name), field=name, limit=LINE_LIMIT))
    required(visit.interviewee, _("Enter who was met."), field="interviewee")
    for name in TEXTS:
        setattr(visit, name, clean_text(getattr(form, name), field=name, limit=TEXT_LIMIT))
    visit.phone = clean_phone(form.phone, field="phone", limit=40)
    visit.sat_quality = check_score(form.sat_quality, field="sat_quality")
    visit.sat_service = check_score(form.sat_service, field="sat_service")
    next_on = plausible_day(form.next_visit_on, field="next_visit_on")
    if next_on is not None and visit.visited_at is not None and next_on < visit.visited_at.date():
        raise Invalid(_("This lies before the visit."), field="next_visit_on", clause=CLAUSE)
    visit.next_visit_on = next_on


def _write_follow_ups(session: Session, visit: Visit, forms: tuple[FollowUpForm, ...]) -> None:
    """Write what follows; lines that are settled, or have become something, stay as they are."""
    known: Mapping[int, VisitFollowUp] = {line.id: line for line in visit.follow_ups}
    kept = {form.line_id for form in forms if form.line_id is not None}
    for line in known.values():
        if line.id not in kept and line.settled_at is None and line.outcome_id is None:
            visit.follow_ups.remove(line)
            session.delete(line)
    for form in (*forms, *_complaint_asked(visit, forms)):
        former = known.get(form.line_id or 0)
        line = former or VisitFollowUp()
        if line.settled_at is None:
            _write_line(line, form)
        if former is None:
            session.add(line)
            visit.follow_ups.append(line)
            told = f"{label(form.kind)}: {line.text}"
            log(session, visit, EventKind.NEED_FOUND, told, at=visit.visited_at, counterpart=line.passed_to)
    session.flush()


def _write_line(line: VisitFollowUp, form: FollowUpForm) -> None:
    line.kind = form.kind
    line.text = required(form.text, _("Say what follows from the visit."), field="follow_ups", limit=TEXT_LIMIT)
    line.passed_to = clean_line(form.passed_to, field="follow_ups", limit=NAME_LIMIT)
    if form.kind is FollowUpKind.LEAD and not line.passed_to:
        raise Invalid(_("Enter to whom the lead is passed on."), field="follow_ups", clause=CLAUSE)
    line.due_on = plausible_day(form.due_on, field="follow_ups")


def _complaint_asked(visit: Visit, forms: tuple[FollowUpForm, ...]) -> tuple[FollowUpForm, ...]:
    kinds = (*(form.kind for form in forms), *(line.kind for line in visit.follow_ups))
    if not asks_for_complaint((visit.sat_quality, visit.sat_service), kinds):
        return ()
    text = visit.problems or visit.suggestions or _("The customer is dissatisfied")
    return (FollowUpForm(kind=FollowUpKind.COMPLAINT, text=text),)


def _log_payment(context: Context, session: Session, visit: Visit) -> None:
    """Put what was said of money into the log of collection: a talk on the same trip."""
    context.require(Permission.EDIT_COLLECTION)
    text = required(visit.payment_talk, _("Enter what came of it."), field="payment_talk", limit=REASON_LIMIT)
    form = TalkForm(
        customer_id=visit.customer_id,
        at=visit.visited_at,
        way=LOGGED_WAYS.get(visit.mode, ContactWay.MESSAGE),
        person=visit.visitor,
        counterpart=visit.interviewee,
        text=f"{visit.number}: {text}",
    )
    write_contact(session, form)


def _plan_next(session: Session, visit: Visit) -> int | None:
    """Plan the next visit on the day that was agreed, unless one is planned for it."""
    day = visit.next_visit_on
    if day is None:
        return None
    planned = select(Visit.id).where(Visit.state == VisitState.PLANNED, Visit.planned_on == day)
    if session.scalar(planned.where(Visit.customer_id == visit.customer_id).limit(1)) is not None:
        return None
    following = new_visit(session, VisitOccasion.AD_HOC)
    form = VisitForm(
        customer_id=visit.customer_id,
        project_id=visit.project_id,
        mode=visit.mode,
        planned_on=day,
        visitor=visit.visitor,
        focus=_("as agreed on visit {number}").format(number=visit.number),
    )
    write_plan(session, following, form)
    store_plan(session, following, is_new=True)
    keeping.settle(session, following)
    return following.id


@use_case(Permission.EDIT_CARE)
def close_visit(context: Context, *, record_id: int, version: int) -> None:
    """Close a visit whose follow-ups are settled; Blocked while one is open."""
    with context.write() as session:
        _close(context, session, load(session, Visit, record_id, version))


def _close(context: Context, session: Session, visit: Visit) -> None:
    move(context, session, visit, "close", visit_gate_facts(visit))
    visit.closed_at = session.info["now"]


@use_case(Permission.CHANGE_MISSED_FACT)
def reopen_visit(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Open a closed visit again, to correct its record, with the manager's reason."""
    why = required(reason, _("Give the reason."), field="reason", limit=REASON_LIMIT)
    with context.write(why) as session:
        visit = load(session, Visit, record_id, version)
        move(context, session, visit, "reopen", VisitFacts(), text=why)
        visit.closed_at = None


@use_case(Permission.CANCEL_RECORD)
def cancel_visit(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Cancel a visit that is not paid, with the manager's reason; one that was missed stays missed."""
    why = required(reason, _("Give the reason."), field="reason", limit=REASON_LIMIT)
    with context.write(why) as session:
        give_up_visit(context, session, load(session, Visit, record_id, version), why)


def give_up_visit(context: Context, session: Session, visit: Visit, why: str, action: str = "cancel") -> None:
    """Cancel a planned visit inside an open transaction."""
    move(context, session, visit, action, VisitFacts(), text=why)
    keeping.drop_all(session, visit, why)
