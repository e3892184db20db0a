"""The columns of the list of inspections and plans."""

from app.formatting import date_text
from app.i18n import N_
from app.labels import label
from app.queries.care.inspection_list import InspectionRow
from models.enums import Finding, InspectionState, PlanState, RecordKind
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import badge_column, text_column
from ui.tabs.desk_columns import due_column
from ui.tabs.rooms_columns import asked_columns, state_badges
from ui.theme.badge import Badge
from ui.theme.palette import Tone

inspection_badge = state_badges(
    {
        (RecordKind.INSPECTION, InspectionState.PLANNED): Tone.ACCENT,
        (RecordKind.INSPECTION, InspectionState.RECORDED): Tone.SOON,
        (RecordKind.INSPECTION, InspectionState.REPORTED): Tone.KEPT,
        (RecordKind.INSPECTION_PLAN, PlanState.ACTIVE): Tone.KEPT,
    }
)
FINDING_TONES = {
    Finding.GOOD: Tone.KEPT,
    Finding.ATTENTION: Tone.SOON,
    Finding.FAULT: Tone.OVERDUE,
    Finding.NOT_DONE: Tone.NEUTRAL,
}


def faults_badge(faults: int | None) -> Badge | None:
    """Return how many faults an inspection found; None before it is on record, and where it found none."""
    return Badge(str(faults), Tone.OVERDUE) if faults else None


def inspection_columns(desk: Desk) -> tuple[Column[InspectionRow], ...]:
    """Return the columns, in the order of the first showing."""
    return (
        text_column("number", N_("No."), lambda row: row.number, width=124, sort_key="number"),
        text_column("kind", N_("Kind"), lambda row: label(row.kind), width=110),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=124, sort_key="customer"),
        text_column("name", N_("About"), lambda row: row.name, width=180, sort_key="name", stretch=True),
        text_column("day", N_("Planned for"), lambda row: date_text(row.day) if row.day else "", width=104,
                    sort_key="day"),
        badge_column("state", N_("State"), lambda row: inspection_badge(row.kind, row.state), width=142),
        badge_column("faults", N_("Faults"), lambda row: faults_badge(row.faults), width=70),
        due_column("due", N_("Time left"), lambda row: row.due_at, desk, none="", sort_key="due_at"),
        text_column("responsible", N_("Who"), lambda row: row.responsible, width=120, hidden=True),
        *asked_columns(InspectionRow, desk),
    )  # fmt: skip
