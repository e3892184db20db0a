"""Expense claims on the page of the money of trips: how one is shown, and what one does with it (C7.4)."""

from collections.abc import Iterable

from app.formatting import date_text, money, quantity, short_date_time
from app.i18n import N_, _, ngettext
from app.labels import label
from app.queries.trips.expenses import Cost, ExpenseDetails, Leg, expense_details
from app.rules.permissions import Permission
from app.rules.trips.marks import unexplained
from app.services.trips import expense_steps
from models.enums import ExpenseState, RecordKind
from ui.dialogs.trips.money_claim import ask_expense, ask_new_expense, read_expense
from ui.dialogs.trips.money_steps import ClaimCheckDialog, ClaimPaymentDialog, ToFinanceDialog
from ui.runtime.desk import Desk
from ui.table.page_spec import PageAction
from ui.tabs.dispatch.money.columns import money_badge
from ui.tabs.record_facts import around_facts, basic_facts, happened, plain_facts
from ui.tabs.record_form import EditForm
from ui.tabs.record_room import RecordRoom, RoomPage
from ui.tabs.record_steps import RecordSteps
from ui.tabs.record_view import logged_view
from ui.tabs.views import reason_views, step_views
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact
from ui.widgets.detail.next_step import ReasonView

KIND = RecordKind.EXPENSE
CLAUSE = "C7.4"
NEW = PageAction("new_expense", N_("Expense claim…"), "new")
OVER = (ExpenseState.PAID, ExpenseState.CANCELLED)
SELDOM = ("cancel", "reopen", "undo_payment")


def expense_view(details: ExpenseDetails, desk: Desk) -> DetailView:
    """Return one claim as the pane shows it."""
    return logged_view(
        details,
        desk,
        badges=_badges(details),
        state=money_badge(KIND, details.state),
        subtitle=details.title,
        line=(label(KIND), money(details.total)),
        steps=step_views(details.steps, seldom=SELDOM),
        reasons=(*reason_views(details.steps), *_marks(details, desk)),
        groups=_groups(details, desk),
    )


def _badges(details: ExpenseDetails) -> Iterable[Badge]:
    count = len(details.marks)
    if count:
        words = ngettext("{count} mark", "{count} marks", count).format(count=count)
        yield Badge(words, Tone.OVERDUE if _is_open(details) else Tone.SOON)


def _is_open(details: ExpenseDetails) -> bool:
    """Tell whether marks are neither explained nor deducted yet."""
    return bool(unexplained(details.marks, details.over_standard, details.deducted, details.total))


def _marks(details: ExpenseDetails, desk: Desk) -> tuple[ReasonView, ...]:
    """Return what is marked, in red while it is neither explained nor deducted; with the way to the form in a draft."""
    if details.state in OVER:
        return ()
    tone = Tone.OVERDUE if _is_open(details) else Tone.SOON
    edits = details.state is ExpenseState.DRAFT and desk.context.actor.may(Permission.EDIT_TRIP_MONEY)
    fix = ("edit", _("Explain or correct it")) if edits else ("", "")
    last = len(details.marks) - 1
    return tuple(
        ReasonView(CLAUSE, mark.line, *(fix if place == last else ("", "")), tone=tone)
        for place, mark in enumerate(details.marks)
    )


def _groups(details: ExpenseDetails, desk: Desk) -> Iterable[FactGroup]:
    may_edit = desk.context.actor.may(Permission.EDIT_TRIP_MONEY) and not why_final(details, desk)
    yield basic_facts(_own_facts(details, desk), may_edit=may_edit)
    yield FactGroup("sums", _("Sums"), tuple(_sums(details)))
    yield FactGroup("legs", _("Legs and allowance"), tuple(fact for leg in details.legs for fact in _leg(leg, desk)))
    yield FactGroup("costs", _("Other costs"), tuple(fact for line in details.lines for fact in _cost(line)))
    payments = tuple(
        Fact(
            date_text(payment.paid_on), " · ".join(part for part in (money(payment.amount), payment.voucher_no) if part)
        )
        for payment in details.payments
    )
    yield FactGroup("payments", _("Payments"), payments)


def _own_facts(details: ExpenseDetails, desk: Desk) -> Iterable[Fact]:
    yield from around_facts(details.around)
    since, until = (
        short_date_time(moment, desk.zone, desk.today()) for moment in (details.starts_at, details.ends_at)
    )  # fmt: skip
    yield from plain_facts(
        (_("Trip"), f"{since} – {until}"),
        (_("Persons"), str(details.persons) if details.persons > 1 else ""),
        (_("Paid by"), " · ".join(part for part in (label(details.method), details.payee_account) if part)),
        (_("Explanation"), details.over_standard),
        (_("Claim checked"), happened(details.checked_at, details.checked_by, desk)),
        (_("To finance"), date_text(details.to_finance_on) if details.to_finance_on else ""),
    )


def _sums(details: ExpenseDetails) -> Iterable[Fact]:
    taken = " · ".join(part for part in (money(details.deducted), details.deduction_reason) if part)
    return plain_facts(
        (_("Claimed"), money(details.total)),
        (_("Deducted"), taken if details.deducted else ""),
        (_("Set off"), money(details.set_off) if details.set_off else ""),
        (_("Paid"), money(details.paid) if details.paid else ""),
        (_("Still due"), money(details.due)),
    )


def _leg(leg: Leg, desk: Desk) -> Iterable[Fact]:
    """Yield when and where, then the ticket with its fare, and the allowance."""
    moment = short_date_time(leg.departs_at, desk.zone, desk.today())
    yield Fact(moment, f"{leg.origin} → {leg.destination}")
    fare = " · ".join(part for part in (label(leg.transport), leg.ticket_no, money(leg.fare)) if part)
    yield Fact("", fare)
    if leg.allowance:
        words = _("allowance {days} × {rate} = {sum}")
        rate = money(leg.allowance_rate)
        yield Fact("", words.format(days=quantity(leg.allowance_days), rate=rate, sum=money(leg.allowance)))


def _cost(cost: Cost) -> Iterable[Fact]:
    day = date_text(cost.spent_on) if cost.spent_on else ""
    yield Fact(label(cost.item), money(cost.amount))
    count = f"× {quantity(cost.quantity)}" if cost.quantity else ""
    words = " · ".join(part for part in (day, cost.city, count, cost.invoice_no, cost.note) if part)
    if words:
        yield Fact("", words)


class ExpenseSteps(RecordSteps[ExpenseDetails]):
    """The steps of a claim by their codes."""

    def __init__(self, desk: Desk, page: RoomPage) -> None:
        super().__init__(desk, page, KIND)
        self.steps = {
            "check": self.check,
            "to_finance": self.to_finance,
            "pay": self.pay,
            "reopen": self.reopen,
            "undo_payment": self.undo_payment,
            "cancel": self.cancel,
            "edit": lambda details: page.edit(details.id),
        }

    def check(self, details: ExpenseDetails) -> None:
        """Check it for the department: explain or deduct what is marked."""
        dialog = ClaimCheckDialog(self.desk, details, self.page)
        self.ask_form(details, "check", dialog, expense_steps.check_claim)

    def to_finance(self, details: ExpenseDetails) -> None:
        """Record that it was handed to finance."""
        dialog = ToFinanceDialog(self.desk, details, self.page)
        self.ask_form(details, "to_finance", dialog, expense_steps.hand_to_finance)

    def pay(self, details: ExpenseDetails) -> None:
        """Record a payment of finance."""
        dialog = ClaimPaymentDialog(self.desk, details, self.page)
        self.ask_form(details, "pay", dialog, expense_steps.pay_claim)

    def reopen(self, details: ExpenseDetails) -> None:
        """Take it back to draft with a reason: it was wrong, or finance gave it back."""
        title = _("Take back the claim {number}").format(number=details.number)
        self.ask_reason(
            details,
            "reopen",
            title,
            expense_steps.reopen_claim,
            name="dispatch.expenses_reopen",
            save_text=_("&Take back to draft"),
        )

    def undo_payment(self, details: ExpenseDetails) -> None:
        """Take back the last payment, entered by mistake, with a reason."""
        title = _("Take back the last payment of {number}").format(number=details.number)
        self.ask_reason(
            details,
            "undo_payment",
            title,
            expense_steps.undo_payment,
            name="dispatch.expenses_undo",
            save_text=_("&Take back the payment"),
        )

    def cancel(self, details: ExpenseDetails) -> None:
        """Cancel it with a reason."""
        title = _("Cancel the claim {number}").format(number=details.number)
        self.ask_reason(
            details,
            "cancel",
            title,
            expense_steps.cancel_expense,
            name="dispatch.expenses_cancel",
            save_text=_("Cancel the &claim"),
        )


def add_expense(desk: Desk, page: RoomPage) -> None:
    """Open the form of a new claim."""
    ask_new_expense(desk, page, None, page.reveal)


def why_final(details: ExpenseDetails, _desk: Desk) -> str:
    """Say how a claim that is no draft becomes one again; "" while it is one."""
    return "" if details.state is ExpenseState.DRAFT else _("Take the claim back to draft before changing it.")


EXPENSES = RecordRoom(
    kind=KIND,
    read=expense_details,
    view=expense_view,
    steps=ExpenseSteps,
    new=NEW,
    add=add_expense,
    form=EditForm(read_expense, ask_expense),
    why_final=why_final,
)
