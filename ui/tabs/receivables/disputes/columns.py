"""The columns of the list of disputes and stronger measures."""

from app.i18n import N_
from app.labels import label
from app.queries.money.hard_cases import HardCaseRow
from models.enums import DisputeState, MeasuresState, RecordKind
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import badge_column, money_column, text_column
from ui.tabs.desk_columns import due_column
from ui.tabs.rooms_columns import asked_columns, state_badges
from ui.theme.palette import Tone

case_badge = state_badges(
    {
        (RecordKind.DISPUTE, DisputeState.REGISTERED): Tone.SOON,
        (RecordKind.DISPUTE, DisputeState.VERIFIED): Tone.ACCENT,
        (RecordKind.DISPUTE, DisputeState.RESOLVED): Tone.KEPT,
        (RecordKind.MEASURES, MeasuresState.DRAFT): Tone.SOON,
        (RecordKind.MEASURES, MeasuresState.SUBMITTED): Tone.ACCENT,
        (RecordKind.MEASURES, MeasuresState.APPROVED): Tone.SOON,
        (RecordKind.MEASURES, MeasuresState.CARRIED_OUT): Tone.KEPT,
    }
)


def hard_case_columns(desk: Desk) -> tuple[Column[HardCaseRow], ...]:
    """Return the columns, in the order of the first showing."""
    return (
        text_column("number", N_("No."), lambda row: row.number, width=116, sort_key="number"),
        text_column("kind", N_("Kind"), lambda row: label(row.kind), width=146),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=130, sort_key="customer"),
        text_column("name", N_("About"), lambda row: row.name, width=170, sort_key="name", stretch=True),
        money_column("amount", N_("Amount"), lambda row: row.amount, width=116),
        badge_column("state", N_("State"), lambda row: case_badge(row.kind, row.state), width=142),
        due_column("due", N_("Time left"), lambda row: row.due_at, desk, sort_key="due_at"),
        text_column("responsible", N_("Responsible"), lambda row: row.responsible, width=110, hidden=True),
        *asked_columns(HardCaseRow, desk),
    )
