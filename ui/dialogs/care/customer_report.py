"""Printing the quarterly report of a customer: of which one, over which quarter (N3)."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.rules.spans import MONTHS_OF, month_beside, parse_span, part_of_year, span_name
from app.services.reports import open_report
from models.enums import RecordKind
from ui.dialogs.forms.pickers import picked_id, record_picker
from ui.dialogs.forms.saving import open_form
from ui.dialogs.printing.printing import ask_print
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.forms.form import FormDialog

NAME, FORM_ID = "visits.customer_report", "customer_report"
OFFERED = 12  # quarters


def quarters_until(today: date) -> Iterator[str]:
    """Yield the names of the last quarters, that of ``today`` first."""
    first = part_of_year(today, MONTHS_OF["Q"])[0]
    for turn in range(OFFERED):
        yield span_name(*part_of_year(month_beside(first, -turn * MONTHS_OF["Q"])[0], MONTHS_OF["Q"]))


class CustomerReportDialog(FormDialog):
    """The customer, and a quarter: the last one that is over, to begin with."""

    keeps_drafts: ClassVar[bool] = False

    def __init__(self, desk: Desk, customer: PickItem | None, parent: QWidget | None = None) -> None:
        super().__init__(NAME, _("Quarterly report of a customer"), _("Pre&view…"), parent)
        quarters = [(name, name) for name in quarters_until(desk.today())]
        self.customer = record_picker(desk, f"{NAME}.field.customer_id", RecordKind.CUSTOMER)
        self.quarter = Combo(f"{NAME}.field.quarter", quarters)
        self.add_row("customer_id", _("&Customer"), self.customer, required=True)
        self.add_row("quarter", _("&Quarter"), self.quarter, required=True, half=True)
        self.add_note("note", _("Requests, trips, inspections, parts, complaints and visits, and what is still open."))
        self.customer.set_value(customer)
        self.quarter.set_value(quarters[1][0])
        self.resize(560, 260)


def ask_customer_report(desk: Desk, parent: QWidget, customer: PickItem | None = None) -> CustomerReportDialog:
    """Ask for customer and quarter, then show the preview of that report."""
    dialog = CustomerReportDialog(desk, customer, parent)

    def answer() -> partial[int]:
        span = parse_span(dialog.quarter.code())
        if span is None:
            raise ValueError("only quarters are offered")
        work = partial(open_report, desk.context, form_id=FORM_ID, since=span[0], until=span[1])
        return partial(work, customer_id=picked_id(dialog.customer))

    return open_form(desk, dialog, answer, partial(ask_print, desk, parent, FORM_ID))
