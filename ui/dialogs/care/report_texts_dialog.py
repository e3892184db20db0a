"""Writing the texts of a periodic report, with a first draft from its figures on wish (N8)."""

from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from app.forms.periodic_reports import ReportTextsForm
from app.i18n import N_, _
from app.queries.care.report_texts import proposed_texts, texts_form
from app.services.care.periodic_reports import TEXT_LIMIT, write_report
from ui.dialogs.forms.saving import OnSaved, open_edited
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "visits.reports.texts"
LABELS = {
    "summary": N_("S&ummary"),
    "service_text": N_("Ser&vice"),
    "quality_text": N_("&Quality and complaints"),
    "parts_text": N_("&Parts and purchasing"),
    "money_text": N_("&Collections and ageing"),
    "cost_text": N_("Cos&ts"),
    "safety_text": N_("Safety and confi&dentiality"),
    "staff_text": N_("Sta&ff and training"),
    "issues": N_("&Issues to be settled"),
    "next_plan": N_("&Next plan"),
}


class ReportTextsDialog(FormDialog):
    """A text under each heading of the paper; what is empty can be filled from the figures."""

    def __init__(self, desk: Desk, record_id: int, form: ReportTextsForm, parent: QWidget | None = None) -> None:
        super().__init__(NAME, _("Texts of the report"), _("&Save"), parent)
        self._desk, self._record_id = desk, record_id
        self._version = form.version
        self.texts = {key: TextArea(f"{NAME}.field.{key}", TEXT_LIMIT, 2) for key in LABELS}
        for key, field in self.texts.items():
            self.add_row(key, _(LABELS[key]), field)
            field.set_value(getattr(form, key))
        self.propose = QPushButton(_("Propose from fi&gures"), self)
        self.propose.setObjectName(f"{NAME}.action.propose")
        self.propose.setAutoDefault(False)
        self.propose.setToolTip(_("Fills what is empty with what the figures say."))
        self.propose.clicked.connect(self._on_propose)
        self.add_button(self.propose)
        self.resize(860, 760)

    def form(self) -> ReportTextsForm:
        """Return what is entered."""
        return ReportTextsForm(version=self._version, **{key: field.value() for key, field in self.texts.items()})

    def _on_propose(self) -> None:
        read = partial(proposed_texts, self._desk.context, self._record_id)
        self._desk.jobs.run_read(NAME, lambda _progress: read(), self._fill_empty, partial(report_error, self))

    def _fill_empty(self, proposed: ReportTextsForm) -> None:
        """Put what is proposed into the fields where nothing is written."""
        for key, field in self.texts.items():
            if not field.value():
                field.set_value(getattr(proposed, key))


def read_texts(desk: Desk, record_id: int) -> ReportTextsForm:
    """Read the texts of a report; on the read lane."""
    return texts_form(desk.context, record_id)


def ask_texts(
    desk: Desk, parent: QWidget, record_id: int, read: ReportTextsForm, on_saved: OnSaved
) -> ReportTextsDialog:
    """Open the texts of a report as they were read (``read_texts``)."""
    make = lambda again: ReportTextsDialog(desk, record_id, again, parent)  # noqa: E731
    again = partial(read_texts, desk, record_id)
    return open_edited(desk, record_id, read, again, make, write_report, on_saved)
