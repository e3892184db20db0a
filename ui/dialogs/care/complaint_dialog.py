"""Registering a complaint, and correcting it while it is not closed (N6)."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.complaints import ComplaintForm
from app.i18n import _
from app.labels import label
from app.queries.care.complaints import complaint_form, new_complaint_form
from app.services.care.complaints import (
    NAME_LIMIT,
    PHONE_LIMIT,
    REASON_LIMIT,
    TEXT_LIMIT,
    TITLE_LIMIT,
    save_complaint,
)
from models.enums import ComplaintCategory, ComplaintChannel, ComplaintSeverity, RecordKind
from ui.dialogs.forms.past import past_problem
from ui.dialogs.forms.pickers import choose, choose_saved, no_limits, picked_id, read_items, record_picker
from ui.dialogs.forms.saving import OnSaved, open_edited, open_new
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "visits.complaints"
OF_CUSTOMER = {
    "project_id": RecordKind.PROJECT,
    "equipment_id": RecordKind.EQUIPMENT,
    "request_id": RecordKind.REQUEST,
    "dispatch_id": RecordKind.DISPATCH,
}
PICKED = {"customer_id": RecordKind.CUSTOMER, **OF_CUSTOMER, "staff_id": RecordKind.STAFF}
CODES = {"channel": ComplaintChannel, "category": ComplaintCategory, "severity": ComplaintSeverity}
LINES = {"complainant": NAME_LIMIT, "phone": PHONE_LIMIT, "title": TITLE_LIMIT, "receiver": NAME_LIMIT}
TEXTS = {"content": 4, "demand": 2}
COMES_FROM = ("visit_id", "survey_id")  # what a complaint came up in; the form shows it, but does not change it
KnownComplaint = tuple[ComplaintForm, Mapping[int, PickItem]]


class ComplaintDialog(FormDialog):
    """Who complains of what, how grave it is, what they want; what it is about."""

    def __init__(self, desk: Desk, read: KnownComplaint, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Save"), parent)
        self._desk = desk
        form, known = read
        field = f"{NAME}.field"
        self.at = DateTimeEdit(f"{field}.received_at", desk.now, desk.zone)
        self.codes = {
            name: Combo(f"{field}.{name}", [(one.value, label(one)) for one in codes]) for name, codes in CODES.items()
        }
        self.pickers = {
            name: record_picker(desk, f"{field}.{name}", kind, self._of_customer if name in OF_CUSTOMER else no_limits)
            for name, kind in PICKED.items()
        }
        self.typed: dict[str, LineEdit | TextArea] = {
            name: LineEdit(f"{field}.{name}", limit) for name, limit in LINES.items()
        }
        self.typed |= {name: TextArea(f"{field}.{name}", TEXT_LIMIT, rows) for name, rows in TEXTS.items()}
        self.reason = TextArea(f"{field}.reason", REASON_LIMIT, 2, self)
        self._add_rows(is_new=form.version == 0)
        self._fill(form, known)
        for name in OF_CUSTOMER:
            self.pickers[name].value_changed.connect(self._on_named)
        self.resize(860, 720)

    def _add_rows(self, *, is_new: bool) -> None:
        self.add_section(_("The complaint"))
        self.add_row("customer_id", _("&Customer"), self.pickers["customer_id"], required=True)
        self.add_row("received_at", _("Received &at"), self.at, required=True, half=True, check=self._problem)
        self.add_row("channel", _("C&hannel"), self.codes["channel"], required=True, half=True)
        self.add_row("complainant", _("Com&plainant"), self.typed["complainant"], required=True, half=True)
        self.add_row("phone", _("Phon&e"), self.typed["phone"], half=True)
        self.add_row("category", _("Ca&tegory"), self.codes["category"], required=True, half=True)
        self.add_row("severity", _("Se&verity"), self.codes["severity"], required=True, half=True)
        self.add_row("content", _("What is complained &of"), self.typed["content"], required=True)
        self.add_row("demand", _("What the customer &wants"), self.typed["demand"])
        first_line = _("Left empty, it is the first line of the complaint")
        self.add_row("title", _("&In a few words"), self.typed["title"], hint=first_line)
        self.add_section(_("What the complaint is about"))
        self.add_row("project_id", _("Pro&ject"), self.pickers["project_id"], half=True)
        self.add_row("equipment_id", _("E&quipment"), self.pickers["equipment_id"], half=True)
        self.add_row("request_id", _("Service &request"), self.pickers["request_id"], half=True)
        self.add_row("dispatch_id", _("&Dispatch"), self.pickers["dispatch_id"], half=True)
        self.add_row("staff_id", _("Staff &member"), self.pickers["staff_id"], half=True)
        self.add_row("receiver", _("Taken &by"), self.typed["receiver"], half=True)
        if is_new:
            self.reason.hide()
        else:
            self.add_row("reason", _("Reason for the chan&ge"), self.reason)

    # form in and out ---------------------------------------------------------------------------------------------

    def _fill(self, form: ComplaintForm, known: Mapping[int, PickItem]) -> None:
        self._version = form.version
        self._comes_from = {name: getattr(form, name) for name in COMES_FROM}
        self.at.set_value(form.received_at)
        for name, combo in self.codes.items():
            combo.set_value(getattr(form, name).value)
        for name, picker in self.pickers.items():
            choose(picker, getattr(form, name), known)
        for name, field in self.typed.items():
            field.set_value(getattr(form, name))

    def form(self) -> ComplaintForm:
        """Return what is entered."""
        picked: dict[str, Any] = {name: picked_id(picker) for name, picker in self.pickers.items()}
        words: dict[str, Any] = {name: field.value() for name, field in self.typed.items()}
        codes: dict[str, Any] = {name: CODES[name](combo.code()) for name, combo in self.codes.items()}
        return ComplaintForm(
            received_at=self.at.value(),
            reason=self.reason.value(),
            version=self._version,
            **picked,
            **words,
            **codes,
            **self._comes_from,
        )

    # what hangs together -----------------------------------------------------------------------------------------

    def _of_customer(self) -> Mapping[str, int | None]:
        return {"customer_id": picked_id(self.pickers["customer_id"])}

    def _on_named(self, item: PickItem | None) -> None:
        """Whose the named project, equipment, request or dispatch is complains, while nobody else is chosen."""
        customer = self.pickers["customer_id"]
        if item is not None and item.owner_id is not None and customer.value() is None and not self.is_restoring:
            choose_saved(self._desk, customer, item.owner_id)

    def _problem(self) -> str:
        return past_problem(self.at.value(), self._desk)


def _known(desk: Desk, form: ComplaintForm) -> KnownComplaint:
    return form, read_items(desk, *(getattr(form, name) for name in PICKED))


def ask_new_complaint(desk: Desk, parent: QWidget, about: Mapping[str, Any], on_saved: OnSaved) -> None:
    """Open the form of a complaint received now; ``about`` has by field of ``ComplaintForm`` what is known of it (the
    visit, survey, request or customer it comes from, what was said, by which channel). ``on_saved`` is given its id.
    """
    make = lambda read: ComplaintDialog(desk, read, _("Register a complaint"), parent)  # noqa: E731
    read = lambda: _known(desk, new_complaint_form(desk.context, about))  # noqa: E731
    open_new(desk, parent, read, make, save_complaint, on_saved, about)


def read_complaint(desk: Desk, record_id: int) -> KnownComplaint:
    """Read a complaint and what its form names; on the read lane."""
    return _known(desk, complaint_form(desk.context, record_id))


def ask_complaint(
    desk: Desk, parent: QWidget, record_id: int, read: KnownComplaint, on_saved: OnSaved
) -> ComplaintDialog:
    """Open the form of a complaint as it was read (``read_complaint``)."""
    make = lambda again: ComplaintDialog(desk, again, _("Correct the complaint"), parent)  # noqa: E731
    again = partial(read_complaint, desk, record_id)
    return open_edited(desk, record_id, read, again, make, save_complaint, on_saved)
