"""The columns of the list of service orders."""

from collections.abc import Mapping
from datetime import date

from app.formatting import MISSING, local
from app.i18n import N_, _, pgettext
from app.labels import label
from app.queries.trade.order_list import OrderRow
from app.rules.trade.verdicts import margin_text
from models.enums import OrderKind, OrderState
from ui.runtime.desk import Desk
from ui.table.column import RIGHT, Column
from ui.table.column_kinds import badge_column, day_column, money_column, text_column
from ui.tabs.desk_columns import due_column
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


def short_kind(kind: OrderKind) -> str:
    """Return the kind of an order in one word, for a narrow column."""
    words = {
        OrderKind.REPAIR: pgettext("order", "Repair"),
        OrderKind.SPARE_PARTS: pgettext("order", "Parts"),
        OrderKind.CHEMICALS: pgettext("order", "Chemicals"),
        OrderKind.MAINTENANCE: pgettext("order", "Upkeep"),
    }
    return words[kind]


def order_columns(desk: Desk) -> tuple[Column[OrderRow], ...]:
    """Return the columns of the orders, in the order of the first showing."""

    def in_force(row: OrderRow) -> date | None:
        return local(row.effective_at, desk.zone).date() if row.effective_at is not None else None

    return (
        text_column("number", N_("No."), lambda row: row.number or _("Draft"), width=104, sort_key="number"),
        text_column("kind", N_("Kind"), lambda row: short_kind(row.order_kind), width=94),
        text_column("title", N_("About"), lambda row: row.title, sort_key="title", stretch=True),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=82, sort_key="customer"),
        money_column("total", N_("With tax"), lambda row: row.total, width=94, sort_key="total"),
        money_column("unpaid", N_("Not paid"), lambda row: row.unpaid, width=88),
        badge_column("state", N_("State"), lambda row: order_badge(row.state), width=100),
        day_column("effective_at", N_("In force from"), in_force, width=114, sort_key="effective_at"),
        due_column("due", N_("Time left"), lambda row: row.due_at, desk, sort_key="due_at"),
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
