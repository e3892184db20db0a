"""The lines of a quotation or an order as they are typed: what, how many, cost, price, tax, and what follows."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from app.formatting import money, quantity
from app.forms.trade import PricedLineForm
from app.i18n import N_, _
from app.labels import label
from app.queries.trade.pricing_ground import PricingGround
from app.rules.trade.lines import LONGEST, line_problem
from app.rules.trade.pricing import Sums, line_amount
from app.rules.trade.tax_rates import rate_text
from app.rules.trade.verdicts import Verdict, margin_text, verdict, verdict_words
from models.enums import LineKind
from ui.dialogs.trade.priced_name import LineName, PriceName, PriceSearch
from ui.runtime.jobs import JobRunner
from ui.widgets.lines.column import (
    LineColumn,
    choice_column,
    computed_column,
    money_column,
    quantity_column,
    text_column,
)
from ui.widgets.lines.line import Line
from ui.widgets.lines.line_table import LineTable

TAKEN_OVER = ("spec", "brand", "unit", "unit_cost", "unit_price", "remark")
TONES = {Verdict.BELOW_COST: "overdue", Verdict.BELOW_FLOOR: "soon"}


class PricedLines(LineTable[PricedLineForm]):
    """A line per thing that is priced. Who may not see costs has no columns for them; what they cost stays as it was.

    The name offers prices to take over, see ``PriceName``. ``show_sums`` shows what follows from all lines together.
    """

    def __init__(
        self, name: str, ground: PricingGround, search: PriceSearch, jobs: JobRunner, parent: QWidget | None = None
    ) -> None:
        """``search`` finds prices to take over; on the read lane."""
        self._ground = ground
        self._rates = list(ground.rates)
        self._hidden_costs: dict[int, Decimal | None] = {}
        columns = _columns(ground, self._rates, search, jobs)
        super().__init__(name, columns, _("Add a &line"), movable=True, parent=parent)

    def set_value(self, lines: Sequence[PricedLineForm]) -> None:
        """Show these lines; a rate that is no longer in use stays on offer where it stands."""
        self._hidden_costs = {line.line_no: line.unit_cost for line in lines}
        former = [line.tax_rate for line in lines if line.tax_rate is not None and line.tax_rate not in self._rates]
        if former:
            self._rates += dict.fromkeys(former)
            self.make_again()
        super().set_value(lines)

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> PricedLineForm:
        name: LineName = values["name"]
        rate = values["tax_rate"]
        own = {key: values[key] for key in ("spec", "brand", "unit", "quantity", "unit_price", "remark")}
        return PricedLineForm(
            line_no=known or 0,
            kind=LineKind(values["kind"]),
            name=name.text,
            part_id=name.part_id,
            unit_cost=values["unit_cost"] if self._ground.sees_costs else self._hidden_costs.get(known or 0),
            tax_rate=Decimal(rate) if rate else None,
            **own,
        )

    def values_of(self, line: PricedLineForm) -> Mapping[str, Any]:
        own = asdict(line)
        return {
            **own,
            "kind": line.kind.value,
            "name": LineName(line.name, line.part_id),
            "tax_rate": None if line.tax_rate is None else _code(line.tax_rate),
        }

    def known_of(self, line: PricedLineForm) -> int | None:
        return line.line_no or None

    def line_problem(self, line: PricedLineForm, place: int) -> str:
        return line_problem(line, place, self._ground.rates)

    def wrong_column(self, line: PricedLineForm) -> str:
        """Return the first column that would be right with another value in it."""
        right: Mapping[str, Any] = {
            "name": "-",
            "quantity": Decimal(1),
            "unit_price": Decimal(0),
            "unit_cost": None,
            "tax_rate": next(iter(self._ground.rates), None),
        }
        problem = self.line_problem(line, 1)
        others = ((name, self.line_problem(replace(line, **{name: value}), 1)) for name, value in right.items())
        return next((name for name, other in others if other != problem), "")

    def line_words(self, line: PricedLineForm) -> str:
        many = f"{quantity(line.quantity)} {line.unit}".strip()
        said = " ".join(part for part in (label(line.kind), line.name, line.spec, line.brand) if part)
        return _("{what}: {quantity} × {price}").format(what=said, quantity=many, price=money(line.unit_price))

    def computed(self, line: PricedLineForm) -> Mapping[str, str]:
        if line.quantity is None or line.unit_price is None:
            return {}
        return {"amount": money(line_amount(line.quantity, line.unit_price))}

    def cell_changed(self, line: Line, column: str) -> None:
        """A price that was taken over fills the line; how many of it is left to be said."""
        name = line.field("name")
        choice = name.take_choice() if column == "name" and isinstance(name, PriceName) else None
        if choice is None:
            return
        values = self.values_of(choice.line)
        for key in ("kind", *TAKEN_OVER, "tax_rate"):
            if key in line.columns and (key != "tax_rate" or choice.line.tax_rate in self._rates):
                line.field(key).set_value(values[key])
        line.widget("quantity").setFocus()

    def cross_words(self, line: Line, place: int) -> str:
        return _("Take away {name}").format(name=line.field("name").shown() or "…")

    def show_sums(self, priced: Sums) -> None:
        """Show what each line brings after its share of the discount."""
        if not self._ground.sees_costs:
            return
        floor = self._ground.limits.margin_floor
        for line, own in zip(self.entered(), priced.lines, strict=True):
            found = verdict(own, floor)
            words = {**self.computed(self.line_value(line)), "margin": margin_text(own.margin)}
            line.show_computed(words)
            colour(line.widget("margin"), TONES.get(found, ""), verdict_words(found, floor))


def _columns(
    ground: PricingGround, rates: Sequence[Decimal], search: PriceSearch, jobs: JobRunner
) -> dict[str, LineColumn]:
    """Return the columns by the fields of ``PricedLineForm``; ``rates`` is asked anew for each line."""
    kinds = [(kind.value, label(kind)) for kind in LineKind]
    named = LineColumn(N_("Item"), 18, lambda name, parent: PriceName(name, search, jobs, parent))
    columns = {
        "kind": choice_column(N_("Kind"), 8, lambda: kinds),
        "name": named,
        "spec": text_column(N_("Specification"), 12, longest=LONGEST["spec"]),
        "brand": text_column(N_("Brand"), 10, longest=LONGEST["brand"]),
        "unit": text_column(N_("Unit"), 5, longest=LONGEST["unit"]),
        "quantity": quantity_column(N_("Quantity"), 6),
        "unit_cost": money_column(N_("Cost without tax"), 9),
        "unit_price": money_column(N_("Price with tax"), 9),
        "tax_rate": choice_column(N_("Tax rate"), 7, lambda: [(_code(rate), rate_text(rate)) for rate in rates]),
        "amount": computed_column(N_("Amount"), 10),
        "margin": computed_column(N_("Margin"), 7),
        "remark": text_column(N_("Remark"), 8, longest=LONGEST["remark"]),
    }
    hidden = () if ground.sees_costs else ("unit_cost", "margin")
    return {key: column for key, column in columns.items() if key not in hidden}


def _code(rate: Decimal) -> str:
    return f"{rate.normalize():f}"


def colour(words: QWidget, tone: str, said: str) -> None:
    """Colour a figure; what the colour means is its tooltip, and said by screen readers."""
    if words.property("tone") != tone:
        words.setProperty("tone", tone)
        words.style().unpolish(words)
        words.style().polish(words)
    words.setToolTip(said)
    words.setAccessibleDescription(said)
