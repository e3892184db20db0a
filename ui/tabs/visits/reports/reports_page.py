"""The page of periodic reports, from monthly to yearly, with the lists that their figures count (N8)."""

from PySide6.QtWidgets import QWidget

from app.i18n import N_
from app.queries.care.periodic_reports import (
    PERIODIC_REPORTS,
    PeriodicReportDetails,
    PeriodicReportRow,
    periodic_report_details,
)
from app.queries.lists.paging import Sort
from app.rules.care.periods import PERIODIC
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.dialogs.care.counted_window import open_counted
from ui.dialogs.care.indicators_window import open_indicators
from ui.dialogs.care.report_dialog import ask_new_report
from ui.dialogs.care.report_texts_dialog import ask_texts, read_texts
from ui.dialogs.printing.printing import ask_print
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import EDIT, ListSpec, PageAction, new_action
from ui.tabs.editing_page import EditingPage
from ui.tabs.list_spec import list_spec
from ui.tabs.owed import OwingSteps
from ui.tabs.record_form import EditForm
from ui.tabs.visits.reports.columns import report_columns
from ui.tabs.visits.reports.report_detail import FIGURE, INDICATORS, TEXTS, report_view
from ui.widgets.detail.detail_panel import DetailView

NAME = "visits.reports"
CHIPS = (
    Chip("draft", N_("Drafts"), group="state"),
    Chip("issued", N_("Issued"), group="state"),
    Chip("overdue", N_("Overdue")),
)
PRINT = PageAction("print", N_("Print…"), "print", shortcut="Ctrl+P", needs_selection=True)


def report_list(desk: Desk) -> ListSpec[PeriodicReportRow]:
    """Return what the list of periodic reports is."""
    return list_spec(
        desk,
        PERIODIC_REPORTS,
        name=NAME,
        columns=report_columns(desk),
        sort=Sort("until", descending=True),
        kinds=(RecordKind.REPORT,),
        chips=CHIPS,
        actions=(new_action(N_("New report…")), EDIT),
        always=(PRINT,),
        edits=Permission.EDIT_CARE,
        empty_text=N_("There is no periodic report yet. One is drawn up by itself when a month with work has ended."),
    )


class ReportsPage(EditingPage[PeriodicReportRow, PeriodicReportDetails]):
    """List and detail of periodic reports, and everything one does with them."""

    edited_by = Permission.EDIT_CARE
    edited_cards = frozenset({TEXTS})
    opens_form = True
    form = EditForm(read_texts, ask_texts)
    list_of = staticmethod(report_list)
    details_of = staticmethod(periodic_report_details)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.steps_of = OwingSteps[PeriodicReportDetails](desk, self, RecordKind.REPORT)

    def view_of(self, details: PeriodicReportDetails) -> DetailView:
        return report_view(details, self.desk)

    def take(self, details: PeriodicReportDetails, code: str) -> None:
        self.steps_of.take(details, code)

    def on_action(self, code: str) -> None:
        if code == PRINT.code and self.table.current_id is not None:
            ask_print(self.desk, self, PERIODIC, self.table.current_id)
        else:
            super().on_action(code)

    def on_card(self, details: PeriodicReportDetails, code: str) -> None:
        """The list that a figure counts, or all figures side by side."""
        if code.startswith(FIGURE):
            open_counted(self.desk, self, code.removeprefix(FIGURE), details.span)
        elif code == INDICATORS:
            open_indicators(self.desk, self, details)

    def add(self) -> None:
        """Ask for the span of a report."""
        ask_new_report(self.desk, self, self.reveal)
