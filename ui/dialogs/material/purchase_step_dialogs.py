"""The steps of a purchase that ask for something: the ordering, another day, a receipt that was wrong (C6.2)."""

from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from app.formatting import date_text, local, quantity
from app.forms.material.purchases import ExpectedForm, OrderingForm, TakingBackForm
from app.i18n import _
from app.queries.material.purchases import PurchaseDetails
from models.enums import PartnerRole, RecordKind
from ui.dialogs.forms.past import past_problem
from ui.dialogs.forms.pickers import picked_id, record_picker
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.quantity_edit import QuantityEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

ORDERING, EXPECTED, TAKING_BACK = "inventory.ordering", "inventory.expected", "inventory.taking_back"
LONGEST, LONGEST_NAME = 4000, 60


def add_needed(form: FormDialog, details: PurchaseDetails) -> None:
    """Say at the top of a form by when the goods of a purchase are needed first."""
    if details.needed_on is not None:
        form.add_note("needed", _("Needed by {day}").format(day=date_text(details.needed_on)))


class OrderingDialog(FormDialog):
    """Who at purchasing ordered it when, where, under which number, and by when it is expected."""

    def __init__(self, desk: Desk, details: PurchaseDetails, parent: QWidget | None = None) -> None:
        super().__init__(ORDERING, _("Ordered · {number}").format(number=details.number), _("&Record"), parent)
        self._desk = desk
        self._details = details
        field = f"{ORDERING}.field"
        self.at = DateTimeEdit(f"{field}.at", desk.now, desk.zone)
        self.person = LineEdit(f"{field}.person", LONGEST_NAME)
        suppliers = lambda: {"role": PartnerRole.SUPPLIER}  # noqa: E731
        self.supplier = record_picker(desk, f"{field}.supplier_id", RecordKind.PARTNER, suppliers)
        self.order_ref = LineEdit(f"{field}.order_ref", LONGEST_NAME)
        self.expected_on = DateEdit(f"{field}.expected_on", desk.today)
        self._add_rows()
        self.at.set_value(desk.now())
        if details.own_purchase:
            self.person.set_value(desk.context.actor.display_name)
        self.resize(640, 360)

    def _add_rows(self) -> None:
        add_needed(self, self._details)
        who = _("Who bought it") if self._details.own_purchase else _("Who at purchasing ordered it")
        self.add_row("at", _("Ordered &at"), self.at, required=True, check=self._time_problem)
        self.add_row("person", _("Ordered &by"), self.person, required=True, half=True, hint=who)
        self.add_row("expected_on", _("E&xpected on"), self.expected_on, required=True, half=True,
                     check=self._day_problem)  # fmt: skip
        self.add_row("supplier_id", _("&Supplier"), self.supplier, half=True)
        self.add_row("order_ref", _("Purchasing's &no."), self.order_ref, half=True)

    def form(self) -> OrderingForm:
        """Return what is entered."""
        return OrderingForm(
            at=self.at.value(),
            person=self.person.value(),
            supplier_id=picked_id(self.supplier),
            order_ref=self.order_ref.value(),
            expected_on=self.expected_on.value(),
        )

    def _time_problem(self) -> str:
        return past_problem(self.at.value(), self._desk)

    def _day_problem(self) -> str:
        at, day = self.at.value(), self.expected_on.value()
        ordered_on = local(at, self._desk.zone).date() if at is not None else None
        return early_problem(day, ordered_on)


def early_problem(day: date | None, ordered_on: date | None) -> str:
    """Return that goods cannot be expected before the day on which they were ordered, "" when they are not."""
    is_early = day is not None and ordered_on is not None and day < ordered_on
    return _("This lies before it was ordered.") if is_early else ""


class ExpectedDialog(FormDialog):
    """Another day by which what is still to come is expected: who said so, and why."""

    def __init__(self, desk: Desk, details: PurchaseDetails, parent: QWidget | None = None) -> None:
        title = _("Another day of delivery · {number}").format(number=details.number)
        super().__init__(EXPECTED, title, _("&Record"), parent)
        self._details = details
        self._zone = desk.zone
        field = f"{EXPECTED}.field"
        self.expected_on = DateEdit(f"{field}.expected_on", desk.today)
        self.person = LineEdit(f"{field}.person", LONGEST_NAME)
        self.reason = TextArea(f"{field}.reason", LONGEST, 3)
        add_needed(self, details)
        expected = _("Expected on {day} so far. A day that was missed stays missed.")
        self.add_note("about", expected.format(day=date_text(details.expected_on)))
        self.add_row("expected_on", _("E&xpected on"), self.expected_on, required=True, half=True,
                     check=self._problem)  # fmt: skip
        self.add_row("person", _("&Told by"), self.person, required=True, half=True)
        self.add_row("reason", _("Rea&son"), self.reason, required=True)
        self.person.set_value(details.ordered_by)
        self.resize(620, 320)

    def form(self) -> ExpectedForm:
        """Return what is entered."""
        return ExpectedForm(
            expected_on=self.expected_on.value(), person=self.person.value(), reason=self.reason.value()
        )

    def _problem(self) -> str:
        ordered_at = self._details.ordered_at
        return early_problem(self.expected_on.value(), local(ordered_at, self._zone).date() if ordered_at else None)


class TakingBackDialog(FormDialog):
    """What had been received by mistake: of which item and batch, how much, and why it was wrong."""

    def __init__(self, desk: Desk, details: PurchaseDetails, parent: QWidget | None = None) -> None:
        title = _("Take back a receipt · {number}").format(number=details.number)
        super().__init__(TAKING_BACK, title, _("&Take back"), parent)
        self._desk = desk
        self._received = received_lots(details)
        field = f"{TAKING_BACK}.field"
        self.lot = Combo(f"{field}.line_no", [(code, words) for code, (words, _amount) in self._received.items()])
        self.quantity = QuantityEdit(f"{field}.quantity")
        self.at = DateTimeEdit(f"{field}.at", desk.now, desk.zone)
        self.person = LineEdit(f"{field}.person", LONGEST_NAME)
        self.reason = TextArea(f"{field}.reason", LONGEST, 3)
        self.add_note("about", _("Only what is still on hand. The goods are to come again, or the line is closed."))
        self.add_row("line_no", _("&Receipt"), self.lot, required=True)
        self.add_row("quantity", _("&Quantity"), self.quantity, required=True, half=True, check=self._problem)
        self.add_row("person", _("Wh&o"), self.person, required=True, half=True)
        self.add_row("at", _("W&hen"), self.at, required=True, check=self._time_problem)
        self.add_row("reason", _("Wh&y it was wrong"), self.reason, required=True)
        self.at.set_value(desk.now())
        self.person.set_value(desk.context.actor.display_name)
        self.lot.value_changed.connect(lambda _code: self.check_again())
        self.resize(640, 380)

    def form(self) -> TakingBackForm:
        """Return what is entered."""
        line_no, _colon, batch = (self.lot.code() or "0:").partition(":")
        return TakingBackForm(
            line_no=int(line_no),
            batch=batch,
            quantity=self.quantity.value(),
            at=self.at.value(),
            person=self.person.value(),
            reason=self.reason.value(),
        )

    def _problem(self) -> str:
        amount = self.quantity.value()
        _words, received = self._received.get(self.lot.code() or "", ("", Decimal(0)))
        if amount is None or amount <= received:
            return ""
        return _("Only {quantity} was received of it.").format(quantity=quantity(received))

    def _time_problem(self) -> str:
        return past_problem(self.at.value(), self._desk)


def received_lots(details: PurchaseDetails) -> dict[str, tuple[str, Decimal]]:
    """Return what came in and was not taken back, by "line:batch": in words, and how much."""
    lots: dict[str, tuple[str, Decimal]] = {}
    for line in details.lines:
        amounts: dict[str, Decimal] = {}
        for receipt in line.receipts:
            amounts[receipt.batch] = amounts.get(receipt.batch, Decimal(0)) + receipt.quantity
        for batch, amount in amounts.items():
            if amount > 0:
                of_batch = _("batch {batch}").format(batch=batch) if batch else ""
                words = (line.title, f"{quantity(amount)} {line.unit}".strip(), of_batch)
                lots[f"{line.line_no}:{batch}"] = (" · ".join(one for one in words if one), amount)
    return lots
