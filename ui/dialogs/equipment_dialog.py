"""Adding and changing a piece of equipment of a project."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms import EquipmentForm
from app.i18n import _
from app.services.projects import save_equipment
from ui.dialogs.saving import OnSaved, open_form
from ui.runtime.desk import Desk
from ui.widgets.date_edit import DateEdit
from ui.widgets.form import FormDialog
from ui.widgets.line_edit import LineEdit
from ui.widgets.number_edit import NumberEdit

NAME = "projects.equipment"
MOST_PIECES = 100_000


class EquipmentDialog(FormDialog):
    """What stands on the name plate, how many there are, since when, and its own warranty if it has one."""

    def __init__(self, desk: Desk, title: str, project_id: int, parent: QWidget | None = None) -> None:
        """``title`` is translated; equipment stays with its project."""
        super().__init__(NAME, title, _("&Save"), parent)
        self._project_id = project_id
        self._version = 0
        self.name = LineEdit(f"{NAME}.field.name")
        self.model = LineEdit(f"{NAME}.field.model")
        self.serial_no = LineEdit(f"{NAME}.field.serial_no", 80)
        self.maker = LineEdit(f"{NAME}.field.maker")
        self.quantity = NumberEdit(f"{NAME}.field.quantity", least=1, most=MOST_PIECES)
        self.commissioned_on = DateEdit(f"{NAME}.field.commissioned_on", desk.today)
        self.warranty_end_on = DateEdit(f"{NAME}.field.warranty_end_on", desk.today)
        own_end = _("Only if it differs from the project's")
        self.add_row("name", _("Equipment &name"), self.name, required=True)
        self.add_row("model", _("M&odel"), self.model, half=True)
        self.add_row("serial_no", _("Se&rial no."), self.serial_no, half=True)
        self.add_row("maker", _("&Maker"), self.maker, half=True)
        self.add_row("quantity", _("&Quantity"), self.quantity, half=True, required=True)
        self.add_row("commissioned_on", _("Comm&issioned"), self.commissioned_on, half=True)
        self.add_row("warranty_end_on", _("&Warranty until"), self.warranty_end_on, half=True, hint=own_end)
        self.name.setFocus()
        self.resize(640, 270)

    def set_form(self, form: EquipmentForm) -> None:
        """Show a piece of equipment."""
        self._version = form.version
        self.name.set_value(form.name)
        self.model.set_value(form.model)
        self.serial_no.set_value(form.serial_no)
        self.maker.set_value(form.maker)
        self.quantity.set_value(form.quantity)
        self.commissioned_on.set_value(form.commissioned_on)
        self.warranty_end_on.set_value(form.warranty_end_on)

    def form(self) -> EquipmentForm:
        """Return what is entered."""
        return EquipmentForm(
            project_id=self._project_id,
            name=self.name.value(),
            model=self.model.value(),
            serial_no=self.serial_no.value(),
            maker=self.maker.value(),
            quantity=int(self.quantity.value() or 0),
            commissioned_on=self.commissioned_on.value(),
            warranty_end_on=self.warranty_end_on.value(),
            version=self._version,
        )


def ask_new_equipment(desk: Desk, parent: QWidget, project_id: int, name: str, on_saved: OnSaved) -> EquipmentDialog:
    """Open the form of a new piece of equipment called ``name`` of a project; ``on_saved`` is given its id."""
    dialog = EquipmentDialog(desk, _("New equipment"), project_id, parent)
    dialog.set_form(EquipmentForm(name=name))
    return open_form(desk, dialog, lambda: partial(save_equipment, desk.context, form=dialog.form()), on_saved)


def ask_equipment(
    desk: Desk, parent: QWidget, record_id: int, form: EquipmentForm, on_saved: OnSaved
) -> EquipmentDialog:
    """Open the form of a piece of equipment as it was read; ValueError for a form without project."""
    if form.project_id is None:
        raise ValueError("equipment belongs to a project")
    dialog = EquipmentDialog(desk, _("Edit equipment"), form.project_id, parent)
    dialog.set_form(form)
    save = partial(save_equipment, desk.context, record_id=record_id)
    return open_form(desk, dialog, lambda: partial(save, form=dialog.form()), on_saved)
