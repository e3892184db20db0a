"""The items of an issue slip as they are typed: part, how many, serial and batch, with what is free beside each."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from app.formatting import MISSING, quantity
from app.forms.material.slips import SlipLineForm
from app.i18n import N_, _
from app.queries.material.slip_forms import StockNow
from app.queries.search import pick
from app.rules.material.slips import line_problem
from app.rules.material.valuation import ZERO
from models.enums import RecordKind
from ui.dialogs.forms.pickers import pick_item
from ui.dialogs.trade.priced_lines import colour
from ui.runtime.desk import Desk
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.lines.column import LineColumn, computed_column, quantity_column, record_column, text_column
from ui.widgets.lines.line_table import LineTable

LONGEST_BATCH = 60


class SlipLines(LineTable[SlipLineForm]):
    """A line per item. What was proposed for a need keeps it as long as its part stays.

    ``show_stock`` says what is free; less than asked for, by all lines of the part together, stands out.
    """

    def __init__(self, name: str, desk: Desk, parent: QWidget | None = None) -> None:
        self._given: dict[int, SlipLineForm] = {}
        self._items: dict[int, PickItem] = {}
        self._stock: dict[int, StockNow] = {}

        def search(words: str) -> list[PickItem]:
            return [pick_item(found) for found in pick(desk.context, RecordKind.PART, words)]

        columns: dict[str, LineColumn] = {
            "part": record_column(N_("Part"), 22, search, desk.jobs),
            "spec": computed_column(N_("Model, specification"), 13, is_figure=False),
            "free": computed_column(N_("Free in stock"), 10),
            "quantity": quantity_column(N_("Quantity"), 8),
            "unit": computed_column(N_("Unit"), 4, is_figure=False),
            "serial_no": text_column(N_("Serial no."), 12),
            "batch": text_column(N_("Batch"), 9, longest=LONGEST_BATCH),
            "remark": text_column(N_("Remark"), 11),
        }
        super().__init__(name, columns, _("Add an &item"), movable=True, parent=parent)
        self.value_changed.connect(lambda _lines: self._show_short())

    # asked by the form -------------------------------------------------------------------------------------------

    def offer(self, lines: Sequence[SlipLineForm], items: Mapping[int, PickItem]) -> None:
        """Show these lines; ``items`` are the parts they name."""
        self._items |= items
        self._given = dict(enumerate(lines, start=1))
        self.set_value(lines)

    def show_stock(self, stock: Mapping[int, StockNow]) -> None:
        """Say what lies in stock of these parts now."""
        self._stock |= stock
        self.tell_again()

    def unknown_parts(self) -> set[int]:
        """Return the parts of which nobody has said yet what lies in stock."""
        return {line.part_id for line in self.value() if line.part_id is not None} - self._stock.keys()

    def need_ids(self) -> tuple[int, ...]:
        """Return the needs that the lines serve."""
        return tuple(line.need_id for line in self.value() if line.need_id is not None)

    # lines -------------------------------------------------------------------------------------------------------

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> SlipLineForm:
        item: PickItem | None = values["part"]
        given = self._given.get(known or 0, SlipLineForm())
        is_same = item is not None and item.id == given.part_id
        return SlipLineForm(
            line_no=given.line_no,
            part_id=item.id if item is not None else None,
            need_id=given.need_id if is_same else None,
            **{name: values[name] for name in ("quantity", "serial_no", "batch", "remark")},
        )

    def values_of(self, line: SlipLineForm) -> Mapping[str, Any]:
        own = {name: getattr(line, name) for name in ("quantity", "serial_no", "batch", "remark")}
        return {**own, "part": self._items.get(line.part_id or 0)}

    def known_of(self, line: SlipLineForm) -> int | None:
        return next((place for place, given in self._given.items() if given is line), None)

    def line_problem(self, line: SlipLineForm, place: int) -> str:
        return line_problem(line, place)

    def wrong_column(self, line: SlipLineForm) -> str:
        return "part" if line.part_id is None else "quantity"

    def line_words(self, line: SlipLineForm) -> str:
        stock = self._stock.get(line.part_id or 0)
        item = self._items.get(line.part_id or 0)
        name = stock.name if stock is not None else item.title if item is not None else ""
        return f"{name} {quantity(line.quantity)} {stock.unit if stock is not None else ''}".strip()

    def computed(self, line: SlipLineForm) -> Mapping[str, str]:
        stock = self._stock.get(line.part_id or 0)
        if stock is None:
            return {}
        return {"spec": stock.spec or MISSING, "unit": stock.unit, "free": quantity(max(stock.free, ZERO))}

    def _show_short(self) -> None:
        """Let the figure stand out of which less is free than is asked for."""
        lines = [(line, self.line_value(line)) for line in self.entered()]
        asked: dict[int, Decimal] = {}
        for _line, value in lines:
            if value.part_id is not None and value.quantity is not None:
                asked[value.part_id] = asked.get(value.part_id, ZERO) + value.quantity
        for line, value in lines:
            stock = self._stock.get(value.part_id or 0)
            short = asked.get(value.part_id or 0, ZERO) - max(stock.free, ZERO) if stock is not None else ZERO
            said = _("{quantity} short").format(quantity=quantity(short)) if short > 0 else ""
            colour(line.widget("free"), "overdue" if said else "", said)
