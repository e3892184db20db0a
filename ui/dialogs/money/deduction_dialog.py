"""Recording what both sides agreed that the customer keeps of an instalment (N5)."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.formatting import money
from app.forms.money import DeductionForm
from app.i18n import _
from app.queries.money.receivables import InstalmentDetails
from app.services.money.deductions import LONGEST_TEXT, save_deduction
from models.enums import RecordKind
from ui.dialogs.forms.past import past_day_problem
from ui.dialogs.forms.pickers import picked_id, record_picker
from ui.dialogs.forms.saving import OnSaved, Step, open_form
from ui.runtime.desk import Desk
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.money_edit import MoneyEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "receivables.instalments.deduct"
STEP = "deduct"


class DeductionDialog(FormDialog):
    """How much, since when, with whom it was agreed, and why; a repair of this customer may be the reason."""

    def __init__(self, desk: Desk, details: InstalmentDetails, parent: QWidget | None = None) -> None:
        title = _("Deduction from {number}").format(number=details.number)
        super().__init__(NAME, title, _("&Save"), parent)
        self._desk = desk
        self._open = details.open
        field = f"{NAME}.field"
        self.add_note(
            "open", _("{sum} is open. What is deducted is not asked for any more.").format(sum=money(self._open))
        )
        self.amount = MoneyEdit(f"{field}.amount")
        self.agreed_on = DateEdit(f"{field}.agreed_on", desk.today)
        self.agreed_with = LineEdit(f"{field}.agreed_with")
        limits = lambda: {"customer_id": details.customer_id}  # noqa: E731
        self.request = record_picker(desk, f"{field}.request_id", RecordKind.REQUEST, limits)
        self.reason = TextArea(f"{field}.reason", LONGEST_TEXT, 3)
        self._add_rows()
        self.agreed_on.set_value(desk.today())
        self.resize(640, 380)

    def _add_rows(self) -> None:
        self.add_row("amount", _("&Amount"), self.amount, required=True, half=True, check=self._amount_problem)
        self.add_row("agreed_on", _("Agreed &on"), self.agreed_on, required=True, half=True, check=self._day_problem)
        whom = _("Who agreed to it at the customer's")
        self.add_row("agreed_with", _("Agreed &with"), self.agreed_with, required=True, hint=whom)
        why = _("The repair that was the reason, if one was")
        self.add_row("request_id", _("Service re&quest"), self.request, hint=why)
        self.add_row("reason", _("&Reason"), self.reason, required=True)

    def _amount_problem(self) -> str:
        amount = self.amount.value()
        if amount is None or amount <= self._open:
            return ""
        return _("Only {open} is open of this instalment.").format(open=money(self._open))

    def _day_problem(self) -> str:
        return past_day_problem(self.agreed_on.value(), self._desk)

    def form(self) -> DeductionForm:
        """Return what is entered."""
        return DeductionForm(
            amount=self.amount.value(),
            agreed_on=self.agreed_on.value(),
            agreed_with=self.agreed_with.value(),
            reason=self.reason.value(),
            request_id=picked_id(self.request),
        )


def ask_deduction(desk: Desk, parent: QWidget, details: InstalmentDetails, on_saved: OnSaved) -> DeductionDialog:
    """Open the form of a new deduction from an instalment; ``on_saved`` is given the id of the deduction."""
    dialog = DeductionDialog(desk, details, parent)
    save = partial(save_deduction, desk.context, instalment_id=details.id, version=details.version)
    step = Step(RecordKind.RECEIVABLE.value, details.id, STEP)
    return open_form(desk, dialog, lambda: partial(save, form=dialog.form()), on_saved, about=step.about())
