"""Entering the instalments of a contract."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.context import Context
from app.formatting import money
from app.forms.money import InstalmentsForm
from app.i18n import _
from app.queries.money.contract_plan import ContractPlan, contract_plan
from app.rules.money.instalments import tie_problem
from app.services.money.instalments import save_contract_instalments
from ui.dialogs.forms.saving import OnSaved, open_edited
from ui.dialogs.money.instalment_table import InstalmentTable
from ui.runtime.desk import Desk
from ui.widgets.forms.form import FormDialog

NAME = "receivables.plan"


class InstalmentsDialog(FormDialog):
    """The instalments of a main contract; they have to come to what it comes to with its supplements."""

    def __init__(self, desk: Desk, plan: ContractPlan, parent: QWidget | None = None) -> None:
        super().__init__(NAME, _("Instalments of {number}").format(number=plan.number), _("&Save"), parent)
        self._plan = plan
        self._version = plan.form.version
        if plan.total is not None:
            words = _("The contract comes to {total} with its supplements.").format(total=money(plan.total))
        else:
            words = _("The contract has no amount yet: enter amounts instead of shares.")
        self.add_note("total", words)
        self.table = InstalmentTable(f"{NAME}.field.instalments", desk.today, lambda: plan.total, has_clauses=True)
        self.table.set_value(plan.form.instalments)
        self.add_row("instalments", _("&Instalments"), self.table, check=self._tie_problem)
        self.resize(1080, 420)

    def _tie_problem(self) -> str:
        return tie_problem(self.table.value(), self._plan.total)

    def form(self) -> InstalmentsForm:
        """Return what is entered."""
        return InstalmentsForm(instalments=self.table.value(), version=self._version)


def read_plan(desk: Desk, contract_id: int) -> ContractPlan:
    """Read the instalments of a contract; runs on the read lane."""
    return contract_plan(desk.context, contract_id)


def ask_instalments(
    desk: Desk, parent: QWidget, contract_id: int, plan: ContractPlan, on_saved: OnSaved
) -> InstalmentsDialog:
    """Open the instalments of a contract as they were read (``read_plan``)."""
    read = partial(read_plan, desk, contract_id)
    make = lambda again: InstalmentsDialog(desk, again, parent)  # noqa: E731
    return open_edited(desk, contract_id, plan, read, make, _save, on_saved)


def _save(context: Context, *, record_id: int, form: InstalmentsForm) -> int:
    save_contract_instalments(context, record_id=record_id, version=form.version, forms=form.instalments)
    return record_id
