"""Recording a part that was replaced: which, where, by whom, which serial number gave way to which (N2)."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.formatting import date_text, quantity
from app.forms.material.returns import SwapForm
from app.i18n import _, ngettext
from app.queries.material.swap_forms import IssuedLine, SwapSheet, new_swap_form
from app.queries.material.swaps import SwapLine
from app.rules.material.swaps import serial_words
from app.rules.repairs import MOST_REPAIRS
from app.services.material.swaps import record_swap, withdraw_swap
from models.enums import RecordKind
from ui.dialogs.forms.past import past_day_problem
from ui.dialogs.forms.pickers import choose, picked_id, read_items, record_picker
from ui.dialogs.forms.saving import OnSaved, Step, open_form
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.quantity_edit import QuantityEdit
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.fields.text_area import TextArea
from ui.widgets.fields.tick import Tick
from ui.widgets.forms.form import FormDialog

NAME, WITHDRAWING = "inventory.swap", "inventory.swap_withdrawal"
LONGEST, LONGEST_NAME, LONGEST_SERIAL = 4000, 60, 80
Known = Mapping[int, PickItem]
SwapRead = tuple[SwapSheet, Known]


class SwapDialog(FormDialog):
    """What was put in, of what was issued for the request or from elsewhere; what came out, whether it comes back."""

    def __init__(self, desk: Desk, read: SwapRead, parent: QWidget | None = None) -> None:
        sheet, known = read
        super().__init__(NAME, _("Part replaced · {request}").format(request=sheet.request), _("&Record"), parent)
        self._desk = desk
        self._sheet = sheet
        self._issued = {str(line.slip_line_id): line for line in sheet.issued}
        self._make_fields()
        self._add_rows()
        self.slip_line_id.value_changed.connect(lambda _code: self._on_line_chosen())
        self.takes_back.value_changed.connect(lambda on: self.show_row("carrier_name", shown=on))
        self._set_form(sheet.form, known)
        self.resize(720, 560)

    def _make_fields(self) -> None:
        desk, own = self._desk, f"{NAME}.field"
        lines = [(code, issued_words(line)) for code, line in self._issued.items()]
        self.slip_line_id = Combo(f"{own}.slip_line_id", lines, empty=_("Not issued by us"))
        self.name = LineEdit(f"{own}.name", 200)
        self.spec = LineEdit(f"{own}.spec", 200)
        self.equipment_id = record_picker(desk, f"{own}.equipment_id", RecordKind.EQUIPMENT, self._of_request)
        self.quantity = QuantityEdit(f"{own}.quantity")
        self.old_serial_no = LineEdit(f"{own}.old_serial_no", LONGEST_SERIAL)
        self.new_serial_no = LineEdit(f"{own}.new_serial_no", LONGEST_SERIAL)
        self.swapped_on = DateEdit(f"{own}.swapped_on", desk.today)
        self.person = LineEdit(f"{own}.person", LONGEST_NAME)
        self.fault = TextArea(f"{own}.fault", LONGEST, 2)
        self.takes_back = Tick(f"{own}.takes_back")
        self.takes_back.setText(_("It has to come back to us"))
        self.carrier_name = LineEdit(f"{own}.carrier_name", LONGEST_NAME)

    def _add_rows(self) -> None:
        words = often_words(self._sheet)
        if words:
            self.add_note("often", words)
        self.add_row("slip_line_id", _("Ne&w part"), self.slip_line_id)
        self.add_row("name", _("Part &name"), self.name, required=True, half=True)
        self.add_row("spec", _("M&odel, specification"), self.spec, half=True)
        self.add_row("equipment_id", _("&Equipment"), self.equipment_id)
        self.add_row("quantity", _("&Quantity"), self.quantity, required=True, half=True, check=self._too_much)
        self.add_row(
            "swapped_on", _("Replace&d on"), self.swapped_on, required=True, half=True, check=self._day_problem
        )
        self.add_row("old_serial_no", _("Serial no. of the o&ld one"), self.old_serial_no, half=True)
        self.add_row("new_serial_no", _("Serial no. of the new one"), self.new_serial_no, half=True)
        self.add_row("person", _("Replaced &by"), self.person, required=True)
        self.add_row("fault", _("&Fault"), self.fault)
        self.add_row("takes_back", _("Old par&t"), self.takes_back, half=True)
        self.add_row("carrier_name", _("Bro&ught by"), self.carrier_name, half=True)

    # form in and out ---------------------------------------------------------------------------------------------

    def _set_form(self, form: SwapForm, known: Known) -> None:
        choose(self.equipment_id, form.equipment_id, known)
        for name in ("swapped_on", "person", "takes_back", "carrier_name"):
            getattr(self, name).set_value(getattr(form, name))
        self.slip_line_id.set_value(next(iter(self._issued), None))
        self._on_line_chosen()

    def form(self) -> SwapForm:
        """Return what is entered."""
        line = self._line()
        return SwapForm(
            slip_line_id=line.slip_line_id if line is not None else None,
            name="" if line is not None else self.name.value(),
            spec="" if line is not None else self.spec.value(),
            equipment_id=picked_id(self.equipment_id),
            dispatch_id=self._sheet.form.dispatch_id,
            quantity=self.quantity.value(),
            old_serial_no=self.old_serial_no.value(),
            new_serial_no=self.new_serial_no.value(),
            swapped_on=self.swapped_on.value(),
            person=self.person.value(),
            fault=self.fault.value(),
            takes_back=self.takes_back.value(),
            carrier_name=self.carrier_name.value(),
        )

    # what hangs together -----------------------------------------------------------------------------------------

    def _line(self) -> IssuedLine | None:
        return self._issued.get(self.slip_line_id.code())

    def _of_request(self) -> dict[str, int | None]:
        """Offer the equipment of the request's project, without one that of its customer."""
        if self._sheet.project_id is not None:
            return {"project_id": self._sheet.project_id}
        return {"customer_id": self._sheet.customer_id}

    def _on_line_chosen(self) -> None:
        """What was issued brings its name, how much of it is left, and the serial number the keeper noted."""
        line = self._line()
        for name in ("name", "spec"):
            self.show_row(name, shown=line is None)
        if line is not None:
            self.quantity.set_value(line.left)
            self.new_serial_no.set_value(line.serial_no[:LONGEST_SERIAL])
            self.name.set_value(line.name)

    def _too_much(self) -> str:
        line, entered = self._line(), self.quantity.value()
        if line is None or entered is None or entered <= line.left:
            return ""
        words = _("Only {left} {unit} of this item were issued and are not accounted for yet.")
        return words.format(left=quantity(line.left), unit=line.unit)

    def _day_problem(self) -> str:
        return past_day_problem(self.swapped_on.value(), self._desk)


def issued_words(line: IssuedLine) -> str:
    """Return an issued item as one chooses it: what it is, how much of it is left, by which slip it left."""
    left = f"{quantity(line.left)} {line.unit}".strip()
    return " · ".join(part for part in (f"{line.name} {line.spec}".strip(), left, line.slip) if part)


def often_words(sheet: SwapSheet) -> str:
    """Return what is to be pointed out of the equipment: a unit repaired again and again, a part replaced so (N2)."""
    words = [one.words for one in sheet.often]
    if sheet.repairs > MOST_REPAIRS:
        text = ngettext(
            "{name}: {count} repair; replace the unit whole (N2)",
            "{name}: {count} repairs; replace the unit whole (N2)",
            sheet.repairs,
        )
        words.insert(0, text.format(name=sheet.equipment, count=sheet.repairs))
    return "\n".join(words)


def read_swap(desk: Desk, request_id: int, dispatch_id: int | None = None) -> SwapRead:
    """Read what the form of a swap starts from; runs on the read lane."""
    sheet = new_swap_form(desk.context, request_id, dispatch_id)
    return sheet, read_items(desk, sheet.form.equipment_id)


def ask_swap(desk: Desk, parent: QWidget, read: SwapRead, on_saved: OnSaved, step: Step) -> SwapDialog:
    """Open the form of a swap for a request; ``step`` is how its page calls for it."""
    dialog = SwapDialog(desk, read, parent)
    save = partial(record_swap, desk.context, request_id=read[0].request_id)
    return open_form(desk, dialog, lambda: partial(save, form=dialog.form()), on_saved, about=step.about())


class WithdrawDialog(FormDialog):
    """Which of the swaps of a request was recorded by mistake, and why it is taken back."""

    def __init__(self, swaps: Sequence[SwapLine], parent: QWidget | None = None) -> None:
        super().__init__(WITHDRAWING, _("Take back a part replaced"), _("&Take back"), parent)
        own = f"{WITHDRAWING}.field"
        self.swap_id = Combo(f"{own}.swap_id", [(str(one.id), swap_words(one)) for one in swaps])
        self.reason = TextArea(f"{own}.reason", LONGEST, 3)
        self.add_row("swap_id", _("&Part replaced"), self.swap_id, required=True)
        self.add_row("reason", _("&Reason"), self.reason, required=True)
        self.resize(600, 260)

    def form(self) -> tuple[int, str]:
        """Return which swap, and the reason."""
        return int(self.swap_id.code()), self.reason.value()


def swap_words(swap: SwapLine) -> str:
    """Return a swap as one chooses it: the day, the part, the serial numbers."""
    part = f"{swap.name} {quantity(swap.quantity)} {swap.unit}".strip()
    serials = serial_words(swap.old_serial_no, swap.new_serial_no)
    return " · ".join(one for one in (date_text(swap.swapped_on), part, serials) if one)


def ask_withdrawal(
    desk: Desk, parent: QWidget, swaps: Sequence[SwapLine], on_saved: Callable[[], None], step: Step
) -> WithdrawDialog:
    """Ask which swap is taken back, and why."""
    dialog = WithdrawDialog(swaps, parent)

    def answer() -> Callable[[], None]:
        swap_id, reason = dialog.form()
        return partial(withdraw_swap, desk.context, swap_id=swap_id, reason=reason)

    return open_form(desk, dialog, answer, lambda _answer: on_saved(), about=step.about())
