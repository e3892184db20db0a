"""The columns of the list of issue slips."""

from collections.abc import Mapping

from app.i18n import N_, _
from app.labels import label
from app.queries.material.slip_list import SlipRow
from models.enums import SlipState
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import badge_column, count_column, day_column, text_column
from ui.tabs.desk_columns import moment_column
from ui.theme.badge import Badge
from ui.theme.palette import Tone

_TONES: Mapping[SlipState, Tone] = {
    SlipState.DRAFT: Tone.SOON,
    SlipState.APPROVED: Tone.ACCENT,
    SlipState.CHECKED: Tone.KEPT,
    SlipState.PACKED: Tone.KEPT,
}


def slip_badge(state: SlipState, *, is_red: bool = False) -> Badge:
    """Return the badge of a slip's state; the goods of a red one come in."""
    words = _("Back in stock") if is_red and state is SlipState.CHECKED else label(state)
    return Badge(words, _TONES.get(state, Tone.NEUTRAL))


def red_badge() -> Badge:
    """Return the badge of a slip by which goods come back."""
    return Badge(_("Red slip"), Tone.OVERDUE)


def slip_columns(desk: Desk) -> tuple[Column[SlipRow], ...]:
    """Return the columns of the slips, in the order of the first showing."""
    return (
        text_column("number", N_("No."), lambda row: row.number or _("Draft"), width=106, sort_key="number"),
        badge_column("red", N_("Mark"), lambda row: red_badge() if row.is_red else None, width=88),
        text_column("kind", N_("Kind"), lambda row: label(row.slip_kind), width=140),
        text_column("title", N_("About"), lambda row: row.title, sort_key="title", stretch=True),
        count_column("items", N_("Items"), lambda row: row.items, width=60),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=88, sort_key="customer"),
        text_column("picker", N_("Picker"), lambda row: row.picker_name, width=76),
        badge_column("state", N_("State"), lambda row: slip_badge(row.state, is_red=row.is_red), width=118),
        day_column("needed_on", N_("Needed on"), lambda row: row.needed_on, width=100, sort_key="needed_on"),
        text_column("request", N_("Request"), lambda row: row.request, width=116, hidden=True),
        text_column("order", N_("Order"), lambda row: row.order, width=116, hidden=True),
        text_column("project", N_("Project"), lambda row: row.project, width=140, sort_key="project", hidden=True),
        text_column(
            "handing_over", N_("Way of handing over"), lambda row: label(row.handing_over), width=110, hidden=True
        ),
        moment_column(
            "created_at", N_("Made at"), lambda row: row.created_at, desk, width=116, sort_key="created_at", hidden=True
        ),
    )
