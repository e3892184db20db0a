"""The page of instalments: what customers owe, by when, and what of it came in (C9, C10)."""

from functools import partial
from typing import Generic

from app.formatting import money
from app.i18n import N_, _
from app.queries.lists.paging import ListFilter, Sort
from app.queries.money.receivables import (
    RECEIVABLES,
    InstalmentDetails,
    InstalmentRow,
    instalment_details,
)
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.dialogs.money.condition_dialog import ask_condition
from ui.dialogs.money.deduction_dialog import STEP as DEDUCT
from ui.dialogs.money.deduction_dialog import ask_deduction
from ui.dialogs.money.invoice_dialog import ask_invoice, read_new_invoice
from ui.dialogs.money.receipt_dialog import ask_new_receipt, read_new_receipt
from ui.runtime.desk import Desk
from ui.table.column import RowT
from ui.table.filter_bar import Chip
from ui.table.page_spec import IMPORT, NEW, ListSpec, new_action
from ui.tabs.links import link_target
from ui.tabs.list_spec import list_spec
from ui.tabs.receivables.cause import NOTE_CAUSE, ask_cause
from ui.tabs.receivables.columns import instalment_columns
from ui.tabs.receivables.deduction_facts import GROUP as DEDUCTIONS
from ui.tabs.receivables.deduction_facts import TAKE_BACK, ask_take_back
from ui.tabs.receivables.instalment_detail import PAYMENTS, instalment_view
from ui.tabs.receivables.invoice_facts import GROUP as INVOICES
from ui.tabs.receivables.invoice_facts import VOID, ask_void, void_id
from ui.tabs.record_page import RecordPage
from ui.widgets.detail.detail_panel import DetailView

NAME = "receivables.instalments"
CHIPS = (
    Chip("outstanding", N_("Not fully paid"), group="state", checked=True),
    Chip("open", N_("Payable"), group="state"),
    Chip("overdue", N_("Overdue")),
    Chip("due_soon", N_("Due in 7 days")),
    Chip("waiting", N_("Waiting for condition"), group="state"),
    Chip("paid", N_("Paid in full"), group="state"),
    Chip("cancelled", N_("Cancelled"), group="state"),
)
ACTIONS = (new_action(N_("New receipt")), IMPORT)
KINDS = (RecordKind.RECEIVABLE, RecordKind.RECEIPT, RecordKind.ORDER, RecordKind.CONTRACT)


def instalment_list(desk: Desk) -> ListSpec[InstalmentRow]:
    """Return what the list of instalments is."""
    return list_spec(
        desk,
        RECEIVABLES,
        name=NAME,
        columns=instalment_columns(),
        sort=Sort("due_on", descending=False),
        kinds=KINDS,
        chips=CHIPS,
        actions=ACTIONS,
        edits=Permission.RECORD_RECEIPT,
        dated=True,
        summary=partial(_sum_words, desk),
        empty_text=N_("Nothing is owed yet. Instalments come from contracts and orders."),
    )


def _sum_words(desk: Desk, wanted: ListFilter) -> str:
    """Return what the instalments shown come to."""
    sums = RECEIVABLES.sums(desk.context, wanted)
    words = _("{amount} in all, {paid} received, {open} open")
    if sums.deducted:
        words = _("{amount} in all, {paid} received, {deducted} deducted, {open} open")
    shown = {"amount": sums.total, "paid": sums.paid, "deducted": sums.deducted, "open": sums.unpaid}
    return words.format(**{name: money(figure) for name, figure in shown.items()})


class OwedPage(RecordPage[RowT, InstalmentDetails], Generic[RowT]):
    """A list of instalments, whatever its rows tell of them, and the money that comes in for them."""

    imported = "contract"
    details_of = staticmethod(instalment_details)

    def view_of(self, details: InstalmentDetails) -> DetailView:
        return instalment_view(details, self.desk)

    def on_action(self, code: str) -> None:
        """Money has come in, of the customer shown if one is; or a whole ledger."""
        if code == NEW:
            self.record_receipt()
        else:
            super().on_action(code)

    def take(self, details: InstalmentDetails, code: str) -> None:
        invoice_id = void_id(code)
        if invoice_id is not None:
            ask_void(self.desk, self, (RecordKind.RECEIVABLE, details.id), invoice_id, self.reload_details)
        elif code == "fulfil":
            ask_condition(self.desk, self, details)
        elif code == NOTE_CAUSE:
            ask_cause(self, details)
        elif code == DEDUCT:
            ask_deduction(self.desk, self, details, lambda _id: self.reload_details())
        elif code.startswith(TAKE_BACK):
            ask_take_back(self.desk, self, details.id, int(code.partition(":")[2]), self.reload_details)

    def mend(self, details: InstalmentDetails, code: str) -> None:
        """What dates an instalment by itself is its order."""
        if code == "show_source":
            self.desk.show_requested.emit(details.source_kind.value, details.source_id)

    def on_link(self, code: str) -> None:
        target = link_target(code)
        if code == PAYMENTS:
            self.record_receipt()
        elif code == INVOICES:
            self.record_invoice()
        elif code == DEDUCTIONS:
            self.on_step(DEDUCT)
        elif target is None or target[0] in (VOID, TAKE_BACK):
            self.on_step(code)
        else:
            super().on_link(code)

    # what one does -----------------------------------------------------------------------------------------------

    def record_receipt(self) -> None:
        """Open the form of a new receipt, and go there once it is saved."""
        customer_id = self.details.customer_id if self.details is not None else None
        show = partial(self.desk.show_requested.emit, RecordKind.RECEIPT.value)
        self.read_form(
            lambda: read_new_receipt(self.desk, customer_id),
            lambda read: ask_new_receipt(self.desk, self, read, show),
        )

    def record_invoice(self) -> None:
        """Open the form of a new invoice for the contract or order of the instalment shown."""
        if self.details is None:
            return
        source_id = self.details.source_id
        self.read_form(
            lambda: read_new_invoice(self.desk, source_id),
            lambda read: ask_invoice(self.desk, self, read, lambda _id: self.reload_details()),
        )


class InstalmentsPage(OwedPage[InstalmentRow]):
    """Everything that is owed, by its due day."""

    list_of = staticmethod(instalment_list)
