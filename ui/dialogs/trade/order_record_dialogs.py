"""What happens under an order in force and is entered: material asked for, visits, calls off, costs (C5.3, C8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QWidget

from app.errors import Invalid
from app.formatting import date_text
from app.forms.trade import CallOffForm, CostForm
from app.i18n import _
from app.labels import label
from app.queries.trade.order_parts import VisitLine
from app.queries.trade.orders import OrderDetails
from app.rules.trade.orders import CallOffLine, check_call_off
from models.enums import CostKind
from ui.dialogs.forms.past import past_day_problem, past_problem
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.money_edit import MoneyEdit
from ui.widgets.fields.quantity_edit import QuantityEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

MATERIAL, VISIT, CALL_OFF, COST = "requests.material", "requests.order_visit", "requests.call_off", "requests.cost"
LONGEST, LONGEST_NAME = 4000, 60


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done, as it is entered: when, by whom, what; ``visit_no`` names the visit, 0 for none."""

    at: datetime
    person: str
    text: str
    visit_no: int = 0


class MaterialDialog(FormDialog):
    """That purchasing or the warehouse was asked for the material of an order: who, when, what (C5.3)."""

    def __init__(self, desk: Desk, details: OrderDetails, parent: QWidget | None = None) -> None:
        title = _("Material requested (C5.3) · {number}").format(number=details.number)
        super().__init__(MATERIAL, title, _("&Record"), parent)
        self._entry = _DoneRows(self, MATERIAL, desk, _("&What was asked for, of whom"))
        self.resize(600, 340)

    def form(self) -> Done:
        """Return what is entered."""
        return self._entry.value()


class VisitDialog(FormDialog):
    """That a visit which an agreement promises was made: which one, who, when, what was found (C8.1)."""

    def __init__(
        self, desk: Desk, number: str, visits: Sequence[VisitLine], visit_no: int = 0, parent: QWidget | None = None
    ) -> None:
        """``visits`` are those still to be made; ``visit_no`` is the one to begin with, 0 for the first."""
        super().__init__(VISIT, _("Visit made (C8.1) · {number}").format(number=number), _("&Record"), parent)
        choices = [(str(visit.visit_no), _visit_words(visit)) for visit in visits]
        self.visit_no = Combo(f"{VISIT}.field.visit_no", choices)
        self.add_row("visit_no", _("&Visit planned"), self.visit_no, required=True)
        self._entry = _DoneRows(self, VISIT, desk, _("What was &done and found"))
        if visit_no:
            self.visit_no.restore(str(visit_no))
        self.resize(600, 380)

    def form(self) -> Done:
        """Return what is entered."""
        return self._entry.value(int(self.visit_no.code()))


def _visit_words(visit: VisitLine) -> str:
    return " · ".join(part for part in (date_text(visit.planned_on), visit.note) if part)


class _DoneRows:
    """When, who, what: three rows of a form."""

    def __init__(self, dialog: FormDialog, name: str, desk: Desk, text: str) -> None:
        self._desk = desk
        self.at = DateTimeEdit(f"{name}.field.at", desk.now, desk.zone)
        self.person = LineEdit(f"{name}.field.person", LONGEST_NAME)
        self.text = TextArea(f"{name}.field.text", LONGEST, 4)
        self.at.set_value(desk.now())
        self.person.set_value(desk.context.actor.display_name)
        dialog.add_row("at", _("W&hen"), self.at, required=True, check=self._problem)
        dialog.add_row("person", _("Wh&o"), self.person, required=True)
        dialog.add_row("text", text, self.text, required=True)

    def value(self, visit_no: int = 0) -> Done:
        """Return what is entered."""
        return Done(self.at.value() or self._desk.now(), self.person.value(), self.text.value(), visit_no)

    def _problem(self) -> str:
        return past_problem(self.at.value(), self._desk)


class CallOffDialog(FormDialog):
    """What the customer calls off one line of an order: which, how much, for when; never more than is left of it."""

    def __init__(self, desk: Desk, details: OrderDetails, parent: QWidget | None = None) -> None:
        title = _("Call-off · {number}").format(number=details.number)
        super().__init__(CALL_OFF, title, _("&Record"), parent)
        self._desk = desk
        self._lines = details.parts.call_off_lines
        field = f"{CALL_OFF}.field"
        self.line_no = Combo(f"{field}.line_no", [(str(one.line_no), _left_words(one)) for one in self._lines])
        self.quantity = QuantityEdit(f"{field}.quantity")
        self.wanted_on = DateEdit(f"{field}.wanted_on", desk.today)
        self.called_at = DateTimeEdit(f"{field}.called_at", desk.now, desk.zone)
        self.called_by = LineEdit(f"{field}.called_by", LONGEST_NAME)
        self.note = LineEdit(f"{field}.note")
        self._add_rows()
        first = next((one for one in self._lines if one.left), None)
        if first is not None:
            self.line_no.restore(str(first.line_no))
        self.called_at.set_value(desk.now())
        self.called_by.set_value(details.contact_name)
        self.line_no.value_changed.connect(lambda _code: self.check_again())
        self.resize(620, 380)

    def _add_rows(self) -> None:
        self.add_row("line_no", _("&Line"), self.line_no, required=True)
        self.add_row("quantity", _("&Quantity"), self.quantity, required=True, half=True, check=self._problem)
        self.add_row("wanted_on", _("&Wanted on"), self.wanted_on, half=True)
        self.add_row("called_at", _("Called off &at"), self.called_at, required=True)
        self.add_row("called_by", _("Called off &by"), self.called_by, required=True, half=True)
        self.add_row("note", _("&Note"), self.note, half=True)

    def form(self) -> CallOffForm:
        """Return what is entered."""
        return CallOffForm(
            line_no=int(self.line_no.code() or 0),
            called_at=self.called_at.value(),
            quantity=self.quantity.value(),
            wanted_on=self.wanted_on.value(),
            called_by=self.called_by.value(),
            note=self.note.value(),
        )

    def _problem(self) -> str:
        if self.quantity.value() is None:
            return ""
        try:
            check_call_off(self._lines, int(self.line_no.code() or 0), self.quantity.value())
        except Invalid as refusal:
            return refusal.message
        return ""


def _left_words(line: CallOffLine) -> str:
    return _("{name}: {left} left").format(name=line.name, left=line.left_text)


class CostDialog(FormDialog):
    """What an order really cost, without tax (C8.3)."""

    def __init__(self, desk: Desk, details: OrderDetails, parent: QWidget | None = None) -> None:
        super().__init__(COST, _("Cost · {number}").format(number=details.number), _("&Record"), parent)
        self._desk = desk
        field = f"{COST}.field"
        self.kind = Combo(f"{field}.kind", [(kind.value, label(kind)) for kind in CostKind])
        self.text = LineEdit(f"{field}.text")
        self.quantity = QuantityEdit(f"{field}.quantity")
        self.amount = MoneyEdit(f"{field}.amount")
        self.incurred_on = DateEdit(f"{field}.incurred_on", desk.today)
        self.note = TextArea(f"{field}.note", LONGEST, 2)
        self.add_row("kind", _("&Kind"), self.kind, required=True, half=True)
        self.add_row("incurred_on", _("&Day"), self.incurred_on, required=True, half=True, check=self._day_problem)
        self.add_row("text", _("What &for"), self.text, required=True)
        self.add_row("quantity", _("&Quantity"), self.quantity, half=True)
        self.add_row("amount", _("&Amount without tax"), self.amount, required=True, half=True)
        self.add_row("note", _("&Note"), self.note)
        self.incurred_on.set_value(desk.today())
        self.resize(600, 360)

    def form(self) -> CostForm:
        """Return what is entered."""
        return CostForm(
            kind=CostKind(self.kind.code()),
            text=self.text.value(),
            quantity=self.quantity.value(),
            amount=self.amount.value(),
            incurred_on=self.incurred_on.value(),
            note=self.note.value(),
        )

    def _day_problem(self) -> str:
        return past_day_problem(self.incurred_on.value(), self._desk)
