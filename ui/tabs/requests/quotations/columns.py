"""The columns of the list of quotations."""

from collections.abc import Mapping

from app.formatting import MISSING
from app.i18n import N_, _
from app.labels import label
from app.queries.trade.quotations import QuotationRow
from app.rules.trade.revisions import printed_number
from app.rules.trade.verdicts import margin_text
from models.enums import QuotationState
from ui.runtime.desk import Desk
from ui.table.column import RIGHT, Column
from ui.table.column_kinds import badge_column, day_column, money_column, text_column
from ui.tabs.desk_columns import due_column, moment_column
from ui.theme.badge import Badge
from ui.theme.palette import Tone

_TONES: Mapping[QuotationState, Tone] = {
    QuotationState.DRAFT: Tone.SOON,
    QuotationState.SUBMITTED: Tone.SOON,
    QuotationState.APPROVED: Tone.ACCENT,
    QuotationState.SENT: Tone.ACCENT,
    QuotationState.ACCEPTED: Tone.KEPT,
    QuotationState.DECLINED: Tone.OVERDUE,
}


def quotation_badge(state: QuotationState) -> Badge:
    """Return the badge of a quotation's state."""
    return Badge(label(state), _TONES.get(state, Tone.NEUTRAL))


def expired_badge() -> Badge:
    """Return the badge of a quotation whose last day is over and about which nobody decided (C5.2)."""
    return Badge(_("Expired"), Tone.OVERDUE)


def quotation_columns(desk: Desk, *, with_margins: bool) -> tuple[Column[QuotationRow], ...]:
    """Return the columns of the quotations, in the order of the first showing."""
    margin: Column[QuotationRow] = Column(
        key="margin",
        title=N_("Margin"),
        value=lambda row: margin_text(row.margin) or MISSING,
        align=RIGHT,
        width=84,
        sort_key="margin",
    )
    return (
        text_column("number", N_("No."), _number, width=132, sort_key="number"),
        text_column("name", N_("About"), lambda row: row.name, width=180, sort_key="name", stretch=True),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=110, sort_key="customer"),
        badge_column("state", N_("State"), _state, width=100),
        money_column("total", N_("With tax"), lambda row: row.total, width=112, sort_key="total"),
        *((margin,) if with_margins else ()),
        day_column("valid_until", N_("Valid until"), lambda row: row.valid_until, width=104, sort_key="valid_until"),
        moment_column("sent_at", N_("Sent"), lambda row: row.sent_at, desk, width=104),
        due_column("due_at", N_("Owed"), lambda row: row.due_at, desk, sort_key="due_at", hidden=True),
        text_column("project", N_("Project"), lambda row: row.project, width=140, sort_key="project", hidden=True),
        text_column("request", N_("Request"), lambda row: row.request, width=118, hidden=True),
        day_column("quoted_on", N_("Date"), lambda row: row.quoted_on, width=104, sort_key="quoted_on", hidden=True),
    )


def _number(row: QuotationRow) -> str:
    return printed_number(row.number, row.revision) or _("Draft")


def _state(row: QuotationRow) -> Badge:
    return expired_badge() if row.is_expired else quotation_badge(row.state)
