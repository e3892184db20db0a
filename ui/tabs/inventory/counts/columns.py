"""The columns of the list of stock counts."""

from collections.abc import Mapping

from app.i18n import N_, _
from app.labels import label
from app.queries.material.counts import CountRow
from models.enums import CountState
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import badge_column, count_column, text_column
from ui.tabs.desk_columns import moment_column
from ui.theme.badge import Badge
from ui.theme.palette import Tone

_TONES: Mapping[CountState, Tone] = {
    CountState.DRAFT: Tone.SOON,
    CountState.SUBMITTED: Tone.ACCENT,
    CountState.APPROVED: Tone.KEPT,
}


def count_badge(state: CountState) -> Badge:
    """Return the badge of a count's state."""
    return Badge(label(state), _TONES.get(state, Tone.NEUTRAL))


def count_columns(desk: Desk) -> tuple[Column[CountRow], ...]:
    """Return the columns of the counts, in the order of the first showing."""
    return (
        text_column("number", N_("No."), lambda row: row.number or _("Draft"), width=120, sort_key="number"),
        text_column("title", N_("What is counted"), lambda row: row.title, width=200, sort_key="name", stretch=True),
        badge_column("state", N_("State"), lambda row: count_badge(row.state), width=116),
        count_column("lines", N_("Parts"), lambda row: row.lines, width=70),
        count_column("differing", N_("Differ"), lambda row: row.differing, width=80),
        moment_column(
            "counted_at", N_("Counted at"), lambda row: row.counted_at, desk, width=130, sort_key="created_at"
        ),
        text_column("counted_by", N_("Counted by"), lambda row: row.counted_by, width=110),
        text_column("witness", N_("Witness"), lambda row: row.witness, width=110),
    )
