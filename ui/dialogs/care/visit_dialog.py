"""Planning a visit by hand, and correcting what is planned (C13)."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.visits import VisitForm
from app.i18n import _
from app.labels import label
from app.queries.care.visits import new_visit_form, visit_form
from app.services.care.visits import LINE_LIMIT, NAME_LIMIT, REASON_LIMIT, save_visit
from models.enums import RecordKind, VisitMode
from ui.dialogs.forms.pickers import choose, no_limits, picked_id, read_items, record_picker
from ui.dialogs.forms.saving import OnSaved, open_edited, open_new
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "visits.visit"
PICKED = {
    "customer_id": RecordKind.CUSTOMER,
    "project_id": RecordKind.PROJECT,
    "dispatch_id": RecordKind.DISPATCH,
}
KnownVisit = tuple[VisitForm, Mapping[int, PickItem]]


def mode_combo(name: str) -> Combo:
    """Return the choice of how a visit is paid."""
    return Combo(name, [(one.value, label(one)) for one in VisitMode])


class CustomerVisitDialog(FormDialog):
    """Whom, in which project, how, when, by whom, what it is about; on which trip."""

    def __init__(self, desk: Desk, read: KnownVisit, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Save"), parent)
        form, known = read
        own = f"{NAME}.field"
        self.pickers = {
            name: record_picker(desk, f"{own}.{name}", kind, no_limits if name == "customer_id" else self._of_customer)
            for name, kind in PICKED.items()
        }
        self.mode = mode_combo(f"{own}.mode")
        self.planned_on = DateEdit(f"{own}.planned_on", desk.today)
        self.visitor = LineEdit(f"{own}.visitor", NAME_LIMIT)
        self.focus = LineEdit(f"{own}.focus", LINE_LIMIT)
        self.reason = TextArea(f"{own}.reason", REASON_LIMIT, 2, self)
        self._add_rows(is_new=form.version == 0)
        self._fill(form, known)
        self.pickers["customer_id"].value_changed.connect(self._on_customer_changed)
        self.resize(720, 420)

    def _add_rows(self, *, is_new: bool) -> None:
        self.add_row("customer_id", _("&Customer"), self.pickers["customer_id"], required=True)
        self.add_row("project_id", _("Pro&ject"), self.pickers["project_id"])
        self.add_row("planned_on", _("&Planned for"), self.planned_on, required=True, half=True)
        self.add_row("mode", _("&How"), self.mode, required=True, half=True)
        self.add_row("visitor", _("&Visitor"), self.visitor, half=True)
        self.add_row("dispatch_id", _("On the &trip"), self.pickers["dispatch_id"], half=True)
        self.add_row("focus", _("Foc&us"), self.focus)
        if is_new:
            self.reason.hide()
        else:
            self.add_row("reason", _("Reason for the chan&ge"), self.reason)

    def _of_customer(self) -> Mapping[str, Any]:
        return {"customer_id": picked_id(self.pickers["customer_id"])}

    def _fill(self, form: VisitForm, known: Mapping[int, PickItem]) -> None:
        self._version = form.version
        for name, picker in self.pickers.items():
            choose(picker, getattr(form, name), known)
        self.mode.set_value(form.mode.value)
        self.planned_on.set_value(form.planned_on)
        self.visitor.set_value(form.visitor)
        self.focus.set_value(form.focus)

    def form(self) -> VisitForm:
        """Return what is entered."""
        picked: dict[str, Any] = {name: picked_id(picker) for name, picker in self.pickers.items()}
        return VisitForm(
            mode=VisitMode(self.mode.code()),
            planned_on=self.planned_on.value(),
            visitor=self.visitor.value(),
            focus=self.focus.value(),
            reason=self.reason.value(),
            version=self._version,
            **picked,
        )

    def _on_customer_changed(self, item: PickItem | None) -> None:
        """Another customer: a project or trip of the former one does not fit any more."""
        if self.is_restoring:
            return
        for name in ("project_id", "dispatch_id"):
            chosen = self.pickers[name].value()
            if chosen is not None and (item is None or chosen.owner_id != item.id):
                self.pickers[name].set_value(None)


def _known(desk: Desk, form: VisitForm) -> KnownVisit:
    return form, read_items(desk, *(getattr(form, name) for name in PICKED))


def ask_new_visit(desk: Desk, parent: QWidget, about: Mapping[str, Any], on_saved: OnSaved) -> None:
    """Open the form of a visit; ``about`` may name ``customer_id`` or ``project_id``. ``on_saved`` is given its id."""
    named = {name: about[name] for name in ("customer_id", "project_id") if about.get(name) is not None}
    make = lambda read: CustomerVisitDialog(desk, read, _("Plan a visit"), parent)  # noqa: E731
    read = lambda: _known(desk, new_visit_form(desk.context, **named))  # noqa: E731
    open_new(desk, parent, read, make, save_visit, on_saved, named)


def read_visit(desk: Desk, record_id: int) -> KnownVisit:
    """Read a visit and what its form names; on the read lane."""
    return _known(desk, visit_form(desk.context, record_id))


def ask_visit(desk: Desk, parent: QWidget, record_id: int, read: KnownVisit, on_saved: OnSaved) -> CustomerVisitDialog:
    """Open the form of a visit as it was read (``read_visit``)."""
    make = lambda again: CustomerVisitDialog(desk, again, _("Correct the visit"), parent)  # noqa: E731
    return open_edited(desk, record_id, read, partial(read_visit, desk, record_id), make, save_visit, on_saved)
