"""The way of an expense claim: checked by after-sales, its advance set off, to finance, paid in one or several sums
(C7.4).
"""

from decimal import Decimal

from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.formatting import money
from app.forms.trip_money import ClaimCheckForm, PayingForm, ToFinanceForm
from app.i18n import _
from app.queries.material.stock import local_day
from app.queries.trips.claim_payments import payment_entries, payments_of
from app.queries.trips.expense_facts import marks_of
from app.rules.inputs import clean_line, clean_text
from app.rules.permissions import Permission
from app.rules.trips.marks import Mark, unexplained
from app.rules.trips.money_gates import ExpenseFacts
from app.rules.trips.money_sums import check_deducted, check_within
from app.services.moves import move
from app.services.promises import keeping
from app.services.trips.settling import CLAUSE, paying_day, set_off, take_back
from app.services.use_case import load, log, required, use_case
from models.enums import AdvanceState, EventKind, ExpenseState
from models.people.dispatch import Dispatch
from models.trips.advance import Advance
from models.trips.expense import Expense

LINE_LIMIT, TEXT_LIMIT, NAME_LIMIT = 200, 4000, 60
ZERO = Decimal("0.00")


@use_case(Permission.CHECK_CLAIM)
def check_claim(context: Context, *, record_id: int, version: int, form: ClaimCheckForm) -> None:
    """Check a claim for the department: what is marked is explained or deducted, the advance is set off.

    Blocked while a mark is neither, or the advance has not been paid out; Invalid at the form's field.
    """
    why = clean_line(form.deduction_reason, field="deduction_reason", limit=LINE_LIMIT)
    with context.write() as session:
        claim = load(session, Expense, record_id, version)
        deducted = check_deducted(form.deducted, claim.total, field="deducted")
        if deducted and not why:
            raise Invalid(_("Say why it is deducted."), field="deduction_reason", clause=CLAUSE)
        claim.over_standard = clean_text(form.over_standard, field="over_standard", limit=TEXT_LIMIT)
        claim.deducted, claim.deduction_reason = deducted, why if deducted else ""
        found = marks_of(session, claim)
        move(context, session, claim, "check", _facts(session, claim, found))
        claim.checked_by, claim.checked_at = context.actor.display_name, session.info["now"]
        set_off(context, session, claim)
        log(session, claim, EventKind.CLAIM_CHECKED, _checked_words(claim), data=_checked_data(claim, found))


def _facts(session: Session, claim: Expense, found: tuple[Mark, ...] = ()) -> ExpenseFacts:
    """Return what the gates of a claim look at; ``found`` are its marks, where they count."""
    left = unexplained(found, claim.over_standard, claim.deducted, claim.total)
    advance = session.get(Advance, claim.advance_id) if claim.advance_id is not None else None
    waits = advance is not None and advance.state == AdvanceState.ASKED
    return ExpenseFacts(
        has_lines=claim.total > 0,
        waiting=(advance.number or "",) if advance is not None and waits else (),
        unexplained=tuple(mark.line for mark in left),
        paid=claim.paid > 0,
    )


def _checked_words(claim: Expense) -> str:
    granted = _("Granted: {sum}").format(sum=money(claim.total - claim.deducted))
    taken = _("Deducted: {sum}").format(sum=money(claim.deducted)) if claim.deducted else ""
    used = _("Set off: {sum}").format(sum=money(claim.set_off)) if claim.set_off else ""
    return " · ".join(part for part in (granted, taken, claim.deduction_reason, used) if part)


def _checked_data(claim: Expense, found: tuple[Mark, ...]) -> dict[str, object]:
    sums = {name: str(getattr(claim, name)) for name in ("total", "deducted", "set_off")}
    return {**sums, "marks": [mark.line for mark in found], "explained": claim.over_standard}


@use_case(Permission.CHECK_CLAIM)
def reopen_claim(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Take a claim back to draft, as it was wrong or finance gave it back, with the reason; its advance is open again.

    Blocked once finance has paid some of it.
    """
    why = required(reason, _("Give the reason."), field="reason", limit=LINE_LIMIT)
    with context.write(why) as session:
        claim = load(session, Expense, record_id, version)
        move(context, session, claim, "reopen", _facts(session, claim), text=why)
        take_back(context, session, claim, why)
        claim.deducted, claim.deduction_reason = ZERO, ""
        claim.checked_by, claim.checked_at, claim.to_finance_on, claim.paid_on = "", None, None, None


@use_case(Permission.EDIT_TRIP_MONEY)
def hand_to_finance(context: Context, *, record_id: int, version: int, form: ToFinanceForm) -> None:
    """Record that a checked claim was handed to finance; one of which nothing is due is paid with it."""
    person = clean_line(form.person, field="person", limit=NAME_LIMIT)
    with context.write() as session:
        claim = load(session, Expense, record_id, version)
        move(context, session, claim, "to_finance", _facts(session, claim))
        checked_on = local_day(session, claim.checked_at) if claim.checked_at is not None else None
        claim.to_finance_on = paying_day(session, form.handed_on, field="handed_on", earliest=checked_on)
        log(session, claim, EventKind.CLAIM_TO_FINANCE, counterpart=person)
        if not claim.due:
            text = _("Nothing is to be paid out: the advance covers it.") if claim.set_off else ""
            _end(context, session, claim, text)


@use_case(Permission.EDIT_TRIP_MONEY)
def pay_claim(context: Context, *, record_id: int, version: int, form: PayingForm) -> None:
    """Record a payment of finance, all that is due or a part; the last one ends the claim. Invalid at the form's
    field.
    """
    voucher = clean_line(form.voucher_no, field="voucher_no", limit=60)
    note = clean_text(form.note, field="note", limit=LINE_LIMIT)
    with context.write() as session:
        claim = load(session, Expense, record_id, version)
        if claim.state != ExpenseState.TO_FINANCE:
            raise Invalid(_("Only what is with finance is paid."), clause=CLAUSE)
        amount = check_within(form.amount, claim.due, field="amount")
        day = paying_day(session, form.paid_on, field="paid_on", earliest=claim.to_finance_on)
        claim.paid += amount
        claim.paid_on = day
        words = " · ".join(part for part in (money(amount), voucher, note) if part)
        data = {"amount": str(amount), "on": day.isoformat(), "voucher": voucher}
        log(session, claim, EventKind.CLAIM_PAID, words, data=data)
        if not claim.due:
            _end(context, session, claim, "")


@use_case(Permission.UNDO_RECEIPT)
def undo_payment(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Take back the last payment of a claim, entered by mistake, with the reason: what it paid is due again.

    Blocked while finance has paid nothing of it.
    """
    why = required(reason, _("Give the reason."), field="reason", limit=LINE_LIMIT)
    with context.write(why) as session:
        claim = load(session, Expense, record_id, version)
        move(context, session, claim, "undo_payment", _facts(session, claim))
        *earlier, last = payments_of(payment_entries(session, claim.id))
        claim.paid -= last.amount
        claim.paid_on = earlier[-1].paid_on if earlier else None
        words = " · ".join(part for part in (money(last.amount), last.voucher_no) if part)
        log(session, claim, EventKind.CLAIM_PAYMENT_UNDONE, f"{words}\n{why}", data={"payment": last.id})


def _end(context: Context, session: Session, claim: Expense, text: str) -> None:
    """Move a claim on of which nothing is due any more."""
    claim.paid_on = claim.paid_on or claim.to_finance_on
    move(context, session, claim, "pay", _facts(session, claim), text=text)


@use_case(Permission.CANCEL_RECORD)
def cancel_expense(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Cancel a claim that was not checked, for a reason; its number stays (作废), its papers are free again."""
    why = required(reason, _("Give the reason."), field="reason", limit=LINE_LIMIT)
    with context.write(why) as session:
        claim = load(session, Expense, record_id, version)
        move(context, session, claim, "cancel", _facts(session, claim), text=why)
        keeping.settle(session, session.get_one(Dispatch, claim.dispatch_id))
