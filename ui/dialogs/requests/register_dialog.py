"""Printing a report of a span of days, such as a page of the register of requests: over which month, or which days."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from app.errors import Invalid
from app.i18n import N_, _
from app.rules.spans import Span, check_span
from app.services.reports import open_report
from ui.dialogs.forms.saving import open_form
from ui.dialogs.printing.printing import ask_print
from ui.runtime.desk import Desk
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.month_edit import MonthEdit
from ui.widgets.forms.form import FormDialog


@dataclass(frozen=True, slots=True)
class SpanReport:
    """A report of a span of days: the form it is printed on, and msgids of the window's title and of what it lists."""

    name: str
    form_id: str
    title: str
    note: str


REGISTER = SpanReport(
    "requests.register",
    "request_register",
    N_("Print the register of requests"),
    N_("Every request received in these days is listed, void ones included."),
)
OVERTIME = SpanReport(
    "dispatch.overtime",
    "overtime_sheet",
    N_("Print the overtime sheet"),
    N_("The hours on all service receipts of these days that are not cancelled."),
)


class RegisterDialog(FormDialog):
    """A month to step through, or two days: changing one shows in the other."""

    keeps_drafts: ClassVar[bool] = False

    def __init__(self, desk: Desk, report: SpanReport = REGISTER, parent: QWidget | None = None) -> None:
        super().__init__(report.name, _(report.title), _("Pre&view…"), parent)
        self.month = MonthEdit(f"{report.name}.field.month", desk.today)
        self.since = DateEdit(f"{report.name}.field.since", desk.today)
        self.until = DateEdit(f"{report.name}.field.until", desk.today)
        self.add_row("month", _("&Month"), self.month)
        self.add_row("since", _("&From"), self.since, required=True, half=True)
        self.add_row("until", _("&Until"), self.until, required=True, half=True, check=self._span_problem)
        self.add_note("note", _(report.note))
        self._show_days(self.month.value())
        self.month.value_changed.connect(self._show_days)
        for field in (self.since, self.until):
            field.value_changed.connect(self._show_month)
        self.resize(560, 280)

    def span(self) -> Span | None:
        """Return first and last day, None while one of them is missing."""
        since, until = self.since.value(), self.until.value()
        return (since, until) if since is not None and until is not None else None

    def _show_days(self, span: Span) -> None:
        if span != self.span():
            self.since.set_value(span[0])
            self.until.set_value(span[1])

    def _show_month(self) -> None:
        span = self.span()
        if span is not None:
            self.month.set_value(span)

    def _span_problem(self) -> str:
        span = self.span()
        try:
            if span is not None:
                check_span(*span)
        except Invalid as error:
            return error.message
        return ""


def ask_register(desk: Desk, parent: QWidget, report: SpanReport = REGISTER) -> RegisterDialog:
    """Ask for the days, then show the preview of that report."""
    dialog = RegisterDialog(desk, report, parent)

    def answer() -> partial[int]:
        span = dialog.span()
        if span is None:
            raise ValueError("a form with a required field empty is not submitted")
        return partial(open_report, desk.context, form_id=report.form_id, since=span[0], until=span[1])

    return open_form(desk, dialog, answer, partial(ask_print, desk, parent, report.form_id))
