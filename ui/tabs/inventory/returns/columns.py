"""The columns of the list of what comes back."""

from collections.abc import Mapping

from app.i18n import N_
from app.labels import label, label_of
from app.queries.material.returns import ReturnRow
from app.rules.transitions import states_of
from models.enums import ClaimState, GoodsState, LoanState, OldPartState, RecordKind
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import badge_column, text_column
from ui.tabs.desk_columns import due_column, moment_column
from ui.theme.badge import Badge
from ui.theme.palette import Tone

_TONES: Mapping[tuple[RecordKind, str], Tone] = {
    (RecordKind.OLD_PART, OldPartState.DUE_BACK): Tone.SOON,
    (RecordKind.OLD_PART, OldPartState.RETURNED): Tone.ACCENT,
    (RecordKind.OLD_PART, OldPartState.APPRAISED): Tone.ACCENT,
    (RecordKind.OLD_PART, OldPartState.STORED): Tone.KEPT,
    (RecordKind.OLD_PART, OldPartState.SETTLED): Tone.KEPT,
    (RecordKind.LOAN, LoanState.OUT): Tone.SOON,
    (RecordKind.LOAN, LoanState.BACK): Tone.KEPT,
    (RecordKind.LOAN, LoanState.SETTLED): Tone.KEPT,
    (RecordKind.CUSTOMER_GOODS, GoodsState.RECEIVED): Tone.SOON,
    (RecordKind.CUSTOMER_GOODS, GoodsState.AT_MAKER): Tone.SOON,
    (RecordKind.CUSTOMER_GOODS, GoodsState.BACK): Tone.ACCENT,
    (RecordKind.CUSTOMER_GOODS, GoodsState.RETURNED): Tone.ACCENT,
    (RecordKind.CUSTOMER_GOODS, GoodsState.SIGNED): Tone.KEPT,
    (RecordKind.SUPPLIER_CLAIM, ClaimState.ASKED): Tone.SOON,
    (RecordKind.SUPPLIER_CLAIM, ClaimState.ANSWERED): Tone.ACCENT,
    (RecordKind.SUPPLIER_CLAIM, ClaimState.CLOSED): Tone.KEPT,
}


def return_badge(kind: RecordKind, state: str) -> Badge:
    """Return the badge of the state of something that comes back."""
    return Badge(label_of(states_of(kind), state), _TONES.get((kind, state), Tone.NEUTRAL))


def return_columns(desk: Desk) -> tuple[Column[ReturnRow], ...]:
    """Return the columns, in the order of the first showing."""
    return (
        text_column("number", N_("No."), lambda row: row.number, width=106, sort_key="number"),
        text_column("kind", N_("Kind"), lambda row: label(row.kind), width=140),
        text_column("name", N_("What comes back"), lambda row: row.name, width=180, sort_key="name", stretch=True),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=110, sort_key="customer"),
        badge_column("state", N_("State"), lambda row: return_badge(row.kind, row.state), width=160),
        due_column("due", N_("Time left"), lambda row: row.due_at, desk, width=178, sort_key="due_at"),
        text_column(
            "owed", N_("Owed"), lambda row: label(row.due_kind) if row.due_kind else "", width=150, hidden=True
        ),
        text_column("project", N_("Project"), lambda row: row.project, width=140, sort_key="project", hidden=True),
        moment_column(
            "created_at", N_("Since"), lambda row: row.created_at, desk, width=122, sort_key="created_at", hidden=True
        ),
    )
