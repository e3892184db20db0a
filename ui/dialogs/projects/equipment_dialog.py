"""Adding and changing a piece of equipment of a project."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms.projects import EquipmentForm, ProjectForm
from app.i18n import _
from app.queries.projects.equipment import equipment_form
from app.services.projects.equipment import LARGEST_QUANTITY, save_equipment
from models.enums import PartnerRole, RecordKind
from ui.dialogs.forms.going_on import GoingOn
from ui.dialogs.forms.pickers import choose, choose_saved, picked_id, read_items, record_picker
from ui.dialogs.forms.saving import OnSaved, open_edited, open_form
from ui.dialogs.parties.partner_dialog import ask_new_partner
from ui.dialogs.parties.site_dialog import ask_new_site
from ui.dialogs.projects.project_dialog import ask_new_project
from ui.runtime.desk import Desk
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.number_edit import NumberEdit
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.forms.form import FormDialog

NAME = "projects.equipment"
PLATE = ("name", "model", "serial_no", "maker", "location", "commissioned_on", "warranty_end_on")
Known = Mapping[int, PickItem]
KnownEquipment = tuple[EquipmentForm, Known]


class EquipmentDialog(FormDialog):
    """Whose it is and where it stands, what its name plate says, since when, and its own warranty if it has one."""

    def __init__(
        self,
        desk: Desk,
        form: EquipmentForm,
        title: str,
        parent: QWidget | None = None,
        known: Known | None = None,
        *,
        goes_on: bool = False,
    ) -> None:
        """``title`` is translated; ``known`` are the records that ``form`` names. Equipment stays with the
        project that ``form`` names. ``goes_on`` offers to enter another piece once this is saved.
        """
        super().__init__(NAME, title, _("&Save"), parent)
        self._desk = desk
        self._make_fields()
        self._add_rows()
        self.next = GoingOn(f"{NAME}.field.next", _("Enter another piece")) if goes_on else None
        if self.next is not None:
            self.add_row("next", _("Th&en"), self.next)
        self._connect_fields()
        self._on_project_changed(None)
        self.set_form(form, known or {})
        self.project.setEnabled(form.project_id is None)
        self.resize(720, 440)

    def _make_fields(self) -> None:
        desk, field = self._desk, f"{NAME}.field"
        self.project = record_picker(desk, f"{field}.project_id", RecordKind.PROJECT, new_text=_("New project"))
        self.site = record_picker(desk, f"{field}.site_id", RecordKind.SITE, self._of_customer, _("New site"))
        self.location = LineEdit(f"{field}.location")
        self.name = LineEdit(f"{field}.name")
        self.model = LineEdit(f"{field}.model")
        self.serial_no = LineEdit(f"{field}.serial_no", 80)
        self.maker = LineEdit(f"{field}.maker")
        makers = lambda: {"role": PartnerRole.MANUFACTURER}  # noqa: E731
        self.maker_partner = record_picker(desk, f"{field}.maker_id", RecordKind.PARTNER, makers, _("New manufacturer"))
        self.quantity = NumberEdit(f"{field}.quantity", least=1, most=LARGEST_QUANTITY)
        self.commissioned_on = DateEdit(f"{field}.commissioned_on", desk.today)
        self.warranty_end_on = DateEdit(f"{field}.warranty_end_on", desk.today)

    def _add_rows(self) -> None:
        own_end = _("Only if it differs from the project's")
        self.location.setPlaceholderText(_("Hall, floor, line"))
        self.maker_partner.setPlaceholderText(_("if it is among the partners"))
        self.add_row("project_id", _("&Project"), self.project, required=True)
        self.add_row("site_id", _("Serv&ice site"), self.site, half=True)
        self.add_row("location", _("Loca&tion"), self.location, half=True)
        self.add_row("name", _("Equipment &name"), self.name, required=True)
        self.add_row("model", _("M&odel"), self.model, half=True)
        self.add_row("serial_no", _("Se&rial no."), self.serial_no, half=True)
        self.add_row("maker", _("&Maker on the plate"), self.maker, half=True)
        self.add_row("maker_id", _("Man&ufacturer"), self.maker_partner, half=True)
        self.add_row("quantity", _("&Quantity"), self.quantity, half=True, required=True)
        self.add_row("commissioned_on", _("&Commissioned"), self.commissioned_on, half=True)
        self.add_row("warranty_end_on", _("&Warranty until"), self.warranty_end_on, half=True, hint=own_end)
        self.warranty_end_on.setToolTip(own_end)

    def _connect_fields(self) -> None:
        self.project.value_changed.connect(self._on_project_changed)
        self.project.new_requested.connect(self._on_new_project_requested)
        self.site.new_requested.connect(self._on_new_site_requested)
        self.maker_partner.new_requested.connect(self._on_new_maker_requested)

    # form in and out ---------------------------------------------------------------------------------------------

    def set_form(self, form: EquipmentForm, known: Known) -> None:
        """Show a piece of equipment; KeyError for a record it names that is not ``known``."""
        self._version = form.version
        choose(self.project, form.project_id, known)
        choose(self.site, form.site_id, known)
        choose(self.maker_partner, form.maker_id, known)
        for name in PLATE:
            getattr(self, name).set_value(getattr(form, name))
        self.quantity.set_value(form.quantity)

    def form(self) -> EquipmentForm:
        """Return what is entered."""
        return EquipmentForm(
            project_id=picked_id(self.project),
            site_id=picked_id(self.site),
            maker_id=picked_id(self.maker_partner),
            quantity=int(self.quantity.value() or 0),
            version=self._version,
            **{name: getattr(self, name).value() for name in PLATE},
        )

    # what hangs together -----------------------------------------------------------------------------------------

    def _owner_id(self) -> int | None:
        """Return the customer whose project this belongs to."""
        project = self.project.value()
        return project.owner_id if project is not None else None

    def _of_customer(self) -> dict[str, int | None]:
        return {"customer_id": self._owner_id()}

    def _on_project_changed(self, _item: object) -> None:
        """Offer the sites of the project's customer; the site of another one is taken out."""
        site, owner_id = self.site.value(), self._owner_id()
        if site is not None and site.owner_id != owner_id:
            self.site.set_value(None)
        self.site.setEnabled(owner_id is not None)
        self.site.setPlaceholderText(_("as the project") if owner_id is not None else _("Choose the project first"))

    def _on_new_project_requested(self, name: str) -> None:
        ask_new_project(self._desk, self, ProjectForm(name=name), partial(choose_saved, self._desk, self.project))

    def _on_new_site_requested(self, name: str) -> None:
        owner_id = self._owner_id()
        if owner_id is not None:
            ask_new_site(self._desk, self, owner_id, name, partial(choose_saved, self._desk, self.site))

    def _on_new_maker_requested(self, name: str) -> None:
        saved = partial(choose_saved, self._desk, self.maker_partner)
        ask_new_partner(self._desk, self, name, saved, roles={PartnerRole.MANUFACTURER})


def ask_new_equipment(desk: Desk, parent: QWidget, project: PickItem, name: str, on_saved: OnSaved) -> EquipmentDialog:
    """Open the form of a new piece of equipment called ``name`` of a project; ``on_saved`` is given its id."""
    dialog = _new_dialog(desk, parent, project, name, goes_on=False)
    save = partial(save_equipment, desk.context)
    about = {"project_id": project.id}
    return open_form(desk, dialog, lambda: partial(save, form=dialog.form()), on_saved, about=about)


def ask_pieces(desk: Desk, parent: QWidget, project: PickItem | None, on_saved: OnSaved) -> EquipmentDialog:
    """Open the form of a new piece of equipment of a project, or of one to be picked, and of another one after it as
    long as a person wants; ``on_saved`` is given the id of each.
    """
    dialog = _new_dialog(desk, parent, project, "", goes_on=True)

    def saved(record_id: int) -> None:
        on_saved(record_id)
        if dialog.next is not None and dialog.next.wanted:
            ask_pieces(desk, parent, dialog.project.value(), on_saved)

    about = {"project_id": project.id} if project else {}
    save = partial(save_equipment, desk.context)
    return open_form(desk, dialog, lambda: partial(save, form=dialog.form()), saved, about=about)


def _new_dialog(desk: Desk, parent: QWidget, project: PickItem | None, name: str, *, goes_on: bool) -> EquipmentDialog:
    form = EquipmentForm(project_id=project.id if project else None, name=name)
    title = _("New equipment · {project}").format(project=project.title) if project else _("New equipment")
    known = {project.id: project} if project else {}
    return EquipmentDialog(desk, form, title, parent, known, goes_on=goes_on)


def read_equipment(desk: Desk, record_id: int) -> KnownEquipment:
    """Read a piece of equipment and the records that it names; runs on the read lane."""
    form = equipment_form(desk.context, record_id)
    return form, read_items(desk, form.project_id, form.site_id, form.maker_id)


def ask_equipment(
    desk: Desk, parent: QWidget, record_id: int, read: KnownEquipment, on_saved: OnSaved
) -> EquipmentDialog:
    """Open the form of a piece of equipment as it was read (``read_equipment``)."""

    def make(again: KnownEquipment) -> EquipmentDialog:
        return EquipmentDialog(desk, again[0], _("Edit equipment"), parent, again[1])

    return open_edited(desk, record_id, read, partial(read_equipment, desk, record_id), make, save_equipment, on_saved)
