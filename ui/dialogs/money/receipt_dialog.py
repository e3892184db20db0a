"""Entering money that came in, with what it pays; and allocating later what was left over."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from app.formatting import money
from app.forms.money import ReceiptForm, ShareForm
from app.i18n import N_, _
from app.labels import label
from app.queries.money.receipts import (
    PayableLine,
    ReceiptDetails,
    new_receipt_form,
    proposed_shares,
)
from app.rules.money.shares import whole_problem
from app.services.money.receipts import allocate, save_receipt
from models.enums import ReceiptMethod, RecordKind
from ui.dialogs.forms.pickers import choose, picked_id, read_items, record_picker
from ui.dialogs.forms.questioned_form import QuestionedForm
from ui.dialogs.forms.saving import OnSaved, Step, open_form
from ui.dialogs.money.offered_table import follow_customer
from ui.dialogs.money.share_table import ShareLine, ShareTable
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.money_edit import MoneyEdit
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.fields.text_area import TextArea

NAME = "receivables.receipts"
TEXTS = ("payer", "voucher_no", "bank_reference", "note")
Known = Mapping[int, PickItem]
KnownReceipt = tuple[ReceiptForm, Known]


def share_table(name: str) -> ShareTable:
    """Return the table of what a receipt pays."""
    nothing = _("This customer has no open instalment. The money stays unallocated for now.")
    return ShareTable(f"{name}.field.shares", N_("Contract or order"), N_("Not yet received"), nothing)


def share_lines(payables: tuple[PayableLine, ...]) -> list[ShareLine]:
    """Return instalments as lines of the table."""
    return [ShareLine(one.id, one.number, one.kind, one.source, one.open, one.due_on) for one in payables]


class ReceiptDialog(QuestionedForm):
    """Who paid, on which day, how much; below, the customer's open instalments with a proposal of what it pays."""

    def __init__(self, desk: Desk, form: ReceiptForm, known: Known, parent: QWidget | None = None) -> None:
        """``known`` are the records that ``form`` names."""
        super().__init__(NAME, _("New receipt"), _("&Save"), parent)
        self._desk = desk
        self._payables: tuple[PayableLine, ...] = ()
        self._proposed: tuple[ShareForm, ...] = ()
        self._make_fields()
        self._add_rows()
        self._connect_fields()
        self.set_form(form, known)
        self.resize(820, 560)

    def _make_fields(self) -> None:
        field = f"{NAME}.field"
        self.customer = record_picker(self._desk, f"{field}.customer_id", RecordKind.CUSTOMER)
        self.received_on = DateEdit(f"{field}.received_on", self._desk.today)
        self.amount = MoneyEdit(f"{field}.amount")
        self.method = Combo(f"{field}.method", [(method.value, label(method)) for method in ReceiptMethod])
        self.payer = LineEdit(f"{field}.payer")
        self.voucher_no = LineEdit(f"{field}.voucher_no", 60)
        self.bank_reference = LineEdit(f"{field}.bank_reference", 60)
        self.note = TextArea(f"{field}.note", 4000, 2)
        self.table = share_table(NAME)

    def _add_rows(self) -> None:
        on_statement = _("The date on the bank statement")
        self.add_row("customer_id", _("&Customer"), self.customer, required=True, half=True)
        self.add_row("payer", _("&Payer"), self.payer, half=True, hint=_("Where somebody else paid for the customer"))
        self.add_row("received_on", _("&Received on"), self.received_on, required=True, half=True, hint=on_statement)
        self.add_row("amount", _("&Amount"), self.amount, required=True, half=True)
        self.add_row("method", _("&Method"), self.method, half=True)
        self.add_row("voucher_no", _("&Voucher no."), self.voucher_no, half=True)
        self.add_row("bank_reference", _("&Bank reference"), self.bank_reference, half=True)
        self.add_row("shares", _("What it pa&ys"), self.table, check=self._share_problem)
        self.add_row("note", _("&Note"), self.note)

    def _connect_fields(self) -> None:
        self.received_on.value_changed.connect(lambda _day: self._propose())
        follow_customer(self._desk, f"{NAME}.payables", self.customer, self._offer)
        self.amount.value_changed.connect(self._on_amount_changed)

    def _share_problem(self) -> str:
        return whole_problem(self.amount.value(), (line.amount for line in self.table.value()))

    # form in and out ---------------------------------------------------------------------------------------------

    def set_form(self, form: ReceiptForm, known: Known) -> None:
        """Show a form; KeyError for a customer it names that is not ``known``."""
        for name in ("received_on", "amount", *TEXTS):
            getattr(self, name).set_value(getattr(form, name))
        self.method.set_value(form.method.value)
        choose(self.customer, form.customer_id, known)

    def form(self) -> ReceiptForm:
        """Return what is entered."""
        entered = {name: getattr(self, name).value() for name in ("received_on", "amount", *TEXTS)}
        return ReceiptForm(
            customer_id=picked_id(self.customer),
            method=ReceiptMethod(self.method.code()),
            shares=self.table.shares(),
            accepted=self.answered,
            **entered,
        )

    # what hangs together -----------------------------------------------------------------------------------------

    def _offer(self, payables: tuple[PayableLine, ...]) -> None:
        self._payables = payables
        self.table.offer(share_lines(payables))
        self._propose()

    def _on_amount_changed(self, amount: object) -> None:
        self.table.set_whole(self.amount.value())
        self._propose()

    def _propose(self) -> None:
        """Propose what the receipt pays, unless a person has entered something else."""
        if self.table.shares() not in ((), self._proposed):
            return
        self._proposed = proposed_shares(self.amount.value(), self._payables, self.received_on.value())
        if self._payables:
            self.table.propose(self._proposed)


class AllocateDialog(QuestionedForm):
    """What is left of a receipt, over the customer's open instalments."""

    def __init__(
        self, details: ReceiptDetails, payables: tuple[PayableLine, ...], parent: QWidget | None = None
    ) -> None:
        name = f"{NAME}.allocate"
        super().__init__(name, _("Allocate {number}").format(number=details.number), _("&Save"), parent)
        self._left = details.left
        words = _("{left} of {amount} can be allocated.")
        self.add_note("left", words.format(left=money(details.left), amount=money(details.amount)))
        self.table = share_table(name)
        self.add_row("shares", _("What it pa&ys"), self.table, check=self._share_problem)
        self.table.offer(share_lines(payables))
        self.table.set_whole(self._left)
        self.table.propose(proposed_shares(self._left, payables, details.received_on))
        self.resize(820, 360)

    def _share_problem(self) -> str:
        return whole_problem(self._left, (line.amount for line in self.table.value()))

    def form(self) -> tuple[ShareForm, ...]:
        """Return what is entered."""
        return self.table.shares()


def read_new_receipt(desk: Desk, customer_id: int | None = None) -> KnownReceipt:
    """Read what a new receipt starts from; runs on the read lane."""
    form = new_receipt_form(desk.context, customer_id=customer_id)
    return form, read_items(desk, form.customer_id)


def ask_new_receipt(desk: Desk, parent: QWidget, read: KnownReceipt, on_saved: OnSaved) -> ReceiptDialog:
    """Open the form of a new receipt (``read_new_receipt``); ``on_saved`` is given its id."""
    dialog = ReceiptDialog(desk, *read, parent)
    about = {"customer_id": read[0].customer_id}
    return open_form(
        desk, dialog, lambda: partial(save_receipt, desk.context, form=dialog.form()), on_saved, about=about
    )


def ask_allocation(
    desk: Desk, parent: QWidget, details: ReceiptDetails, payables: tuple[PayableLine, ...]
) -> AllocateDialog:
    """Open the form that allocates what is left of a receipt."""
    dialog = AllocateDialog(details, payables, parent)
    save = partial(allocate, desk.context, record_id=details.id, version=details.version)
    step = Step(RecordKind.RECEIPT.value, details.id, "allocate")
    answer = lambda: partial(save, shares=dialog.form(), accepted=dialog.answered)  # noqa: E731
    return open_form(desk, dialog, answer, about=step.about())
