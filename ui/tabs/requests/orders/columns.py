"""The columns of the list of service orders."""

from collections.abc import Mapping

from app.formatting import MISSING
from app.i18n import N_, _
from app.labels import label
from app.queries.trade.order_list import OrderRow
from app.rules.trade.verdicts import margin_text
from models.enums import OrderState
from ui.runtime.desk import Desk
from ui.table.column import RIGHT, Column
from ui.table.column_kinds import badge_column, day_column, money_column, text_column
from ui.tabs.desk_columns import due_column, moment_column
from ui.theme.badge import Badge
from ui.theme.palette import Tone

_TONES: Mapping[OrderState, Tone] = {
    OrderState.DRAFT: Tone.SOON,
    OrderState.SUBMITTED: Tone.SOON,
    OrderState.APPROVED: Tone.ACCENT,
    OrderState.EFFECTIVE: Tone.ACCENT,
    OrderState.SERVED: Tone.KEPT,
    OrderState.SETTLED: Tone.KEPT,
}


def order_badge(state: OrderState) -> Badge:
    """Return the badge of an order's state."""
    return Badge(label(state), _TONES.get(state, Tone.NEUTRAL))


def order_columns(desk: Desk) -> tuple[Column[OrderRow], ...]:
    """Return the columns of the orders, in the order of the first showing."""
    return (
        text_column("number", N_("No."), lambda row: row.number or _("Draft"), width=106, sort_key="number"),
        text_column("kind", N_("Kind"), lambda row: label(row.order_kind), width=88),
        text_column("title", N_("About"), lambda row: row.title, sort_key="title", stretch=True),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=88, sort_key="customer"),
        money_column("total", N_("With tax"), lambda row: row.total, width=100, sort_key="total"),
        money_column("unpaid", N_("Not paid"), lambda row: row.unpaid, width=94),
        badge_column("state", N_("State"), lambda row: order_badge(row.state), width=92),
        moment_column(
            "effective_at", N_("In force from"), lambda row: row.effective_at, desk, width=122, sort_key="effective_at"
        ),
        due_column("due", N_("Time left"), lambda row: row.due_at, desk, width=122, sort_key="due_at"),
        text_column("project", N_("Project"), lambda row: row.project, width=140, sort_key="project", hidden=True),
        day_column("ends_on", N_("Ends on"), lambda row: row.ends_on, width=104, sort_key="ends_on", hidden=True),
        Column(
            key="realised",
            title=N_("Realised margin"),
            value=lambda row: margin_text(row.realised) or MISSING,
            align=RIGHT,
            width=104,
            hidden=True,
        ),
    )
