"""The page of receipts: money that came in, what it pays, and what of it is not allocated yet."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.i18n import N_, _
from app.queries.lists.paging import Sort
from app.queries.money.receipts import RECEIPTS, ReceiptDetails, ReceiptRow, payable_lines, receipt_details
from app.rules.permissions import Permission
from app.services.money.receipts import cancel_receipt, undo_allocation
from models.enums import RecordKind
from ui.dialogs.forms.saving import Step
from ui.dialogs.money.receipt_dialog import ask_allocation, ask_new_receipt, read_new_receipt
from ui.dialogs.reason_dialog import ask_text
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import ListSpec, new_action
from ui.tabs.links import link_target
from ui.tabs.list_spec import list_spec
from ui.tabs.receivables.columns import receipt_columns
from ui.tabs.receivables.receipt_detail import ALLOCATE, UNDO, receipt_view
from ui.tabs.record_page import RecordPage
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import DetailView

NAME = "receivables.receipts"
CHIPS = (
    Chip("unallocated", N_("Not allocated")),
    Chip("booked", N_("Booked"), group="state"),
    Chip("cancelled", N_("Cancelled"), group="state"),
)
ACTIONS = (new_action(N_("New receipt")),)


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

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(receipt_list(desk), desk, parent)

    def read_details(self, record_id: int) -> ReceiptDetails:
        return receipt_details(self.desk.context, record_id)

    def view_of(self, details: ReceiptDetails) -> DetailView:
        return receipt_view(details, self.desk)

    def on_action(self, code: str) -> None:
        """The one button above the list."""
        self.desk.jobs.run_read(
            f"{NAME}.form",
            lambda _progress: read_new_receipt(self.desk),
            lambda read: ask_new_receipt(self.desk, self, read, self.reveal),
            lambda error: self.message.show_message(error.message, Tone.OVERDUE),
        )

    def on_step(self, code: str) -> None:
        details = self.details
        if details is None:
            return
        step, _colon, aim = code.partition(":")
        if step == ALLOCATE:
            self._allocate(details)
        elif step == UNDO:
            undo = partial(undo_allocation, self.desk.context, instalment_id=int(aim))
            self._ask_reason(details, code, _("Undo the allocation"), _("&Undo"), undo)
        elif step == "cancel":
            title = _("Cancel {number}").format(number=details.number)
            cancel = partial(cancel_receipt, self.desk.context)
            self._ask_reason(details, code, title, _("Cancel the &receipt"), cancel)

    def on_link(self, code: str) -> None:
        target = link_target(code)
        if target is None or target[0] == UNDO:
            self.on_step(code)
        else:
            self.desk.show_requested.emit(*target)

    def _allocate(self, details: ReceiptDetails) -> None:
        self.desk.jobs.run_read(
            f"{NAME}.form",
            lambda _progress: payable_lines(self.desk.context, details.customer_id),
            lambda payables: ask_allocation(self.desk, self, details, payables),
            lambda error: self.message.show_message(error.message, Tone.OVERDUE),
        )

    def _ask_reason(
        self, details: ReceiptDetails, code: str, title: str, save_text: str, take: "partial[None]"
    ) -> None:
        run = partial(take, record_id=details.id, version=details.version)
        ask_text(
            self.desk,
            self,
            f"{NAME}.{code.partition(':')[0]}",
            title,
            _("&Reason"),
            save_text,
            lambda reason: run(reason=reason),
            self.reload_details,
            step=Step(RecordKind.RECEIPT.value, details.id, code),
        )
