"""The columns of the list of parts."""

from app.i18n import N_
from app.labels import label
from app.queries.material.parts import PartRow
from ui.table.column import Column
from ui.table.column_kinds import badge_column, money_column, text_column
from ui.tabs.keeping import retired_badge


def part_columns(*, with_prices: bool) -> tuple[Column[PartRow], ...]:
    """Return the columns of the list of parts, in the order of the first showing; prices only ``with_prices``."""
    price: Column[PartRow] = money_column("price", N_("Price with tax"), lambda row: row.price, width=120)
    return (
        text_column("number", N_("Code"), lambda row: row.number, width=132, sort_key="number"),
        text_column("name", N_("Part name"), lambda row: row.name, width=210, sort_key="name", stretch=True),
        text_column("spec", N_("Model, specification"), lambda row: row.spec, width=190),
        text_column("brand", N_("Brand"), lambda row: row.brand, width=110),
        text_column("part_class", N_("Part class"), lambda row: label(row.part_class), width=120),
        text_column("unit", N_("Unit"), lambda row: row.unit, width=72),
        *((price,) if with_prices else ()),
        badge_column("mark", N_("Mark"), lambda row: retired_badge(row.state), width=96),
    )
