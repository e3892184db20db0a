"""Inspection plans: entered, changed, ended; the inspections they make by themselves and by hand (N3, N4)."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.forms.inspections import InspectionPlanForm
from app.i18n import _
from app.queries.care.inspection_due import InspectionDue, inspections_due, next_of
from app.rules.care.checklists import checklist
from app.rules.care.inspections import CLAUSE, due_days
from app.rules.gates import KeepingFacts
from app.rules.inputs import clean_line, clean_text, plausible_day
from app.rules.permissions import Permission
from app.services.care.inspection_making import follow_plan, make_inspection
from app.services.keeping import in_use
from app.services.moves import move
from app.services.past_days import today_of
from app.services.projects.projects import site_of
from app.services.promises.keeping import drop_all
from app.services.use_case import fresh, load, log, next_number, required, use_case
from models.care.inspection import Inspection, InspectionPlan, PlanEquipment
from models.enums import EventKind, InspectionState, OrderKind, OrderState, PlanState, RecordKind
from models.projects.equipment import Equipment
from models.projects.project import Project
from models.trade.order import ServiceOrder

NAME_LIMIT, TITLE_LIMIT, TEXT_LIMIT, REASON_LIMIT = 60, 120, 4000, 4000
MOST_MONTHS, MOST_PERSONS = 60, 20
MOST_PIECES = 100
DAY = timedelta(days=1)


@use_case(Permission.EDIT_CARE)
def save_inspection_plan(context: Context, *, form: InspectionPlanForm, record_id: int | None = None) -> int:
    """Enter a plan, or change it while it runs; returns its id. It has its number at once.

    Inspections that are still ahead follow a change: those whose day the plan no longer has are cancelled, the others
    take over its checklist and equipment. Invalid at the form's field.
    """
    why = clean_text(form.reason, field="reason", limit=REASON_LIMIT)
    with context.write(why) as session:
        plan = load(session, InspectionPlan, record_id, form.version) if record_id else _new(session)
        if plan.state == PlanState.ENDED:
            raise Invalid(_("This plan has ended and is not changed any more."), clause=CLAUSE)
        _write_place(session, plan, form)
        _write_cycle(session, plan, form)
        _write_words(plan, form)
        session.add(plan)
        session.flush()
        log(session, plan, EventKind.EDITED if record_id else EventKind.REGISTERED, why)
        if record_id:
            _follow(session, plan, why)
        return plan.id


def _new(session: Session) -> InspectionPlan:
    number = next_number(session, RecordKind.INSPECTION_PLAN)
    now = session.info["now"]
    return InspectionPlan(number=number, state=PlanState.ACTIVE, sort_at=now, equipment=[], **fresh(session))


def _write_place(session: Session, plan: InspectionPlan, form: InspectionPlanForm) -> None:
    """Write project, site, agreement and equipment; all of one customer."""
    if form.project_id is None:
        raise Invalid(_("Choose the project."), field="project_id")
    project = load(session, Project, form.project_id)
    plan.customer_id, plan.project_id = project.customer_id, project.id
    plan.site_id = site_of(session, project.customer_id or 0, form.site_id, kept=plan.site_id) or project.site_id
    plan.order_id = _agreement(session, plan, form.order_id)
    ids = tuple(dict.fromkeys(form.equipment_ids))
    if len(ids) > MOST_PIECES:
        text = _("A plan looks at {most} pieces of equipment at most.")
        raise Invalid(text.format(most=MOST_PIECES), field="equipment_ids")
    known = {row.equipment_id: row for row in plan.equipment}
    for one in ids:
        piece = in_use(session, Equipment, one, field="equipment_ids", kept=one if one in known else None)
        if piece.project_id != project.id:
            raise Invalid(_("This equipment belongs to another project."), field="equipment_ids")
    plan.equipment = [known.get(one) or PlanEquipment(equipment_id=one) for one in ids]
    for place, row in enumerate(plan.equipment):
        row.position = place


def _agreement(session: Session, plan: InspectionPlan, order_id: int | None) -> int | None:
    """Return the maintenance agreement that a plan rests on; Invalid for another order, or another customer's."""
    if order_id is None:
        return None
    order = load(session, ServiceOrder, order_id)
    if order.customer_id != plan.customer_id:
        raise Invalid(_("This agreement is another customer's."), field="order_id")
    if order.order_kind is not OrderKind.MAINTENANCE or order.state == OrderState.CANCELLED:
        raise Invalid(_("Inspections rest on a maintenance agreement."), field="order_id", clause=CLAUSE)
    return order.id


def _write_cycle(session: Session, plan: InspectionPlan, form: InspectionPlanForm) -> None:
    months, persons = form.cycle_months, form.min_persons
    if months is None or not 1 <= months <= MOST_MONTHS:
        text = _("Enter from 1 to {most} months.").format(most=MOST_MONTHS)
        raise Invalid(text, field="cycle_months")
    if persons is None or not 1 <= persons <= MOST_PERSONS:
        text = _("Enter from 1 to {most} persons.").format(most=MOST_PERSONS)
        raise Invalid(text, field="min_persons")
    if form.starts_on is None:
        raise Invalid(_("Enter the day of the first inspection."), field="starts_on")
    plausible_day(form.starts_on, field="starts_on")
    plausible_day(form.ends_on, field="ends_on")
    if form.ends_on is not None and form.ends_on < form.starts_on:
        raise Invalid(_("The plan ends before it starts."), field="ends_on")
    if form.starts_on != plan.starts_on and _has_records(session, plan):
        text = _("Inspections of this plan are on record: end it, and enter a new one.")
        raise Invalid(text, field="starts_on", clause=CLAUSE)
    plan.cycle_months, plan.min_persons = months, persons
    plan.starts_on, plan.ends_on = form.starts_on, form.ends_on


def _has_records(session: Session, plan: InspectionPlan) -> bool:
    """Return whether something of a plan has been inspected: nothing is on record before the plan starts."""
    done = select(Inspection.id).where(Inspection.plan_id == plan.id, Inspection.inspected_at.is_not(None))
    return session.scalar(done.limit(1)) is not None


def _write_words(plan: InspectionPlan, form: InspectionPlanForm) -> None:
    plan.checklist = checklist(form.checklist).code
    plan.title = required(form.title, _("Say what is inspected."), field="title", limit=TITLE_LIMIT)
    who = _("Enter who sees to it.")
    plan.responsible = required(
        clean_line(form.responsible, field="responsible", limit=NAME_LIMIT), who, field="responsible"
    )
    plan.note = clean_text(form.note, field="note", limit=TEXT_LIMIT)


def _follow(session: Session, plan: InspectionPlan, why: str) -> None:
    """Bring the inspections that are still ahead to the plan as it is now."""
    for one in _planned(session, plan, today_of(session)):
        day = one.planned_on
        if due_days(plan.starts_on, plan.cycle_months, plan.ends_on, day, day):
            one.version += 1
            follow_plan(session, one, plan)
        else:
            _cancel(session, one, why or _("The plan has changed"))


def _planned(session: Session, plan: InspectionPlan, since: date) -> Sequence[Inspection]:
    """Return the inspections of a plan that are not done and due from a day on."""
    ahead = (Inspection.plan_id == plan.id, Inspection.state == InspectionState.PLANNED, Inspection.due_on >= since)
    return session.scalars(select(Inspection).where(*ahead).order_by(Inspection.due_on)).all()


def _cancel(session: Session, inspection: Inspection, why: str) -> None:
    """Cancel an inspection because of its plan: the plan's own step has been permitted already."""
    inspection.state = InspectionState.CANCELLED
    log(session, inspection, EventKind.CANCELLED, why)
    drop_all(session, inspection, why)


@use_case(Permission.EDIT_CARE)
def end_inspection_plan(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """End a plan today, with a reason; what is due after today and not done is cancelled with it.

    What is due already stays: it is still to be done, or cancelled by the manager.
    """
    why = required(reason, _("Give the reason."), field="reason", limit=REASON_LIMIT)
    with context.write(why) as session:
        plan = load(session, InspectionPlan, record_id, version)
        move(context, session, plan, "end", KeepingFacts(), text=why)
        today = today_of(session)
        if plan.ends_on is None or plan.ends_on > today:
            plan.ends_on = max(today, plan.starts_on)
        for one in _planned(session, plan, today + DAY):
            _cancel(session, one, why)


@use_case(Permission.EDIT_CARE)
def draft_due_inspections(context: Context) -> tuple[int, ...]:
    """Make the inspections of running plans whose day comes within the horizon; returns their ids.

    One for a plan and day; what is there, or was cancelled, is not made again.
    """
    with context.read() as session:
        due = inspections_due(session, context.clock.now())
    made = (_make_due(context, one) for one in due)
    return tuple(inspection_id for inspection_id in made if inspection_id is not None)


def _make_due(context: Context, due: InspectionDue) -> int | None:
    with context.write() as session:
        if due not in inspections_due(session, session.info["now"]):
            return None  # another desk was quicker
        return make_inspection(session, session.get_one(InspectionPlan, due.plan_id), due.day).id


@use_case(Permission.EDIT_CARE)
def plan_next_inspection(context: Context, *, record_id: int, version: int) -> int:
    """Make the next inspection of a plan now, however far ahead it is; returns its id. Invalid once it is over."""
    with context.write() as session:
        plan = load(session, InspectionPlan, record_id, version)
        if plan.state == PlanState.ENDED:
            raise Invalid(_("This plan has ended."), clause=CLAUSE)
        day = next_of(session, plan)
        if day is None:
            raise Invalid(_("All inspections of this plan are planned already."), clause=CLAUSE)
        return make_inspection(session, plan, day).id
