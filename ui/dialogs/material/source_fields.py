"""What goods or a task belong to, as fields of a form: customer, request, project, equipment; one brings the others."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from app.i18n import N_, _
from app.queries.search import Pick, pick_one
from models.enums import RecordKind
from ui.dialogs.forms.pickers import choose, choose_saved, picked_id, read_items, record_picker
from ui.dialogs.parties.customer_dialog import ask_new_customer
from ui.runtime.desk import Desk
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.forms.form import FormDialog

Known = Mapping[int, PickItem]
CUSTOMER = "customer_id"
SOURCES = {  # field of the form → what is picked there, and its label
    CUSTOMER: (RecordKind.CUSTOMER, N_("C&ustomer")),
    "request_id": (RecordKind.REQUEST, N_("Re&quest")),
    "project_id": (RecordKind.PROJECT, N_("&Project")),
    "equipment_id": (RecordKind.EQUIPMENT, N_("&Equipment")),
}


class SourceFields(QObject):
    """Pickers that go together: whatever is picked brings its customer and project along where nothing stands yet, and
    limits what the others offer. It goes with its form, and with it every answer that it still waits for.
    """

    def __init__(self, desk: Desk, form: FormDialog, *, with_customer: bool) -> None:
        """Without a customer's field the customer follows from what is picked."""
        super().__init__(form)
        self._desk = desk
        self._form = form
        names = [name for name in SOURCES if with_customer or name != CUSTOMER]
        self.pickers = {
            name: record_picker(
                desk,
                f"{form.name_of_form}.field.{name}",
                SOURCES[name][0],
                partial(self._limits, name),
                _("New customer…") if name == CUSTOMER else "",
            )
            for name in names
        }
        for name, picker in self.pickers.items():
            picker.value_changed.connect(partial(self._on_picked, name))
        if with_customer:
            self.pickers[CUSTOMER].new_requested.connect(self._on_new_customer_requested)

    def add_rows(self) -> None:
        """Add the fields to the form, two in a line; a customer has to be there."""
        for name, picker in self.pickers.items():
            self._form.add_row(name, _(SOURCES[name][1]), picker, required=name == CUSTOMER, half=True)

    def show_sources(self, form: Any, known: Known) -> None:
        """Show what a form names; KeyError for a record that is not ``known``."""
        for name, picker in self.pickers.items():
            choose(picker, getattr(form, name), known)

    def ids(self) -> dict[str, Any]:
        """Return what is picked, by field."""
        return {name: picked_id(picker) for name, picker in self.pickers.items()}

    # what hangs together -----------------------------------------------------------------------------------------

    def _picked(self, name: str) -> int | None:
        return picked_id(self.pickers[name]) if name in self.pickers else None

    def _limits(self, name: str) -> dict[str, int | None]:
        """Limit what is offered to the customer's and the project's."""
        if name == CUSTOMER:
            return {}
        project_id = self._picked("project_id") if name == "equipment_id" else None
        return {"customer_id": self._picked(CUSTOMER), "project_id": project_id}

    def _on_picked(self, name: str, item: PickItem | None) -> None:
        if self._form.is_restoring:
            return  # the others come back as they were
        if name == CUSTOMER:
            self._drop_foreign(item.id if item is not None else None)
        elif item is not None:
            self._desk.jobs.run_read(
                f"{self._form.name_of_form}.{name}", partial(self._read_owner, item.id), self._follow
            )

    def _drop_foreign(self, customer_id: int | None) -> None:
        """Another customer: what belonged to the former one goes."""
        for picker in self.pickers.values():
            item = picker.value()
            if item is not None and item.owner_id not in (None, customer_id):
                picker.set_value(None)

    def _read_owner(self, record_id: int, _progress: object) -> tuple[Pick, Known]:
        found = pick_one(self._desk.context, record_id)
        return found, read_items(self._desk, found.customer_id, found.project_id)

    def _follow(self, read: tuple[Pick, Known]) -> None:
        found, known = read
        for name in (CUSTOMER, "project_id"):
            wanted = getattr(found, name)
            if name in self.pickers and wanted is not None and self._picked(name) is None:
                choose(self.pickers[name], wanted, known)

    def _on_new_customer_requested(self, typed: str) -> None:
        saved = partial(choose_saved, self._desk, self.pickers[CUSTOMER])
        ask_new_customer(self._desk, self._form, typed, saved)
