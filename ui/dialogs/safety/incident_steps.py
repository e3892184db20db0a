"""The steps of an incident that ask for something: the report upward, and closing it with its measures (C12.2)."""

from PySide6.QtWidgets import QWidget

from app.forms.incidents import IncidentClosingForm, ReportUpForm
from app.i18n import _
from app.queries.safety.incidents import IncidentDetails
from app.services.safety.incidents import NAME_LIMIT, TEXT_LIMIT
from ui.dialogs.forms.past import past_problem
from ui.runtime.desk import Desk
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

REPORT, CLOSING = "hazards.incident_report", "hazards.incident_closing"


class ReportUpDialog(FormDialog):
    """To whom an incident was reported, when, and what was said."""

    def __init__(self, desk: Desk, details: IncidentDetails, parent: QWidget | None = None) -> None:
        super().__init__(REPORT, _("Report upward · {number}").format(number=details.number), _("&Record"), parent)
        self._desk = desk
        self._happened_at = details.happened_at
        field = f"{REPORT}.field"
        self.at = DateTimeEdit(f"{field}.at", desk.now, desk.zone)
        self.to = LineEdit(f"{field}.to", NAME_LIMIT)
        self.text = TextArea(f"{field}.text", TEXT_LIMIT, 3)
        self.add_note("about", details.title)
        self.add_row("at", _("Reported &at"), self.at, required=True, check=self._problem)
        self.add_row("to", _("Reported &to"), self.to, required=True)
        self.add_row("text", _("&What was said"), self.text)
        self.at.set_value(desk.now())
        self.resize(620, 320)

    def form(self) -> ReportUpForm:
        """Return what is entered."""
        return ReportUpForm(at=self.at.value(), to=self.to.value(), text=self.text.value())

    def _problem(self) -> str:
        at = self.at.value()
        if at is not None and at < self._happened_at.replace(second=0, microsecond=0):  # forms know minutes
            return _("This lies before it happened.")
        return past_problem(at, self._desk)


class IncidentClosingDialog(FormDialog):
    """Why it happened, what is done against another one, by whom, until when."""

    def __init__(self, desk: Desk, details: IncidentDetails, parent: QWidget | None = None) -> None:
        title = _("Close the incident · {number}").format(number=details.number)
        super().__init__(CLOSING, title, _("&Close it"), parent)
        field = f"{CLOSING}.field"
        self.cause = TextArea(f"{field}.cause", TEXT_LIMIT, 3)
        self.measures = TextArea(f"{field}.measures", TEXT_LIMIT, 4)
        self.responsible = LineEdit(f"{field}.responsible", NAME_LIMIT)
        self.measures_until = DateEdit(f"{field}.measures_until", desk.today)
        self.add_note("about", details.title)
        self.add_row("cause", _("C&ause"), self.cause, required=True)
        self.add_row("measures", _("&Measures"), self.measures, required=True)
        self.add_row("responsible", _("Seen to &by"), self.responsible, required=True, half=True)
        self.add_row("measures_until", _("&Until"), self.measures_until, half=True)
        self.resize(720, 420)

    def form(self) -> IncidentClosingForm:
        """Return what is entered."""
        return IncidentClosingForm(
            cause=self.cause.value(),
            measures=self.measures.value(),
            responsible=self.responsible.value(),
            measures_until=self.measures_until.value(),
        )
