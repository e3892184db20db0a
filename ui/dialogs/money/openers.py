"""What opens the kept forms of receipts, invoices and instalments again."""

from functools import partial

from PySide6.QtWidgets import QWidget

from models.enums import RecordKind
from ui.dialogs.forms.opening import Openers, after_reading, shows, take_step
from ui.dialogs.money.condition_dialog import ConditionDialog
from ui.dialogs.money.instalments_dialog import InstalmentsDialog, ask_instalments, read_plan
from ui.dialogs.money.invoice_dialog import InvoiceDialog, ask_invoice, read_new_invoice
from ui.dialogs.money.receipt_dialog import AllocateDialog, ReceiptDialog, ask_new_receipt, read_new_receipt
from ui.runtime.desk import Desk
from ui.runtime.drafts import Draft


def _open_receipt(desk: Desk, parent: QWidget, draft: Draft) -> None:
    read = partial(read_new_receipt, desk, draft.subject.about["customer_id"])
    on_saved = shows(desk, RecordKind.RECEIPT)
    after_reading(desk, parent, read, lambda found: ask_new_receipt(desk, parent, found, on_saved))


def _open_invoice(desk: Desk, parent: QWidget, draft: Draft) -> None:
    read = partial(read_new_invoice, desk, draft.subject.about["record_id"])
    after_reading(desk, parent, read, lambda found: ask_invoice(desk, parent, found, lambda _id: None))


def _open_instalments(desk: Desk, parent: QWidget, draft: Draft) -> None:
    contract_id, on_saved = draft.subject.record_id or 0, shows(desk, RecordKind.CONTRACT)
    show = partial(ask_instalments, desk, parent, contract_id)
    after_reading(desk, parent, partial(read_plan, desk, contract_id), lambda plan: show(plan, on_saved))


OPENERS: Openers = {
    AllocateDialog: take_step,
    ConditionDialog: take_step,
    InstalmentsDialog: _open_instalments,
    InvoiceDialog: _open_invoice,
    ReceiptDialog: _open_receipt,
}
