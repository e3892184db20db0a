"""Who a request comes from: customer, project, site, equipment and contact, and what one of them brings along."""

from functools import partial

from app.forms.requests import RequestForm
from app.i18n import _
from models.enums import RecordKind
from ui.dialogs.forms.pickers import choose, choose_saved, picked_id, record_picker
from ui.dialogs.parties.owner_fields import LONGEST_NAME, Known, OwnerFields
from ui.dialogs.projects.equipment_dialog import ask_new_equipment
from ui.runtime.desk import Desk
from ui.widgets.fields.record_picker import RecordPicker
from ui.widgets.forms.form import FormDialog

__all__ = ["LONGEST_NAME", "CallerFields", "Known"]


class CallerFields(OwnerFields):
    """The fields of an owner with the equipment that the call is about."""

    def __init__(self, desk: Desk, form: FormDialog) -> None:
        super().__init__(desk, form)
        self.equipment = record_picker(
            desk, f"{self._name}.field.equipment", RecordKind.EQUIPMENT, self._of_project, _("New equipment…")
        )

    def add_own_rows(self) -> None:
        self._form.add_row("equipment_id", _("&Equipment"), self.equipment, half=True)

    def connect_fields(self) -> None:
        super().connect_fields()
        self.equipment.new_requested.connect(self._on_new_equipment_requested)

    def set_form(self, form: RequestForm, known: Known) -> None:
        """Show what a form names; KeyError for a record that is not ``known``."""
        self.show_owner(form, known)
        choose(self.equipment, form.equipment_id, known)

    def belonging(self) -> tuple[RecordPicker, ...]:
        return (self.project, self.site, self.equipment)

    def project_left_out(self) -> None:
        self.equipment.set_value(None)

    def _of_project(self) -> dict[str, int | None]:
        return {"project_id": picked_id(self.project), "customer_id": picked_id(self.customer)}

    def _on_new_equipment_requested(self, typed: str) -> None:
        project = self.project.value()
        if project is None:
            self._form.mark("project_id", _("Choose the project first."))
        else:
            ask_new_equipment(self._desk, self._form, project, typed, partial(choose_saved, self._desk, self.equipment))
