"""The columns of the list of periodic reports."""

from app.i18n import N_, _
from app.queries.care.periodic_reports import PeriodicReportRow
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import badge_column, day_column, text_column
from ui.tabs.desk_columns import due_column, moment_column
from ui.theme.badge import Badge
from ui.theme.palette import Tone


def issue_badge(*, is_issued: bool) -> Badge:
    """Return whether a report was issued."""
    return Badge(_("Issued"), Tone.KEPT) if is_issued else Badge(_("Draft"), Tone.SOON)


def report_columns(desk: Desk) -> tuple[Column[PeriodicReportRow], ...]:
    """Return the columns of the periodic reports, in the order of the first showing."""
    return (
        text_column("number", N_("No."), lambda row: row.number, width=116, sort_key="number"),
        text_column("name", N_("Title"), lambda row: row.name, width=240, sort_key="name", stretch=True),
        text_column("span", N_("Span"), lambda row: row.span, width=96),
        badge_column("state", N_("State"), lambda row: issue_badge(is_issued=row.is_issued), width=96),
        due_column("due", N_("Owed"), lambda row: row.due_at, desk, none="", sort_key="due_at"),
        day_column("until", N_("Last day"), lambda row: row.until, width=104, sort_key="until"),
        moment_column("created", N_("Opened at"), lambda row: row.created_at, desk, hidden=True),
    )
