"""The instalments that a receipt or an invoice can be for, each with how much of it: a field of a form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from app.formatting import date_text, money
from app.forms.money import ShareForm
from app.i18n import N_, _
from app.labels import label
from app.rules.money.shares import line_problem, total_of
from models.enums import InstalmentKind
from ui.dialogs.money.offered_table import OfferedTable
from ui.widgets.lines.column import LineColumn, computed_column, money_column
from ui.widgets.lines.table_foot import Total

LEAST_WIDTH = 120  # px at the usual text size: an amount of millions is seen in full


@dataclass(frozen=True, slots=True)
class ShareLine:
    """An instalment with what of it is still ``open``, and the ``amount`` entered for it.

    ``about`` tells it from others: its contract or order, or its condition.
    """

    instalment_id: int
    number: str
    kind: InstalmentKind
    about: str
    open: Decimal
    due_on: date | None = None
    amount: Decimal | None = None


class ShareTable(OfferedTable[ShareLine]):
    """A line per instalment; the sums below say what of the whole is left. Left empty, a line pays nothing."""

    def __init__(self, name: str, about: str, open_title: str, none_text: str, parent: QWidget | None = None) -> None:
        """``about`` and ``open_title`` are the msgids of columns, ``none_text`` (translated) stands where there is no
        instalment.
        """
        columns: dict[str, LineColumn] = {
            "number": computed_column(N_("Instalment"), 4, is_figure=False),
            "about": computed_column(about, 4, is_figure=False),
            "due_on": computed_column(N_("Due on"), 3, is_figure=False),
            "open": computed_column(open_title, 3),
            "amount": money_column(N_("Amount for it"), 4, least_width=LEAST_WIDTH),
        }
        self._offered: dict[int, ShareLine] = {}
        self._whole: Decimal | None = None
        super().__init__(name, columns, none_text, parent)

    # asked by the form -------------------------------------------------------------------------------------------

    def offer(self, lines: Sequence[ShareLine]) -> None:
        """Show these instalments; what was entered for one that is still among them stays."""
        entered = {line.instalment_id: line.amount for line in self.value()}
        self._offered = {line.instalment_id: line for line in lines}
        self.show_offered([replace(line, amount=entered.get(line.instalment_id)) for line in lines])

    def propose(self, shares: Sequence[ShareForm]) -> None:
        """Enter these amounts in place of what was entered."""
        amounts = {share.instalment_id: share.amount for share in shares}
        self.set_value([replace(line, amount=amounts.get(line.instalment_id)) for line in self._offered.values()])

    def set_whole(self, whole: Decimal | None) -> None:
        """Say how much there is to share out; None while that is not known."""
        self._whole = whole
        self.tell_again()

    def shares(self) -> tuple[ShareForm, ...]:
        """Return what is entered, without lines left empty."""
        entered = (line for line in self.value() if line.amount)
        return tuple(ShareForm(instalment_id=line.instalment_id, amount=line.amount) for line in entered)

    # lines -------------------------------------------------------------------------------------------------------

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> ShareLine:
        return replace(self._offered[known or 0], amount=values["amount"])

    def values_of(self, line: ShareLine) -> Mapping[str, Any]:
        return {"amount": line.amount}

    def known_of(self, line: ShareLine) -> int | None:
        return line.instalment_id

    def line_problem(self, line: ShareLine, place: int) -> str:
        return line_problem(line.number, line.open, line.amount)

    def wrong_column(self, line: ShareLine) -> str:
        return "amount"

    def line_words(self, line: ShareLine) -> str:
        return f"{line.number} {money(line.amount)}" if line.amount else ""

    def computed(self, line: ShareLine) -> Mapping[str, str]:
        due = date_text(line.due_on) if line.due_on else _("no date yet")
        number = f"{line.number} {label(line.kind)}"
        return {"number": number, "about": line.about, "due_on": due, "open": money(line.open)}

    def totals(self, lines: Sequence[ShareLine]) -> Sequence[Total]:
        if not lines:
            return ()
        given = total_of(line.amount for line in lines)
        shown = [Total("given", _("Shared out"), money(given))]
        if self._whole is not None:
            left = self._whole - given
            title = _("Too much by") if left < 0 else _("Left over")
            shown.append(Total("left", title, money(abs(left)), is_main=True))
        return shown
