"""Goods on their way: a look-up, the arrival, the customer's confirmation, the signed return slip (C6.6)."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.forms.material.shipments import ArrivalForm, ConfirmationForm, TrackingForm
from app.i18n import _, ngettext
from app.labels import label
from app.queries.material.shipments import ShipmentDetails
from models.enums import ArrivalCondition
from ui.dialogs.forms.past import past_problem
from ui.dialogs.forms.scan_field import scan_field
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.number_edit import NumberEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

TRACKING, ARRIVAL = "inventory.tracking", "inventory.arrival"
CONFIRMATION, RETURN_SLIP = "inventory.confirmation", "inventory.return_slip"
LONGEST, LONGEST_NAME, LONGEST_LOOK_UP = 4000, 60, 1000


class TrackingDialog(FormDialog):
    """Where the goods are: one line and Enter; who looked, and when, is filled in."""

    def __init__(self, desk: Desk, details: ShipmentDetails, parent: QWidget | None = None) -> None:
        super().__init__(TRACKING, _("Look-up · {number}").format(number=details.number), _("&Record"), parent)
        self._desk = desk
        field = f"{TRACKING}.field"
        self.at = DateTimeEdit(f"{field}.at", desk.now, desk.zone)
        self.person = LineEdit(f"{field}.person", LONGEST_NAME)
        self.text = LineEdit(f"{field}.text", LONGEST_LOOK_UP)
        carried = (details.carrier_name, details.waybill_no, details.driver, details.consignee.unit)
        self.add_note("about", " · ".join(said for said in carried if said))
        self.add_row("at", _("Looked up &at"), self.at, required=True, check=self._problem)
        self.add_row("person", _("Looked up &by"), self.person, required=True)
        self.add_row("text", _("&Where they are"), self.text, required=True)
        self.at.set_value(desk.now())
        self.person.set_value(desk.context.actor.display_name)
        self.resize(640, 260)

    def form(self) -> TrackingForm:
        """Return what is entered."""
        return TrackingForm(at=self.at.value(), person=self.person.value(), text=self.text.value())

    def _problem(self) -> str:
        return past_problem(self.at.value(), self._desk)


class ArrivalDialog(FormDialog):
    """When the goods arrived, how many packages, in which condition; what is damaged or missing is described."""

    def __init__(self, desk: Desk, details: ShipmentDetails, parent: QWidget | None = None) -> None:
        super().__init__(ARRIVAL, _("Arrival · {number}").format(number=details.number), _("&Record"), parent)
        self._desk = desk
        self._sent = len(details.packages)
        field = f"{ARRIVAL}.field"
        self.at = DateTimeEdit(f"{field}.at", desk.now, desk.zone)
        self.packages = NumberEdit(f"{field}.packages", least=0, most=self._sent)
        self.condition = Combo(f"{field}.condition", [(one.value, label(one)) for one in ArrivalCondition])
        self.exceptions = TextArea(f"{field}.exceptions", LONGEST, 3)
        sent = ngettext("{count} package was sent.", "{count} packages were sent.", self._sent)
        self.add_row("at", _("Arrived &at"), self.at, required=True, check=self._problem)
        self.add_row("packages", _("&Packages received"), self.packages, required=True, half=True,
                     hint=sent.format(count=self._sent))  # fmt: skip
        self.add_row("condition", _("&Condition"), self.condition, required=True, half=True, check=self._short_problem)
        self.add_row("exceptions", _("What is &wrong"), self.exceptions)
        self.at.set_value(desk.now())
        self.packages.set_value(self._sent)
        self.condition.value_changed.connect(lambda _code: self._show_exceptions())
        self.packages.value_changed.connect(lambda _count: self.check_again())
        self._show_exceptions()
        self.resize(620, 320)

    def form(self) -> ArrivalForm:
        """Return what is entered."""
        count = self.packages.value()
        return ArrivalForm(
            at=self.at.value(),
            packages=int(count) if count is not None else None,
            condition=self._condition,
            exceptions="" if self._is_intact else self.exceptions.value(),
        )

    @property
    def _condition(self) -> ArrivalCondition:
        return ArrivalCondition(self.condition.code())

    @property
    def _is_intact(self) -> bool:
        return self._condition is ArrivalCondition.INTACT

    def _show_exceptions(self) -> None:
        self.show_row("exceptions", shown=not self._is_intact)
        self.require("exceptions", required=not self._is_intact)
        self.check_again()

    def _short_problem(self) -> str:
        count = self.packages.value()
        if count is None or count >= self._sent or not self._is_intact:
            return ""
        return _("{count} packages were sent: what is missing?").format(count=self._sent)

    def _problem(self) -> str:
        return past_problem(self.at.value(), self._desk)


class ConfirmationDialog(FormDialog):
    """Who at the customer's confirmed the receipt when; the signed return slip comes with it, or later."""

    def __init__(self, desk: Desk, details: ShipmentDetails, parent: QWidget | None = None) -> None:
        title = _("Receipt confirmed · {number}").format(number=details.number)
        super().__init__(CONFIRMATION, title, _("&Record"), parent)
        self._desk = desk
        field = f"{CONFIRMATION}.field"
        self.at = DateTimeEdit(f"{field}.at", desk.now, desk.zone)
        self.person = LineEdit(f"{field}.person", LONGEST_NAME)
        self.text = TextArea(f"{field}.text", LONGEST, 2)
        self.scan = scan_field(desk, f"{field}.scan", self)
        self.add_row("at", _("Confirmed &at"), self.at, required=True, check=self._problem)
        self.add_row("person", _("Confirmed &by"), self.person, required=True)
        self.add_row("text", _("&What was said"), self.text)
        later = _("The signed return slip, filed under B3-03; it may follow later.")
        self.add_row("scan", _("S&can"), self.scan, hint=later)
        self.at.set_value(desk.now())
        self.person.set_value(details.consignee.contact)
        self.resize(620, 340)

    def form(self) -> ConfirmationForm:
        """Return what is entered."""
        return ConfirmationForm(
            at=self.at.value(), person=self.person.value(), text=self.text.value(), scan=self.scan.value()
        )

    def _problem(self) -> str:
        return past_problem(self.at.value(), self._desk)


class ReturnSlipDialog(FormDialog):
    """The scan of the return slip that the customer signed."""

    keeps_drafts = False  # a file is chosen, nothing is written

    def __init__(self, desk: Desk, details: ShipmentDetails, parent: QWidget | None = None) -> None:
        title = _("Return slip · {number}").format(number=details.number)
        super().__init__(RETURN_SLIP, title, _("&File"), parent)
        self.scan = scan_field(desk, f"{RETURN_SLIP}.field.scan", self)
        dropped = _("Filed under B3-03. The file may be dropped anywhere on this form.")
        self.add_row("scan", _("S&can"), self.scan, required=True, hint=dropped)
        self.resize(560, 220)

    def form(self) -> Path:
        """Return the file that was chosen."""
        return self.scan.value() or Path()
