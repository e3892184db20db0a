"""Putting an inspection on record, item by item, and correcting it (N3, N4)."""

from PySide6.QtWidgets import QPushButton, QWidget

from app.forms.inspections import InspectionRecordForm
from app.i18n import _, ngettext
from app.queries.care.inspections import InspectionDetails
from app.services.care.inspections import LINE_LIMIT, MOST_PERSONS, REASON_LIMIT, TEXT_LIMIT
from ui.dialogs.care.finding_lines import FindingLines
from ui.dialogs.forms.past import past_problem
from ui.dialogs.forms.questioned_form import QuestionedForm
from ui.runtime.desk import Desk
from ui.theme.palette import Tone
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.number_edit import NumberEdit
from ui.widgets.fields.text_area import TextArea

NAME = "visits.inspection_record"
PLAIN = ("inspected_at", "inspectors", "met", "running", "reason")


class InspectionRecordDialog(QuestionedForm):
    """When, who, how many, whom they met; below, a line per item, with a button that says the rest is in order."""

    def __init__(
        self, desk: Desk, details: InspectionDetails, form: InspectionRecordForm, parent: QWidget | None = None
    ) -> None:
        title = _("Record the inspection {number}") if details.inspected_at is None else _("Correct {number}")
        super().__init__(NAME, title.format(number=details.number), _("&Save"), parent)
        self._desk, self._details = desk, details
        field = f"{NAME}.field"
        self.inspected_at = DateTimeEdit(f"{field}.inspected_at", desk.now, desk.zone)
        self.inspectors = LineEdit(f"{field}.inspectors", LINE_LIMIT)
        self.persons = NumberEdit(f"{field}.persons", least=1, most=MOST_PERSONS)
        self.met = LineEdit(f"{field}.met", LINE_LIMIT)
        self.running = TextArea(f"{field}.running", TEXT_LIMIT, 2)
        self.findings = FindingLines(f"{field}.findings", details.items)
        self.reason = TextArea(f"{field}.reason", REASON_LIMIT, 2, self)
        self.rest_button = self._make_rest_button()
        self._add_rows()
        self._fill(form)
        self.resize(1120, 760)

    def _make_rest_button(self) -> QPushButton:
        button = QPushButton(_("The rest is in &order"), self)
        button.setObjectName(f"{NAME}.action.rest")
        button.setAutoDefault(False)
        button.clicked.connect(self._on_rest_clicked)
        self.add_button(button)
        return button

    def _add_rows(self) -> None:
        least = self._details.min_persons
        asked = ngettext(
            "The plan asks for {count} person at least.", "The plan asks for {count} persons at least.", least
        )
        self.add_row(
            "inspected_at", _("Inspected &at"), self.inspected_at, required=True, half=True, check=self._problem
        )
        self.add_row("persons", _("&Persons"), self.persons, required=True, half=True, hint=asked.format(count=least))
        self.add_row("inspectors", _("Inspected &by"), self.inspectors, required=True, half=True)
        self.add_row("met", _("&Met on site"), self.met, half=True)
        self.add_row("findings", _("Items"), self.findings, wide=True)
        self.add_note("digits", _("1 to 4 choose the finding, Enter goes to the next cell."), below_field=True)
        self.add_row("running", _("Running of the p&lant"), self.running)
        if self._details.inspected_at is None:
            self.reason.hide()
        else:
            self.add_row("reason", _("Reason for the chan&ge"), self.reason)

    # form in and out ---------------------------------------------------------------------------------------------

    def _fill(self, form: InspectionRecordForm) -> None:
        for name in PLAIN:
            getattr(self, name).set_value(getattr(form, name))
        self.persons.set_value(form.persons)
        self.findings.set_value(form.findings)

    def form(self) -> InspectionRecordForm:
        """Return what is entered."""
        persons = self.persons.value()
        return InspectionRecordForm(
            **{name: getattr(self, name).value() for name in PLAIN},
            persons=int(persons) if persons is not None else None,
            findings=self.findings.value(),
            accepted=self.answered,
        )

    # what hangs together -----------------------------------------------------------------------------------------

    def _problem(self) -> str:
        at = self.inspected_at.value()
        if at is not None and at.astimezone(self._desk.zone).date() < self._details.starts_on:
            return _("This lies before the plan starts.")
        return past_problem(at, self._desk)

    def _on_rest_clicked(self) -> None:
        rest = self.findings.all_in_order()
        words = ngettext("{count} item in order.", "{count} items in order.", rest).format(count=rest)
        self.message.show_message(words, Tone.NEUTRAL)
