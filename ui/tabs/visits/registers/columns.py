"""The columns of the list of calls and letters (N6)."""

from collections.abc import Mapping

from app.i18n import N_
from app.labels import label
from app.queries.care.registers import RegisterRow, about_words, what_words
from models.enums import CorrespondenceState, Direction
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import badge_column, text_column
from ui.tabs.desk_columns import moment_column
from ui.theme.badge import Badge
from ui.theme.palette import Tone

_TONES: Mapping[CorrespondenceState, Tone] = {
    CorrespondenceState.OPEN: Tone.SOON,
    CorrespondenceState.SETTLED: Tone.KEPT,
}


def direction_badge(direction: Direction) -> Badge:
    """Return whether something came in or went out."""
    return Badge(label(direction), Tone.ACCENT if direction is Direction.INCOMING else Tone.NEUTRAL)


def correspondence_badge(state: CorrespondenceState) -> Badge:
    """Return the badge of the state of a call or a letter."""
    return Badge(label(state), _TONES[state])


def waits_badge(row: RegisterRow) -> Badge | None:
    """Return that a line is still to be dealt with."""
    return correspondence_badge(CorrespondenceState.OPEN) if row.waits else None


def register_columns(desk: Desk) -> tuple[Column[RegisterRow], ...]:
    """Return the columns of calls and letters, in the order of the first showing."""
    return (
        moment_column("at", N_("When"), lambda row: row.at, desk, sort_key="at"),
        badge_column("direction", N_("Direction"), lambda row: direction_badge(row.direction), width=94),
        text_column("medium", N_("Medium"), lambda row: label(row.medium), width=120),
        text_column("number", N_("Number"), lambda row: row.number, width=118, sort_key="number"),
        text_column("customer", N_("Customer"), lambda row: row.whose, width=100, sort_key="customer"),
        text_column("counterpart", N_("With whom"), lambda row: row.counterpart, width=94),
        text_column("subject", N_("What about"), about_words, width=150, stretch=True),
        badge_column("waits", N_("State"), waits_badge, width=132),
        text_column("handled_by", N_("Handled by"), lambda row: row.handled_by, width=84, hidden=True),
        text_column("what", N_("Recorded as"), lambda row: what_words(row.what), width=150, hidden=True),
        text_column("result", N_("Result"), lambda row: row.result, width=180, hidden=True),
        text_column("their_no", N_("Number on the letter"), lambda row: row.their_no, width=130, hidden=True),
    )
