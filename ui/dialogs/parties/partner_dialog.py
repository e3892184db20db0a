"""Adding and changing a partner: what it is for us, what it makes or does, the people one talks to there."""

from collections.abc import Set as AbstractSet
from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms.parties import PartnerForm
from app.i18n import _
from app.labels import label
from app.queries.partners import partner_form
from app.services.parties.partners import save_partner
from models.enums import PartnerRole
from ui.dialogs.forms.saving import OnSaved, open_edited, open_form
from ui.dialogs.parties.party_dialog import PartyDialog, filling
from ui.runtime.desk import Desk
from ui.widgets.fields.check_row import CheckRow
from ui.widgets.fields.line_edit import LineEdit

NAME = "projects.partners"


class PartnerDialog(PartyDialog):
    """Names, roles, goods and services, address and account, contacts."""

    texts = ("name", "short_name", "business", "address", "tax_no", "bank_name", "bank_account")

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, parent)
        self.roles = CheckRow(f"{NAME}.field.roles", [(role.value, label(role)) for role in PartnerRole])
        self.business = LineEdit(f"{NAME}.field.business")
        self.address = LineEdit(f"{NAME}.field.address")
        self.business.setPlaceholderText(_("Pumps, membranes, transport …"))
        self._add_rows()
        self.name.setFocus()
        self.resize(880, 520)

    def _add_rows(self) -> None:
        self.add_row("name", _("Full &name"), self.name, required=True)
        self.add_row("roles", _("&Role"), self.roles, check=self._roles_problem)
        self.add_row("short_name", _("Short n&ame"), self.short_name, half=True)
        self.add_tax_row()
        self.add_row("business", _("&Goods, services"), self.business)
        self.add_row("address", _("A&ddress"), self.address)
        self.add_last_rows()

    def set_form(self, form: PartnerForm) -> None:
        """Show a partner."""
        self.show_shared(form)
        self.roles.set_value(frozenset(role.value for role in form.roles))

    def form(self) -> PartnerForm:
        """Return what is entered."""
        return PartnerForm(roles=frozenset(PartnerRole(code) for code in self.roles.value()), **self.shared())

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
    read = partial(partner_form, desk.context, record_id)
    make = filling(lambda: PartnerDialog(_("Edit partner"), parent))
    return open_edited(desk, record_id, form, read, make, save_partner, on_saved)
