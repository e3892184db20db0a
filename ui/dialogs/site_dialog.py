"""Adding and changing a place of service of a customer."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms import SiteForm
from app.i18n import _
from app.services.parties import FARTHEST_KM, save_site
from ui.dialogs.saving import OnSaved, open_form
from ui.runtime.desk import Desk
from ui.widgets.form import FormDialog
from ui.widgets.line_edit import LineEdit
from ui.widgets.number_edit import NumberEdit
from ui.widgets.text_area import TextArea

NAME = "projects.sites"
KM_UNITS = ("km", "公里", "千米")


class SiteDialog(FormDialog):
    """Where the place is, how far it is, and what is dangerous there."""

    def __init__(self, title: str, customer_id: int, parent: QWidget | None = None) -> None:
        """``title`` is translated; a site stays with its customer."""
        super().__init__(NAME, title, _("&Save"), parent)
        self._customer_id = customer_id
        self._version = 0
        self.name = LineEdit(f"{NAME}.field.name")
        self.province = LineEdit(f"{NAME}.field.province", 40)
        self.city = LineEdit(f"{NAME}.field.city", 40)
        self.address = LineEdit(f"{NAME}.field.address")
        self.km = NumberEdit(f"{NAME}.field.km", most=FARTHEST_KM, places=1, units=KM_UNITS)
        self.zone = LineEdit(f"{NAME}.field.zone", 40)
        self.hazards = TextArea(f"{NAME}.field.hazards", 4000, 4)
        self.km.setPlaceholderText(_("empty while unknown"))
        self.add_row("name", _("Site &name"), self.name, required=True)
        self.add_row("province", _("&Province"), self.province, half=True)
        self.add_row("city", _("Cit&y"), self.city, half=True)
        self.add_row("address", _("&Address"), self.address)
        self.add_row("km", _("&Distance (km)"), self.km, half=True, hint=_("Straight line from our base"))
        self.add_row("zone", _("&Zone"), self.zone, half=True)
        self.add_row("hazards", _("&Hazards"), self.hazards, hint=_("Told to everybody who is sent there"))
        self.name.setFocus()
        self.resize(620, 410)

    def set_form(self, form: SiteForm) -> None:
        """Show a site."""
        self._version = form.version
        self.name.set_value(form.name)
        self.province.set_value(form.province)
        self.city.set_value(form.city)
        self.address.set_value(form.address)
        self.km.set_value(form.km)
        self.zone.set_value(form.zone)
        self.hazards.set_value(form.hazards)

    def form(self) -> SiteForm:
        """Return what is entered; an empty distance is unknown (None)."""
        return SiteForm(
            customer_id=self._customer_id,
            name=self.name.value(),
            province=self.province.value(),
            city=self.city.value(),
            address=self.address.value(),
            zone=self.zone.value(),
            km=self.km.value(),
            hazards=self.hazards.value(),
            version=self._version,
        )


def ask_new_site(desk: Desk, parent: QWidget, customer_id: int, name: str, on_saved: OnSaved) -> SiteDialog:
    """Open the form of a new site called ``name`` of a customer; ``on_saved`` is given its id."""
    dialog = SiteDialog(_("New site"), customer_id, parent)
    dialog.set_form(SiteForm(name=name))
    return open_form(desk, dialog, lambda: partial(save_site, desk.context, form=dialog.form()), on_saved)


def ask_site(desk: Desk, parent: QWidget, record_id: int, form: SiteForm, on_saved: OnSaved) -> SiteDialog:
    """Open the form of a site as it was read; ValueError for a form without customer."""
    if form.customer_id is None:
        raise ValueError("a site belongs to a customer")
    dialog = SiteDialog(_("Edit site"), form.customer_id, parent)
    dialog.set_form(form)
    save = partial(save_site, desk.context, record_id=record_id)
    return open_form(desk, dialog, lambda: partial(save, form=dialog.form()), on_saved)
