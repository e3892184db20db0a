"""The columns of the list of what comes back."""

from app.i18n import N_
from app.labels import label
from app.queries.material.returns import ReturnRow
from models.enums import ClaimState, GoodsState, LoanState, OldPartState, RecordKind
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import badge_column, text_column
from ui.tabs.desk_columns import due_column
from ui.tabs.rooms_columns import asked_columns, state_badges
from ui.theme.palette import Tone

return_badge = state_badges(
    {
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
)


def return_columns(desk: Desk) -> tuple[Column[ReturnRow], ...]:
    """Return the columns, in the order of the first showing."""
    return (
        text_column("number", N_("No."), lambda row: row.number, width=106, sort_key="number"),
        text_column("kind", N_("Kind"), lambda row: label(row.kind), width=140),
        text_column("name", N_("What comes back"), lambda row: row.name, width=180, sort_key="name", stretch=True),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=110, sort_key="customer"),
        badge_column("state", N_("State"), lambda row: return_badge(row.kind, row.state), width=160),
        due_column("due", N_("Time left"), lambda row: row.due_at, desk, sort_key="due_at"),
        *asked_columns(ReturnRow, desk),
    )
