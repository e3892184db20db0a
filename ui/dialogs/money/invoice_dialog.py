"""Recording an invoice given for a contract or an order."""

from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms.money import InvoiceForm
from app.i18n import N_, _
from app.labels import label
from app.queries.money.instalments import InstalmentLine
from app.queries.money.invoices import NewInvoice, new_invoice
from app.rules.money.shares import total_of, whole_problem
from app.services.money.invoices import record_invoice
from models.enums import InvoiceType
from ui.dialogs.forms.saving import OnSaved, open_form
from ui.dialogs.money.share_table import ShareLine, ShareTable
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.money_edit import MoneyEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "receivables.invoices"


class InvoiceDialog(FormDialog):
    """Number, type, date and amount; below, the instalments it covers. The amount follows from them until typed."""

    def __init__(self, desk: Desk, new: NewInvoice, parent: QWidget | None = None) -> None:
        title = _("Invoice for {record}").format(record=new.title)
        super().__init__(NAME, title, _("&Save"), parent)
        field = f"{NAME}.field"
        self.number = LineEdit(f"{field}.number", 40)
        self.invoice_type = Combo(f"{field}.invoice_type", [(kind.value, label(kind)) for kind in InvoiceType])
        self.issued_on = DateEdit(f"{field}.issued_on", desk.today)
        self.amount = MoneyEdit(f"{field}.amount")
        nothing = _("Every instalment is invoiced already.")
        self.table = ShareTable(f"{field}.shares", N_("Condition"), N_("Not invoiced"), nothing)
        self.note = TextArea(f"{field}.note", 4000, 2)
        self._add_rows()
        self._followed: Decimal | None = None
        self.invoice_type.set_value(new.form.invoice_type.value)
        self.issued_on.set_value(new.form.issued_on)
        self.table.offer([_share_line(line) for line in new.instalments])
        self.table.value_changed.connect(self._on_shares_changed)
        self.amount.value_changed.connect(lambda _value: self.table.set_whole(self.amount.value()))
        self.resize(820, 520)

    def _add_rows(self) -> None:
        self.add_row("number", _("&Invoice no."), self.number, required=True, half=True)
        self.add_row("invoice_type", _("&Type"), self.invoice_type, half=True)
        self.add_row("issued_on", _("&Date"), self.issued_on, required=True, half=True)
        self.add_row("amount", _("&Amount"), self.amount, required=True, half=True)
        self.add_row("shares", _("What it co&vers"), self.table, check=self._share_problem)
        self.add_row("note", _("&Note"), self.note)

    def _share_problem(self) -> str:
        return whole_problem(self.amount.value(), (line.amount for line in self.table.value()))

    def _on_shares_changed(self, _lines: object) -> None:
        """The amount is what is covered, as long as nobody typed another one."""
        given = total_of(line.amount for line in self.table.value())
        if self.amount.value() == self._followed and given != self._followed:
            self._followed = given or None
            self.amount.set_value(self._followed)

    def form(self) -> InvoiceForm:
        """Return what is entered."""
        return InvoiceForm(
            number=self.number.value(),
            invoice_type=InvoiceType(self.invoice_type.code()),
            issued_on=self.issued_on.value(),
            amount=self.amount.value(),
            shares=self.table.shares(),
            note=self.note.value(),
        )


def _share_line(line: InstalmentLine) -> ShareLine:
    return ShareLine(line.id, line.number or "", line.kind, line.condition, line.uninvoiced, line.due_on)


def read_new_invoice(desk: Desk, record_id: int) -> NewInvoice:
    """Read what a new invoice starts from; runs on the read lane."""
    return new_invoice(desk.context, record_id)


def ask_invoice(desk: Desk, parent: QWidget, new: NewInvoice, on_saved: OnSaved) -> InvoiceDialog:
    """Open the form of a new invoice (``read_new_invoice``); ``on_saved`` is given the id of the invoice."""
    dialog = InvoiceDialog(desk, new, parent)
    save = partial(record_invoice, desk.context, record_id=new.record_id)
    about = {"record_id": new.record_id}
    return open_form(desk, dialog, lambda: partial(save, form=dialog.form()), on_saved, about=about)
