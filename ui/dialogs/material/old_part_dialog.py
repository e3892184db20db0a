"""Registering an old part that has to come back, and correcting it until it is appraised (N2)."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.material.returns import OldPartForm
from app.i18n import _, pgettext
from app.queries.material.old_parts import new_old_part_form, old_part_form
from app.services.material.old_parts import save_old_part
from models.enums import RecordKind
from ui.dialogs.forms.past import past_day_problem
from ui.dialogs.forms.pickers import choose, picked_id, read_items, record_picker
from ui.dialogs.forms.saving import OnSaved, open_edited, open_form
from ui.dialogs.material.source_fields import SourceFields
from ui.runtime.desk import Desk
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.quantity_edit import QuantityEdit
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "inventory.old_part"
LONGEST, LONGEST_NAME, LONGEST_SERIAL = 4000, 60, 80
PICKED = ("request_id", "project_id", "equipment_id", "part_id")
TYPED = ("name", "spec", "serial_no", "quantity", "unit", "removed_on", "carrier_name", "fault")
Known = Mapping[int, PickItem]
OldPartRead = tuple[OldPartForm, Known]


class OldPartDialog(FormDialog):
    """What it is, where it came from, who has to bring it."""

    def __init__(self, desk: Desk, read: OldPartRead, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated; ``read`` holds the form and the records that it names."""
        super().__init__(NAME, title, _("&Save"), parent)
        self._desk = desk
        form, known = read
        self._is_new = not form.version
        self._make_fields()
        self._add_rows()
        self._version = form.version
        choose(self.part_id, form.part_id, known)
        self.sources.show_sources(form, known)
        for name in TYPED:
            getattr(self, name).set_value(getattr(form, name))
        self.resize(720, 520)

    def _make_fields(self) -> None:
        desk, own = self._desk, f"{NAME}.field"
        self.part_id = record_picker(desk, f"{own}.part_id", RecordKind.PART)
        self.sources = SourceFields(desk, self, with_customer=False)
        self.name = LineEdit(f"{own}.name", 200)
        self.spec = LineEdit(f"{own}.spec", 200)
        self.serial_no = LineEdit(f"{own}.serial_no", LONGEST_SERIAL)
        self.quantity = QuantityEdit(f"{own}.quantity")
        self.unit = LineEdit(f"{own}.unit", 20)
        self.removed_on = DateEdit(f"{own}.removed_on", desk.today)
        self.carrier_name = LineEdit(f"{own}.carrier_name", LONGEST_NAME)
        self.fault = TextArea(f"{own}.fault", LONGEST, 2)
        self.reason = TextArea(f"{own}.reason", LONGEST, 2)
        self.part_id.setPlaceholderText(_("if it is in the list of parts"))

    def _add_rows(self) -> None:
        self.add_section(_("The old part"))
        self.add_row("part_id", _("In the &list"), self.part_id)
        self.add_row("name", _("Part &name"), self.name, required=True, half=True)
        self.add_row("spec", _("M&odel, specification"), self.spec, half=True)
        self.add_row("serial_no", pgettext("part", "Se&rial no."), self.serial_no)
        self.add_row("quantity", _("Quant&ity"), self.quantity, required=True, half=True)
        self.add_row("unit", _("&Unit"), self.unit, half=True)
        self.add_section(_("Where it comes from"))
        self.sources.add_rows()
        check = lambda: past_day_problem(self.removed_on.value(), self._desk)  # noqa: E731
        self.add_row("removed_on", _("&Taken out on"), self.removed_on, required=True, half=True, check=check)
        self.add_row("carrier_name", _("Brought b&y"), self.carrier_name, half=True)
        self.add_row("fault", _("&Fault"), self.fault)
        hint = _("Only where another day moves a promise that was missed already")
        self.add_row("reason", _("Reason of the chan&ge"), self.reason, hint=hint)
        self.show_row("reason", shown=not self._is_new)
        self.part_id.value_changed.connect(self._on_part_chosen)

    def form(self) -> OldPartForm:
        """Return what is entered."""
        return OldPartForm(
            **self._entered(),
            reason=self.reason.value(),
            version=self._version,
        )

    def _entered(self) -> dict[str, Any]:
        typed = {name: getattr(self, name).value() for name in TYPED}
        return {"part_id": picked_id(self.part_id), **self.sources.ids(), **typed}

    def _on_part_chosen(self, _item: object) -> None:
        """A part of the list brings its name, where none was typed."""
        item = self.part_id.value()
        if item is not None and not self.name.value():
            self.name.set_value(item.title)


def ask_new_old_part(desk: Desk, parent: QWidget, read: OldPartRead, on_saved: OnSaved) -> OldPartDialog:
    """Open the form of a new old part as it was read (``read_new_old_part``)."""
    dialog = OldPartDialog(desk, read, _("Register an old part"), parent)
    save = partial(save_old_part, desk.context)
    return open_form(desk, dialog, lambda: partial(save, form=dialog.form()), on_saved)


def read_new_old_part(desk: Desk) -> OldPartRead:
    """Read what the form of a new old part starts from; runs on the read lane."""
    return new_old_part_form(desk.context), {}


def read_old_part(desk: Desk, record_id: int) -> OldPartRead:
    """Read an old part and the records that it names; runs on the read lane."""
    form = old_part_form(desk.context, record_id)
    return form, read_items(desk, *(getattr(form, name) for name in PICKED))


def ask_old_part(desk: Desk, parent: QWidget, record_id: int, read: OldPartRead, on_saved: OnSaved) -> OldPartDialog:
    """Open the form of an old part as it was read (``read_old_part``)."""

    def make(again: OldPartRead) -> OldPartDialog:
        return OldPartDialog(desk, again, _("Edit old part"), parent)

    return open_edited(desk, record_id, read, partial(read_old_part, desk, record_id), make, save_old_part, on_saved)
