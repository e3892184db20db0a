"""Adding and changing a customer: its names, what an invoice to it has to say, the people one talks to there."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms.parties import CustomerForm
from app.i18n import _
from app.labels import label
from app.queries.parties import INVOICE_FIELDS, customer_form
from app.services.parties.customers import save_customer
from models.enums import CustomerNature
from ui.dialogs.forms.going_on import GoingOn
from ui.dialogs.forms.saving import OnSaved, open_edited, open_form
from ui.dialogs.parties.party_dialog import PartyDialog, filling
from ui.runtime.desk import Desk
from ui.widgets.fields.check_row import CheckRow
from ui.widgets.fields.checks import LONGEST_PHONE, phone_problem
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.line_edit import LineEdit

NAME = "projects.customers"
KEY = "key"


class CustomerDialog(PartyDialog):
    """Full and short name and key mark, invoice, contacts; a new one may go on to its first site."""

    texts = ("name", "short_name", *INVOICE_FIELDS)

    def __init__(self, title: str, parent: QWidget | None = None, *, goes_on: bool = False) -> None:
        """``title`` is translated; ``goes_on`` offers to enter the first site once this is saved."""
        super().__init__(NAME, title, parent)
        natures = [(nature.value, label(nature)) for nature in CustomerNature]
        self.nature = Combo(f"{NAME}.field.nature", natures, empty=_("not known"))
        self.marks = CheckRow(f"{NAME}.field.marks", [(KEY, _("Key customer"))])
        self.invoice_title = LineEdit(f"{NAME}.field.invoice_title")
        self.invoice_address = LineEdit(f"{NAME}.field.invoice_address")
        self.invoice_phone = LineEdit(f"{NAME}.field.invoice_phone", LONGEST_PHONE, phone_problem)
        self.invoice_title.setPlaceholderText(_("as the full name"))
        self._add_rows()
        self.next = GoingOn(f"{NAME}.field.next", _("Enter the first site"), ticked=True) if goes_on else None
        if self.next is not None:
            self.add_row("next", _("Th&en"), self.next)
        self.name.setFocus()
        self.resize(880, 620)

    def _add_rows(self) -> None:
        self.add_row("name", _("Full &name"), self.name, required=True)
        self.add_row("short_name", _("Short n&ame"), self.short_name, half=True)
        self.add_row("is_key", _("&Mark"), self.marks, half=True)
        hint = _("Whether the payment regulation for small enterprises binds it")
        self.add_row("nature", _("Nat&ure"), self.nature, half=True, hint=hint)
        self.add_section(_("Invoice"))
        self.add_row("invoice_title", _("&Invoice title"), self.invoice_title, half=True)
        self.add_tax_row()
        self.add_row("invoice_address", _("Invoice a&ddress"), self.invoice_address, half=True)
        self.add_row("invoice_phone", _("Invoice p&hone"), self.invoice_phone, half=True)
        self.add_last_rows()

    def set_form(self, form: CustomerForm) -> None:
        """Show a customer."""
        self.show_shared(form)
        self.nature.set_value(form.nature.value if form.nature else None)
        self.marks.set_value(frozenset({KEY} if form.is_key else ()))

    def form(self) -> CustomerForm:
        """Return what is entered."""
        nature = self.nature.value()
        return CustomerForm(
            is_key=KEY in self.marks.value(),
            nature=CustomerNature(nature) if nature else None,
            **self.shared(),
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
    read = partial(customer_form, desk.context, record_id)
    make = filling(lambda: CustomerDialog(_("Edit customer"), parent))
    return open_edited(desk, record_id, form, read, make, save_customer, on_saved)
