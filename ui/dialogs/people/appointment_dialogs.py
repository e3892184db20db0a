"""The time agreed with the customer: agreed or moved, and calls that reached nobody (N1)."""

from PySide6.QtWidgets import QWidget

from app.formatting import date_time_text
from app.forms.dispatch_steps import AppointmentForm, FailedCallForm
from app.i18n import _
from app.queries.people.dispatch_parts import CALLS_ENOUGH
from app.queries.people.dispatches import DispatchDetails
from ui.dialogs.forms.past import past_problem
from ui.runtime.desk import Desk
from ui.widgets.fields.checks import LONGEST_PHONE, phone_problem
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog
from ui.widgets.pages.page_pills import SegmentedChoice

AGREED, FAILED = "dispatch.appointment", "dispatch.failed_call"
LONGEST, LONGEST_NAME = 4000, 60
CUSTOMER, US = "customer", "us"


class AppointmentDialog(FormDialog):
    """When the people are awaited, with whom that was agreed; another time than before with its reason."""

    def __init__(self, desk: Desk, details: DispatchDetails, parent: QWidget | None = None) -> None:
        moved = details.appointment.at is not None
        title = _("Appointment moved") if moved else _("Appointment with the customer")
        super().__init__(AGREED, title, _("&Record"), parent)
        self._desk = desk
        field = f"{AGREED}.field"
        self.appointment_at = DateTimeEdit(f"{field}.appointment_at", desk.now, desk.zone)
        self.agreed_with = LineEdit(f"{field}.agreed_with", LONGEST_NAME)
        self.agreed_at = DateTimeEdit(f"{field}.agreed_at", desk.now, desk.zone)
        sides = [(CUSTOMER, _("The customer")), (US, _("We"))]
        self.moved_by = SegmentedChoice(f"{field}.moved_by_us", sides)
        self.reason = TextArea(f"{field}.reason", LONGEST, 2)
        self.appointment_at.now_button.hide()
        if details.appointment.at is not None:
            told = date_time_text(details.appointment.at, desk.zone)
            self.add_note("before", _("So far: {when}").format(when=told))
        self.add_row("appointment_at", _("Awa&ited at"), self.appointment_at, required=True, check=self._order_problem)
        self.add_row("agreed_with", _("Agreed &with"), self.agreed_with, required=True)
        self.add_row("agreed_at", _("Agreed &at"), self.agreed_at, required=True, check=self._past_problem)
        self.add_row("moved_by_us", _("&Moved by"), self.moved_by)
        self.add_row("reason", _("R&eason"), self.reason, required=moved)
        self.show_row("moved_by_us", shown=moved)
        self.appointment_at.set_value(details.appointment.at or details.starts_at)
        self.agreed_at.set_value(desk.now())
        self.moved_by.set_current(CUSTOMER)
        self.resize(600, 380)

    def form(self) -> AppointmentForm:
        """Return what is entered."""
        return AppointmentForm(
            appointment_at=self.appointment_at.value(),
            agreed_with=self.agreed_with.value(),
            agreed_at=self.agreed_at.value(),
            moved_by_us=self.moved_by.code() == US,
            reason=self.reason.value(),
        )

    def _past_problem(self) -> str:
        return past_problem(self.agreed_at.value(), self._desk)

    def _order_problem(self) -> str:
        when, agreed = self.appointment_at.value(), self.agreed_at.value()
        return _("This lies before it was agreed.") if when and agreed and when < agreed else ""


class FailedCallDialog(FormDialog):
    """A call that reached nobody: when, which number. After three the customer is written to."""

    def __init__(self, desk: Desk, details: DispatchDetails, parent: QWidget | None = None) -> None:
        super().__init__(FAILED, _("Nobody answered"), _("&Record"), parent)
        self._desk = desk
        field = f"{FAILED}.field"
        self.called_at = DateTimeEdit(f"{field}.called_at", desk.now, desk.zone)
        self.number = LineEdit(f"{field}.number", LONGEST_PHONE, phone_problem)
        self.note = TextArea(f"{field}.note", LONGEST, 2)
        count = details.appointment.failed_calls
        words = _("Calls without an answer so far: {count}. After {enough} the customer is written to (N1).")
        self.add_note("so_far", words.format(count=count, enough=CALLS_ENOUGH))
        self.add_row("called_at", _("&Called at"), self.called_at, required=True, check=self._past_problem)
        self.add_row("number", _("&Number"), self.number)
        self.add_row("note", _("N&ote"), self.note)
        self.called_at.set_value(desk.now())
        self.resize(560, 320)

    def form(self) -> FailedCallForm:
        """Return what is entered."""
        return FailedCallForm(called_at=self.called_at.value(), number=self.number.value(), note=self.note.value())

    def _past_problem(self) -> str:
        return past_problem(self.called_at.value(), self._desk)
