"""Which inspections a plan still has to make: the days of running plans that have none yet (N3, N4)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import local
from app.queries.material.stock import local_day
from app.rules.care.checklists import Piece
from app.rules.care.inspections import HORIZON, due_days, next_day
from models.care.inspection import Inspection, InspectionPlan
from models.enums import BasicState, PlanState
from models.projects.equipment import Equipment


@dataclass(frozen=True, slots=True)
class InspectionDue:
    """A day of a plan that has no inspection yet."""

    plan_id: int
    day: date


def inspections_due(session: Session, now: datetime) -> tuple[InspectionDue, ...]:
    """Return the days up to the horizon for which running plans have no inspection, oldest plan first.

    Days that had passed when a plan was entered are not made up for; what was cancelled is not made again.
    """
    today = local_day(session, now)
    plans = session.scalars(
        select(InspectionPlan).where(InspectionPlan.state == PlanState.ACTIVE).order_by(InspectionPlan.id)
    ).all()
    taken = planned_days(session, [plan.id for plan in plans])
    return tuple(
        InspectionDue(plan.id, day)
        for plan in plans
        for day in due_days(plan.starts_on, plan.cycle_months, plan.ends_on, entered_on(session, plan), today + HORIZON)
        if day not in taken.get(plan.id, ())
    )


def planned_days(session: Session, plan_ids: Sequence[int]) -> Mapping[int, frozenset[date]]:
    """Return by plan the days that have their inspection, cancelled ones among them."""
    days: dict[int, set[date]] = defaultdict(set)
    made = select(Inspection.plan_id, Inspection.planned_on).where(Inspection.plan_id.in_(plan_ids))
    for plan_id, day in session.execute(made):
        days[plan_id].add(day)
    return {plan_id: frozenset(found) for plan_id, found in days.items()}


def next_of(session: Session, plan: InspectionPlan) -> date | None:
    """Return the day of the next inspection that a plan has not made yet; None once it is over."""
    taken = planned_days(session, [plan.id]).get(plan.id, frozenset())
    return next_day(plan.starts_on, plan.cycle_months, plan.ends_on, entered_on(session, plan), taken)


def entered_on(session: Session, plan: InspectionPlan) -> date:
    """Return the department's day on which a plan was entered."""
    return local(plan.created_at, ZoneInfo(settings_of(session).text("zone"))).date()


def pieces_of(session: Session, plan: InspectionPlan) -> tuple[Piece, ...]:
    """Return the equipment that a plan looks at, in its order, without what is out of use by now."""
    ids = [one.equipment_id for one in plan.equipment]
    used = select(Equipment).where(Equipment.id.in_(ids), Equipment.state == BasicState.ACTIVE)
    known = {one.id: one for one in session.scalars(used)}
    return tuple(Piece(known[one].id, f"{known[one].title} {known[one].model}") for one in ids if one in known)
