"""The rates of a card, as lines of a form."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from app.formatting import money
from app.forms.trade import RateLineForm
from app.i18n import N_, _
from app.labels import label
from app.rules.trade.rate_lines import rate_problem, wrong_field
from app.rules.trade.tax_rates import rate_code, rate_text
from models.enums import LineKind
from ui.widgets.lines.column import LineColumn, choice_column, money_column, text_column
from ui.widgets.lines.line import Line
from ui.widgets.lines.line_table import LineTable

AS_TYPED = ("name", "unit", "price", "cost", "note")


class RateLines(LineTable[RateLineForm]):
    """A line per rate: what for, its name and unit, price with tax, cost without, tax rate, a note."""

    def __init__(self, name: str, rates: Sequence[Decimal], parent: QWidget | None = None) -> None:
        """``rates`` are the tax rates to choose from, in percent; the first is the usual one."""
        self._rates = tuple(rates)
        columns: dict[str, LineColumn] = {
            "kind": choice_column(N_("Kind"), 3, lambda: [(kind.value, label(kind)) for kind in LineKind]),
            "name": text_column(N_("Service"), 7, hint=N_("e.g. engineer on site")),
            "unit": text_column(N_("Unit"), 3, longest=20, hint=N_("person·day")),
            "price": money_column(N_("Price with tax"), 4),
            "tax_rate": choice_column(N_("Tax rate"), 3, self._choices),
            "cost": money_column(N_("Cost without tax"), 4),
            "note": text_column(N_("Note"), 5),
        }
        super().__init__(name, columns, _("Add a &rate"), movable=True, parent=parent)

    def _choices(self) -> Sequence[tuple[str, str]]:
        return [(rate_code(rate), rate_text(rate)) for rate in self._rates]

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> RateLineForm:
        rate = values["tax_rate"]
        own = {name: values[name] for name in AS_TYPED}
        return RateLineForm(kind=LineKind(values["kind"]), tax_rate=Decimal(rate) if rate else None, **own)

    def values_of(self, line: RateLineForm) -> Mapping[str, Any]:
        rate = next(iter(self._rates), None) if line.tax_rate is None else line.tax_rate
        own = {name: getattr(line, name) for name in AS_TYPED}
        return {"kind": line.kind.value, "tax_rate": None if rate is None else rate_code(rate), **own}

    def line_problem(self, line: RateLineForm, place: int) -> str:
        return rate_problem(line, place, self._rates)

    def wrong_column(self, line: RateLineForm) -> str:
        return wrong_field(line)

    def line_words(self, line: RateLineForm) -> str:
        return f"{line.name} {money(line.price)}"

    def cross_words(self, line: Line, place: int) -> str:
        return _("Take away rate {place}").format(place=place)
