"""The columns of the list of handovers and of what is left over."""

from app.i18n import N_
from app.labels import label
from app.queries.projects.handovers import HandoverRow
from models.enums import HandoverState, PunchState, RecordKind
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import badge_column, text_column
from ui.tabs.desk_columns import due_column, moment_column
from ui.tabs.rooms_columns import asked_columns, state_badges
from ui.theme.palette import Tone

handover_badge = state_badges(
    {
        (RecordKind.HANDOVER, HandoverState.OPEN): Tone.SOON,
        (RecordKind.HANDOVER, HandoverState.REVIEWED): Tone.KEPT,
        (RecordKind.PUNCH_ITEM, PunchState.OPEN): Tone.ACCENT,
        (RecordKind.PUNCH_ITEM, PunchState.CLOSED): Tone.KEPT,
    }
)


def handover_columns(desk: Desk) -> tuple[Column[HandoverRow], ...]:
    """Return the columns, in the order of the first showing."""
    return (
        text_column("number", N_("No."), lambda row: row.number, width=106, sort_key="number"),
        text_column("kind", N_("Kind"), lambda row: label(row.kind), width=112),
        text_column("name", N_("Project or item"), lambda row: row.name, width=220, sort_key="name", stretch=True),
        text_column("department", N_("Department"), lambda row: row.department, width=116, sort_key="department"),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=120, sort_key="customer"),
        badge_column("state", N_("State"), lambda row: handover_badge(row.kind, row.state), width=128),
        due_column("due", N_("Time left"), lambda row: row.due_at, desk, sort_key="due_at"),
        text_column("responsible", N_("Responsible"), lambda row: row.responsible, width=106, hidden=True),
        moment_column("reminded_at", N_("Reminded"), lambda row: row.reminded_at, desk, width=122, hidden=True),
        *asked_columns(HandoverRow, desk),
    )
