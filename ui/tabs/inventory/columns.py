"""The columns of the list of parts."""

from app.i18n import N_, _
from app.labels import label
from app.queries.material.parts import PartRow
from app.rules.permissions import Permission
from models.enums import BasicState
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import badge_column, day_column, money_column, quantity_column, text_column
from ui.tabs.keeping import retired_badge
from ui.theme.badge import Badge
from ui.theme.palette import Tone


def part_badge(row: PartRow) -> Badge | None:
    """Return what stands out of a part: out of use, short, or nothing there."""
    if row.state is BasicState.RETIRED:
        return retired_badge(row.state)
    if row.minimum is not None and row.free < row.minimum:
        return Badge(_("Low stock"), Tone.OVERDUE)
    return None if row.on_hand else Badge(_("No stock"), Tone.NEUTRAL)


def part_columns(desk: Desk) -> tuple[Column[PartRow], ...]:
    """Return the columns of the parts, in the order of the first showing; prices and costs for who may see them."""
    may = desk.context.actor.may
    price: Column[PartRow] = money_column("price", N_("Price with tax"), lambda row: row.price, width=108, hidden=True)
    costs: tuple[Column[PartRow], ...] = (
        money_column("average", N_("Average cost"), lambda row: row.average, width=104, hidden=True),
        money_column("value", N_("Stock value"), lambda row: row.value, width=96, sort_key="value"),
    )
    return (
        text_column("number", N_("Code"), lambda row: row.number, width=84, sort_key="number"),
        text_column("name", N_("Part name"), lambda row: row.name, width=110, sort_key="name", stretch=True),
        text_column("spec", N_("Model"), lambda row: row.spec, width=98),
        text_column("bin", N_("Bin"), lambda row: row.bin, width=68),
        quantity_column("on_hand", N_("On hand"), lambda row: row.on_hand, width=72, sort_key="on_hand"),
        quantity_column("free", N_("Available"), lambda row: row.free, width=84),
        quantity_column("on_order", N_("On order"), lambda row: row.on_order or None, width=78),
        text_column("unit", N_("Unit"), lambda row: row.unit, width=48),
        *(costs if may(Permission.VIEW_MARGINS) else ()),
        day_column("idle_since", N_("Idle since"), lambda row: row.idle_since, width=88, sort_key="idle_since"),
        badge_column("mark", N_("Mark"), part_badge, width=98),
        quantity_column("reserved", N_("Reserved"), lambda row: row.reserved, width=80, hidden=True),
        quantity_column("minimum", N_("Least stock"), lambda row: row.minimum, width=90, hidden=True),
        text_column("brand", N_("Brand"), lambda row: row.brand, width=110, hidden=True),
        text_column("family", N_("Family"), lambda row: label(row.family), width=100, hidden=True),
        text_column("part_class", N_("Part class"), lambda row: label(row.part_class), width=120, hidden=True),
        *((price,) if may(Permission.VIEW_MONEY) else ()),
    )
