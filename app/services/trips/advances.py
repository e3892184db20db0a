"""Advances: asked for before a trip, paid out by finance, set off by claims or handed back (C7.3, C7.4)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.formatting import money
from app.forms.trip_money import AdvanceForm, PayingForm, RefundForm
from app.i18n import _
from app.queries.trips.money import unsettled_of
from app.rules.gates import check_gates
from app.rules.inputs import clean_line, clean_text, plausible_day
from app.rules.permissions import Permission
from app.rules.trade.amounts import check_sum
from app.rules.trips.money_gates import AdvanceFacts
from app.rules.trips.money_sums import check_within
from app.services.moves import blocked, move
from app.services.promises import keeping
from app.services.trips.settling import CLAUSE, paying_day, settle_if_done
from app.services.use_case import fresh, load, log, next_number, required, use_case
from models.enums import AdvanceState, DispatchState, EventKind, RecordKind
from models.people.dispatch import Dispatch, DispatchPerson
from models.trips.advance import Advance

TEXT_LIMIT = 200
UNDER_WAY = (
    DispatchState.AGREED,
    DispatchState.BRIEFED,
    DispatchState.DEPARTED,
    DispatchState.ARRIVED,
    DispatchState.FINISHED,
)


@use_case(Permission.EDIT_TRIP_MONEY)
def save_advance(context: Context, *, form: AdvanceForm, record_id: int | None = None) -> int:
    """Ask for an advance for one of the people of a dispatch, or change it until it is paid out; returns its id.

    It has its number at once. An unsettled earlier advance of the person blocks it (Blocked) unless the manager gives
    the reason why not (``exception``). Invalid at the form's field.
    """
    with context.write() as session:
        advance = load(session, Advance, record_id, form.version) if record_id else _new(session)
        if advance.state != AdvanceState.ASKED:
            raise Invalid(_("It has been paid out and is not changed any more."), clause=CLAUSE)
        dispatch = _dispatch_of(session, form, advance)
        advance.dispatch_id, advance.staff_id = dispatch.id, _traveller(session, dispatch.id, form.staff_id)
        advance.customer_id, advance.project_id = dispatch.customer_id, dispatch.project_id
        advance.site_id = dispatch.site_id
        _write(advance, form, dispatch.title)
        _check_earlier(context, session, advance, form.exception)
        session.add(advance)
        session.flush()
        log(session, advance, EventKind.EDITED if record_id else EventKind.REGISTERED)
        return advance.id


def _new(session: Session) -> Advance:
    number = next_number(session, RecordKind.ADVANCE)
    return Advance(number=number, state=AdvanceState.ASKED, sort_at=session.info["now"], **fresh(session))


def _dispatch_of(session: Session, form: AdvanceForm, advance: Advance) -> Dispatch:
    if form.dispatch_id is None:
        raise Invalid(_("Choose the dispatch."), field="dispatch_id")
    dispatch = load(session, Dispatch, form.dispatch_id)
    if dispatch.id != advance.dispatch_id and dispatch.state not in UNDER_WAY:
        text = _("Money is advanced once a dispatch is settled, and until its people are back.")
        raise Invalid(text, field="dispatch_id", clause="C7.3")
    return dispatch


def _traveller(session: Session, dispatch_id: int, staff_id: int | None) -> int:
    if staff_id is None:
        raise Invalid(_("Choose the person."), field="staff_id")
    named = select(DispatchPerson.id).where(DispatchPerson.dispatch_id == dispatch_id)
    if session.scalar(named.where(DispatchPerson.staff_id == staff_id)) is None:
        raise Invalid(_("This person is not on that dispatch."), field="staff_id", clause="C7.3")
    return staff_id


def _write(advance: Advance, form: AdvanceForm, usual_title: str) -> None:
    title = clean_line(form.title, field="title", limit=TEXT_LIMIT) or usual_title
    advance.title = required(title, _("Say what the money is for."), field="title")
    if not form.amount:
        raise Invalid(_("Enter the sum."), field="amount")
    advance.amount = check_sum(form.amount, field="amount")
    advance.method = form.method
    advance.payee_account = clean_line(form.payee_account, field="payee_account", limit=TEXT_LIMIT)
    advance.repay_on = plausible_day(form.repay_on, field="repay_on")


def _check_earlier(context: Context, session: Session, advance: Advance, exception: str) -> None:
    """Refuse a new advance beside an unsettled one; the manager's reason opens the gate and is kept."""
    unsettled = unsettled_of(session, advance.staff_id, before=advance.id)
    reason = clean_line(exception, field="exception", limit=TEXT_LIMIT)
    may_except = context.actor.may(Permission.EXCEPT_ADVANCE)
    if not unsettled:
        advance.exception = ""
        return
    if may_except and not reason:
        text = _("Not settled: {numbers}. Give the reason why there may be a new one all the same.")
        raise Invalid(text.format(numbers=_(", ").join(unsettled)), field="exception", clause=CLAUSE)
    granted = may_except or (reason != "" and reason == advance.exception)
    reasons = check_gates(("earlier_settled",), AdvanceFacts(unsettled, granted))
    if reasons:
        raise blocked(reasons)
    if reason != advance.exception:
        advance.exception = reason
        log(session, advance, EventKind.GATE_EXCEPTED, reason, data={"gate": "earlier_settled", "unsettled": unsettled})


@use_case(Permission.EDIT_TRIP_MONEY)
def pay_advance(context: Context, *, record_id: int, version: int, form: PayingForm) -> None:
    """Record that finance paid an advance out: the day and the voucher. Invalid at the form's field."""
    voucher = clean_line(form.voucher_no, field="voucher_no", limit=60)
    note = clean_text(form.note, field="note", limit=TEXT_LIMIT)
    with context.write() as session:
        advance = load(session, Advance, record_id, version)
        unsettled = unsettled_of(session, advance.staff_id, before=advance.id)
        move(context, session, advance, "pay", AdvanceFacts(unsettled, bool(advance.exception)))
        if form.amount is not None and form.amount != advance.amount:
            text = _("An advance is paid out as a whole: {sum}").format(sum=money(advance.amount))
            raise Invalid(text, field="amount", clause=CLAUSE)
        advance.paid_on = paying_day(session, form.paid_on, field="paid_on")
        advance.voucher_no = required(voucher, _("Enter the number of the voucher."), field="voucher_no", limit=60)
        words = " · ".join(part for part in (money(advance.amount), advance.voucher_no, note) if part)
        log(session, advance, EventKind.ADVANCE_PAID, words, data={"amount": str(advance.amount)})
        keeping.settle(session, advance)


@use_case(Permission.EDIT_TRIP_MONEY)
def refund_advance(context: Context, *, record_id: int, version: int, form: RefundForm) -> None:
    """Record cash of an advance that was handed back; what makes up the rest settles it. Invalid at the form's
    field.
    """
    who = required(form.person, _("Enter who took the cash."), field="person", limit=60)
    voucher = clean_line(form.voucher_no, field="voucher_no", limit=60)
    with context.write() as session:
        advance = load(session, Advance, record_id, version)
        if advance.state != AdvanceState.PAID:
            raise Invalid(_("Nothing of it is open."), clause=CLAUSE)
        amount = check_within(form.amount, advance.open_amount, field="amount")
        day = paying_day(session, form.refunded_on, field="refunded_on", earliest=advance.paid_on)
        advance.refunded += amount
        words = " · ".join(part for part in (_("Handed back: {sum}").format(sum=money(amount)), voucher) if part)
        data = {"refunded": str(amount), "on": day.isoformat()}
        log(session, advance, EventKind.ADVANCE_SETTLED, words, counterpart=who, data=data)
        settle_if_done(context, session, advance, day)


@use_case(Permission.EDIT_TRIP_MONEY)
def cancel_advance(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Cancel an advance that is not wanted any more, before it is paid out, with a reason; its number stays (作废)."""
    why = required(reason, _("Give the reason."), field="reason", limit=TEXT_LIMIT)
    with context.write(why) as session:
        advance = load(session, Advance, record_id, version)
        move(context, session, advance, "cancel", AdvanceFacts(), text=why)
