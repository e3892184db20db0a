"""The steps of a manufacturer's task that ask for something: answer, what came back of the cost, result (N7)."""

from PySide6.QtWidgets import QWidget

from app.formatting import money
from app.forms.material.returns import ClaimStepForm, RecoveryForm
from app.i18n import _
from app.queries.material.supplier_claims import SupplierClaimDetails
from ui.dialogs.forms.past import past_day_problem
from ui.dialogs.material.return_step import LONGEST, Former, ReturnStepDialog
from ui.runtime.desk import Desk
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.money_edit import MoneyEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

ANSWER, RECOVERY, RESULT = "inventory.claim_answer", "inventory.claim_recovery", "inventory.claim_result"


class ClaimAnswerDialog(ReturnStepDialog):
    """Who answered at the manufacturer's, when, and what."""

    def __init__(self, desk: Desk, details: SupplierClaimDetails, parent: QWidget | None = None) -> None:
        former = Former(details.asked_at, _("This lies before it was asked."))
        super().__init__(ANSWER, _("Answer · {number}").format(number=details.number), desk, former, parent)
        self.text = TextArea(f"{ANSWER}.field.text", LONGEST, 4)
        self.add_times(_("Answered &by"), details.contact_name, required=True)
        self.add_row("text", _("&Answer"), self.text, required=True)

    def form(self) -> ClaimStepForm:
        """Return what is entered."""
        return ClaimStepForm(at=self.at.value(), person=self.person.value(), text=self.text.value())


class ClaimResultDialog(ReturnStepDialog):
    """When a task was done with, and what came of it."""

    def __init__(self, desk: Desk, details: SupplierClaimDetails, parent: QWidget | None = None) -> None:
        former = Former(details.answered_at, _("This lies before the answer."))
        super().__init__(RESULT, _("Close the task · {number}").format(number=details.number), desk, former, parent)
        self.text = TextArea(f"{RESULT}.field.text", LONGEST, 4)
        self.add_times("")
        self.add_row("text", _("Res&ult"), self.text, required=True)

    def form(self) -> ClaimStepForm:
        """Return what is entered."""
        return ClaimStepForm(at=self.at.value(), text=self.text.value())


class RecoveryDialog(FormDialog):
    """What the task cost us, what came back of it in all and when; or why nothing, or no more, is asked for."""

    def __init__(self, desk: Desk, details: SupplierClaimDetails, parent: QWidget | None = None) -> None:
        super().__init__(RECOVERY, _("Cost recovered · {number}").format(number=details.number), _("&Record"), parent)
        self._desk = desk
        self.cost = MoneyEdit(f"{RECOVERY}.field.cost")
        self.amount = MoneyEdit(f"{RECOVERY}.field.amount")
        self.recovered_on = DateEdit(f"{RECOVERY}.field.recovered_on", desk.today)
        self.reason = TextArea(f"{RECOVERY}.field.reason", LONGEST, 3)
        self._add_rows()
        self.cost.set_value(details.cost)
        self.amount.set_value(details.recovered if details.recovered else None)
        self.recovered_on.set_value(details.recovered_on)
        self.reason.set_value(details.given_up)
        self.amount.value_changed.connect(lambda _sum: self._show_needed())
        self.cost.value_changed.connect(lambda _sum: self._show_needed())
        self._show_needed()
        self.resize(640, 360)

    def _add_rows(self) -> None:
        self.add_note("about", _("What came back in all. Less than it cost, or nothing, needs a reason (N7)."))
        self.add_row("cost", _("&Cost"), self.cost, half=True)
        self.add_row("amount", _("Came &back"), self.amount, half=True, check=self._sum_problem)
        self.add_row("recovered_on", _("On which &day"), self.recovered_on, half=True, check=self._day_problem)
        self.add_row("reason", _("Wh&y no more is asked for"), self.reason)

    def form(self) -> RecoveryForm:
        """Return what is entered."""
        return RecoveryForm(
            cost=self.cost.value(),
            amount=self.amount.value(),
            recovered_on=self.recovered_on.value(),
            reason=self.reason.value(),
        )

    def _show_needed(self) -> None:
        """Ask for the day of what came back, and for the reason where that is not all of it."""
        cost, amount = self.cost.value(), self.amount.value() or 0
        self.require("recovered_on", required=bool(amount))
        self.require("cost", required=bool(amount))
        self.require("reason", required=cost is None or amount < cost)
        self.check_again()

    def _sum_problem(self) -> str:
        cost, amount = self.cost.value(), self.amount.value()
        if cost is None or amount is None or amount <= cost:
            return ""
        return _("More than it cost: {cost}").format(cost=money(cost))

    def _day_problem(self) -> str:
        return past_day_problem(self.recovered_on.value(), self._desk)
