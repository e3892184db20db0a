"""Adding and changing a customer: its names, what an invoice to it has to say, the people one talks to there."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms import CustomerForm
from app.i18n import _
from app.queries.parties import INVOICE_FIELDS, customer_form
from app.services.parties.customers import LONGEST_SHORT_NAME, save_customer
from ui.dialogs.forms.going_on import GoingOn
from ui.dialogs.forms.saving import OnSaved, open_edited, open_form
from ui.dialogs.parties.contact_table import ContactTable
from ui.runtime.desk import Desk
from ui.widgets.fields.check_row import CheckRow
from ui.widgets.fields.checks import LONGEST_PHONE, account_problem, phone_problem, tax_no_problem
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.forms.form import FormDialog

NAME = "projects.customers"
KEY = "key"
LONGEST_CODE = 60  # as typed, with blanks in between


class CustomerDialog(FormDialog):
    """Full and short name and key mark, invoice, contacts; a new one may go on to its first site."""

    def __init__(self, title: str, parent: QWidget | None = None, *, goes_on: bool = False) -> None:
        """``title`` is translated; ``goes_on`` offers to enter the first site once this is saved."""
        super().__init__(NAME, title, _("&Save"), parent)
        self._version = 0
        self._make_fields()
        self._add_rows()
        self.next = GoingOn(f"{NAME}.field.next", _("Enter the first site"), ticked=True) if goes_on else None
        if self.next is not None:
            self.add_row("next", _("Th&en"), self.next)
        self.name.setFocus()
        self.resize(880, 620)

    def _make_fields(self) -> None:
        self.name = LineEdit(f"{NAME}.field.name")
        self.short_name = LineEdit(f"{NAME}.field.short_name", LONGEST_SHORT_NAME)
        self.marks = CheckRow(f"{NAME}.field.marks", [(KEY, _("Key customer"))])
        self.invoice_title = LineEdit(f"{NAME}.field.invoice_title")
        self.tax_no = LineEdit(f"{NAME}.field.tax_no", LONGEST_CODE, tax_no_problem)
        self.invoice_address = LineEdit(f"{NAME}.field.invoice_address")
        self.invoice_phone = LineEdit(f"{NAME}.field.invoice_phone", LONGEST_PHONE, phone_problem)
        self.bank_name = LineEdit(f"{NAME}.field.bank_name")
        self.bank_account = LineEdit(f"{NAME}.field.bank_account", LONGEST_CODE, account_problem)
        self.contacts = ContactTable(f"{NAME}.field.contacts")
        self.short_name.setPlaceholderText(_("Shown in lists"))
        self.invoice_title.setPlaceholderText(_("as the full name"))

    def _add_rows(self) -> None:
        self.add_row("name", _("Full &name"), self.name, required=True)
        self.add_row("short_name", _("Short n&ame"), self.short_name, half=True)
        self.add_row("is_key", _("&Mark"), self.marks, half=True)
        self.add_section(_("Invoice"))
        self.add_row("invoice_title", _("&Invoice title"), self.invoice_title, half=True)
        self.add_row("tax_no", _("&Tax no."), self.tax_no, half=True, hint=_("15 to 20 letters and digits"))
        self.add_row("invoice_address", _("Invoice a&ddress"), self.invoice_address, half=True)
        self.add_row("invoice_phone", _("Invoice p&hone"), self.invoice_phone, half=True)
        self.add_row("bank_name", _("&Bank"), self.bank_name, half=True)
        self.add_row("bank_account", _("Account n&o."), self.bank_account, half=True)
        self.add_section(_("Contacts"))
        self.add_row("contacts", _("&People"), self.contacts)

    def set_form(self, form: CustomerForm) -> None:
        """Show a customer."""
        self._version = form.version
        for name in ("name", "short_name", *INVOICE_FIELDS, "contacts"):
            getattr(self, name).set_value(getattr(form, name))
        self.marks.set_value(frozenset({KEY} if form.is_key else ()))

    def form(self) -> CustomerForm:
        """Return what is entered."""
        return CustomerForm(
            name=self.name.value(),
            short_name=self.short_name.value(),
            is_key=KEY in self.marks.value(),
            contacts=self.contacts.value(),
            version=self._version,
            **{name: getattr(self, name).value() for name in INVOICE_FIELDS},
        )


def ask_new_customer(desk: Desk, parent: QWidget, name: str, on_saved: OnSaved) -> CustomerDialog:
    """Open the form of a new customer called ``name``; ``on_saved`` is given its id."""
    dialog = CustomerDialog(_("New customer"), parent)
    dialog.set_form(CustomerForm(name=name))
    return open_form(desk, dialog, lambda: partial(save_customer, desk.context, form=dialog.form()), on_saved)


def ask_customer_and_site(
    desk: Desk, parent: QWidget, on_saved: OnSaved, on_site: Callable[[int, str], object]
) -> CustomerDialog:
    """Open the form of a new customer; ``on_site`` is given its id and name when its first site is to follow."""
    dialog = CustomerDialog(_("New customer"), parent, goes_on=True)

    def saved(record_id: int) -> None:
        on_saved(record_id)
        if dialog.next is not None and dialog.next.wanted:
            on_site(record_id, dialog.short_name.value() or dialog.name.value())

    return open_form(desk, dialog, lambda: partial(save_customer, desk.context, form=dialog.form()), saved)


def ask_customer(desk: Desk, parent: QWidget, record_id: int, form: CustomerForm, on_saved: OnSaved) -> CustomerDialog:
    """Open the form of a customer as it was read."""

    def make(read: CustomerForm) -> CustomerDialog:
        made = CustomerDialog(_("Edit customer"), parent)
        made.set_form(read)
        return made

    return open_edited(
        desk, record_id, form, partial(customer_form, desk.context, record_id), make, save_customer, on_saved
    )
