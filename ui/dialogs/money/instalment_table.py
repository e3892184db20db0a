"""The instalments of a contract or an order, as lines of a form."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from app.formatting import money, quantity
from app.forms.money import InstalmentForm
from app.i18n import N_, _
from app.labels import label
from app.rules.money.instalments import amount_shown, line_problem
from app.rules.money.shares import total_of
from models.enums import InstalmentKind
from ui.widgets.fields.date_edit import Today
from ui.widgets.lines.column import (
    LineColumn,
    choice_column,
    date_column,
    money_column,
    percent_column,
    text_column,
)
from ui.widgets.lines.line import Line
from ui.widgets.lines.line_table import LineTable
from ui.widgets.lines.table_foot import Total

OWN = ("percent", "amount", "due_on", "condition", "clause", "owner_name")


def _kinds() -> Sequence[tuple[str, str]]:
    return [(kind.value, label(kind)) for kind in InstalmentKind]


class InstalmentTable(LineTable[InstalmentForm]):
    """A line per instalment: a share of the total or an amount, and the day it is due or the condition it waits for.

    A share typed gives the amount, an amount typed takes the place of the share.
    """

    def __init__(
        self,
        name: str,
        today: Today,
        total: Callable[[], Decimal | None],
        *,
        none_text: str = "",
        has_clauses: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``total`` is asked for what they have to come to; ``none_text`` as in ``LineTable``.

        With ``has_clauses`` each names its payment clause: those of a contract.
        """
        columns: dict[str, LineColumn] = {
            "kind": choice_column(N_("Kind"), 3, _kinds),
            "percent": percent_column(N_("Share"), 2),
            "amount": money_column(N_("Amount"), 4),
            "due_on": date_column(N_("Due on"), 4, today),
            "condition": text_column(N_("Condition"), 5, hint=N_("e.g. after acceptance")),
            **({"clause": text_column(N_("Clause"), 2, longest=40, hint=N_("e.g. 5.3"))} if has_clauses else {}),
            "owner_name": text_column(N_("Looked after by"), 3, longest=60),
        }
        self._total = total
        self._following = False
        super().__init__(name, columns, _("Add an instalment"), movable=True, none_text=none_text, parent=parent)

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> InstalmentForm:
        return InstalmentForm(instalment_id=known, **{**values, "kind": InstalmentKind(values["kind"])})

    def values_of(self, line: InstalmentForm) -> Mapping[str, Any]:
        own = {name: getattr(line, name) for name in OWN}
        return {"kind": line.kind.value, **own}

    def known_of(self, line: InstalmentForm) -> int | None:
        return line.instalment_id

    def line_problem(self, line: InstalmentForm, place: int) -> str:
        return line_problem(line, place)

    def wrong_column(self, line: InstalmentForm) -> str:
        return "amount" if not line.amount else "condition"

    def line_words(self, line: InstalmentForm) -> str:
        share = f"{quantity(line.percent)} %" if line.percent is not None else ""
        return " ".join(part for part in (label(line.kind), share, money(line.amount)) if part)

    def cross_words(self, line: Line, place: int) -> str:
        return _("Take away instalment {place}").format(place=place)

    def totals(self, lines: Sequence[InstalmentForm]) -> Sequence[Total]:
        given, total = total_of(line.amount for line in lines), self._total()
        shown = [Total("given", _("All instalments"), money(given))]
        if total is None:
            return shown
        shown.append(Total("total", _("Has to come to"), money(total)))
        if lines and given != total:
            title = _("Too much by") if given > total else _("Missing")
            shown.append(Total("apart", title, money(abs(total - given)), is_main=True))
        return shown

    def cell_changed(self, line: Line, column: str) -> None:
        """Let amount and share follow each other; what was filled in is not touched."""
        if self._following or not line.is_typed:
            return
        self._following = True
        if column == "percent" and line.field("percent").value() is not None:
            line.field("amount").set_value(amount_shown(self._total(), line.field("percent").value()))
        elif column == "amount":
            line.field("percent").set_value(None)
        self._following = False

    def follow_total(self) -> None:
        """Compute the amounts of shares anew, for another total."""
        lines = [
            line if line.percent is None else replace(line, amount=amount_shown(self._total(), line.percent))
            for line in self.value()
        ]
        self.set_value(lines)
