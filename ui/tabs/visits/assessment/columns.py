"""The columns of the list of months' assessments and spot checks."""

from app.i18n import N_
from app.labels import label
from app.queries.care.spot_checks import AssessmentRow
from models.enums import AssessmentState, RecordKind, SpotCheckState
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import badge_column, text_column
from ui.tabs.desk_columns import due_column
from ui.tabs.rooms_columns import asked_columns, state_badges
from ui.theme.palette import Tone

assessment_badge = state_badges(
    {
        (RecordKind.ASSESSMENT, AssessmentState.DRAFT): Tone.SOON,
        (RecordKind.ASSESSMENT, AssessmentState.CONFIRMED): Tone.KEPT,
        (RecordKind.SPOT_CHECK, SpotCheckState.OPEN): Tone.SOON,
        (RecordKind.SPOT_CHECK, SpotCheckState.CLOSED): Tone.KEPT,
    }
)


def assessment_columns(desk: Desk) -> tuple[Column[AssessmentRow], ...]:
    """Return the columns, in the order of the first showing."""
    return (
        text_column("number", N_("No."), lambda row: row.number, width=116, sort_key="number"),
        text_column("kind", N_("Kind"), lambda row: label(row.kind), width=146),
        text_column("name", N_("Month or what was checked"), lambda row: row.name, width=200, stretch=True),
        badge_column("state", N_("State"), lambda row: assessment_badge(row.kind, row.state), width=124),
        due_column("due", N_("Time left"), lambda row: row.due_at, desk, sort_key="due_at"),
        *asked_columns(AssessmentRow, desk),
    )
