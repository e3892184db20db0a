"""The customer's word on a service receipt, and cash of it that is handed in (N1)."""

from datetime import datetime
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from app.formatting import money
from app.forms.on_site import HandInForm, RefusalForm, SigningForm
from app.i18n import _
from app.labels import label
from app.queries.trips.receipt_details import ServiceReceiptDetails
from models.enums import Rating
from ui.dialogs.forms.past import past_day_problem, past_problem
from ui.runtime.desk import Desk
from ui.widgets.fields.checks import phone_problem
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.money_edit import MoneyEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

SIGNING, REFUSING, HANDING_IN = "dispatch.receipt_signing", "dispatch.receipt_refusal", "dispatch.cash_hand_in"
LONGEST, LONGEST_NAME = 4000, 60


class SignerFields:
    """Who had the receipt before them, under which telephone, and when: the fields that both answers share."""

    def __init__(self, name: str, desk: Desk, details: ServiceReceiptDetails) -> None:
        self._desk = desk
        self._details = details
        own = f"{name}.field"
        self.signed_by = LineEdit(f"{own}.signed_by", LONGEST_NAME)
        self.signer_phone = LineEdit(f"{own}.signer_phone", 40, phone_problem)
        self.signed_at = DateTimeEdit(f"{own}.signed_at", desk.now, desk.zone)
        self.signed_by.set_value(details.signed_by)
        self.signer_phone.set_value(details.signer_phone)
        self.signed_at.set_value(details.left_at or desk.now())

    def add_rows(self, form: FormDialog, who: str) -> None:
        """Add the fields to a form; ``who`` is the label of the first (translated)."""
        form.add_row("signed_by", who, self.signed_by, required=True, half=True)
        form.add_row("signer_phone", _("Pho&ne"), self.signer_phone, half=True)
        form.add_row("signed_at", _("W&hen"), self.signed_at, required=True, half=True, check=self._problem)

    def _problem(self) -> str:
        at, arrived = self.signed_at.value(), self._details.arrived_at
        if at is not None and arrived is not None and at < _to_the_minute(arrived):
            return _("This lies before the arrival.")
        return past_problem(at, self._desk)


def _to_the_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


class ReceiptSigningDialog(FormDialog):
    """Who signed, when, and with which word; somebody dissatisfied says with what."""

    def __init__(self, desk: Desk, details: ServiceReceiptDetails, parent: QWidget | None = None) -> None:
        super().__init__(SIGNING, _("Signed · {number}").format(number=details.number), _("&Record"), parent)
        own = f"{SIGNING}.field"
        self.signer = SignerFields(SIGNING, desk, details)
        self.rating = Combo(f"{own}.rating", [(one.value, label(one)) for one in Rating], empty=_("Choose…"))
        self.comment = TextArea(f"{own}.comment", LONGEST, 3)
        if any(part.swap_id is None for part in details.parts):
            self.add_note("parts", _("The parts put in are recorded as replaced; old ones taken back are awaited."))
        self.signer.add_rows(self, _("Signed b&y"))
        self.add_row("rating", _("Satisf&action"), self.rating, required=True, half=True)
        self.add_row("comment", _("Customer's &word"), self.comment)
        self.rating.value_changed.connect(lambda _code: self._show_needed())
        self.comment.set_value(details.comment)
        self.resize(760, 400)

    def form(self) -> SigningForm:
        """Return what is entered."""
        code = self.rating.value()
        return SigningForm(
            signed_by=self.signer.signed_by.value(),
            signer_phone=self.signer.signer_phone.value(),
            signed_at=self.signer.signed_at.value(),
            rating=Rating(code) if code else None,
            comment=self.comment.value(),
        )

    def _show_needed(self) -> None:
        self.require("comment", required=self.rating.value() == Rating.DISSATISFIED)
        self.check_again()


class ReceiptRefusalDialog(FormDialog):
    """Who did not sign, when, and why."""

    def __init__(self, desk: Desk, details: ServiceReceiptDetails, parent: QWidget | None = None) -> None:
        super().__init__(REFUSING, _("Not signed · {number}").format(number=details.number), _("&Record"), parent)
        self.signer = SignerFields(REFUSING, desk, details)
        self.refusal = TextArea(f"{REFUSING}.field.refusal", LONGEST, 3)
        self.add_note("about", _("Take a photo of the unsigned sheet and file it with the receipt (N1)."))
        self.signer.add_rows(self, _("Refused b&y"))
        self.add_row("refusal", _("R&eason"), self.refusal, required=True)
        self.resize(760, 380)

    def form(self) -> RefusalForm:
        """Return what is entered."""
        return RefusalForm(
            signed_by=self.signer.signed_by.value(),
            signer_phone=self.signer.signer_phone.value(),
            signed_at=self.signer.signed_at.value(),
            refusal=self.refusal.value(),
        )


class HandInDialog(FormDialog):
    """How much cash is handed in, when, to whom, under which voucher."""

    def __init__(self, desk: Desk, details: ServiceReceiptDetails, parent: QWidget | None = None) -> None:
        super().__init__(HANDING_IN, _("Cash handed in · {number}").format(number=details.number), _("&Record"), parent)
        self._desk = desk
        self._in_hand = details.cash_in_hand or Decimal(0)
        own = f"{HANDING_IN}.field"
        self.handed_in_on = DateEdit(f"{own}.handed_in_on", desk.today)
        self.amount = MoneyEdit(f"{own}.amount")
        self.handed_to = LineEdit(f"{own}.handed_to", LONGEST_NAME)
        self.voucher_no = LineEdit(f"{own}.voucher_no", LONGEST_NAME)
        told = _("{name} holds {amount} of it.")
        self.add_note("about", told.format(name=details.cash_holder, amount=money(details.cash_in_hand)))
        check = lambda: past_day_problem(self.handed_in_on.value(), self._desk)  # noqa: E731
        self.add_row("handed_in_on", _("&Day"), self.handed_in_on, required=True, half=True, check=check)
        self.add_row("amount", _("&Amount (yuan)"), self.amount, required=True, half=True, check=self._sum_problem)
        self.add_row("handed_to", _("Handed &to"), self.handed_to, required=True, half=True)
        self.add_row("voucher_no", _("&Voucher no."), self.voucher_no, half=True)
        self.handed_in_on.set_value(desk.today())
        self.amount.set_value(details.cash_in_hand)
        self.resize(720, 320)

    def form(self) -> HandInForm:
        """Return what is entered."""
        names = ("handed_in_on", "amount", "handed_to", "voucher_no")
        return HandInForm(**{name: getattr(self, name).value() for name in names})

    def _sum_problem(self) -> str:
        amount = self.amount.value()
        if amount is None or 0 < amount <= self._in_hand:
            return ""
        return _("Only {amount} of it are still in hand.").format(amount=money(self._in_hand))
