"""What the forms of a customer and of a partner share: names, tax and bank, the people one talks to."""

from abc import abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, TypeVar

from PySide6.QtWidgets import QWidget

from app.forms.parties import CustomerForm, PartnerForm
from app.i18n import _
from app.services.parties.customers import LONGEST_SHORT_NAME
from ui.dialogs.parties.contact_table import ContactTable
from ui.widgets.fields.checks import account_problem, tax_no_problem
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.forms.form import FormDialog

LONGEST_CODE = 60  # as typed, with blanks in between


class PartyDialog(FormDialog):
    """Makes the fields; subclasses say where they stand and add their own. ``texts`` are the fields that hold words."""

    texts: ClassVar[tuple[str, ...]]

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        """``name`` is ``<tab>.<page>``, ``title`` is translated."""
        super().__init__(name, title, _("&Save"), parent)
        self.name = LineEdit(f"{name}.field.name")
        self.short_name = LineEdit(f"{name}.field.short_name", LONGEST_SHORT_NAME)
        self.tax_no = LineEdit(f"{name}.field.tax_no", LONGEST_CODE, tax_no_problem)
        self.bank_name = LineEdit(f"{name}.field.bank_name")
        self.bank_account = LineEdit(f"{name}.field.bank_account", LONGEST_CODE, account_problem)
        self.contacts = ContactTable(f"{name}.field.contacts")
        self.short_name.setPlaceholderText(_("Shown in lists"))

    @abstractmethod
    def set_form(self, form: Any) -> None:
        """Show a customer or partner."""

    def add_tax_row(self) -> None:
        """Add the tax number."""
        self.add_row("tax_no", _("&Tax no."), self.tax_no, half=True, hint=_("15 to 20 letters and digits"))

    def add_last_rows(self) -> None:
        """Add bank and contacts."""
        self.add_row("bank_name", _("&Bank"), self.bank_name, half=True)
        self.add_row("bank_account", _("Account n&o."), self.bank_account, half=True)
        self.add_section(_("Contacts"))
        self.add_row("contacts", _("&People"), self.contacts)

    def show_shared(self, form: CustomerForm | PartnerForm) -> None:
        """Show the words, the contacts and which version they are."""
        self._version = form.version
        for name in self.texts:
            getattr(self, name).set_value(getattr(form, name))
        self.contacts.set_value(form.contacts)

    def shared(self) -> Mapping[str, Any]:
        """Return the words, the contacts and which version they are, by field."""
        entered = {name: getattr(self, name).value() for name in self.texts}
        return entered | {"contacts": self.contacts.value(), "version": self._version}


DialogT = TypeVar("DialogT", bound=PartyDialog)


def filling(make: Callable[[], DialogT]) -> Callable[[Any], DialogT]:
    """Return what makes a dialog and shows a form in it."""

    def filled(form: Any) -> DialogT:
        dialog = make()
        dialog.set_form(form)
        return dialog

    return filled
