"""Advances on the page of the money of trips: how one is shown, and what one does with it (C7.3, C7.4)."""

from collections.abc import Iterable

from app.formatting import date_text, money
from app.i18n import N_, _
from app.labels import label, label_of
from app.queries.trips.advances import AdvanceDetails, UsingClaim, advance_details
from app.rules.permissions import Permission
from app.services.trips import advances
from models.enums import AdvanceState, CommitmentKind, ExpenseState, RecordKind
from ui.dialogs.trips.money_advance import ask_advance, ask_new_advance, read_advance
from ui.dialogs.trips.money_steps import AdvancePaymentDialog, RefundDialog
from ui.runtime.desk import Desk
from ui.table.page_spec import PageAction
from ui.tabs.dispatch.money.columns import money_badge
from ui.tabs.links import link_code
from ui.tabs.owed import OwingSteps, owed_views
from ui.tabs.record_facts import around_facts, basic_facts, plain_facts
from ui.tabs.record_form import EditForm
from ui.tabs.record_room import RecordRoom, RoomPage
from ui.tabs.record_view import logged_view
from ui.tabs.views import reason_views, step_views
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact

KIND = RecordKind.ADVANCE
NEW = PageAction("new_advance", N_("Advance…"), "new")


def advance_view(details: AdvanceDetails, desk: Desk) -> DetailView:
    """Return one advance as the pane shows it."""
    return logged_view(
        details,
        desk,
        state=money_badge(KIND, details.state),
        subtitle=details.title,
        line=(label(KIND), money(details.amount)),
        steps=step_views(details.steps, seldom={"cancel"}),
        reasons=reason_views(details.steps),
        commitments=owed_views(
            details,
            desk,
            {CommitmentKind.ADVANCE_SETTLEMENT: ("refund", _("Record cash handed back"))},
            Permission.EDIT_TRIP_MONEY,
        ),
        groups=_groups(details, desk),
    )


def _groups(details: AdvanceDetails, desk: Desk) -> Iterable[FactGroup]:
    may_edit = desk.context.actor.may(Permission.EDIT_TRIP_MONEY) and not why_final(details, desk)
    yield basic_facts(_own_facts(details), may_edit=may_edit)
    if details.state is not AdvanceState.CANCELLED:
        yield FactGroup("sums", _("Settlement (C7.4)"), tuple(_sums(details)))
    yield FactGroup("claims", _("Expense claims"), tuple(_claim(claim) for claim in details.claims))


def _own_facts(details: AdvanceDetails) -> Iterable[Fact]:
    yield from around_facts(details.around)
    account = " · ".join(part for part in (label(details.method), details.payee_account) if part)
    yield from plain_facts(
        (_("What for"), details.title),
        (_("Paid by"), account),
        (_("To be settled by"), date_text(details.repay_on) if details.repay_on else ""),
        (_("Paid out"), date_text(details.paid_on) if details.paid_on else ""),
        (_("Voucher no."), details.voucher_no),
        (_("Not settled"), _(", ").join(details.unsettled) if details.state is AdvanceState.ASKED else ""),
        (_("The manager's reason"), details.exception),
    )


def _sums(details: AdvanceDetails) -> Iterable[Fact]:
    return plain_facts(
        (_("Advanced"), money(details.amount)),
        (_("Set off"), money(details.set_off) if details.set_off else ""),
        (_("Handed back"), money(details.refunded) if details.refunded else ""),
        (_("Not set off yet"), money(details.open_amount)),
        (_("Settled on"), date_text(details.settled_on) if details.settled_on else ""),
    )


def _claim(claim: UsingClaim) -> Fact:
    sums = _("{used} of {total}").format(used=money(claim.set_off), total=money(claim.total))
    words = f"{label_of(ExpenseState, claim.state)} · {sums}"
    return Fact(claim.number, words, link_code(RecordKind.EXPENSE, claim.id))


class AdvanceSteps(OwingSteps[AdvanceDetails]):
    """The steps of an advance by their codes."""

    def __init__(self, desk: Desk, page: RoomPage) -> None:
        super().__init__(desk, page, KIND)
        self.steps = {
            "pay": self.pay,
            "refund": self.refund,
            "cancel": self.cancel,
            "edit": lambda details: page.edit(details.id),
        }

    def pay(self, details: AdvanceDetails) -> None:
        """Record that finance paid it out."""
        dialog = AdvancePaymentDialog(self.desk, details, self.page)
        self.ask_form(details, "pay", dialog, advances.pay_advance)

    def refund(self, details: AdvanceDetails) -> None:
        """Record what of it was handed back."""
        dialog = RefundDialog(self.desk, details, self.page)
        self.ask_form(details, "refund", dialog, advances.refund_advance)

    def cancel(self, details: AdvanceDetails) -> None:
        """Cancel what is not wanted any more, with a reason."""
        title = _("Cancel the advance {number}").format(number=details.number)
        self.ask_reason(
            details,
            "cancel",
            title,
            advances.cancel_advance,
            name="dispatch.advances_cancel",
            save_text=_("Cancel the &advance"),
        )


def add_advance(desk: Desk, page: RoomPage) -> None:
    """Open the form of a new advance."""
    ask_new_advance(desk, page, None, page.reveal)


def why_final(details: AdvanceDetails, _desk: Desk) -> str:
    """Say why an advance is not edited any more; "" while it is."""
    return "" if details.state is AdvanceState.ASKED else _("It has been paid out and is not changed any more.")


ADVANCES = RecordRoom(
    kind=KIND,
    read=advance_details,
    view=advance_view,
    steps=AdvanceSteps,
    new=NEW,
    add=add_advance,
    form=EditForm(read_advance, ask_advance),
    why_final=why_final,
)
