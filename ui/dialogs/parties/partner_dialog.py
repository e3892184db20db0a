"""Adding and changing a partner: what it is for us, what it makes or does, the people one talks to there."""

from collections.abc import Set as AbstractSet
from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms import PartnerForm
from app.i18n import _
from app.labels import label
from app.queries.partners import partner_form
from app.services.parties.customers import LONGEST_SHORT_NAME
from app.services.parties.partners import save_partner
from models.enums import PartnerRole
from ui.dialogs.forms.saving import OnSaved, open_edited, open_form
from ui.dialogs.parties.contact_table import ContactTable
from ui.dialogs.parties.customer_dialog import LONGEST_CODE
from ui.runtime.desk import Desk
from ui.widgets.fields.check_row import CheckRow
from ui.widgets.fields.checks import account_problem, tax_no_problem
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.forms.form import FormDialog

NAME = "projects.partners"
TEXTS = ("name", "short_name", "business", "address", "tax_no", "bank_name", "bank_account")


class PartnerDialog(FormDialog):
    """Names, roles, goods and services, address and account, contacts."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Save"), parent)
        self._version = 0
        self.name = LineEdit(f"{NAME}.field.name")
        self.short_name = LineEdit(f"{NAME}.field.short_name", LONGEST_SHORT_NAME)
        self.roles = CheckRow(f"{NAME}.field.roles", [(role.value, label(role)) for role in PartnerRole])
        self.business = LineEdit(f"{NAME}.field.business")
        self.address = LineEdit(f"{NAME}.field.address")
        self.tax_no = LineEdit(f"{NAME}.field.tax_no", LONGEST_CODE, tax_no_problem)
        self.bank_name = LineEdit(f"{NAME}.field.bank_name")
        self.bank_account = LineEdit(f"{NAME}.field.bank_account", LONGEST_CODE, account_problem)
        self.contacts = ContactTable(f"{NAME}.field.contacts")
        self.short_name.setPlaceholderText(_("Shown in lists"))
        self.business.setPlaceholderText(_("Pumps, membranes, transport …"))
        self._add_rows()
        self.name.setFocus()
        self.resize(880, 520)

    def _add_rows(self) -> None:
        self.add_row("name", _("Full &name"), self.name, required=True)
        self.add_row("roles", _("&Role"), self.roles, check=self._roles_problem)
        self.add_row("short_name", _("Short n&ame"), self.short_name, half=True)
        self.add_row("tax_no", _("&Tax no."), self.tax_no, half=True, hint=_("15 to 20 letters and digits"))
        self.add_row("business", _("&Goods, services"), self.business)
        self.add_row("address", _("A&ddress"), self.address)
        self.add_row("bank_name", _("&Bank"), self.bank_name, half=True)
        self.add_row("bank_account", _("Account n&o."), self.bank_account, half=True)
        self.add_section(_("Contacts"))
        self.add_row("contacts", _("&People"), self.contacts)

    def set_form(self, form: PartnerForm) -> None:
        """Show a partner."""
        self._version = form.version
        for name in TEXTS:
            getattr(self, name).set_value(getattr(form, name))
        self.roles.set_value(frozenset(role.value for role in form.roles))
        self.contacts.set_value(form.contacts)

    def form(self) -> PartnerForm:
        """Return what is entered."""
        return PartnerForm(
            roles=frozenset(PartnerRole(code) for code in self.roles.value()),
            contacts=self.contacts.value(),
            version=self._version,
            **{name: getattr(self, name).value() for name in TEXTS},
        )

    def _roles_problem(self) -> str:
        return "" if self.roles.value() else _("Tick at least one: what the partner is for us.")


def ask_new_partner(
    desk: Desk, parent: QWidget, name: str, on_saved: OnSaved, *, roles: AbstractSet[PartnerRole] = frozenset()
) -> PartnerDialog:
    """Open the form of a new partner called ``name`` with ``roles`` ticked; ``on_saved`` is given its id."""
    dialog = PartnerDialog(_("New partner"), parent)
    dialog.set_form(PartnerForm(name=name, roles=frozenset(roles)))
    return open_form(desk, dialog, lambda: partial(save_partner, desk.context, form=dialog.form()), on_saved)


def ask_partner(desk: Desk, parent: QWidget, record_id: int, form: PartnerForm, on_saved: OnSaved) -> PartnerDialog:
    """Open the form of a partner as it was read."""

    def make(read: PartnerForm) -> PartnerDialog:
        made = PartnerDialog(_("Edit partner"), parent)
        made.set_form(read)
        return made

    return open_edited(
        desk, record_id, form, partial(partner_form, desk.context, record_id), make, save_partner, on_saved
    )
