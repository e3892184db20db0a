"""Writing the trip report and the fault analysis of a dispatch (C7.4, N4)."""

from abc import abstractmethod
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.on_site import FaultAnalysisForm, TripReportForm
from app.i18n import _
from app.queries.trips.report_forms import ReportSheet, fault_analysis_sheet, trip_report_sheet
from app.services.trips.reports import write_fault_analysis, write_trip_report
from ui.dialogs.forms.past import past_day_problem
from ui.dialogs.forms.saving import open_form
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

REPORT, ANALYSIS = "dispatch.trip_report", "dispatch.fault_analysis"
LONGEST, LONGEST_LINE, LONGEST_NAME = 20_000, 200, 60


class _WrittenDialog(FormDialog):
    """Who wrote it on which day, and texts; subclasses add them with ``add_text`` and offer ``form()``."""

    def __init__(self, name: str, title: str, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(name, title, _("&Save"), parent)
        self.written_by = LineEdit(f"{name}.field.written_by", LONGEST_NAME)
        self.written_on = DateEdit(f"{name}.field.written_on", desk.today)
        self.texts: dict[str, TextArea | LineEdit] = {}
        check = lambda: past_day_problem(self.written_on.value(), desk)  # noqa: E731
        self.add_row("written_by", _("Written &by"), self.written_by, required=True, half=True)
        self.add_row("written_on", _("&Day"), self.written_on, required=True, half=True, check=check)
        self.resize(820, 640)

    @abstractmethod
    def form(self) -> Any:
        """Return what is entered."""

    def add_text(self, field: str, text: str, *, required: bool = False, lines: int = 3) -> None:
        """Add a text; ``text`` is its label (translated)."""
        self.texts[field] = TextArea(f"{self.name_of_form}.field.{field}", LONGEST, lines)
        self.add_row(field, text, self.texts[field], required=required)

    def show_form(self, form: Any) -> None:
        """Show what the form starts with."""
        self.written_by.set_value(form.written_by)
        self.written_on.set_value(form.written_on)
        for name, field in self.texts.items():
            field.set_value(getattr(form, name))

    def entered(self) -> dict[str, Any]:
        """Return what is entered, by field."""
        texts = {name: field.value() for name, field in self.texts.items()}
        return {"written_by": self.written_by.value(), "written_on": self.written_on.value(), **texts}


class TripReportDialog(_WrittenDialog):
    """The course of a trip, its results, problems, the customer's word, suggestions."""

    def __init__(self, desk: Desk, sheet: ReportSheet[TripReportForm], parent: QWidget | None = None) -> None:
        super().__init__(REPORT, _("Trip report · {number}").format(number=sheet.dispatch), desk, parent)
        self.add_text("course", _("&Course of the trip"), required=True, lines=4)
        self.add_text("results", _("&Results"), required=True, lines=4)
        self.add_text("problems", _("&Problems left"))
        self.add_text("customer_word", _("Customer's &word"), lines=2)
        self.add_text("suggestions", _("S&uggestions"), lines=2)
        self.show_form(sheet.form)

    def form(self) -> TripReportForm:
        """Return what is entered."""
        return TripReportForm(**self.entered())


class FaultAnalysisDialog(_WrittenDialog):
    """What was seen and found, its cause, the repair, how it is prevented, who answers for it."""

    def __init__(self, desk: Desk, sheet: ReportSheet[FaultAnalysisForm], parent: QWidget | None = None) -> None:
        super().__init__(ANALYSIS, _("Fault analysis · {number}").format(number=sheet.dispatch), desk, parent)
        self.add_text("symptom", _("S&ymptom"), lines=2)
        self.add_text("findings", _("What was fo&und"))
        self.add_text("cause", _("&Cause"), required=True)
        self.add_text("repair", _("&Repair"))
        self.add_text("prevention", _("&Prevention"))
        self.texts["responsibility"] = LineEdit(f"{ANALYSIS}.field.responsibility", LONGEST_LINE)
        self.add_row("responsibility", _("Resp&onsibility"), self.texts["responsibility"])
        self.show_form(sheet.form)

    def form(self) -> FaultAnalysisForm:
        """Return what is entered."""
        return FaultAnalysisForm(**self.entered())


def ask_trip_report(desk: Desk, parent: QWidget, dispatch_id: int, on_saved: Callable[[], object]) -> None:
    """Open the trip report of a dispatch, new or as it was written; ``on_saved`` is called once it is saved."""

    def ask(sheet: ReportSheet[TripReportForm]) -> None:
        dialog = TripReportDialog(desk, sheet, parent)
        save = partial(write_trip_report, desk.context, dispatch_id=dispatch_id)
        _open(desk, dialog, lambda: partial(save, form=dialog.form()), dispatch_id, on_saved)

    _read(desk, parent, REPORT, partial(trip_report_sheet, desk.context, dispatch_id), ask)


def ask_fault_analysis(desk: Desk, parent: QWidget, dispatch_id: int, on_saved: Callable[[], object]) -> None:
    """Open the fault analysis of a dispatch, new or as it was written; ``on_saved`` is called once it is saved."""

    def ask(sheet: ReportSheet[FaultAnalysisForm]) -> None:
        dialog = FaultAnalysisDialog(desk, sheet, parent)
        save = partial(write_fault_analysis, desk.context, dispatch_id=dispatch_id)
        _open(desk, dialog, lambda: partial(save, form=dialog.form()), dispatch_id, on_saved)

    _read(desk, parent, ANALYSIS, partial(fault_analysis_sheet, desk.context, dispatch_id), ask)


def _read(desk: Desk, parent: QWidget, name: str, read: Callable[[], Any], ask: Callable[[Any], object]) -> None:
    desk.jobs.run_read(f"{name}.read", lambda _progress: read(), ask, lambda error: report_error(parent, error))


def _open(
    desk: Desk,
    dialog: _WrittenDialog,
    answer: Callable[[], Callable[[], None]],
    dispatch_id: int,
    on_saved: Callable[[], object],
) -> None:
    open_form(desk, dialog, answer, lambda _answer: on_saved(), about={"dispatch_id": dispatch_id})
