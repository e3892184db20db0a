"""Writing a service receipt: what is known before anybody leaves, and what was done there (N1)."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from app.formatting import local
from app.forms.on_site import ServiceReceiptForm, WorkHoursForm
from app.i18n import _
from app.labels import label
from app.queries.trips.receipt_forms import ReceiptSheet, new_receipt_sheet, receipt_sheet
from app.rules.trips.fees import NOTHING, Effort, propose_fees
from app.rules.trips.hours import propose_hours
from app.services.trips.receipts import save_receipt
from models.enums import PayStatus, RecordKind, WorkResult
from ui.dialogs.forms.past import past_problem
from ui.dialogs.forms.pickers import choose, picked_id, read_items, record_picker
from ui.dialogs.forms.saving import OnSaved, open_edited, open_new
from ui.dialogs.trips.receipt_hours import ReceiptHours, person_hours
from ui.dialogs.trips.receipt_parts import ReceiptParts, parts_total
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.money_edit import MoneyEdit
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "dispatch.service_receipt"
LONGEST = 4000
FEES = ("fee_labour", "fee_parts", "fee_travel")
TEXTS = ("fault", "work_done", "advice")
KnownReceipt = tuple[ReceiptSheet, dict[int, PickItem]]  # with the records that it names


class ServiceReceiptDialog(FormDialog):
    """Where and when, what was done, what was put in, whose hours, what it costs and who took the cash."""

    def __init__(self, desk: Desk, read: KnownReceipt, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Save"), parent)
        self._desk = desk
        self._sheet = read[0]
        own = f"{NAME}.field"
        self.site_id = Combo(f"{own}.site_id", [(str(one[0]), one[1]) for one in self._sheet.sites], empty="")
        limits = lambda: {"customer_id": self._sheet.customer_id}  # noqa: E731
        self.equipment_id = record_picker(desk, f"{own}.equipment_id", RecordKind.EQUIPMENT, limits)
        self.arrived_at = DateTimeEdit(f"{own}.arrived_at", desk.now, desk.zone)
        self.left_at = DateTimeEdit(f"{own}.left_at", desk.now, desk.zone)
        self.fault = TextArea(f"{own}.fault", LONGEST, 2)
        self.work_done = TextArea(f"{own}.work_done", LONGEST, 3)
        self.outcome = Combo(f"{own}.result", [(one.value, label(one)) for one in WorkResult], empty=_("Not known yet"))
        self.advice = TextArea(f"{own}.advice", LONGEST, 2)
        self.parts = ReceiptParts(f"{own}.parts")
        self.hours = ReceiptHours(f"{own}.hours", desk, self._sheet)
        self._make_money(own)
        self.reason = TextArea(f"{own}.reason", LONGEST, 2, self)
        self._make_buttons()
        self._add_rows()
        self.set_read(read)
        self._connect_fields()
        self.resize(1120, 720)

    def _make_money(self, own: str) -> None:
        self.fees = {name: MoneyEdit(f"{own}.{name}") for name in FEES}
        self.cash_taken = MoneyEdit(f"{own}.cash_taken")
        self.pay_status = Combo(f"{own}.pay_status", [(one.value, label(one)) for one in PayStatus])
        ours = [(str(one.staff_id), one.name) for one in self._sheet.travellers if one.staff_id is not None]
        self.cash_holder_id = Combo(f"{own}.cash_holder_id", ours, empty=_("Choose…"))

    def _make_buttons(self) -> None:
        self.parts_button = self._make_button("parts", _("Take over what was &handed out"))
        self.hours_button = self._make_button("hours", _("Propose the h&ours"))
        self.fees_button = self._make_button("fees", _("Fees by the &rate card"))
        self.parts_button.setEnabled(bool(self._sheet.proposed))
        self.fees_button.setEnabled(bool(self._sheet.rates))

    def _make_button(self, code: str, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(f"{NAME}.action.{code}")
        button.setAutoDefault(False)
        self.add_button(button)
        return button

    def _add_rows(self) -> None:
        if self._sheet.repairs:
            self.add_note("repairs", self._sheet.repairs)
        self.add_section(_("Where and when"))
        self.add_row("site_id", _("S&ite"), self.site_id, half=True)
        self.add_row("equipment_id", _("&Equipment"), self.equipment_id, half=True)
        self.add_row("arrived_at", _("Arri&ved"), self.arrived_at, half=True,
                     check=lambda: past_problem(self.arrived_at.value(), self._desk))  # fmt: skip
        self.add_row("left_at", _("&Left"), self.left_at, half=True, check=self._left_problem)
        self.add_section(_("Work and result"))
        self.add_row("fault", _("Fa&ult"), self.fault)
        self.add_row("work_done", _("&Work done"), self.work_done)
        self.add_row("result", _("Resul&t"), self.outcome, half=True)
        self.add_row("advice", _("A&dvice"), self.advice)
        self.add_section(_("Parts put in"))
        self.add_row("parts", _("Parts put in"), self.parts, wide=True)
        self.add_section(_("Hours"))
        self.add_row("hours", _("Hours"), self.hours, wide=True)
        self._add_money_rows()
        if self._sheet.form.version:
            self.add_row("reason", _("Reason for the chan&ge"), self.reason)
        else:
            self.reason.hide()

    def _add_money_rows(self) -> None:
        self.add_section(_("Fees and cash"))
        if self._sheet.is_free:
            self.add_note("free", _("Free work: the paper prints the price and “free under warranty”."))
        titles = {"fee_labour": _("Labour"), "fee_parts": _("Parts"), "fee_travel": _("Travel")}
        for name, edit in self.fees.items():
            self.add_row(name, titles[name], edit, half=True)
        self.add_row("pay_status", _("Pay&ment"), self.pay_status, required=True, half=True)
        self.add_row("cash_taken", _("Cash ta&ken"), self.cash_taken, half=True, check=self._cash_problem)
        self.add_row("cash_holder_id", _("Cash held &by"), self.cash_holder_id, half=True)

    def _connect_fields(self) -> None:
        self.parts_button.clicked.connect(self.take_over_parts)
        self.hours_button.clicked.connect(self.propose_hours)
        self.fees_button.clicked.connect(self.propose_fees)
        for field in (self.arrived_at, self.left_at):
            field.value_changed.connect(lambda _at: self._show_times())
        self.pay_status.value_changed.connect(lambda _code: self._show_payment())
        self.cash_taken.value_changed.connect(lambda _sum: self._show_payment())
        self._show_payment()
        self._show_times()

    # form in and out ---------------------------------------------------------------------------------------------

    def set_read(self, read: KnownReceipt) -> None:
        """Show what the form starts with; KeyError for a record it names that is not known."""
        sheet, known = read
        form = sheet.form
        self._version = form.version
        self.site_id.set_value(str(form.site_id) if form.site_id is not None else None)
        choose(self.equipment_id, form.equipment_id, known)
        self.arrived_at.set_value(form.arrived_at)
        self.left_at.set_value(form.left_at)
        for name in TEXTS:
            getattr(self, name).set_value(getattr(form, name))
        self.outcome.set_value(form.result.value if form.result is not None else None)
        self.parts.offer((*sheet.proposed, *form.parts))
        self.parts.set_value(form.parts)
        self.hours.set_value(form.hours)
        for name, edit in self.fees.items():
            edit.set_value(getattr(form, name) or None)
        self.cash_taken.set_value(form.cash_taken or None)
        self.pay_status.set_value(form.pay_status.value)
        self.cash_holder_id.set_value(str(form.cash_holder_id) if form.cash_holder_id is not None else None)

    def form(self) -> ServiceReceiptForm:
        """Return what is entered."""
        result = self.outcome.value()
        holder = self.cash_holder_id.value()
        pays_here = PayStatus(self.pay_status.code()) is PayStatus.ON_SITE
        return ServiceReceiptForm(
            dispatch_id=self._sheet.form.dispatch_id,
            site_id=int(self.site_id.code()) if self.site_id.value() else None,
            equipment_id=picked_id(self.equipment_id),
            arrived_at=self.arrived_at.value(),
            left_at=self.left_at.value(),
            result=WorkResult(result) if result else None,
            pay_status=PayStatus(self.pay_status.code()),
            cash_taken=(self.cash_taken.value() or NOTHING) if pays_here else NOTHING,
            cash_holder_id=int(holder) if holder and pays_here else None,
            parts=self.parts.value(),
            hours=self.hours.value(),
            reason=self.reason.value(),
            version=self._version,
            **{name: getattr(self, name).value() for name in TEXTS},
            **self._fees(),
        )

    def _fees(self) -> dict[str, Any]:
        return {name: edit.value() or NOTHING for name, edit in self.fees.items()}

    # what follows from what is entered ---------------------------------------------------------------------------

    def take_over_parts(self) -> None:
        """Put in what was handed out for the dispatch and stands on no line yet."""
        there = {(line.slip_line_id, line.swap_id) for line in self.parts.value()}
        fresh = [one for one in self._sheet.proposed if (one.slip_line_id, one.swap_id) not in there]
        self.parts.set_value((*self.parts.value(), *fresh))

    def propose_hours(self) -> None:
        """Put in what follows from coming and leaving, for every traveller; what was typed gives way."""
        arrived, left = self.arrived_at.value(), self.left_at.value()
        if arrived is None or left is None:
            return
        zone = self._desk.zone
        since, until = (local(moment, zone).replace(tzinfo=None) for moment in (arrived, left))
        days = propose_hours(since, until, self._sheet.calendar)
        self.hours.set_value(
            tuple(
                WorkHoursForm(
                    staff_id=person.staff_id, name=person.name, worked_on=one.day, normal=one.normal,
                    overtime=one.overtime, holiday=one.holiday,
                )
                for person in self._sheet.travellers
                for one in days
            )
        )  # fmt: skip

    def propose_fees(self) -> None:
        """Put in what labour and the way cost by the rate card, and the parts of the lines."""
        hours, days = person_hours(self.hours.value())
        km = next((one[2] for one in self._sheet.sites if str(one[0]) == self.site_id.value()), None)
        fees = propose_fees(self._sheet.rates, Effort(hours, days, km), parts_total(self.parts.value()))
        self.fees["fee_labour"].set_value(fees.labour)
        self.fees["fee_parts"].set_value(fees.parts)
        self.fees["fee_travel"].set_value(fees.travel)

    def _show_times(self) -> None:
        self.hours_button.setEnabled(self.arrived_at.value() is not None and self.left_at.value() is not None)

    def _show_payment(self) -> None:
        pays_here = self.pay_status.value() == PayStatus.ON_SITE
        self.show_row("cash_taken", shown=pays_here)
        self.show_row("cash_holder_id", shown=pays_here)
        self.require("cash_holder_id", required=pays_here and bool(self.cash_taken.value()))

    def _left_problem(self) -> str:
        arrived, left = self.arrived_at.value(), self.left_at.value()
        if arrived is not None and left is not None and left < arrived:
            return _("This lies before the arrival.")
        return past_problem(left, self._desk)

    def _cash_problem(self) -> str:
        total = sum(edit.value() or 0 for edit in self.fees.values())
        return _("This is more than the fees.") if (self.cash_taken.value() or 0) > total else ""


def read_new_receipt(desk: Desk, dispatch_id: int) -> KnownReceipt:
    """Read the form of a new receipt of a dispatch and what it names; on the read lane."""
    return _known(desk, new_receipt_sheet(desk.context, dispatch_id))


def read_receipt(desk: Desk, record_id: int) -> KnownReceipt:
    """Read a receipt and what its form names; on the read lane."""
    return _known(desk, receipt_sheet(desk.context, record_id))


def _known(desk: Desk, sheet: ReceiptSheet) -> KnownReceipt:
    return sheet, read_items(desk, sheet.form.equipment_id)


def ask_new_receipt(desk: Desk, parent: QWidget, dispatch_id: int, on_saved: OnSaved) -> None:
    """Open the form of a new receipt of a dispatch; ``on_saved`` is given its id."""

    def make(read: KnownReceipt) -> FormDialog:
        title = _("New service receipt · {dispatch}").format(dispatch=read[0].dispatch)
        return ServiceReceiptDialog(desk, read, title, parent)

    open_new(
        desk,
        parent,
        partial(read_new_receipt, desk, dispatch_id),
        make,
        save_receipt,
        on_saved,
        {"dispatch_id": dispatch_id},
    )


def ask_receipt(
    desk: Desk, parent: QWidget, record_id: int, read: KnownReceipt, on_saved: OnSaved
) -> ServiceReceiptDialog:
    """Open the form of a receipt as it was read (``read_receipt``)."""
    make = lambda again: ServiceReceiptDialog(desk, again, _("Fill in the service receipt"), parent)  # noqa: E731
    return open_edited(desk, record_id, read, partial(read_receipt, desk, record_id), make, save_receipt, on_saved)
