"""The items of a purchase order as they are typed: part, how many, by when, with what is free and what for (C6.1)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from app.formatting import MISSING, money, quantity
from app.forms.material.purchases import PurchaseLineForm
from app.i18n import N_, _
from app.labels import label
from app.queries.material.purchase_forms import PartStock
from app.queries.search import pick
from app.rules.material.purchases import line_problem
from app.rules.material.valuation import ZERO, value_in
from models.enums import RecordKind, StockAnswer
from ui.dialogs.forms.pickers import pick_item
from ui.dialogs.trade.priced_lines import colour
from ui.runtime.desk import Desk
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.lines.column import (
    LineColumn,
    choice_column,
    computed_column,
    date_column,
    money_column,
    quantity_column,
    record_column,
    text_column,
)
from ui.widgets.lines.line import Line
from ui.widgets.lines.line_table import LineTable
from ui.widgets.lines.table_foot import Total

LONGEST_REASON = 400
_TYPED = ("quantity", "needed_on", "requirement", "answer_reason")


class PurchaseLines(LineTable[PurchaseLineForm]):
    """A line per item. What of it is for requests and orders stays with it as long as its part does.

    ``show_stock`` says what is free; a line of which there is some has to say why it is bought all the same. Who may
    not see costs has no column of estimates.
    """

    def __init__(self, name: str, desk: Desk, *, with_costs: bool, parent: QWidget | None = None) -> None:
        self._given: dict[int, PurchaseLineForm] = {}
        self._items: dict[int, PickItem] = {}
        self._stock: dict[int, PartStock] = {}
        self._waiting: Mapping[int, str] = {}
        self._with_costs = with_costs

        def search(words: str) -> list[PickItem]:
            return [pick_item(found) for found in pick(desk.context, RecordKind.PART, words)]

        answers = [(StockAnswer.BUY.value, label(StockAnswer.BUY))]
        columns: dict[str, LineColumn] = {
            "part": record_column(N_("Part"), 16, search, desk.jobs),
            "spec": computed_column(N_("Model, specification"), 9, is_figure=False),
            "quantity": quantity_column(N_("Quantity"), 6),
            "unit": computed_column(N_("Unit"), 3, is_figure=False),
            "needed_on": date_column(N_("Needed by"), 10, desk.today),
            "free": computed_column(N_("Free now"), 5),
            "answer": choice_column(N_("Looked in stock"), 9, lambda: answers, empty=N_("Not looked yet")),
            "answer_reason": text_column(N_("Why not from stock"), 10, longest=LONGEST_REASON),
            "estimate": money_column(N_("Estimate, a unit"), 8, least_width=96),
            "requirement": text_column(N_("Requirement"), 8),
        }
        if not with_costs:
            del columns["estimate"]
        super().__init__(name, columns, _("Add an &item"), movable=True, parent=parent)

    # asked by the form -------------------------------------------------------------------------------------------

    def offer(
        self, lines: Sequence[PurchaseLineForm], items: Mapping[int, PickItem], waiting: Mapping[int, str]
    ) -> None:
        """Show these lines; ``items`` are the parts they name, ``waiting`` the numbers of those who need them by the
        need.
        """
        self._items |= items
        self._waiting = waiting
        self._given = dict(enumerate(lines, start=1))
        self.set_value(lines)

    def show_stock(self, stock: Mapping[int, PartStock]) -> None:
        """Say what lies in stock of these parts now, and what a unit of a part just chosen is expected to cost."""
        self._stock |= stock
        for line in self.entered() if self._with_costs else ():
            found = stock.get(self.line_value(line).part_id or 0)
            if (
                found is not None
                and found.unit_cost is not None
                and line.is_typed
                and not line.field("estimate").kept()
            ):
                line.field("estimate").set_value(found.unit_cost)
        self.tell_again()

    def unknown_parts(self) -> set[int]:
        """Return the parts of which nobody has said yet what lies in stock."""
        return {line.part_id for line in self.value() if line.part_id is not None} - self._stock.keys()

    # lines -------------------------------------------------------------------------------------------------------

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> PurchaseLineForm:
        item: PickItem | None = values["part"]
        given = self._given.get(known or 0, PurchaseLineForm())
        is_same = item is not None and item.id == given.part_id
        return PurchaseLineForm(
            line_no=given.line_no,
            part_id=item.id if item is not None else None,
            answer=StockAnswer(values["answer"]) if values["answer"] else None,
            estimate=values["estimate"] if self._with_costs else given.estimate,
            shares=given.shares if is_same else (),
            **{name: values[name] for name in _TYPED},
        )

    def values_of(self, line: PurchaseLineForm) -> Mapping[str, Any]:
        own = {name: getattr(line, name) for name in (*_TYPED, "estimate")}
        answer = line.answer.value if line.answer is not None else None
        return {**own, "answer": answer, "part": self._items.get(line.part_id or 0)}

    def known_of(self, line: PurchaseLineForm) -> int | None:
        return next((place for place, given in self._given.items() if given is line), None)

    def line_problem(self, line: PurchaseLineForm, place: int) -> str:
        return line_problem(line, place)

    def wrong_column(self, line: PurchaseLineForm) -> str:
        return "part" if line.part_id is None else "quantity"

    def line_words(self, line: PurchaseLineForm) -> str:
        stock = self._stock.get(line.part_id or 0)
        item = self._items.get(line.part_id or 0)
        name = stock.name if stock is not None else item.title if item is not None else ""
        return f"{name} {quantity(line.quantity)} {stock.unit if stock is not None else ''}".strip()

    def computed(self, line: PurchaseLineForm) -> Mapping[str, str]:
        stock = self._stock.get(line.part_id or 0)
        if stock is None:
            return {}
        return {"spec": stock.spec or MISSING, "unit": stock.unit, "free": quantity(max(stock.free, ZERO))}

    def totals(self, lines: Sequence[PurchaseLineForm]) -> Sequence[Total]:
        self._show_reasons_missing()
        known = [value_in(line.quantity, line.estimate) for line in lines if line.quantity and line.estimate]
        if not known or not self._with_costs:
            return ()
        return (Total("estimated", _("Estimated without tax"), money(sum(known, Decimal(0))), is_main=True),)

    def waiting_words(self) -> str:
        """Say of each item who needs how much of it, a line each; "" where nobody waits for any."""
        said = []
        for line in self.value():
            names = [f"{self._waiting.get(one.need_id, MISSING)} × {quantity(one.quantity)}" for one in line.shares]
            if names:
                told = _("{name} is for: {names}")
                said.append(told.format(name=self.line_words(line), names=_(", ").join(names)))
        return "\n".join(said)

    def _show_reasons_missing(self) -> None:
        """Let the figure stand out of which there is some in stock, where nobody says why it is bought all the same."""
        for line in self.entered():
            value = self.line_value(line)
            stock = self._stock.get(value.part_id or 0)
            spare = stock.free - (stock.minimum or ZERO) if stock is not None else ZERO
            is_missing = spare > 0 and not value.answer_reason.strip()
            said = _("There is some in stock: say why it is bought all the same (C6.1)") if is_missing else ""
            colour(line.widget("free"), "soon" if said else "", said)

    def cross_words(self, line: Line, place: int) -> str:
        return _("Take away {name}").format(name=line.field("part").shown() or "…")
