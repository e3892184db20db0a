"""Repair plan, quality check, signed sheets and open items of a dispatch (C7.3, C7.4, N5)."""

from PySide6.QtWidgets import QWidget

from app.forms.dispatch_steps import OpenItemForm, QualityForm, RepairPlanForm, SettleItemForm, SheetForm
from app.i18n import _
from app.queries.people.dispatch_parts import OpenItemLine
from app.queries.people.dispatches import DispatchDetails
from app.queries.trips.of_dispatch import TripRecord
from models.enums import RecordKind
from ui.dialogs.forms.past import past_day_problem, past_problem
from ui.dialogs.forms.scan_field import scan_field
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

PLAN, QUALITY, SHEET = "dispatch.plan", "dispatch.quality", "dispatch.sheet"
NOTE_ITEM, SETTLE_ITEM = "dispatch.note_item", "dispatch.settle_item"
LONGEST, LONGEST_PLAN, LONGEST_NAME = 4000, 200_000, 60


class RepairPlanDialog(FormDialog):
    """How the repair is to be done; the customer's word on it once it has been given."""

    def __init__(self, desk: Desk, details: DispatchDetails, parent: QWidget | None = None) -> None:
        super().__init__(
            PLAN, _("Repair plan · {number}").format(number=details.number or _("Draft")), _("&Save"), parent
        )
        self._desk = desk
        field = f"{PLAN}.field"
        self.plan = TextArea(f"{field}.plan", LONGEST_PLAN, 6)
        self.agreed_by = LineEdit(f"{field}.plan_agreed_by", LONGEST_NAME)
        self.agreed_on = DateEdit(f"{field}.plan_agreed_on", desk.today)
        self.add_row("plan", _("&Plan"), self.plan, required=True)
        self.add_row("plan_agreed_by", _("Customer &agreed"), self.agreed_by, half=True, check=self._word_problem)
        self.add_row("plan_agreed_on", _("&On"), self.agreed_on, half=True, check=self._day_problem)
        self.plan.set_value(details.plan)
        self.agreed_by.set_value(details.plan_agreed_by)
        self.agreed_on.set_value(details.plan_agreed_on)
        self.agreed_on.value_changed.connect(lambda _day: self.check_again())
        self.resize(680, 420)

    def form(self) -> RepairPlanForm:
        """Return what is entered."""
        return RepairPlanForm(
            plan=self.plan.value(), plan_agreed_by=self.agreed_by.value(), plan_agreed_on=self.agreed_on.value()
        )

    def _word_problem(self) -> str:
        missing = self.agreed_on.value() is not None and not self.agreed_by.value()
        return _("Enter who agreed.") if missing else ""

    def _day_problem(self) -> str:
        if self.agreed_by.value() and self.agreed_on.value() is None:
            return _("Enter the day.")
        return past_day_problem(self.agreed_on.value(), self._desk)


class QualityDialog(FormDialog):
    """The work was checked: who, on which day, what was found."""

    def __init__(self, desk: Desk, details: DispatchDetails, parent: QWidget | None = None) -> None:
        super().__init__(QUALITY, _("Quality check · {number}").format(number=details.number), _("&Record"), parent)
        self._desk = desk
        field = f"{QUALITY}.field"
        self.by = LineEdit(f"{field}.quality_by", LONGEST_NAME)
        self.on = DateEdit(f"{field}.quality_on", desk.today)
        self.note = TextArea(f"{field}.quality_note", LONGEST, 3)
        self.add_row("quality_by", _("Checked &by"), self.by, required=True, half=True)
        self.add_row("quality_on", _("&On"), self.on, required=True, half=True, check=self._day_problem)
        self.add_row("quality_note", _("&Found"), self.note)
        self.by.set_value(details.quality_by)
        self.on.set_value(details.quality_on or desk.today())
        self.note.set_value(details.quality_note)
        self.resize(600, 300)

    def form(self) -> QualityForm:
        """Return what is entered."""
        return QualityForm(quality_by=self.by.value(), quality_on=self.on.value(), quality_note=self.note.value())

    def _day_problem(self) -> str:
        return past_day_problem(self.on.value(), self._desk)


class SheetDialog(FormDialog):
    """A signed sheet came home: which, with its scan or the word that it lies here on paper."""

    def __init__(self, desk: Desk, details: DispatchDetails, parent: QWidget | None = None) -> None:
        super().__init__(SHEET, _("Signed sheet home"), _("&Record"), parent)
        field = f"{SHEET}.field"
        self.about = Combo(f"{field}.about_id", sheets_of(details))
        self.about.set_value(_still_out(details))
        self.scan = scan_field(desk, f"{field}.scan", self)
        self.note = LineEdit(f"{field}.note", LONGEST)
        self.add_row("about_id", _("&Sheet"), self.about, required=True)
        hint = _("Without a scan it is only recorded that the sheet lies here on paper.")
        self.add_row("scan", _("S&can"), self.scan, hint=hint)
        self.add_row("note", _("N&ote"), self.note)
        self.resize(640, 320)

    def form(self) -> SheetForm:
        """Return what is entered."""
        return SheetForm(about_id=int(self.about.code() or 0) or None, scan=self.scan.value(), note=self.note.value())


def sheets_of(details: DispatchDetails) -> list[tuple[str, str]]:
    """Return the sheets that come home from a trip, by the record they are of."""
    receipts = details.trip.of((RecordKind.SERVICE_RECEIPT,))
    return [
        (str(details.id), _("Business trip form {number}").format(number=details.number)),
        *((str(one.id), _receipt_words(one)) for one in receipts),
    ]


def _still_out(details: DispatchDetails) -> str:
    """Return the first sheet that is not home yet, the trip form where all are."""
    out = {name for line in details.checklist if line.fix == "note_sheet" for name in line.missing}
    receipts = details.trip.of((RecordKind.SERVICE_RECEIPT,))
    sheets = ((details.number, details.id), *((one.number, one.id) for one in receipts))
    return str(next((one for number, one in sheets if number in out), details.id))


def _receipt_words(receipt: TripRecord) -> str:
    return _("Service receipt {number}").format(number=receipt.number)


class OpenItemDialog(FormDialog):
    """Something is left undone: what, who sees to it, by when."""

    def __init__(self, desk: Desk, details: DispatchDetails, parent: QWidget | None = None) -> None:
        super().__init__(NOTE_ITEM, _("Open item · {number}").format(number=details.number), _("&Record"), parent)
        field = f"{NOTE_ITEM}.field"
        self.text = TextArea(f"{field}.text", LONGEST, 3)
        self.responsible = LineEdit(f"{field}.responsible", LONGEST_NAME)
        self.due_on = DateEdit(f"{field}.due_on", desk.today)
        self.add_row("text", _("What is left &undone"), self.text, required=True)
        self.add_row("responsible", _("&Who sees to it"), self.responsible, required=True, half=True)
        self.add_row("due_on", _("&By when"), self.due_on, required=True, half=True)
        self.responsible.set_value(next((one.name for one in details.people if one.is_lead), ""))
        self.resize(640, 320)

    def form(self) -> OpenItemForm:
        """Return what is entered."""
        return OpenItemForm(text=self.text.value(), responsible=self.responsible.value(), due_on=self.due_on.value())


class SettleItemDialog(FormDialog):
    """An open item was settled without a further dispatch: which, who, when, how."""

    def __init__(
        self, desk: Desk, details: DispatchDetails, item_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(SETTLE_ITEM, _("Open item settled"), _("&Record"), parent)
        self._desk = desk
        field = f"{SETTLE_ITEM}.field"
        self.item = Combo(f"{field}.item_id", [(str(one.id), one.text) for one in own_open(details)])
        self.by = LineEdit(f"{field}.settled_by", LONGEST_NAME)
        self.at = DateTimeEdit(f"{field}.settled_at", desk.now, desk.zone)
        self.settlement = TextArea(f"{field}.settlement", LONGEST, 3)
        self.add_row("item_id", _("&Open item"), self.item, required=True)
        self.add_row("settled_by", _("Settled &by"), self.by, required=True)
        self.add_row("settled_at", _("W&hen"), self.at, required=True, check=self._past_problem)
        self.add_row("settlement", _("Ho&w"), self.settlement, required=True)
        if item_id is not None:
            self.item.set_value(str(item_id))
        self.at.set_value(desk.now())
        self.resize(640, 380)

    def form(self) -> SettleItemForm:
        """Return what is entered."""
        return SettleItemForm(
            item_id=int(self.item.code() or 0) or None,
            settled_by=self.by.value(),
            settled_at=self.at.value(),
            settlement=self.settlement.value(),
        )

    def _past_problem(self) -> str:
        return past_problem(self.at.value(), self._desk)


def own_open(details: DispatchDetails) -> tuple[OpenItemLine, ...]:
    """Return what the dispatch itself left undone and nobody has settled or taken over."""
    return tuple(one for one in details.open_items if one.is_open and one.dispatch_id == details.id)
