"""Printing a page of the register of requests: over which month, or which days."""

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from app.errors import Invalid
from app.i18n import _
from app.rules.spans import Span, check_span
from app.services.reports import open_report
from ui.dialogs.forms.saving import open_form
from ui.dialogs.printing.printing import ask_print
from ui.runtime.desk import Desk
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.month_edit import MonthEdit
from ui.widgets.forms.form import FormDialog

NAME = "requests.register"
FORM_ID = "request_register"


class RegisterDialog(FormDialog):
    """A month to step through, or two days: changing one shows in the other."""

    keeps_drafts: ClassVar[bool] = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(NAME, _("Print the register of requests"), _("Pre&view…"), parent)
        self.month = MonthEdit(f"{NAME}.field.month", desk.today)
        self.since = DateEdit(f"{NAME}.field.since", desk.today)
        self.until = DateEdit(f"{NAME}.field.until", desk.today)
        self.add_row("month", _("&Month"), self.month)
        self.add_row("since", _("&From"), self.since, required=True, half=True)
        self.add_row("until", _("&Until"), self.until, required=True, half=True, check=self._span_problem)
        self.add_note("note", _("Every request received in these days is listed, void ones included."))
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


def ask_register(desk: Desk, parent: QWidget) -> RegisterDialog:
    """Ask for the days, then show the preview of that page of the register."""
    dialog = RegisterDialog(desk, parent)

    def answer() -> partial[int]:
        span = dialog.span()
        if span is None:
            raise ValueError("a form with a required field empty is not submitted")
        return partial(open_report, desk.context, form_id=FORM_ID, since=span[0], until=span[1])

    return open_form(desk, dialog, answer, partial(ask_print, desk, parent, FORM_ID))
