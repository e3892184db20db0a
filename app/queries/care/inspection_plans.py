"""Reading inspection plans: one in full, and its form (N3, N4)."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.context import Context
from app.forms.inspections import InspectionPlanForm
from app.i18n import N_
from app.queries.care.inspection_due import next_of
from app.queries.material.stock import local_day
from app.queries.records.closing_parts import closing_parts
from app.queries.records.linked import linked_records, named_ids, named_links
from app.queries.records.lookup import existing
from app.queries.records.record_parts import EventLine, NextStep, PaperLine, ScanLine
from app.queries.records.typed import typed_form
from app.queries.trade.order_parts import Linked
from app.rules.gates import KeepingFacts
from app.rules.permissions import Permission
from models.care.inspection import Inspection, InspectionItem, InspectionPlan
from models.enums import BasicState, Finding, InspectionState, PlanState
from models.projects.equipment import Equipment
from models.projects.project import Project

MOST_SHOWN = 24


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One inspection of a plan; ``faults`` are what it found wrong."""

    id: int
    number: str
    state: InspectionState
    due_on: date
    inspected_at: datetime | None
    faults: int


@dataclass(frozen=True, slots=True)
class InspectionPlanDetails:
    """One plan in full: what it looks at, the inspections it has made (the latest first), and its ``next_on``, the day
    of the next one that is not made yet (None once it is over).
    """

    id: int
    number: str
    version: int
    title: str
    state: PlanState
    checklist: str
    cycle_months: int
    min_persons: int
    starts_on: date
    ends_on: date | None
    responsible: str
    note: str
    equipment: tuple[Linked, ...]
    inspections: tuple[RoundLine, ...]
    next_on: date | None
    customer_id: int
    project_id: int
    site_id: int | None
    order_id: int | None
    order: Linked | None
    customer: Linked | None
    project: Linked | None
    site: Linked | None
    created_at: datetime
    created_by: str
    steps: tuple[NextStep, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int


_AROUND = ("order", "customer", "project", "site")
_CLOSING = ("steps", "papers", "scans", "events", "event_count")
_READ = ("number", "state", "equipment", "inspections", "next_on", *_AROUND, *_CLOSING)
_OWN = tuple(one.name for one in fields(InspectionPlanDetails) if one.name not in _READ)


def inspection_plan_details(context: Context, record_id: int) -> InspectionPlanDetails:
    """Read one plan with all that its detail pane shows; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, InspectionPlan, record_id)
        pieces = [one.equipment_id for one in found.equipment]
        linked = linked_records(session, [*named_ids(found, _AROUND), *pieces], context.actor)
        next_on = next_of(session, found) if found.state == PlanState.ACTIVE else None
        return InspectionPlanDetails(
            **{name: getattr(found, name) for name in _OWN},
            number=found.number or "",
            state=PlanState(found.state),
            equipment=tuple(linked[one] for one in pieces if one in linked),
            inspections=_rounds(session, found),
            next_on=next_on,
            **named_links(found, _AROUND, linked),
            **_closing(context, session, found, next_on),
        )


def _closing(context: Context, session: Session, found: InspectionPlan, next_on: date | None) -> dict[str, Any]:
    """Return papers, log and steps; a plan owes nothing itself, its inspections do."""
    closing = closing_parts(context, session, found, KeepingFacts())
    del closing["commitments"]
    if next_on is not None:
        may_edit = context.actor.may(Permission.EDIT_CARE)
        closing["steps"] = (NextStep("plan_next", N_("Plan the next one now"), None, may_edit, ()), *closing["steps"])
    return closing


def _rounds(session: Session, found: InspectionPlan) -> tuple[RoundLine, ...]:
    faults = select(func.count(InspectionItem.id)).where(
        InspectionItem.inspection_id == Inspection.id, InspectionItem.finding == Finding.FAULT
    )
    wanted = select(
        Inspection.id, Inspection.number, Inspection.state, Inspection.due_on, Inspection.inspected_at,
        faults.correlate(Inspection).scalar_subquery(),
    ).where(Inspection.plan_id == found.id)  # fmt: skip
    rows = session.execute(wanted.order_by(Inspection.due_on.desc(), Inspection.id.desc()).limit(MOST_SHOWN))
    return tuple(RoundLine(row[0], row[1] or "", InspectionState(row[2]), *row[3:]) for row in rows)


def inspection_plan_form(context: Context, record_id: int) -> InspectionPlanForm:
    """Read a plan into the form that changes it."""
    context.require(Permission.EDIT_CARE)
    with context.read() as session:
        found = existing(session, InspectionPlan, record_id)
        return typed_form(
            found, InspectionPlanForm, equipment_ids=tuple(one.equipment_id for one in found.equipment), reason=""
        )


def new_inspection_plan_form(context: Context, *, project_id: int | None = None) -> InspectionPlanForm:
    """Return the form of a new plan from today on, of a project where one is given, with all its equipment."""
    context.require(Permission.EDIT_CARE)
    with context.read() as session:
        form = InspectionPlanForm(
            starts_on=local_day(session, context.clock.now()), responsible=context.actor.display_name, min_persons=1
        )
        if project_id is None:
            return form
        project = existing(session, Project, project_id)
        pieces = tuple(one.id for one in equipment_of_project(session, project_id))
        return replace(form, project_id=project.id, site_id=project.site_id, equipment_ids=pieces)


def equipment_of_project(session: Session, project_id: int) -> Sequence[Equipment]:
    """Return the equipment of a project that is in use, in the order of its numbers."""
    used = (Equipment.project_id == project_id, Equipment.state == BasicState.ACTIVE)
    return session.scalars(select(Equipment).where(*used).order_by(Equipment.id)).all()


@dataclass(frozen=True, slots=True)
class PlanGround:
    """What the form of a plan offers for a project: whose it is, and its equipment (id, name)."""

    customer_id: int | None = None
    pieces: tuple[tuple[int, str], ...] = ()


def plan_ground(context: Context, project_id: int | None, named: Sequence[int] = ()) -> PlanGround:
    """Read what a plan of a project may look at, with the equipment that it ``named`` before."""
    context.require(Permission.VIEW_RECORDS)
    if project_id is None:
        return PlanGround()
    with context.read() as session:
        used = equipment_of_project(session, project_id)
        there = {one.id for one in used}
        kept = [existing(session, Equipment, one) for one in named if one not in there]
        customer_id = existing(session, Project, project_id).customer_id
        return PlanGround(customer_id, tuple((one.id, _piece(one)) for one in (*used, *kept)))


def _piece(one: Equipment) -> str:
    return " ".join(part for part in (one.number, one.title, one.model) if part)
