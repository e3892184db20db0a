"""The columns of the list of service receipts."""

from app.i18n import N_
from app.queries.trips.site_papers import SitePaperRow
from models.enums import RecordKind, SignOffState
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import badge_column, text_column
from ui.tabs.desk_columns import due_column
from ui.tabs.rooms_columns import asked_columns, state_badges
from ui.theme.badge import Badge
from ui.theme.palette import Tone

site_paper_badge = state_badges(
    {
        (RecordKind.SERVICE_RECEIPT, SignOffState.DRAFT): Tone.SOON,
        (RecordKind.SERVICE_RECEIPT, SignOffState.SIGNED): Tone.KEPT,
        (RecordKind.SERVICE_RECEIPT, SignOffState.REFUSED): Tone.OVERDUE,
    }
)


def _badge(row: SitePaperRow) -> Badge:
    return site_paper_badge(RecordKind.SERVICE_RECEIPT, row.state)


def site_paper_columns(desk: Desk) -> tuple[Column[SitePaperRow], ...]:
    """Return the columns, in the order of the first showing."""
    return (
        text_column("number", N_("No."), lambda row: row.number, width=106, sort_key="number"),
        text_column("name", N_("About"), lambda row: row.name, width=190, sort_key="name", stretch=True),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=110, sort_key="customer"),
        badge_column("state", N_("State"), _badge, width=178),
        due_column("due", N_("Cash due"), lambda row: row.due_at, desk, sort_key="due_at"),
        text_column("site", N_("Service site"), lambda row: row.site, width=130, hidden=True),
        *asked_columns(SitePaperRow, desk),
    )
