"""Advances on the page of the money of trips: how one is shown, and what one does with it (C7.3, C7.4)."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

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
from ui.tabs.dispatch.money.facts import trip_facts
from ui.tabs.links import link_code
from ui.tabs.owed import OwingSteps, owed_views
from ui.tabs.record_facts import plain_facts
from ui.tabs.record_room import Page, RecordRoom
from ui.tabs.views import paper_view, reason_views, scan_view, step_views, timeline_entry
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact
from ui.widgets.detail.next_step import StepView

KIND = RecordKind.ADVANCE
NEW = PageAction("new_advance", N_("Advance…"), "new")


def advance_view(details: AdvanceDetails, desk: Desk) -> DetailView:
    """Return one advance as the pane shows it."""
    today = desk.today()
    papers = tuple(paper_view(line, desk.zone, today) for line in details.papers)
    return DetailView(
        title=details.number,
        state=money_badge(KIND, details.state),
        subtitle=details.title,
        line=" · ".join((label(KIND), money(details.amount))),
        steps=_steps(details),
        reasons=reason_views(details.steps),
        commitments=owed_views(
            details,
            desk,
            {CommitmentKind.ADVANCE_SETTLEMENT: ("refund", _("Record cash handed back"))},
            Permission.EDIT_TRIP_MONEY,
        ),
        groups=tuple(group for group in _groups(details, desk) if group.facts),
        timeline=tuple(timeline_entry(event, desk.zone, today) for event in details.events),
        events=details.event_count,
        papers=papers + tuple(scan_view(line) for line in details.scans),
    )


def _steps(details: AdvanceDetails) -> tuple[StepView, ...]:
    return tuple(replace(step, minor=step.code == "cancel") for step in step_views(details.steps))


def _groups(details: AdvanceDetails, desk: Desk) -> Iterable[FactGroup]:
    may_edit = desk.context.actor.may(Permission.EDIT_TRIP_MONEY) and details.state is AdvanceState.ASKED
    yield FactGroup("facts", _("Basic facts"), tuple(_own_facts(details)), _("Edit") if may_edit else "")
    if details.state is not AdvanceState.CANCELLED:
        yield FactGroup("sums", _("Settlement (C7.4)"), tuple(_sums(details)))
    yield FactGroup("claims", _("Expense claims"), tuple(_claim(claim) for claim in details.claims))


def _own_facts(details: AdvanceDetails) -> Iterable[Fact]:
    yield from trip_facts(details.around)
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
        (_("Still open"), money(details.open_amount)),
        (_("Settled on"), date_text(details.settled_on) if details.settled_on else ""),
    )


def _claim(claim: UsingClaim) -> Fact:
    sums = _("{used} of {total}").format(used=money(claim.set_off), total=money(claim.total))
    words = f"{label_of(ExpenseState, claim.state)} · {sums}"
    return Fact(claim.number, words, link_code(RecordKind.EXPENSE, claim.id))


class AdvanceSteps(OwingSteps[AdvanceDetails]):
    """The steps of an advance by their codes."""

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__(desk, page, KIND)
        self.steps = {
            "pay": self.pay,
            "refund": self.refund,
            "cancel": self.cancel,
            "edit": lambda details: edit_advance(desk, page, details.id),
        }

    def pay(self, details: AdvanceDetails) -> None:
        """Record that finance paid it out."""
        dialog = AdvancePaymentDialog(self.desk, details, self.page)
        work = self.work(advances.pay_advance, details)
        self.open(details, "pay", dialog, lambda: partial(work, form=dialog.form()))

    def refund(self, details: AdvanceDetails) -> None:
        """Record what of it was handed back."""
        dialog = RefundDialog(self.desk, details, self.page)
        work = self.work(advances.refund_advance, details)
        self.open(details, "refund", dialog, lambda: partial(work, form=dialog.form()))

    def cancel(self, details: AdvanceDetails) -> None:
        """Cancel what is not wanted any more, with a reason."""
        title = _("Cancel the advance {number}").format(number=details.number)
        work = self.work(advances.cancel_advance, details)
        self.ask_reason(
            details, "cancel", title, work, name="dispatch.advances_cancel", save_text=_("Cancel the &advance")
        )


def add_advance(desk: Desk, page: Page) -> None:
    """Open the form of a new advance."""
    ask_new_advance(desk, page, None, page.reveal)


def edit_advance(desk: Desk, page: Page, record_id: int) -> None:
    """Open the form of an advance; one that was paid out says that it stays as it is."""
    shown = page.details.details if page.details is not None else None
    if isinstance(shown, AdvanceDetails) and shown.state is not AdvanceState.ASKED:
        page.message.show_message(_("It has been paid out and is not changed any more."))
        return
    page.read_form(
        lambda: read_advance(desk, record_id),
        lambda read: ask_advance(desk, page, record_id, read, lambda _id: page.reload_details()),
    )


ADVANCES = RecordRoom(
    kind=KIND,
    read=advance_details,
    view=advance_view,
    steps=AdvanceSteps,
    new=NEW,
    add=add_advance,
    edit=edit_advance,
)
