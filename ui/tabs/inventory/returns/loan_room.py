"""Stand-in machines on the page of returns: how one is shown, and what one does with it (N4)."""

from collections.abc import Iterable

from app.formatting import date_text, money, quantity
from app.i18n import _, pgettext
from app.labels import label
from app.queries.material.loans import LoanDetails, loan_details
from app.rules.permissions import Permission
from app.services.material import loans
from models.enums import CommitmentKind, LoanState, RecordKind
from ui.dialogs.material.return_steps import ExtensionDialog, LoanBackDialog, SettlementDialog
from ui.runtime.desk import Desk
from ui.tabs.inventory.returns.columns import return_badge
from ui.tabs.owed import OwingSteps, owed_views
from ui.tabs.record_facts import around_facts, happened, plain_facts
from ui.tabs.record_room import RecordRoom, RoomPage
from ui.tabs.record_view import logged_view
from ui.tabs.views import reason_views, step_views
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact
from ui.widgets.detail.next_step import StepView

KIND = RecordKind.LOAN
EXTEND = "extend"


def loan_view(details: LoanDetails, desk: Desk) -> DetailView:
    """Return one loan as the pane shows it."""
    customer = details.around["customer"]
    return logged_view(
        details,
        desk,
        state=return_badge(KIND, details.state),
        subtitle=details.name,
        line=(label(KIND), customer.title if customer is not None else ""),
        steps=_steps(details, desk),
        reasons=reason_views(details.steps),
        commitments=owed_views(details, desk, {CommitmentKind.LOAN_BACK: ("bring_back", _("Record as back"))}),
        groups=_groups(details, desk),
    )


def _steps(details: LoanDetails, desk: Desk) -> Iterable[StepView]:
    for step in step_views(details.steps, primary="bring_back", seldom={"settle"}):
        yield step
        if step.code == "bring_back" and desk.context.actor.may(Permission.EDIT_RETURNS):
            yield StepView(EXTEND, _("Lend for longer"))


def _groups(details: LoanDetails, desk: Desk) -> Iterable[FactGroup]:
    yield FactGroup("facts", _("Basic facts"), tuple(_own_facts(details, desk)))
    yield FactGroup("outcome", _("What became of it"), tuple(_outcome(details, desk)))


def _own_facts(details: LoanDetails, desk: Desk) -> Iterable[Fact]:
    is_out = details.state is LoanState.OUT
    yield from plain_facts(
        (_("Quantity"), f"{quantity(details.quantity)} {details.unit}".strip()),
        (pgettext("part", "Serial no."), details.serial_no),
        (_("Lent at"), happened(details.lent_at, "", desk)),
        (_("Due back on"), date_text(details.due_back_on) if is_out else ""),
        (_("Value without tax"), money(details.value) if details.value is not None else ""),
    )
    yield from around_facts(details.around)


def _outcome(details: LoanDetails, desk: Desk) -> Iterable[Fact]:
    yield from plain_facts(
        (_("Brought back at"), happened(details.back_at, details.brought_by, desk)),
        (_("Condition on return"), details.condition),
        (_("Settled on"), date_text(details.settled_on) if details.settled_on else ""),
        (_("Amount"), money(details.settled_amount) if details.settled_amount is not None else ""),
        (_("How"), details.settlement),
    )


class LoanSteps(OwingSteps[LoanDetails]):
    """The steps of a loan by their codes."""

    def __init__(self, desk: Desk, page: RoomPage) -> None:
        super().__init__(desk, page, KIND)
        self.steps = {"bring_back": self.bring_back, "settle": self.settle, EXTEND: self.extend}

    def bring_back(self, details: LoanDetails) -> None:
        """Record that it is back: it is in stock again."""
        dialog = LoanBackDialog(self.desk, details, self.page)
        self.ask_form(details, "bring_back", dialog, loans.bring_back_loan)

    def extend(self, details: LoanDetails) -> None:
        """Agree a later day."""
        dialog = ExtensionDialog(self.desk, details, self.page)
        self.ask_form(details, EXTEND, dialog, loans.extend_loan)

    def settle(self, details: LoanDetails) -> None:
        """Settle what does not come back."""
        hint = _("Kept, sold or lost; it counts as used from then on")
        dialog = SettlementDialog(self.desk, details, hint, self.page)
        self.ask_form(details, "settle", dialog, loans.settle_loan)


LOANS = RecordRoom(kind=KIND, read=loan_details, view=loan_view, steps=LoanSteps)
