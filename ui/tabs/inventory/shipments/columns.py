"""The columns of the list of shipments."""

from collections.abc import Mapping

from app.formatting import quantity
from app.i18n import N_, _
from app.labels import label
from app.queries.material.shipment_list import ShipmentRow
from models.enums import ArrivalCondition, ShipmentState
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import badge_column, count_column, day_column, text_column
from ui.tabs.desk_columns import due_column, moment_column
from ui.theme.badge import Badge
from ui.theme.palette import Tone

_TONES: Mapping[ShipmentState, Tone] = {
    ShipmentState.DRAFT: Tone.SOON,
    ShipmentState.NOTIFIED: Tone.ACCENT,
    ShipmentState.SHIPPED: Tone.ACCENT,
    ShipmentState.ARRIVED: Tone.SOON,
    ShipmentState.CONFIRMED: Tone.KEPT,
}


def shipment_badge(state: ShipmentState) -> Badge:
    """Return the badge of a shipment's state."""
    return Badge(label(state), _TONES.get(state, Tone.NEUTRAL))


def condition_badge(condition: ArrivalCondition | None) -> Badge | None:
    """Return how the packages arrived where something is wrong with them, else None."""
    if condition is None or condition is ArrivalCondition.INTACT:
        return None
    return Badge(label(condition), Tone.OVERDUE)


def large_badge() -> Badge:
    """Return the badge of large goods."""
    return Badge(_("Large goods"), Tone.ACCENT)


def dangerous_badge() -> Badge:
    """Return the badge of dangerous goods."""
    return Badge(_("Dangerous"), Tone.OVERDUE)


def _mark(row: ShipmentRow) -> Badge | None:
    """What stands out most: damage and shortage, danger, size."""
    if (condition := condition_badge(row.condition)) is not None:
        return condition
    if row.dangerous_goods:
        return dangerous_badge()
    return large_badge() if row.large else None


def shipment_columns(desk: Desk) -> tuple[Column[ShipmentRow], ...]:
    """Return the columns of the shipments, in the order of the first showing."""
    return (
        text_column("number", N_("No."), lambda row: row.number or _("Draft"), width=106, sort_key="number"),
        text_column("consignee", N_("Consignee"), lambda row: row.consignee_unit, width=146, stretch=True),
        badge_column("state", N_("State"), lambda row: shipment_badge(row.state), width=148),
        due_column("due", N_("Owed"), lambda row: row.due_at, desk, none="", sort_key="due_at"),
        badge_column("mark", N_("Mark"), _mark, width=112),
        count_column("packages", N_("Packages"), lambda row: row.packages, width=78),
        text_column("carrier", N_("Carrier"), lambda row: row.carrier_name, width=78),
        text_column("waybill", N_("Waybill no."), lambda row: row.waybill_no, width=110),
        moment_column(
            "shipped_at",
            N_("Shipped at"),
            lambda row: row.shipped_at,
            desk,
            width=116,
            sort_key="shipped_at",
            hidden=True,
        ),
        text_column("name", N_("About"), lambda row: row.name, width=160, sort_key="name", hidden=True),
        text_column("project", N_("Project"), lambda row: row.project, width=140, sort_key="project", hidden=True),
        text_column("gross", N_("Gross kg"), lambda row: quantity(row.gross_kg), width=90, hidden=True),
        day_column("ship_on", N_("Ship on"), lambda row: row.ship_on, width=116, sort_key="ship_on", hidden=True),
    )
