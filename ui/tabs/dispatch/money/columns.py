"""The columns of the list of the money of trips."""

from app.i18n import N_, _
from app.labels import label
from app.queries.trips.money import TripMoneyRow
from models.enums import AdvanceState, BasicState, ExpenseState, RecordKind
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import badge_column, money_column, text_column
from ui.tabs.desk_columns import due_column
from ui.tabs.rooms_columns import asked_columns, state_badges
from ui.theme.badge import Badge
from ui.theme.palette import Tone

_badge = state_badges(
    {
        (RecordKind.ADVANCE, AdvanceState.ASKED): Tone.SOON,
        (RecordKind.ADVANCE, AdvanceState.PAID): Tone.ACCENT,
        (RecordKind.ADVANCE, AdvanceState.SETTLED): Tone.KEPT,
        (RecordKind.EXPENSE, ExpenseState.DRAFT): Tone.SOON,
        (RecordKind.EXPENSE, ExpenseState.CHECKED): Tone.ACCENT,
        (RecordKind.EXPENSE, ExpenseState.TO_FINANCE): Tone.ACCENT,
        (RecordKind.EXPENSE, ExpenseState.PAID): Tone.KEPT,
    }
)


def money_badge(kind: RecordKind, state: str) -> Badge:
    """Return the badge of the state of an advance, a claim or a table."""
    if kind is RecordKind.ALLOWANCE:
        is_retired = state == BasicState.RETIRED
        return Badge(_("Out of use") if is_retired else _("In use"), Tone.SOON if is_retired else Tone.NEUTRAL)
    return _badge(kind, state)


def trip_money_columns(desk: Desk) -> tuple[Column[TripMoneyRow], ...]:
    """Return the columns, in the order of the first showing."""
    return (
        text_column("number", N_("No."), lambda row: row.number, width=106, sort_key="number"),
        text_column("kind", N_("Kind"), lambda row: label(row.kind), width=106),
        text_column("person", N_("Staff member"), lambda row: row.person, width=106),
        text_column("name", N_("What for"), lambda row: row.name, width=190, sort_key="name", stretch=True),
        money_column("amount", N_("Sum"), lambda row: row.amount, width=104),
        money_column("open_sum", N_("Open"), lambda row: row.open_sum, width=104),
        badge_column("state", N_("State"), lambda row: money_badge(row.kind, row.state), width=128),
        due_column("due", N_("Time left"), lambda row: row.due_at, desk, sort_key="due_at"),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=120, sort_key="customer", hidden=True),
        *asked_columns(TripMoneyRow, desk),
    )
