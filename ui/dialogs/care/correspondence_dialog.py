"""Recording a call or a letter that no other record holds, correcting it, and what was done about it (N6)."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.correspondence import CorrespondenceForm, SettlingForm
from app.i18n import _
from app.labels import label
from app.queries.care.correspondence import CorrespondenceDetails, correspondence_form, new_correspondence_form
from app.queries.search import Pick, pick
from app.rules.visible import viewing
from app.services.care.correspondence import (
    LINE_LIMIT,
    NAME_LIMIT,
    PHONE_LIMIT,
    REASON_LIMIT,
    TEXT_LIMIT,
    TITLE_LIMIT,
    save_correspondence,
)
from models.enums import Direction, Medium, RecordKind
from ui.dialogs.forms.past import past_problem
from ui.dialogs.forms.pickers import choose, picked_id, read_items, record_picker
from ui.dialogs.forms.saving import OnSaved, open_edited, open_new
from ui.dialogs.forms.scan_field import scan_field
from ui.runtime.desk import Desk
from ui.widgets.fields.checks import phone_problem
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.record_picker import PickItem, RecordPicker
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog
from ui.widgets.pages.page_pills import SegmentedChoice

NAME, SETTLING = "visits.registers", "visits.settling"
ABOUT = (
    RecordKind.REQUEST, RecordKind.DISPATCH, RecordKind.QUOTATION, RecordKind.ORDER, RecordKind.CONTRACT,
    RecordKind.COMPLAINT, RecordKind.VISIT, RecordKind.SHIPMENT, RecordKind.EQUIPMENT,
)  # fmt: skip
MOST_OFFERED = 8  # of each kind: the words that somebody types name one record
WITHOUT_NUMBER = (Medium.CALL, Medium.MESSAGE)
KnownCorrespondence = tuple[CorrespondenceForm, Mapping[int, PickItem]]


class CorrespondenceDialog(FormDialog):
    """Who called or wrote when, what about, and what is to be done by when."""

    def __init__(self, desk: Desk, read: KnownCorrespondence, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Save"), parent)
        self._desk = desk
        form, known = read
        field = f"{NAME}.field"
        self.direction = SegmentedChoice(f"{field}.direction", [(one.value, label(one)) for one in Direction])
        self.medium = Combo(f"{field}.medium", [(one.value, label(one)) for one in Medium])
        self.at = DateTimeEdit(f"{field}.at", desk.now, desk.zone)
        self.customer = record_picker(desk, f"{field}.customer_id", RecordKind.CUSTOMER)
        self.project = record_picker(desk, f"{field}.project_id", RecordKind.PROJECT, self._of_customer)
        self.about = _about_picker(desk, f"{field}.about_id", self._of_customer)
        limits = {"handled_by": NAME_LIMIT, "unit": LINE_LIMIT, "counterpart": NAME_LIMIT, "their_no": LINE_LIMIT}
        self.typed: dict[str, LineEdit | TextArea] = {
            name: LineEdit(f"{field}.{name}", limit) for name, limit in {**limits, "title": TITLE_LIMIT}.items()
        }
        self.typed["phone"] = LineEdit(f"{field}.phone", PHONE_LIMIT, phone_problem)
        self.typed["text"] = TextArea(f"{field}.text", TEXT_LIMIT, 4)
        self.typed["to_do"] = TextArea(f"{field}.to_do", REASON_LIMIT, 2)
        self.due_on = DateEdit(f"{field}.due_on", desk.today)
        self.scan = scan_field(desk, f"{field}.scan", self)
        self.reason = TextArea(f"{field}.reason", REASON_LIMIT, 2, self)
        self._add_rows(is_new=form.version == 0)
        self._fill(form, known)
        self._connect_fields()
        self._show_rows()
        self.resize(860, 720)

    def _add_rows(self, *, is_new: bool) -> None:
        self.add_section(_("What it was"))
        self.add_row("direction", _("Di&rection"), self.direction, required=True, half=True)
        self.add_row("medium", _("&Medium"), self.medium, required=True, half=True)
        self.add_row("at", _("&When"), self.at, required=True, half=True, check=self._at_problem)
        self.add_row("handled_by", _("Handled &by"), self.typed["handled_by"], required=True, half=True)
        self.add_row("their_no", _("Number on the &letter"), self.typed["their_no"])
        self.add_section(_("With whom"))
        self.add_row("customer_id", _("C&ustomer"), self.customer, half=True, check=self._whose_problem)
        self.add_row("project_id", _("Pro&ject"), self.project, half=True)
        self.add_row("unit", _("Other u&nit"), self.typed["unit"])
        self.add_row("counterpart", _("Contac&t"), self.typed["counterpart"], half=True)
        self.add_row("phone", _("P&hone"), self.typed["phone"], half=True)
        self.add_section(_("What about"))
        self.add_row("title", _("&In short"), self.typed["title"], required=True)
        self.add_row("text", _("Te&xt"), self.typed["text"])
        self.add_row("about_id", _("Linked rec&ord"), self.about)
        self.add_row("scan", _("S&can"), self.scan, hint=_("The file may be dropped anywhere on this form."))
        self.add_section(_("What follows"))
        self.add_row("to_do", _("To be &done"), self.typed["to_do"])
        self.add_row("due_on", _("By wh&en"), self.due_on, half=True, check=self._due_problem)
        if is_new:
            self.reason.hide()
        else:
            self.add_row("reason", _("Reason for the chan&ge"), self.reason)

    def _connect_fields(self) -> None:
        self.medium.value_changed.connect(lambda _code: self._show_rows())
        self.customer.value_changed.connect(lambda _item: self.check_again())
        for name in ("unit", "to_do"):
            self.typed[name].value_changed.connect(lambda _text: self.check_again())

    def _fill(self, form: CorrespondenceForm, known: Mapping[int, PickItem]) -> None:
        self._version = form.version
        self.direction.set_value(form.direction.value)
        self.medium.set_value(form.medium.value)
        self.at.set_value(form.at)
        choose(self.customer, form.customer_id, known)
        choose(self.project, form.project_id, known)
        choose(self.about, form.about_id, known)
        for name, field in self.typed.items():
            field.set_value(getattr(form, name))
        self.due_on.set_value(form.due_on)

    def form(self) -> CorrespondenceForm:
        """Return what is entered."""
        words: dict[str, Any] = {name: field.value() for name, field in self.typed.items()}
        return CorrespondenceForm(
            direction=Direction(self.direction.code()),
            medium=Medium(self.medium.code()),
            at=self.at.value(),
            customer_id=picked_id(self.customer),
            project_id=picked_id(self.project),
            about_id=picked_id(self.about),
            due_on=self.due_on.value(),
            scan=self.scan.value(),
            reason=self.reason.value(),
            version=self._version,
            **words,
        )

    def _of_customer(self) -> Mapping[str, int | None]:
        """Offer what is the customer's; everything while none is chosen."""
        return {"customer_id": picked_id(self.customer)}

    def _show_rows(self) -> None:
        """A call has no number of its own; what was typed stays in sight."""
        written = Medium(self.medium.code()) not in WITHOUT_NUMBER
        self.show_row("their_no", shown=written or bool(self.typed["their_no"].value()))

    def _at_problem(self) -> str:
        return past_problem(self.at.value(), self._desk)

    def _whose_problem(self) -> str:
        known = picked_id(self.customer) or picked_id(self.project) or self.typed["unit"].value().strip()
        return "" if known else _("Choose the customer, or enter the unit.")

    def _due_problem(self) -> str:
        missing = self.due_on.value() is not None and not self.typed["to_do"].value().strip()
        return _("Enter what is to be done by that day.") if missing else ""


def _about_picker(desk: Desk, name: str, limits: Any) -> RecordPicker:
    """Return a picker over all kinds of record that a call or a letter may be about."""
    kinds = [kind for kind in ABOUT if desk.context.actor.may(viewing(kind))]

    def search(words: str) -> list[PickItem]:
        found = (pick(desk.context, kind, words, **limits())[:MOST_OFFERED] for kind in kinds)
        return [_about_item(one) for of_kind in found for one in of_kind]

    return RecordPicker(name, search, desk.jobs)


def _about_item(found: Pick) -> PickItem:
    """Return a record with its kind beside it: several kinds stand in one list."""
    return PickItem(found.id, found.title, label(found.kind), found.number, found.customer_id)


def _known(desk: Desk, form: CorrespondenceForm) -> KnownCorrespondence:
    return form, read_items(desk, form.customer_id, form.project_id, form.about_id)


def ask_new_correspondence(desk: Desk, parent: QWidget, on_saved: OnSaved) -> None:
    """Open the form of a call or a letter; ``on_saved`` is given its id."""
    make = lambda read: CorrespondenceDialog(desk, read, _("Record a call or a letter"), parent)  # noqa: E731
    read = lambda: _known(desk, new_correspondence_form(desk.context))  # noqa: E731
    open_new(desk, parent, read, make, save_correspondence, on_saved)


def read_correspondence(desk: Desk, record_id: int) -> KnownCorrespondence:
    """Read a call or a letter and what its form names; on the read lane."""
    return _known(desk, correspondence_form(desk.context, record_id))


def ask_correspondence(
    desk: Desk, parent: QWidget, record_id: int, read: KnownCorrespondence, on_saved: OnSaved
) -> CorrespondenceDialog:
    """Open the form of a call or a letter as it was read (``read_correspondence``)."""
    make = lambda again: CorrespondenceDialog(desk, again, _("Correct the call or letter"), parent)  # noqa: E731
    again = partial(read_correspondence, desk, record_id)
    return open_edited(desk, record_id, read, again, make, save_correspondence, on_saved)


class CorrespondenceResultDialog(FormDialog):
    """What was done about a call or a letter, and when."""

    def __init__(self, desk: Desk, details: CorrespondenceDetails, parent: QWidget | None = None) -> None:
        super().__init__(SETTLING, _("Result · {number}").format(number=details.number), _("&Record"), parent)
        self._desk = desk
        self._since = details.at
        self.at = DateTimeEdit(f"{SETTLING}.field.at", desk.now, desk.zone)
        self.outcome = TextArea(f"{SETTLING}.field.result", REASON_LIMIT, 4)
        self.add_note("about", details.to_do)
        self.add_row("at", _("Done &at"), self.at, required=True, check=self._problem)
        self.add_row("result", _("&What was done"), self.outcome, required=True)
        self.at.set_value(desk.now())
        self.resize(620, 320)

    def form(self) -> SettlingForm:
        """Return what is entered."""
        return SettlingForm(at=self.at.value(), result=self.outcome.value())

    def _problem(self) -> str:
        at = self.at.value()
        if at is not None and at < self._since.replace(second=0, microsecond=0):  # forms know minutes
            return _("This lies before the call or letter.")
        return past_problem(at, self._desk)
