"""The columns of the list of visits and rounds (C13)."""

from app.formatting import date_text
from app.i18n import N_
from app.labels import label
from app.queries.care.visit_list import VisitRow
from models.enums import RecordKind, RoundState, VisitMode, VisitOccasion, VisitState
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import badge_column, text_column
from ui.tabs.desk_columns import due_column
from ui.tabs.rooms_columns import asked_columns, state_badges
from ui.theme.palette import Tone

visit_badge = state_badges(
    {
        (RecordKind.VISIT, VisitState.PLANNED): Tone.ACCENT,
        (RecordKind.VISIT, VisitState.DONE): Tone.SOON,
        (RecordKind.VISIT, VisitState.CLOSED): Tone.KEPT,
        (RecordKind.VISIT_ROUND, RoundState.DRAFT): Tone.SOON,
        (RecordKind.VISIT_ROUND, RoundState.PLANNED): Tone.ACCENT,
        (RecordKind.VISIT_ROUND, RoundState.CLOSED): Tone.KEPT,
    }
)


def visit_columns(desk: Desk) -> tuple[Column[VisitRow], ...]:
    """Return the columns, in the order of the first showing."""
    return (
        text_column("number", N_("No."), lambda row: row.number, width=116, sort_key="number"),
        text_column("occasion", N_("Occasion"), lambda row: _occasion(row.occasion, row.kind), width=130),
        text_column("name", N_("Customer"), lambda row: row.name, width=180, sort_key="name", stretch=True),
        text_column("mode", N_("Mode"), lambda row: _mode(row.mode), width=80),
        text_column("planned", N_("Planned for"), lambda row: date_text(row.planned_on), width=104),
        text_column("visitor", N_("Visitor"), lambda row: row.visitor, width=84),
        badge_column("state", N_("State"), lambda row: visit_badge(row.kind, row.state), width=142),
        due_column("due", N_("Time left"), lambda row: row.due_at, desk, none="", sort_key="due_at"),
        text_column("focus", N_("Focus"), lambda row: row.focus, width=150, hidden=True),
        *asked_columns(VisitRow, desk),
    )


def _occasion(occasion: VisitOccasion | None, kind: RecordKind) -> str:
    return label(occasion) if occasion is not None else label(kind)


def _mode(mode: VisitMode | None) -> str:
    return label(mode) if mode is not None else ""
