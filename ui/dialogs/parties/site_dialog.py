"""Adding and changing a place of service of a customer."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms.parties import SiteForm
from app.i18n import _
from app.labels import label
from app.queries.parties import site_form
from app.rules.places import FARTHEST_KM
from app.services.parties.customers import save_site
from models.enums import ServiceZone
from ui.dialogs.forms.going_on import GoingOn
from ui.dialogs.forms.saving import OnSaved, open_edited, open_form
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.number_edit import NumberEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "projects.sites"
KM_UNITS = ("km", "公里", "千米")
FIELDS = ("name", "province", "city", "address", "km", "zone", "hazards")


class SiteDialog(FormDialog):
    """Where the place is, how far it is, and what is dangerous there; a new one may go on to the next."""

    def __init__(self, title: str, customer_id: int, parent: QWidget | None = None, *, goes_on: bool = False) -> None:
        """``title`` is translated; a site stays with its customer. ``goes_on`` offers to enter another one next."""
        super().__init__(NAME, title, _("&Save"), parent)
        self._customer_id = customer_id
        self._version = 0
        self.name = LineEdit(f"{NAME}.field.name")
        self.province = LineEdit(f"{NAME}.field.province", 40)
        self.city = LineEdit(f"{NAME}.field.city", 40)
        self.address = LineEdit(f"{NAME}.field.address")
        self.km = NumberEdit(f"{NAME}.field.km", most=FARTHEST_KM, places=1, units=KM_UNITS)
        self.zone = LineEdit(f"{NAME}.field.zone", 40)
        zones = [(zone.value, label(zone)) for zone in ServiceZone]
        self.service_zone = Combo(f"{NAME}.field.service_zone", zones, empty=_("not known"))
        self.hazards = TextArea(f"{NAME}.field.hazards", 4000, 4)
        self.next = GoingOn(f"{NAME}.field.next", _("Enter another site")) if goes_on else None
        self._add_rows()
        self.name.setFocus()
        self.resize(620, 500 if goes_on else 470)

    def _add_rows(self) -> None:
        for_dispatch = _("A dispatch cannot be settled without it (C7.2)")
        self.address.setPlaceholderText(_("needed for a dispatch"))
        self.km.setPlaceholderText(_("empty while unknown"))
        self.add_row("name", _("Site &name"), self.name, required=True)
        self.add_row("province", _("&Province"), self.province, half=True)
        self.add_row("city", _("Cit&y"), self.city, half=True)
        self.add_row("address", _("&Address"), self.address, hint=for_dispatch)
        self.add_row("km", _("&Distance (km)"), self.km, half=True, hint=_("Straight line from our base"))
        self.add_row("zone", _("&Zone"), self.zone, half=True)
        by_zone = _("Upkeep contracts and the hotline count the arrival by it (N1, N3)")
        self.add_row("service_zone", _("Se&rvice zone"), self.service_zone, half=True, hint=by_zone)
        self.add_row("hazards", _("&Hazards"), self.hazards, hint=_("Told to everybody who is sent there"))
        if self.next is not None:
            self.add_row("next", _("Th&en"), self.next)

    def set_form(self, form: SiteForm) -> None:
        """Show a site."""
        self._version = form.version
        self.service_zone.set_value(form.service_zone.value if form.service_zone else None)
        for name in FIELDS:
            getattr(self, name).set_value(getattr(form, name))

    def form(self) -> SiteForm:
        """Return what is entered; an empty distance is unknown (None)."""
        entered = {name: getattr(self, name).value() for name in FIELDS}
        zone = self.service_zone.value()
        service_zone = ServiceZone(zone) if zone else None
        return SiteForm(customer_id=self._customer_id, service_zone=service_zone, version=self._version, **entered)


def ask_new_site(desk: Desk, parent: QWidget, customer_id: int, name: str, on_saved: OnSaved) -> SiteDialog:
    """Open the form of a new site called ``name`` of a customer; ``on_saved`` is given its id."""
    dialog = SiteDialog(_("New site"), customer_id, parent)
    dialog.set_form(SiteForm(name=name))
    return _open_new(desk, dialog, customer_id, on_saved)


def _open_new(desk: Desk, dialog: SiteDialog, customer_id: int, on_saved: OnSaved) -> SiteDialog:
    save = partial(save_site, desk.context)
    return open_form(
        desk, dialog, lambda: partial(save, form=dialog.form()), on_saved, about={"customer_id": customer_id}
    )


def ask_sites(desk: Desk, parent: QWidget, customer_id: int, customer: str, on_saved: OnSaved) -> SiteDialog:
    """Open the form of a new site of the ``customer``, and another one after it as long as a person wants;
    ``on_saved`` is given the id of each.
    """
    title = _("New site · {customer}").format(customer=customer) if customer else _("New site")
    dialog = SiteDialog(title, customer_id, parent, goes_on=True)

    def saved(record_id: int) -> None:
        on_saved(record_id)
        if dialog.next is not None and dialog.next.wanted:
            ask_sites(desk, parent, customer_id, customer, on_saved)

    return _open_new(desk, dialog, customer_id, saved)


def ask_site(desk: Desk, parent: QWidget, record_id: int, form: SiteForm, on_saved: OnSaved) -> SiteDialog:
    """Open the form of a site as it was read; ValueError for a form without customer."""
    if form.customer_id is None:
        raise ValueError("a site belongs to a customer")

    def make(read: SiteForm) -> SiteDialog:
        made = SiteDialog(_("Edit site"), read.customer_id or 0, parent)
        made.set_form(read)
        return made

    return open_edited(desk, record_id, form, partial(site_form, desk.context, record_id), make, save_site, on_saved)
