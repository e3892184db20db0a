"""The steps of advances and claims that ask for something: payment, cash handed back, check, to finance (C7.4)."""

from decimal import Decimal

from PySide6.QtWidgets import QWidget

from app.formatting import money
from app.forms.trip_money import ClaimCheckForm, PayingForm, RefundForm, ToFinanceForm
from app.i18n import _
from app.queries.trips.advances import AdvanceDetails
from app.queries.trips.expenses import ExpenseDetails
from app.rules.trips.marks import unexplained
from ui.dialogs.forms.past import past_day_problem
from ui.runtime.desk import Desk
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.money_edit import MoneyEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

PAYMENT, PAYING_OUT, REFUND = "dispatch.claim_payment", "dispatch.advance_payment", "dispatch.advance_refund"
CHECK, TO_FINANCE = "dispatch.claim_check", "dispatch.claim_to_finance"
LONGEST, LONGEST_NO, LONGEST_NAME = 4000, 60, 60
ZERO = Decimal("0.00")


def _within(amount: Decimal | None, most: Decimal) -> str:
    """Return what is wrong with a sum of which ``most`` is open, "" when nothing is."""
    if amount is None or amount <= most:
        return ""
    return _("More than is open: {sum}").format(sum=money(most))


class AdvancePaymentDialog(FormDialog):
    """On which day finance paid an advance out, by which voucher."""

    def __init__(self, desk: Desk, details: AdvanceDetails, parent: QWidget | None = None) -> None:
        title = _("Payment · {number}").format(number=details.number)
        super().__init__(PAYING_OUT, title, _("&Record"), parent)
        self._desk = desk
        self.paid_on = DateEdit(f"{PAYING_OUT}.field.paid_on", desk.today)
        self.voucher_no = LineEdit(f"{PAYING_OUT}.field.voucher_no", LONGEST_NO)
        self.note = LineEdit(f"{PAYING_OUT}.field.note")
        self.add_note("sum", _("Paid out as a whole: {sum}").format(sum=money(details.amount)))
        self.add_row("paid_on", _("Paid on the &day"), self.paid_on, required=True, half=True, check=self._day_problem)
        self.add_row("voucher_no", _("&Voucher no."), self.voucher_no, required=True, half=True)
        self.add_row("note", _("N&ote"), self.note)
        self.paid_on.set_value(desk.today())
        self.resize(640, 280)

    def form(self) -> PayingForm:
        """Return what is entered."""
        return PayingForm(paid_on=self.paid_on.value(), voucher_no=self.voucher_no.value(), note=self.note.value())

    def _day_problem(self) -> str:
        return past_day_problem(self.paid_on.value(), self._desk)


class ClaimPaymentDialog(FormDialog):
    """What finance paid of a claim: all that is due, or a part of it."""

    def __init__(self, desk: Desk, details: ExpenseDetails, parent: QWidget | None = None) -> None:
        title = _("Payment · {number}").format(number=details.number)
        super().__init__(PAYMENT, title, _("&Record"), parent)
        self._desk, self._due = desk, details.due
        self.amount = MoneyEdit(f"{PAYMENT}.field.amount")
        self.paid_on = DateEdit(f"{PAYMENT}.field.paid_on", desk.today)
        self.voucher_no = LineEdit(f"{PAYMENT}.field.voucher_no", LONGEST_NO)
        self.note = LineEdit(f"{PAYMENT}.field.note")
        self.add_note("sum", _("Still to be paid: {sum}. A part is recorded as it comes.").format(sum=money(self._due)))
        self.add_row("amount", _("Su&m"), self.amount, required=True, half=True, check=self._sum_problem)
        self.add_row("paid_on", _("Paid on the &day"), self.paid_on, required=True, half=True, check=self._day_problem)
        self.add_row("voucher_no", _("&Voucher no."), self.voucher_no, half=True)
        self.add_row("note", _("N&ote"), self.note, half=True)
        self.amount.set_value(self._due)
        self.paid_on.set_value(desk.today())
        self.resize(680, 280)

    def form(self) -> PayingForm:
        """Return what is entered."""
        return PayingForm(
            amount=self.amount.value(),
            paid_on=self.paid_on.value(),
            voucher_no=self.voucher_no.value(),
            note=self.note.value(),
        )

    def _sum_problem(self) -> str:
        return _within(self.amount.value(), self._due)

    def _day_problem(self) -> str:
        return past_day_problem(self.paid_on.value(), self._desk)


class RefundDialog(FormDialog):
    """What of an advance was handed back in cash: how much, when, to whom."""

    def __init__(self, desk: Desk, details: AdvanceDetails, parent: QWidget | None = None) -> None:
        title = _("Cash handed back · {number}").format(number=details.number)
        super().__init__(REFUND, title, _("&Record"), parent)
        self._desk, self._open = desk, details.open_amount
        self.amount = MoneyEdit(f"{REFUND}.field.amount")
        self.refunded_on = DateEdit(f"{REFUND}.field.refunded_on", desk.today)
        self.person = LineEdit(f"{REFUND}.field.person", LONGEST_NAME)
        self.voucher_no = LineEdit(f"{REFUND}.field.voucher_no", LONGEST_NO)
        self.add_note("sum", _("Still open: {sum}").format(sum=money(self._open)))
        self.add_row("amount", _("Su&m"), self.amount, required=True, half=True, check=self._sum_problem)
        day = _("Handed back on the &day")
        self.add_row("refunded_on", day, self.refunded_on, required=True, half=True, check=self._day_problem)
        self.add_row("person", _("&Taken by"), self.person, required=True, half=True)
        self.add_row("voucher_no", _("&Voucher no."), self.voucher_no, half=True)
        self.amount.set_value(self._open)
        self.refunded_on.set_value(desk.today())
        self.resize(680, 280)

    def form(self) -> RefundForm:
        """Return what is entered."""
        return RefundForm(
            amount=self.amount.value(),
            refunded_on=self.refunded_on.value(),
            person=self.person.value(),
            voucher_no=self.voucher_no.value(),
        )

    def _sum_problem(self) -> str:
        return _within(self.amount.value(), self._open)

    def _day_problem(self) -> str:
        return past_day_problem(self.refunded_on.value(), self._desk)


class ClaimCheckDialog(FormDialog):
    """What after-sales grants of a claim: what is marked is explained, or deducted with the reason."""

    def __init__(self, desk: Desk, details: ExpenseDetails, parent: QWidget | None = None) -> None:
        title = _("Check the claim · {number}").format(number=details.number)
        super().__init__(CHECK, title, _("&Checked"), parent)
        self._details = details
        self.deducted = MoneyEdit(f"{CHECK}.field.deducted")
        self.deduction_reason = LineEdit(f"{CHECK}.field.deduction_reason")
        self.over_standard = TextArea(f"{CHECK}.field.over_standard", LONGEST, 3)
        self._add_rows()
        self.over_standard.set_value(details.over_standard)
        self.deducted.value_changed.connect(lambda _sum: self._show_result())
        self.over_standard.value_changed.connect(lambda _text: self._show_result())
        self._show_result()
        self.resize(760, 460)

    def _add_rows(self) -> None:
        marks = self._details.marks
        if marks:
            told = _("Marked; explain it or deduct {sum}:").format(sum=money(self._details.in_question))
            note = self.add_note("marks", "\n".join((told, *(f"• {mark.line}" for mark in marks))))
            note.setProperty("role", "error")
            note.setWordWrap(True)
        else:
            self.add_note("marks", _("Tickets, days and standards match: nothing is marked."))
        self.add_row("deducted", _("De&ducted"), self.deducted, half=True, check=self._sum_problem)
        self.add_row("deduction_reason", _("&Reason"), self.deduction_reason, half=True)
        self.add_row("over_standard", _("E&xplanation"), self.over_standard)
        self._result = self.add_note("result")

    def form(self) -> ClaimCheckForm:
        """Return what is entered."""
        return ClaimCheckForm(
            deducted=self.deducted.value(),
            deduction_reason=self.deduction_reason.value(),
            over_standard=self.over_standard.value(),
        )

    def _sum_problem(self) -> str:
        deducted = self.deducted.value()
        if deducted is None or deducted <= self._details.total:
            return ""
        return _("More than is claimed: {sum}").format(sum=money(self._details.total))

    def _show_result(self) -> None:
        """Ask for what is still missing, and say what is granted and what of it the advance covers."""
        found, deducted = self._details, self.deducted.value() or ZERO
        left = unexplained(found.marks, "", deducted, found.total)
        self.require("deduction_reason", required=deducted > 0)
        self.require("over_standard", required=bool(left))
        granted = max(found.total - deducted, ZERO)
        used = min(found.advance_open or ZERO, granted)
        words = [_("Granted: {sum}").format(sum=money(granted))]
        if found.advance_open is not None:
            words.append(_("Set off: {sum}").format(sum=money(used)))
        words.append(_("To be paid out: {sum}").format(sum=money(granted - used)))
        if (found.advance_open or ZERO) > used:
            words.append(_("To be handed back: {sum}").format(sum=money((found.advance_open or ZERO) - used)))
        self._result.setText(" · ".join(words))


class ToFinanceDialog(FormDialog):
    """On which day a checked claim was handed to finance, and to whom."""

    def __init__(self, desk: Desk, details: ExpenseDetails, parent: QWidget | None = None) -> None:
        title = _("Hand to finance · {number}").format(number=details.number)
        super().__init__(TO_FINANCE, title, _("&Record"), parent)
        self._desk = desk
        self.handed_on = DateEdit(f"{TO_FINANCE}.field.handed_on", desk.today)
        self.person = LineEdit(f"{TO_FINANCE}.field.person", LONGEST_NAME)
        day = _("Handed over on the &day")
        self.add_row("handed_on", day, self.handed_on, required=True, half=True, check=self._problem)
        self.add_row("person", _("&Taken by"), self.person, half=True)
        self.handed_on.set_value(desk.today())
        self.resize(640, 220)

    def form(self) -> ToFinanceForm:
        """Return what is entered."""
        return ToFinanceForm(handed_on=self.handed_on.value(), person=self.person.value())

    def _problem(self) -> str:
        return past_day_problem(self.handed_on.value(), self._desk)
