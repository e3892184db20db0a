"""The steps of an inspection that ask for something: people sent, another day, the conclusion (N3, N4)."""

from typing import Any

from PySide6.QtWidgets import QWidget

from app.formatting import date_text
from app.forms.inspections import ConclusionForm, DayForm
from app.i18n import _, ngettext
from app.queries.care.inspections import InspectionDetails
from app.services.care.inspections import NAME_LIMIT, REASON_LIMIT, TEXT_LIMIT
from models.enums import RecordKind
from ui.dialogs.forms.pickers import picked_id, record_picker
from ui.dialogs.forms.questioned_form import QuestionedForm
from ui.runtime.desk import Desk
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

SENDING, DAY, CONCLUSION = "visits.inspection_sending", "visits.inspection_day", "visits.inspection_conclusion"


class InspectorsDialog(QuestionedForm):
    """The dispatch that makes the inspection: one of the customer's."""

    def __init__(self, desk: Desk, details: InspectionDetails, parent: QWidget | None = None) -> None:
        title = _("Send people · {number}").format(number=details.number)
        super().__init__(SENDING, title, _("&Save"), parent)
        limits = {"customer_id": details.customer_id}
        least = details.min_persons
        asked = ngettext(
            "The plan asks for {count} person at least.", "The plan asks for {count} persons at least.", least
        )
        self.dispatch = record_picker(desk, f"{SENDING}.field.dispatch_id", RecordKind.DISPATCH, lambda: limits)
        self.add_note("about", f"{details.title} · {date_text(details.due_on)}")
        self.add_row("dispatch_id", _("Dis&patch"), self.dispatch, required=True, hint=asked.format(count=least))
        self.add_note("hint", _("A dispatch is planned from a service request of the customer."))
        self.resize(620, 240)

    def form(self) -> dict[str, Any]:
        """Return what is entered, by the names of the service."""
        return {"dispatch_id": picked_id(self.dispatch), "accepted": self.answered}


class DayDialog(FormDialog):
    """The day agreed with the customer instead, with whom, and why."""

    def __init__(self, desk: Desk, details: InspectionDetails, parent: QWidget | None = None) -> None:
        super().__init__(DAY, _("Agree another day · {number}").format(number=details.number), _("&Save"), parent)
        self._details = details
        field = f"{DAY}.field"
        self.day = DateEdit(f"{field}.day", desk.today)
        self.agreed_with = LineEdit(f"{field}.agreed_with", NAME_LIMIT)
        self.reason = TextArea(f"{field}.reason", REASON_LIMIT, 2)
        self.add_note("about", _("{title}: due on {day}").format(title=details.title, day=date_text(details.due_on)))
        self.add_row("day", _("&New day"), self.day, required=True, half=True, check=self._problem)
        self.add_row("agreed_with", _("Agreed &with"), self.agreed_with, required=True, half=True)
        self.add_row("reason", _("&Reason"), self.reason, required=True)
        self.resize(620, 280)

    def form(self) -> DayForm:
        """Return what is entered."""
        return DayForm(day=self.day.value(), agreed_with=self.agreed_with.value(), reason=self.reason.value())

    def _problem(self) -> str:
        day = self.day.value()
        if day is not None and day == self._details.due_on:
            return _("Enter another day.")
        return _("This lies before the plan starts.") if day is not None and day < self._details.starts_on else ""


class ConclusionDialog(FormDialog):
    """What the report says in the end, and what the customer is advised."""

    def __init__(self, details: InspectionDetails, proposed: ConclusionForm, parent: QWidget | None = None) -> None:
        title = _("Conclusion · {number}").format(number=details.number)
        super().__init__(CONCLUSION, title, _("&Save"), parent)
        field = f"{CONCLUSION}.field"
        self.conclusion = TextArea(f"{field}.conclusion", TEXT_LIMIT, 5)
        self.advice = TextArea(f"{field}.advice", TEXT_LIMIT, 4)
        self.add_note("about", details.title)
        self.add_row("conclusion", _("&Conclusion"), self.conclusion, required=True)
        self.add_row("advice", _("&Advice to the customer"), self.advice)
        self.conclusion.set_value(proposed.conclusion)
        self.advice.set_value(proposed.advice)
        self.resize(720, 400)

    def form(self) -> ConclusionForm:
        """Return what is entered."""
        return ConclusionForm(conclusion=self.conclusion.value(), advice=self.advice.value())
