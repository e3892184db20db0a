"""Which inspections and plans still need a customer, a project or a piece of equipment in use (N4)."""

from sqlalchemy import ColumnElement, and_, or_, select

from models.care.inspection import InspectionItem, PlanEquipment
from models.enums import InspectionState, PlanState, RecordKind
from models.record import Record

FINISHED = (InspectionState.REPORTED, InspectionState.CANCELLED)


def open_inspections() -> ColumnElement[bool]:
    """Return the condition on Record of a plan that runs, and of an inspection to be made or reported."""
    return or_(
        and_(Record.kind == RecordKind.INSPECTION_PLAN, Record.state == PlanState.ACTIVE),
        and_(Record.kind == RecordKind.INSPECTION, Record.state.not_in(FINISHED)),
    )


def inspections_of_equipment(equipment_id: int) -> ColumnElement[bool]:
    """Return the condition of those of them that look at a piece of equipment."""
    planned = select(PlanEquipment.plan_id).where(PlanEquipment.equipment_id == equipment_id)
    looked_at = select(InspectionItem.inspection_id).where(InspectionItem.equipment_id == equipment_id)
    return and_(open_inspections(), or_(Record.id.in_(planned), Record.id.in_(looked_at)))
