"""Taking goods on order into stock: made for the keeper, who counts what came (C6.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from app.formatting import local, quantity
from app.forms.material.purchases import ReceivedLineForm, ReceivingForm
from app.i18n import N_, _
from app.queries.material.purchases import PurchaseDetails, PurchaseLineView
from app.rules.material.receiving import Awaited, received_problem, too_much
from app.rules.permissions import Permission
from models.enums import PartFamily
from ui.dialogs.forms.past import past_problem
from ui.runtime.desk import Desk
from ui.widgets.fields.check_row import CheckRow
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog
from ui.widgets.lines.column import (
    LineColumn,
    choice_column,
    computed_column,
    date_column,
    money_column,
    quantity_column,
    text_column,
)
from ui.widgets.lines.line_table import LineTable

NAME = "inventory.receiving"
LONGEST, LONGEST_NAME, LONGEST_BATCH, LONGEST_REASON = 4000, 60, 60, 400
ACCEPT, CLOSE = "accept", "close"


def awaited(line: PurchaseLineView) -> Awaited:
    """Return a line as the rules of receiving see it."""
    return Awaited(line.line_no, line.name, line.unit, line.to_come, line.family, line.shelf_life_months)


def has_batches(details: PurchaseDetails) -> bool:
    """Tell whether something of a purchase comes in batches: a chemical, or what keeps for a time only."""
    return any(line.family is PartFamily.CHEMICAL or line.shelf_life_months for line in details.lines)


class ReceivedLines(LineTable[ReceivedLineForm]):
    """A line per item of the purchase, with how much is to come; left empty, nothing of it came.

    Batch and expiry are asked for where something keeps for a time only; costs where a person may see them.
    """

    def __init__(self, name: str, desk: Desk, details: PurchaseDetails, parent: QWidget | None = None) -> None:
        self._lines = {line.line_no: line for line in details.lines}
        self._day: date = desk.today()
        rest = [(CLOSE, _("will not come"))]
        columns: dict[str, LineColumn] = {
            "item": computed_column(N_("Part"), 16, is_figure=False),
            "ordered": computed_column(N_("Quantity ordered"), 5),
            "to_come": computed_column(N_("To come"), 6),
            "quantity": quantity_column(N_("Came in"), 7),
            "unit": computed_column(N_("Unit"), 4, is_figure=False),
            "batch": text_column(N_("Batch"), 9, longest=LONGEST_BATCH),
            "expires_on": date_column(N_("Keeps until"), 11, desk.today),
            "unit_cost": money_column(N_("Cost of one"), 9, least_width=96),
            "close": choice_column(N_("The rest"), 13, lambda: rest, empty=N_("stays on order")),
            "reason": text_column(N_("Why not"), 10, longest=LONGEST_REASON),
        }
        hidden = set() if has_batches(details) else {"batch", "expires_on"}
        hidden |= set() if desk.context.actor.may(Permission.VIEW_MARGINS) else {"unit_cost"}
        shown = {key: column for key, column in columns.items() if key not in hidden}
        super().__init__(name, shown, "", none_text=_("Nothing is to come."), parent=parent)
        self.set_value([_prefilled(line) for line in details.lines])

    def set_day(self, day: date) -> None:
        """Say on which day it came in: what keeps for a time only is judged by it."""
        self._day = day
        self.tell_again()

    def received(self) -> tuple[ReceivedLineForm, ...]:
        """Return the lines of which something came in, or nothing more will."""
        return tuple(line for line in self.value() if line.quantity or line.close)

    def over(self) -> tuple[str, ...]:
        """Name every item of which more came in than is to come."""
        return too_much(self.received(), [awaited(line) for line in self._lines.values()])

    # lines -------------------------------------------------------------------------------------------------------

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> ReceivedLineForm:
        return ReceivedLineForm(
            line_no=known or 0,
            quantity=values["quantity"],
            unit_cost=values.get("unit_cost"),
            batch=values.get("batch", ""),
            expires_on=values.get("expires_on"),
            close=values["close"] == CLOSE,
            reason=values["reason"],
        )

    def values_of(self, line: ReceivedLineForm) -> Mapping[str, Any]:
        names = ("quantity", "unit_cost", "batch", "expires_on", "reason")
        return {**{name: getattr(line, name) for name in names}, "close": CLOSE if line.close else None}

    def known_of(self, line: ReceivedLineForm) -> int | None:
        return line.line_no

    def line_problem(self, line: ReceivedLineForm, place: int) -> str:
        if not line.quantity and not line.close:
            return ""
        found = self._lines[line.line_no]
        problem = received_problem(line, awaited(found), self._day)
        return _("{name}: {problem}").format(name=found.name, problem=problem) if problem else ""

    def wrong_column(self, line: ReceivedLineForm) -> str:
        """Return where the keyboard helps: the reason of a rest that is closed, a batch or day that is missing."""
        if line.close and not line.reason.strip():
            return "reason"
        found = self._lines[line.line_no]
        if found.family is PartFamily.CHEMICAL and not line.batch.strip():
            return "batch"
        return "expires_on" if found.shelf_life_months or line.expires_on else "quantity"

    def line_words(self, line: ReceivedLineForm) -> str:
        found = self._lines[line.line_no]
        return f"{found.name} {quantity(line.quantity)} {found.unit}".strip() if line.quantity else ""

    def computed(self, line: ReceivedLineForm) -> Mapping[str, str]:
        found = self._lines.get(line.line_no)
        if found is None:
            return {}
        ordered, to_come = quantity(found.quantity), quantity(found.to_come)
        return {"item": found.title, "ordered": ordered, "to_come": to_come, "unit": found.unit}


def _prefilled(line: PurchaseLineView) -> ReceivedLineForm:
    """Propose that all of it came, at what it was expected to cost."""
    return ReceivedLineForm(line_no=line.line_no, quantity=line.to_come or None, unit_cost=line.estimate)


@dataclass(frozen=True, slots=True)
class _More:
    """What came beyond what is to come, and whether that is accepted."""

    over: Sequence[str]
    accepted: bool


class ReceivingDialog(FormDialog):
    """Who received the goods when, item by item; more than is to come is asked about."""

    def __init__(self, desk: Desk, details: PurchaseDetails, parent: QWidget | None = None) -> None:
        super().__init__(NAME, _("Receive goods · {number}").format(number=details.number), _("&Receive"), parent)
        self._desk = desk
        self._details = details
        field = f"{NAME}.field"
        self.at = DateTimeEdit(f"{field}.at", desk.now, desk.zone)
        self.person = LineEdit(f"{field}.person", LONGEST_NAME)
        self.lines = ReceivedLines(f"{field}.lines", desk, details)
        self.accept_more = CheckRow(f"{field}.accept_more", [(ACCEPT, _("Accept more than was ordered"))])
        self.reason = TextArea(f"{field}.reason", LONGEST, 2)
        self._add_rows()
        self.at.set_value(desk.now())
        self.person.set_value(desk.context.actor.display_name)
        self._connect_fields()
        self.resize(1080, 480)

    def _add_rows(self) -> None:
        self.add_row("at", _("Came in &at"), self.at, required=True, half=True, check=self._time_problem)
        self.add_row("person", _("Received &by"), self.person, required=True, half=True)
        if has_batches(self._details):
            self.add_note("batches", _("Several batches of one item are received one after the other."))
        self.add_row("lines", _("Items"), self.lines, wide=True, check=self._lines_problem)
        self.add_row("accept_more", _("&More came"), self.accept_more, check=self._more_problem)
        self.add_row("reason", _("Reaso&n"), self.reason)

    def _connect_fields(self) -> None:
        self.lines.value_changed.connect(lambda _lines: self._show_more())
        self.accept_more.value_changed.connect(lambda _codes: self._show_more())
        self.at.value_changed.connect(lambda _moment: self._judge_day())
        self._show_more()

    def form(self) -> ReceivingForm:
        """Return what is entered."""
        more = self._more()
        return ReceivingForm(
            at=self.at.value(),
            person=self.person.value(),
            lines=self.lines.received(),
            accept_more=more.accepted,
            reason=self.reason.value() if more.over else "",
        )

    def _more(self) -> _More:
        over = self.lines.over()
        return _More(over, bool(over) and ACCEPT in self.accept_more.value())

    def _show_more(self) -> None:
        """Ask whether more than is to come is taken, and why, where more came."""
        over = bool(self.lines.over())
        self.show_row("accept_more", shown=over)
        self.show_row("reason", shown=over)
        self.require("reason", required=over)
        self.check_again()

    def _judge_day(self) -> None:
        at = self.at.value()
        if at is not None:
            self.lines.set_day(local(at, self._desk.zone).date())

    def _lines_problem(self) -> str:
        return "" if self.lines.received() else _("Enter what came in.")

    def _more_problem(self) -> str:
        more = self._more()
        if not more.over or more.accepted:
            return ""
        text = _("More came in than is to come: {names}. Tick this, or correct the quantity.")
        return text.format(names=_(", ").join(more.over))

    def _time_problem(self) -> str:
        at, ordered_at = self.at.value(), self._details.ordered_at
        if at is not None and ordered_at is not None and at < ordered_at.replace(second=0, microsecond=0):
            return _("This lies before it was ordered.")
        return past_problem(at, self._desk)
