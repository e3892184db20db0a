"""What opens the kept forms of receipts, invoices and instalments again."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from models.enums import LetterKind, RecordKind
from ui.dialogs.forms.opening import Openers, after_reading, of_record, shows, take_step
from ui.dialogs.forms.saving import OnSaved
from ui.dialogs.money.condition_dialog import ConditionDialog
from ui.dialogs.money.deduction_dialog import DeductionDialog
from ui.dialogs.money.dispute_dialog import DisputeDialog, ask_dispute, ask_new_dispute, read_dispute
from ui.dialogs.money.dispute_steps import ResolutionDialog, VerdictDialog
from ui.dialogs.money.instalments_dialog import InstalmentsDialog, ask_instalments, read_plan
from ui.dialogs.money.invoice_dialog import InvoiceDialog, ask_invoice, read_new_invoice
from ui.dialogs.money.letter_dialog import LetterDialog, ask_letter, ask_new_letter, read_letter
from ui.dialogs.money.letter_steps import LetterDeliveryDialog, LetterReplyDialog, LetterSendDialog
from ui.dialogs.money.letter_templates import LetterTemplateDialog, ask_template
from ui.dialogs.money.measures_dialog import MeasuresDialog, ask_measures, ask_new_measures, read_measures
from ui.dialogs.money.measures_steps import CarriedOutDialog
from ui.dialogs.money.receipt_dialog import AllocateDialog, ReceiptDialog, ask_new_receipt, read_new_receipt
from ui.dialogs.money.talk_dialog import CollectionTalkDialog, ask_talk, read_talk
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


def _open_talk(desk: Desk, parent: QWidget, draft: Draft) -> None:
    customer_id = draft.subject.about["customer_id"]
    read = partial(read_talk, desk, customer_id)
    show = lambda _id: desk.show_requested.emit("round", customer_id)  # noqa: E731
    after_reading(desk, parent, read, lambda found: ask_talk(desk, parent, found, show))


def _open_letter(desk: Desk, parent: QWidget, about: Mapping[str, Any], on_saved: OnSaved) -> None:
    given = {**about, "letter_kind": LetterKind(about["letter_kind"])}
    ask_new_letter(desk, parent, on_saved, **given)


def _open_template(desk: Desk, parent: QWidget, draft: Draft) -> None:
    about = draft.subject.about
    ask_template(desk, parent, LetterKind(about["letter_kind"]), about["language"], lambda: None)


OPENERS: Openers = {
    LetterDialog: of_record(RecordKind.LETTER, _open_letter, read_letter, ask_letter),
    LetterTemplateDialog: _open_template,
    LetterSendDialog: take_step,
    LetterDeliveryDialog: take_step,
    LetterReplyDialog: take_step,
    CarriedOutDialog: take_step,
    DisputeDialog: of_record(RecordKind.DISPUTE, ask_new_dispute, read_dispute, ask_dispute),
    MeasuresDialog: of_record(
        RecordKind.MEASURES,
        lambda desk, parent, about, on_saved: ask_new_measures(desk, parent, about["customer_id"], on_saved),
        read_measures,
        ask_measures,
    ),
    ResolutionDialog: take_step,
    VerdictDialog: take_step,
    AllocateDialog: take_step,
    ConditionDialog: take_step,
    DeductionDialog: take_step,
    InstalmentsDialog: _open_instalments,
    InvoiceDialog: _open_invoice,
    ReceiptDialog: _open_receipt,
    CollectionTalkDialog: _open_talk,
}
