"""The columns of the list of the money of trips."""

from collections.abc import Mapping

from app.i18n import N_, _
from app.labels import label, label_of
from app.queries.trips.money import TripMoneyRow
from app.rules.transitions import states_of
from models.enums import AdvanceState, BasicState, ExpenseState, RecordKind
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import badge_column, money_column, text_column
from ui.tabs.desk_columns import due_column, moment_column
from ui.theme.badge import Badge
from ui.theme.palette import Tone

_TONES: Mapping[tuple[RecordKind, str], Tone] = {
    (RecordKind.ADVANCE, AdvanceState.ASKED): Tone.SOON,
    (RecordKind.ADVANCE, AdvanceState.PAID): Tone.ACCENT,
    (RecordKind.ADVANCE, AdvanceState.SETTLED): Tone.KEPT,
    (RecordKind.EXPENSE, ExpenseState.DRAFT): Tone.SOON,
    (RecordKind.EXPENSE, ExpenseState.CHECKED): Tone.ACCENT,
    (RecordKind.EXPENSE, ExpenseState.TO_FINANCE): Tone.ACCENT,
    (RecordKind.EXPENSE, ExpenseState.PAID): Tone.KEPT,
    (RecordKind.ALLOWANCE, BasicState.RETIRED): Tone.SOON,
}


def money_badge(kind: RecordKind, state: str) -> Badge:
    """Return the badge of the state of an advance, a claim or a table."""
    if kind is RecordKind.ALLOWANCE:
        words = _("Out of use") if state == BasicState.RETIRED else _("In use")
    else:
        words = label_of(states_of(kind), state)
    return Badge(words, _TONES.get((kind, state), Tone.NEUTRAL))


def trip_money_columns(desk: Desk) -> tuple[Column[TripMoneyRow], ...]:
    """Return the columns, in the order of the first showing."""
    return (
        text_column("number", N_("No."), lambda row: row.number, width=116, sort_key="number"),
        text_column("kind", N_("Kind"), lambda row: label(row.kind), width=112),
        text_column("person", N_("Staff member"), lambda row: row.person, width=106),
        text_column("name", N_("What for"), lambda row: row.name, width=190, sort_key="name", stretch=True),
        money_column("amount", N_("Sum"), lambda row: row.amount, width=104),
        money_column("open_sum", N_("Open"), lambda row: row.open_sum, width=104),
        badge_column("state", N_("State"), lambda row: money_badge(row.kind, row.state), width=112),
        due_column("due", N_("Time left"), lambda row: row.due_at, desk, width=122, sort_key="due_at"),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=120, sort_key="customer", hidden=True),
        text_column("project", N_("Project"), lambda row: row.project, width=140, sort_key="project", hidden=True),
        text_column(
            "owed", N_("Owed"), lambda row: label(row.due_kind) if row.due_kind else "", width=150, hidden=True
        ),
        moment_column(
            "created_at", N_("Since"), lambda row: row.created_at, desk, width=122, sort_key="created_at", hidden=True
        ),
    )
