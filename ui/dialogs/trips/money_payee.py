"""Who gets money of which trip, and how: the fields that an advance and a claim share (C7.3, C7.4)."""

from collections.abc import Callable, Mapping
from typing import Any

from app.i18n import _
from app.labels import label
from models.enums import AdvanceMethod, RecordKind
from ui.dialogs.forms.pickers import choose, picked_id, record_picker
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.forms.form import FormDialog

Known = Mapping[int, PickItem]


class PayeeFields:
    """Dispatch and person, what for; how it is paid and into which account."""

    def __init__(self, desk: Desk, name: str, form: FormDialog) -> None:
        self._form = form
        field = f"{name}.field"
        self.dispatch = record_picker(desk, f"{field}.dispatch_id", RecordKind.DISPATCH)
        self.staff = record_picker(desk, f"{field}.staff_id", RecordKind.STAFF)
        self.title = LineEdit(f"{field}.title")
        methods = [(one.value, label(one)) for one in AdvanceMethod]
        self.method = Combo(f"{field}.method", methods)
        self.payee_account = LineEdit(f"{field}.payee_account")

    def add_trip_rows(self, purpose: str) -> None:
        """Add dispatch, person and what for; ``purpose`` is the label of the last (translated)."""
        self._form.add_row("dispatch_id", _("&Dispatch"), self.dispatch, required=True, half=True)
        self._form.add_row("staff_id", _("&Person"), self.staff, required=True, half=True)
        self._form.add_row("title", purpose, self.title, required=True)

    def add_paying_rows(self) -> None:
        """Add how it is paid and into which account."""
        self.payee_account.setPlaceholderText(_("account number and bank"))
        self._form.add_row("method", _("Pa&id by"), self.method, half=True)
        self._form.add_row("payee_account", _("Accoun&t"), self.payee_account, half=True)

    def show_form(self, form: Any, known: Known) -> None:
        """Show what an advance or a claim names; KeyError for a record that is not known."""
        choose(self.dispatch, form.dispatch_id, known)
        choose(self.staff, form.staff_id, known)
        self.title.set_value(form.title)
        self.method.set_value(form.method.value)
        self.payee_account.set_value(form.payee_account)

    def values(self) -> dict[str, Any]:
        """Return what is entered, by field of the form."""
        return {
            "dispatch_id": picked_id(self.dispatch),
            "staff_id": picked_id(self.staff),
            "title": self.title.value(),
            "method": AdvanceMethod(self.method.code()),
            "payee_account": self.payee_account.value(),
        }

    def when_dispatch_picked(self, run: Callable[[int], object]) -> None:
        """Call ``run`` with the dispatch that somebody picks; not while a kept form is put back."""

        def picked(item: PickItem | None) -> None:
            if item is not None and not self._form.is_restoring:
                run(item.id)

        self.dispatch.value_changed.connect(picked)
