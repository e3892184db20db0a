"""Opening a periodic report: which month, quarter, half-year or year."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from app.forms.periodic_reports import NewReportForm
from app.i18n import N_, _
from app.rules.care.periods import Period, span_beside, span_of
from app.rules.spans import span_name
from app.services.care.periodic_reports import open_report_of
from ui.dialogs.forms.saving import OnSaved, open_form
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.forms.form import FormDialog

NAME = "visits.reports"
PERIODS = {
    Period.MONTH: N_("Monthly"),
    Period.QUARTER: N_("Quarterly"),
    Period.HALF_YEAR: N_("Half-yearly"),
    Period.YEAR: N_("Yearly"),
}
OFFERED = {Period.MONTH: 36, Period.QUARTER: 12, Period.HALF_YEAR: 8, Period.YEAR: 6}


def offered(period: Period, today: date) -> Iterator[str]:
    """Yield the spans of a period that can be reported, the one that ended last first, the running one behind it."""
    running = span_of(today, period)
    yield span_name(*span_beside(running, period, -1))
    yield span_name(*running)
    for back in range(2, OFFERED[period]):
        yield span_name(*span_beside(running, period, -back))


class ReportDialog(FormDialog):
    """How long the span is, and which one."""

    keeps_drafts: ClassVar[bool] = False

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(NAME, _("New periodic report"), _("&Open"), parent)
        self._today = today
        self.period = Combo(f"{NAME}.field.period", [(one.value, _(title)) for one, title in PERIODS.items()])
        self.span = Combo(f"{NAME}.field.span", [])
        self.add_row("period", _("&Kind"), self.period, required=True, half=True)
        self.add_row("span", _("&Span"), self.span, required=True, half=True)
        self.add_note("note", _("A report that exists already is shown. Its figures are always those of now."))
        self._offer(self.period.code())
        self.period.value_changed.connect(self._offer)
        self.resize(560, 240)

    def form(self) -> NewReportForm:
        """Return which span is chosen."""
        return NewReportForm(span=self.span.code())

    def _offer(self, period: str) -> None:
        """Offer the spans of another period."""
        self.span.clear()
        for name in offered(Period(period), self._today()):
            self.span.addItem(name, name)


def ask_new_report(desk: Desk, parent: QWidget, on_saved: OnSaved) -> ReportDialog:
    """Ask for the span of a report; ``on_saved`` is given its id."""
    dialog = ReportDialog(desk.today, parent)
    return open_form(desk, dialog, lambda: partial(open_report_of, desk.context, form=dialog.form()), on_saved)
