"""Taking stock on or writing it off by hand, and naming a part that may take another's place (C6.1, C6.3)."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.formatting import quantity
from app.forms.material.parts import StockForm, SubstituteForm
from app.i18n import _
from app.queries.material.parts import PartDetails
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.dialogs.forms.past import past_problem
from ui.dialogs.forms.pickers import picked_id, record_picker
from ui.runtime.desk import Desk
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.money_edit import MoneyEdit
from ui.widgets.fields.quantity_edit import QuantityEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

STOCK_NAME, SUBSTITUTE_NAME = "inventory.stock_by_hand", "inventory.substitute"
LONGEST, LONGEST_NAME = 4000, 60


class StockDialog(FormDialog):
    """How much, when, by whom, why; for what is taken on also batch, expiry, and the cost where one may see it."""

    def __init__(self, desk: Desk, details: PartDetails, *, takes_on: bool, parent: QWidget | None = None) -> None:
        """``takes_on`` False writes off."""
        words = _("Take on stock: {part}") if takes_on else _("Write off stock: {part}")
        title = words.format(part=f"{details.name} {details.spec}".strip())
        super().__init__(STOCK_NAME, title, _("&Take on") if takes_on else _("&Write off"), parent)
        self._takes_on = takes_on
        self._sees_costs = desk.context.actor.may(Permission.VIEW_MARGINS)
        own = f"{STOCK_NAME}.field"
        self.quantity = QuantityEdit(f"{own}.quantity")
        self.at = DateTimeEdit(f"{own}.at", desk.now, desk.zone)
        self.person = LineEdit(f"{own}.person", LONGEST_NAME)
        self.unit_cost = MoneyEdit(f"{own}.unit_cost")
        self.batch = LineEdit(f"{own}.batch", LONGEST_NAME)
        self.expires_on = DateEdit(f"{own}.expires_on", desk.today)
        self.reason = TextArea(f"{own}.reason", LONGEST, 2)
        self._add_rows(desk, details)
        self.at.set_value(desk.now())
        self.person.set_value(desk.context.actor.display_name)
        self.resize(800, 380)

    def _add_rows(self, desk: Desk, details: PartDetails) -> None:
        amount = _("&Quantity ({unit})").format(unit=details.unit)
        self.add_row(
            "quantity", amount, self.quantity, required=True, half=True, check=partial(self._too_much, details)
        )
        if self._takes_on and self._sees_costs:
            self.add_row("unit_cost", _("&Cost of one without tax"), self.unit_cost, half=True)
        self.add_row(
            "at", _("W&hen"), self.at, required=True, half=True, check=lambda: past_problem(self.at.value(), desk)
        )
        self.add_row("person", _("&Done by"), self.person, required=True, half=True)
        self.add_row("batch", _("&Batch"), self.batch, half=True)
        if self._takes_on:
            self.add_row("expires_on", _("Keeps &until"), self.expires_on, half=True)
        self.add_row("reason", _("&Reason"), self.reason, required=True)
        words = _("Opening stock, found, spoilt … What comes from purchasing is received on its purchase order.")
        self.add_note("hint", words, below_field=True)

    def _too_much(self, details: PartDetails) -> str:
        """What is written off has to be there."""
        entered = self.quantity.value()
        if self._takes_on or entered is None or entered <= details.on_hand:
            return ""
        words = _("Only {on_hand} {unit} on hand.")
        return words.format(on_hand=quantity(details.on_hand), unit=details.unit)

    def form(self) -> StockForm:
        """Return what is entered; what is written off has its sign."""
        entered = self.quantity.value()
        return StockForm(
            quantity=entered if entered is None or self._takes_on else -entered,
            unit_cost=self.unit_cost.value(),
            at=self.at.value(),
            person=self.person.value(),
            reason=self.reason.value(),
            batch=self.batch.value(),
            expires_on=self.expires_on.value(),
        )


class SubstituteDialog(FormDialog):
    """The part that may take its place, and why."""

    def __init__(self, desk: Desk, details: PartDetails, parent: QWidget | None = None) -> None:
        super().__init__(SUBSTITUTE_NAME, _("Substitute for {part}").format(part=details.name), _("&Save"), parent)
        own = f"{SUBSTITUTE_NAME}.field"
        self.substitute_id = record_picker(desk, f"{own}.substitute_id", RecordKind.PART)
        self.reason = TextArea(f"{own}.reason", LONGEST, 2)
        self.add_row("substitute_id", _("&Part that may take its place"), self.substitute_id, required=True)
        self.add_row("reason", _("&Reason"), self.reason, required=True)
        self.resize(600, 260)

    def form(self) -> SubstituteForm:
        """Return what is entered."""
        return SubstituteForm(substitute_id=picked_id(self.substitute_id), reason=self.reason.value())
