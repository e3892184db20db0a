"""Adding and changing a customer with the people one talks to there."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms import CustomerForm
from app.i18n import _
from app.services.parties import save_customer
from ui.dialogs.contact_table import ContactTable
from ui.dialogs.saving import OnSaved, open_form
from ui.runtime.desk import Desk
from ui.widgets.check_row import CheckRow
from ui.widgets.form import FormDialog
from ui.widgets.line_edit import LineEdit

NAME = "projects.customers"
KEY = "key"


class CustomerDialog(FormDialog):
    """Full and short name, key mark, tax number and contacts."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Save"), parent)
        self._version = 0
        self.name = LineEdit(f"{NAME}.field.name")
        self.short_name = LineEdit(f"{NAME}.field.short_name", 60)
        self.tax_no = LineEdit(f"{NAME}.field.tax_no", 40)
        self.marks = CheckRow(f"{NAME}.field.marks", [(KEY, _("Key customer"))])
        self.contacts = ContactTable(f"{NAME}.field.contacts")
        self.short_name.setPlaceholderText(_("Shown in lists"))
        self.add_row("name", _("Full &name"), self.name, required=True)
        self.add_row("short_name", _("Short n&ame"), self.short_name, half=True)
        self.add_row("tax_no", _("&Tax no."), self.tax_no, half=True)
        self.add_row("is_key", _("&Mark"), self.marks)
        self.add_section(_("Contacts"))
        self.add_row("contacts", _("&People"), self.contacts)
        self.name.setFocus()
        self.resize(860, 420)

    def set_form(self, form: CustomerForm) -> None:
        """Show a customer."""
        self._version = form.version
        self.name.set_value(form.name)
        self.short_name.set_value(form.short_name)
        self.tax_no.set_value(form.tax_no)
        self.marks.set_value(frozenset({KEY} if form.is_key else ()))
        self.contacts.set_value(form.contacts)

    def form(self) -> CustomerForm:
        """Return what is entered."""
        return CustomerForm(
            name=self.name.value(),
            short_name=self.short_name.value(),
            is_key=KEY in self.marks.value(),
            tax_no=self.tax_no.value(),
            contacts=self.contacts.value(),
            version=self._version,
        )


def ask_new_customer(desk: Desk, parent: QWidget, name: str, on_saved: OnSaved) -> CustomerDialog:
    """Open the form of a new customer called ``name``; ``on_saved`` is given its id."""
    dialog = CustomerDialog(_("New customer"), parent)
    dialog.set_form(CustomerForm(name=name))
    return open_form(desk, dialog, lambda: partial(save_customer, desk.context, form=dialog.form()), on_saved)


def ask_customer(desk: Desk, parent: QWidget, record_id: int, form: CustomerForm, on_saved: OnSaved) -> CustomerDialog:
    """Open the form of a customer as it was read."""
    dialog = CustomerDialog(_("Edit customer"), parent)
    dialog.set_form(form)
    save = partial(save_customer, desk.context, record_id=record_id)
    return open_form(desk, dialog, lambda: partial(save, form=dialog.form()), on_saved)
