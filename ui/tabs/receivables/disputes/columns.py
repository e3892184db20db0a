"""The columns of the list of disputes and stronger measures."""

from collections.abc import Mapping

from app.i18n import N_
from app.labels import label, label_of
from app.queries.money.hard_cases import HardCaseRow
from app.rules.transitions import states_of
from models.enums import DisputeState, MeasuresState, RecordKind
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import badge_column, money_column, text_column
from ui.tabs.desk_columns import due_column, moment_column
from ui.theme.badge import Badge
from ui.theme.palette import Tone

_TONES: Mapping[tuple[RecordKind, str], Tone] = {
    (RecordKind.DISPUTE, DisputeState.REGISTERED): Tone.SOON,
    (RecordKind.DISPUTE, DisputeState.VERIFIED): Tone.ACCENT,
    (RecordKind.DISPUTE, DisputeState.RESOLVED): Tone.KEPT,
    (RecordKind.MEASURES, MeasuresState.DRAFT): Tone.SOON,
    (RecordKind.MEASURES, MeasuresState.SUBMITTED): Tone.ACCENT,
    (RecordKind.MEASURES, MeasuresState.APPROVED): Tone.SOON,
    (RecordKind.MEASURES, MeasuresState.CARRIED_OUT): Tone.KEPT,
}


def case_badge(kind: RecordKind, state: str) -> Badge:
    """Return the badge of the state of a dispute or a proposal."""
    return Badge(label_of(states_of(kind), state), _TONES.get((kind, state), Tone.NEUTRAL))


def hard_case_columns(desk: Desk) -> tuple[Column[HardCaseRow], ...]:
    """Return the columns, in the order of the first showing."""
    return (
        text_column("number", N_("No."), lambda row: row.number, width=116, sort_key="number"),
        text_column("kind", N_("Kind"), lambda row: label(row.kind), width=146),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=130, sort_key="customer"),
        text_column("name", N_("About"), lambda row: row.name, width=170, sort_key="name", stretch=True),
        money_column("amount", N_("Amount"), lambda row: row.amount, width=116),
        badge_column("state", N_("State"), lambda row: case_badge(row.kind, row.state), width=142),
        due_column("due", N_("Time left"), lambda row: row.due_at, desk, width=140, sort_key="due_at"),
        text_column("responsible", N_("Responsible"), lambda row: row.responsible, width=110, hidden=True),
        text_column("project", N_("Project"), lambda row: row.project, width=140, sort_key="project", hidden=True),
        text_column(
            "owed", N_("Owed"), lambda row: label(row.due_kind) if row.due_kind else "", width=150, hidden=True
        ),
        moment_column(
            "created_at", N_("Since"), lambda row: row.created_at, desk, width=122, sort_key="created_at", hidden=True
        ),
    )
