"""The page of receipts: money that came in, what it pays, and what of it is not allocated yet."""

from functools import partial

from app.i18n import N_, _
from app.queries.lists.paging import Sort
from app.queries.money.receipts import RECEIPTS, ReceiptDetails, ReceiptRow, payable_lines, receipt_details
from app.rules.permissions import Permission
from app.services.money.receipts import cancel_receipt, undo_allocation
from models.enums import RecordKind
from ui.dialogs.importing.openers import open_statement
from ui.dialogs.money.receipt_dialog import ask_allocation, ask_new_receipt, read_new_receipt
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import NEW, ListSpec, PageAction, new_action
from ui.tabs.links import link_target
from ui.tabs.list_spec import list_spec
from ui.tabs.receivables.columns import receipt_columns
from ui.tabs.receivables.receipt_detail import ALLOCATE, UNDO, receipt_view
from ui.tabs.record_page import RecordPage
from ui.tabs.record_steps import RecordSteps
from ui.widgets.detail.detail_panel import DetailView

NAME = "receivables.receipts"
CHIPS = (
    Chip("unallocated", N_("Not allocated")),
    Chip("booked", N_("Booked"), group="state"),
    Chip("cancelled", N_("Cancelled"), group="state"),
)
STATEMENT = PageAction("statement", N_("Bank statement…"), "import")
ACTIONS = (new_action(N_("New receipt")), STATEMENT)


def receipt_list(desk: Desk) -> ListSpec[ReceiptRow]:
    """Return what the list of receipts is."""
    return list_spec(
        desk,
        RECEIPTS,
        name=NAME,
        columns=receipt_columns(),
        sort=Sort("received_on"),
        kinds={RecordKind.RECEIPT.value, RecordKind.CUSTOMER.value},
        chips=CHIPS,
        actions=ACTIONS,
        edits=Permission.RECORD_RECEIPT,
        dated=True,
        empty_text=N_("No money has come in yet. Record the first receipt."),
    )


class ReceiptsPage(RecordPage[ReceiptRow, ReceiptDetails]):
    """List and detail of receipts."""

    list_of = staticmethod(receipt_list)
    details_of = staticmethod(receipt_details)

    def view_of(self, details: ReceiptDetails) -> DetailView:
        return receipt_view(details, self.desk)

    def on_action(self, code: str) -> None:
        if code == STATEMENT.code:
            open_statement(self.desk, self)
        elif code == NEW:
            self.read_form(
                lambda: read_new_receipt(self.desk),
                lambda read: ask_new_receipt(self.desk, self, read, self.reveal),
            )

    def take(self, details: ReceiptDetails, code: str) -> None:
        steps = RecordSteps(self.desk, self, RecordKind.RECEIPT)
        step, _colon, aim = code.partition(":")
        name = f"{NAME}.{step}"
        if step == ALLOCATE:
            self._allocate(details)
        elif step == UNDO:
            steps.ask_reason(
                details,
                code,
                _("Undo the allocation"),
                partial(undo_allocation, instalment_id=int(aim)),
                name=name,
                save_text=_("&Undo"),
            )
        elif step == "cancel":
            title = _("Cancel {number}").format(number=details.number)
            steps.ask_reason(details, code, title, cancel_receipt, name=name, save_text=_("&Cancel the receipt"))

    def on_link(self, code: str) -> None:
        target = link_target(code)
        if target is None or target[0] == UNDO:
            self.on_step(code)
        else:
            super().on_link(code)

    def _allocate(self, details: ReceiptDetails) -> None:
        self.read_form(
            lambda: payable_lines(self.desk.context, details.customer_id),
            lambda payables: ask_allocation(self.desk, self, details, payables),
        )
