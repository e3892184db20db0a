"""The columns of the list of projects with their hazard lists."""

from collections.abc import Mapping

from app.i18n import N_, _
from app.queries.safety.coverage import Coverage, CoverageRow
from app.rules.permissions import Permission
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import badge_column, count_column, day_column, text_column
from ui.tabs.projects.columns import project_badge
from ui.theme.badge import Badge
from ui.theme.palette import Tone

_WORDS: Mapping[Coverage, str] = {
    Coverage.MISSING: N_("No list"),
    Coverage.OUTDATED: N_("To look at again"),
    Coverage.COVERED: N_("Up to date"),
}
_TONES = {Coverage.MISSING: Tone.OVERDUE, Coverage.OUTDATED: Tone.SOON, Coverage.COVERED: Tone.KEPT}


def coverage_badge(coverage: Coverage) -> Badge:
    """Return how a project stands with its hazard list."""
    return Badge(_(_WORDS[coverage]), _TONES[coverage])


def coverage_columns(desk: Desk) -> tuple[Column[CoverageRow], ...]:
    """Return the columns, in the order of the first showing; contracts only for who may see them (C14)."""
    contract: Column[CoverageRow] = text_column("contract", N_("Contract no."), lambda row: row.contract, width=118)
    return (
        text_column("number", N_("Project order no."), lambda row: row.number, width=142, sort_key="number"),
        text_column("name", N_("Project name"), lambda row: row.name, width=200, sort_key="name", stretch=True),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=112, sort_key="customer"),
        badge_column("coverage", N_("Hazard list"), lambda row: coverage_badge(row.coverage), width=130),
        count_column("hazards", N_("Hazards"), lambda row: row.hazards, width=84),
        day_column("reviewed_on", N_("Last look"), lambda row: row.reviewed_on, width=104),
        day_column("oldest_on", N_("Oldest look"), lambda row: row.oldest_on, width=112),
        count_column("reopened", N_("Reopened"), lambda row: row.reopened, width=96, hidden=True),
        *((contract,) if desk.context.actor.may(Permission.VIEW_CONTRACTS) else ()),
        badge_column("state", N_("Stage"), lambda row: project_badge(row.project_state), width=110, hidden=True),
    )
