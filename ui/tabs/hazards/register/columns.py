"""The columns of the register of hazards."""

from app.formatting import quantity
from app.i18n import N_, _
from app.labels import label
from app.queries.safety.hazards import HazardRow
from models.enums import BasicState
from ui.dialogs.safety.level_badge import level_badge
from ui.table.column import RIGHT, Column
from ui.table.column_kinds import badge_column, count_column, day_column, text_column
from ui.tabs.keeping import retired_badge
from ui.theme.badge import Badge
from ui.theme.palette import Tone


def review_badge(review_reason: str, *, outdated: bool) -> Badge | None:
    """Return whether a hazard asks for a new look, and why (C12.2); None while it does not."""
    if review_reason:
        return Badge(_("Reopened"), Tone.OVERDUE)
    return Badge(_("Over a year old"), Tone.SOON) if outdated else None


def _state(row: HazardRow) -> Badge | None:
    if row.state is BasicState.RETIRED:
        return retired_badge(row.state)
    return review_badge(row.review_reason, outdated=row.outdated) or Badge(_("Up to date"), Tone.KEPT)


def hazard_columns() -> tuple[Column[HazardRow], ...]:
    """Return the columns of the register, in the order of the first showing."""
    return (
        text_column("number", N_("No."), lambda row: row.number, width=116, sort_key="number"),
        text_column("name", N_("Hazard"), lambda row: row.name, width=150, sort_key="name", stretch=True),
        badge_column("level", N_("Level"), lambda row: level_badge(row.level), width=124, sort_key="danger"),
        Column(
            key="danger",
            title=N_("D"),
            value=lambda row: quantity(row.danger),
            width=64,
            sort_key="danger",
            align=RIGHT,
        ),
        text_column("project", N_("Project"), lambda row: row.project, width=130, sort_key="project"),
        text_column("site", N_("Site"), lambda row: row.site, width=90),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=100, sort_key="customer", hidden=True),
        text_column("place", N_("Where"), lambda row: row.place, width=130, hidden=True),
        text_column("accident", N_("Accident"), lambda row: label(row.accident), width=130, hidden=True),
        text_column("work_type", N_("Permit of work"), lambda row: label(row.work_type), width=130, hidden=True),
        count_column("min_persons", N_("Persons"), lambda row: row.min_persons, width=84, hidden=True),
        day_column("reviewed_on", N_("Last look"), lambda row: row.reviewed_on, width=108, sort_key="reviewed_on"),
        badge_column("review", N_("Review"), _state, width=124),
    )
