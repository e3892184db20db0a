"""The rows of an expense claim, as lines of a form: legs with tickets and allowance, other costs (C7.4)."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from app.formatting import MISSING, money
from app.forms.trip_money import CostForm, LegForm
from app.i18n import N_, _
from app.labels import label
from app.rules.trips.claim_rows import allowance_of, cost_problem, leg_problem
from models.enums import ExpenseItem, Transport
from ui.runtime.desk import Desk
from ui.widgets.lines.column import (
    LineColumn,
    choice_column,
    computed_column,
    date_column,
    moment_column,
    money_column,
    number_column,
    text_column,
)
from ui.widgets.lines.line import Line
from ui.widgets.lines.line_table import LineTable
from ui.widgets.lines.table_foot import Total

Daily = Callable[[str], Decimal | None]  # what a day's allowance is in a town
MOST_DAYS, MOST_SHEETS = 366, 999
ZERO = Decimal("0.00")
LEG = (
    "departs_at", "origin", "arrives_at", "destination", "ticket_no", "fare", "vat", "allowance_days", "allowance_rate",
)  # fmt: skip
MAY_BE_NOTHING = ("vat", "allowance_days", "allowance_rate", "quantity")  # 0 is left empty
COST = ("spent_on", "city", "quantity", "amount", "vat", "invoice_no", "note")


def sheets_column() -> LineColumn:
    """How many sheets of paper belong to a row."""
    return number_column(N_("Sheets"), 2, most=MOST_SHEETS)


def sheets_of(values: Mapping[str, Any]) -> int | None:
    """Return how many sheets are entered."""
    return int(values["sheets"]) if values["sheets"] is not None else None


class LegLines(LineTable[LegForm]):
    """A line per leg: from where and when to where, by what, its ticket and fare, the allowance of its days."""

    def __init__(self, name: str, desk: Desk, daily: Daily, parent: QWidget | None = None) -> None:
        """``daily`` tells what is granted a day where a leg leads, None where nobody knows."""
        self._daily = daily
        columns: dict[str, LineColumn] = {
            "departs_at": moment_column(N_("Departure"), 8, desk.now, desk.zone),
            "origin": text_column(N_("From"), 4),
            "arrives_at": moment_column(N_("Arrival"), 8, desk.now, desk.zone),
            "destination": text_column(N_("To"), 4),
            "transport": choice_column(
                N_("Means of transport"), 5, lambda: [(one.value, label(one)) for one in Transport]
            ),
            "ticket_no": text_column(N_("Ticket no."), 5, longest=60),
            "sheets": sheets_column(),
            "fare": money_column(N_("Fare"), 4),
            "vat": money_column(N_("Tax in it"), 4),
            "allowance_days": number_column(N_("Days"), 2, most=MOST_DAYS, places=1),
            "allowance_rate": money_column(N_("A day"), 4),
            "allowance": computed_column(N_("Allowance"), 4),
        }
        super().__init__(name, columns, _("Add a &leg"), movable=True, parent=parent)

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> LegForm:
        own = {name: values[name] for name in LEG}
        return LegForm(transport=Transport(values["transport"]), sheets=sheets_of(values), **own)

    def values_of(self, line: LegForm) -> Mapping[str, Any]:
        own = {name: getattr(line, name) or None if name in MAY_BE_NOTHING else getattr(line, name) for name in LEG}
        return {"transport": line.transport.value, "sheets": _figure(line.sheets), **own}

    def line_problem(self, line: LegForm, place: int) -> str:
        return leg_problem(line, place)

    def line_words(self, line: LegForm) -> str:
        return f"{line.origin} → {line.destination} {money(line.fare or ZERO)} {line.ticket_no}".strip()

    def computed(self, line: LegForm) -> Mapping[str, str]:
        return {"allowance": money(allowance_of(line)) if line.allowance_days else MISSING}

    def totals(self, lines: Sequence[LegForm]) -> Sequence[Total]:
        fares = sum((line.fare or ZERO for line in lines), ZERO)
        allowances = sum((allowance_of(line) for line in lines), ZERO)
        return (
            Total("fares", _("Fares"), money(fares)),
            Total("allowances", _("Allowance"), money(allowances), is_main=True),
        )

    def cell_changed(self, line: Line, column: str) -> None:
        """Where days are entered, propose what the table grants there."""
        if column != "allowance_days" or line.values()["allowance_rate"]:
            return
        values = line.values()
        daily = self._daily(values["destination"]) if values["allowance_days"] and values["destination"] else None
        if daily:
            line.field("allowance_rate").set_value(daily)


class CostLines(LineTable[CostForm]):
    """A line per other cost: what for, on which day and where, nights or days, the sum, its invoice."""

    def __init__(self, name: str, desk: Desk, parent: QWidget | None = None) -> None:
        columns: dict[str, LineColumn] = {
            "item": choice_column(N_("Item"), 5, lambda: [(one.value, label(one)) for one in ExpenseItem]),
            "spent_on": date_column(N_("Day"), 5, desk.today),
            "city": text_column(N_("City"), 4, longest=60),
            "quantity": number_column(N_("Nights or days"), 3, most=MOST_DAYS, places=1),
            "amount": money_column(N_("Sum"), 4),
            "vat": money_column(N_("Tax in it"), 3),
            "invoice_no": text_column(N_("Invoice no."), 7, longest=60),
            "sheets": sheets_column(),
            "note": text_column(N_("Note"), 6),
        }
        super().__init__(name, columns, _("Add a c&ost"), movable=True, parent=parent)

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> CostForm:
        own = {name: values[name] for name in COST}
        return CostForm(item=ExpenseItem(values["item"]), sheets=sheets_of(values), **own)

    def values_of(self, line: CostForm) -> Mapping[str, Any]:
        own = {name: getattr(line, name) or None if name in MAY_BE_NOTHING else getattr(line, name) for name in COST}
        return {"item": line.item.value, "sheets": _figure(line.sheets), **own}

    def line_problem(self, line: CostForm, place: int) -> str:
        return cost_problem(line, place)

    def wrong_column(self, line: CostForm) -> str:
        return "quantity" if line.amount else "amount"

    def line_words(self, line: CostForm) -> str:
        return f"{label(line.item)} {money(line.amount or ZERO)} {line.invoice_no}".strip()

    def totals(self, lines: Sequence[CostForm]) -> Sequence[Total]:
        total = sum((line.amount or ZERO for line in lines), ZERO)
        return (Total("costs", _("Other costs"), money(total), is_main=True),)


def _figure(count: int | None) -> Decimal | None:
    return Decimal(count) if count is not None else None
