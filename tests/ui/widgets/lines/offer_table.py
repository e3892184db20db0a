"""A table with a column of every kind, as an offer has them, for the tests of tables."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from app.formatting import money
from app.i18n import N_
from ui.runtime.jobs import JobRunner
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.lines.column import (
    choice_column,
    computed_column,
    date_column,
    money_column,
    number_column,
    percent_column,
    quantity_column,
    record_column,
    text_column,
)
from ui.widgets.lines.line import Line
from ui.widgets.lines.line_table import LineTable
from ui.widgets.lines.table_foot import Total

PUMP = PickItem(7, "计量泵", "南方泵业", "P-0007")
TODAY = date(2026, 3, 6)


@dataclass(frozen=True, slots=True)
class OfferLine:
    """A line of an offer."""

    part: PickItem | None = None
    text: str = ""
    quantity: Decimal | None = None
    price: Decimal | None = None
    tax: Decimal | None = None
    kind: str | None = None
    weeks: Decimal | None = None
    by: date | None = None

    @property
    def amount(self) -> Decimal:
        """What the line costs."""
        return (self.quantity or Decimal(0)) * (self.price or Decimal(0))


class OfferTable(LineTable[OfferLine]):
    """Lines that can be moved, with an amount each and a total."""

    def __init__(self, jobs: JobRunner, name: str = "t.t.field.offer") -> None:
        columns = {
            "part": record_column(N_("Part"), 4, lambda _words: (PUMP,), jobs),
            "text": text_column(N_("What"), 6, longest=60),
            "quantity": quantity_column(N_("Quantity"), 2, most=1000),
            "price": money_column(N_("Unit"), 3),
            "tax": percent_column(N_("Free or paid"), 2),
            "kind": choice_column(N_("Kind"), 3, lambda: (("part", "Part"), ("work", "Work"))),
            "weeks": number_column(N_("Days"), 2, most=99),
            "by": date_column(N_("Day"), 3, lambda: TODAY),
            "amount": computed_column(N_("Total"), 3),
        }
        super().__init__(name, columns, "Add a line", movable=True)

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> OfferLine:
        return OfferLine(**values)

    def values_of(self, line: OfferLine) -> Mapping[str, Any]:
        return asdict(line) | {"part": line.part}

    def line_problem(self, line: OfferLine, place: int) -> str:
        return "" if line.price is not None else self.cell_problem(place, "the price is missing")

    def wrong_column(self, line: OfferLine) -> str:
        return "price"

    def line_words(self, line: OfferLine) -> str:
        return f"{line.text} {money(line.amount)}"

    def computed(self, line: OfferLine) -> Mapping[str, str]:
        return {"amount": money(line.amount)}

    def totals(self, lines: Sequence[OfferLine]) -> Sequence[Total]:
        return (Total("sum", "Total", money(sum((line.amount for line in lines), Decimal(0))), is_main=True),)

    def cell_changed(self, line: Line, column: str) -> None:
        part = line.field("part").value()
        if column == "part" and part is not None and not line.field("text").value():
            line.field("text").set_value(part.title)
