"""The things a customer brought, as lines of a form: what belongs to each, and in which condition it came (N7)."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app.formatting import quantity
from app.forms.material.returns import GoodsItemForm
from app.i18n import N_, _
from app.rules.material.goods_items import LONGEST, item_problem
from ui.widgets.lines.column import quantity_column, text_column
from ui.widgets.lines.line_table import LineTable

COLUMNS = {  # field of GoodsItemForm → how it is typed
    "name": text_column(N_("Thing"), 7, longest=LONGEST["name"]),
    "spec": text_column(N_("Model"), 5, longest=LONGEST["spec"]),
    "serial_no": text_column(N_("Serial no."), 5, longest=LONGEST["serial_no"]),
    "quantity": quantity_column(N_("Quantity"), 3),
    "unit": text_column(N_("Unit"), 2, longest=LONGEST["unit"]),
    "accessories": text_column(N_("What belongs to it"), 6, longest=LONGEST["accessories"]),
    "condition": text_column(N_("As it came"), 6, longest=LONGEST["condition"]),
}


class GoodsLines(LineTable[GoodsItemForm]):
    """A line per thing."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, COLUMNS, _("Add a &thing"), movable=True, parent=parent)

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> GoodsItemForm:
        return GoodsItemForm(**values)

    def values_of(self, line: GoodsItemForm) -> Mapping[str, Any]:
        return {name: getattr(line, name) for name in COLUMNS}

    def line_problem(self, line: GoodsItemForm, place: int) -> str:
        return item_problem(line, place)

    def wrong_column(self, line: GoodsItemForm) -> str:
        if not line.name.strip():
            return "name"
        return "quantity" if line.quantity is None else "condition"

    def line_words(self, line: GoodsItemForm) -> str:
        count = f"{quantity(line.quantity)} {line.unit}".strip() if line.quantity is not None else ""
        return " ".join(word for word in (line.name, line.spec, line.serial_no, count) if word)
