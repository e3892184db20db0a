"""Making the dated inspections of a plan, with the items of its checklist (N3, N4)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import settings_of
from app.queries.care.inspection_due import pieces_of
from app.rules.care.checklists import checklist, items_for
from app.rules.promises.clocks import END_OF_DAY
from app.services.promises import keeping
from app.services.use_case import fresh, log, next_number
from models.care.inspection import Inspection, InspectionItem, InspectionPlan
from models.enums import EventKind, InspectionState, RecordKind


def make_inspection(session: Session, plan: InspectionPlan, day: date) -> Inspection:
    """Make the inspection of a plan for one of its days; it has its number and its clock at once."""
    inspection = Inspection(
        number=next_number(session, RecordKind.INSPECTION),
        state=InspectionState.PLANNED,
        plan_id=plan.id,
        planned_on=day,
        due_on=day,
        items=[],
        **fresh(session),
    )
    follow_plan(session, inspection, plan)
    session.add(inspection)
    session.flush()
    log(session, inspection, EventKind.INSPECTION_PLANNED, f"{plan.number} {day.isoformat()}")
    log(
        session,
        plan,
        EventKind.INSPECTION_PLANNED,
        f"{inspection.number} {day.isoformat()}",
        data={"inspection": inspection.id},
    )
    keeping.settle(session, inspection)
    return inspection


def follow_plan(session: Session, inspection: Inspection, plan: InspectionPlan) -> None:
    """Bring an inspection that is not on record yet to what its plan says now: whose it is, and its items."""
    inspection.title = plan.title
    inspection.customer_id, inspection.project_id = plan.customer_id, plan.project_id
    inspection.site_id = plan.site_id
    inspection.sort_at = end_of_day(session, inspection.due_on)
    _write_items(session, inspection, plan)


def end_of_day(session: Session, day: date) -> datetime:
    """Return the last moment of a local day."""
    return datetime.combine(day, END_OF_DAY, ZoneInfo(settings_of(session).text("zone")))


def _write_items(session: Session, inspection: Inspection, plan: InspectionPlan) -> None:
    """Write the items in the language of papers; where nothing has changed the rows stay as they are."""
    language = settings_of(session).text("paper_language")
    wanted = [
        (one.equipment_id, one.item.area[language], one.item.item[language], one.item.standard[language])
        for one in items_for(checklist(plan.checklist), pieces_of(session, plan))
    ]
    if wanted == [(row.equipment_id, row.area, row.item, row.standard) for row in inspection.items]:
        return
    inspection.items.clear()
    session.flush()  # their places are free before the new ones take them
    inspection.items = [
        InspectionItem(position=place, equipment_id=owner, area=area, item=item, standard=standard)
        for place, (owner, area, item, standard) in enumerate(wanted, start=1)
    ]
