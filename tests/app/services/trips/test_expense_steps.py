"""The way of a claim: checked, its advance set off in all three cases, to finance, paid in parts (C7.4)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.context import Context
from app.errors import Blocked, Invalid
from app.forms.trip_money import ClaimCheckForm, PayingForm
from app.queries.trips.money import claims_of
from app.rules.trips.money_sums import used_up
from app.services.trips.expense_steps import check_claim, pay_claim, reopen_claim, undo_payment
from models.enums import AdvanceState, DispatchState, EventKind, ExpenseState
from tests.app.services.refusing import refused_at
from tests.app.services.requests.logs import entries
from tests.factories import version_of
from tests.trip_money_factories import (
    HOTEL,
    TODAY,
    TOTAL,
    advance_of,
    check,
    claim_of,
    hand_over,
    make_advance,
    make_allowance,
    make_claim,
    make_paid_advance,
    make_trip,
    pay_out,
    pay_part,
    refund,
)

D = Decimal


def claimed_with(context: Context, amount: str) -> tuple[int, int]:
    """Return an advance of ``amount`` that was paid out and a claim of 974 yuan that names it, unmarked."""
    make_allowance(context)
    trip = make_trip(context, state=DispatchState.FINISHED)
    advance = make_paid_advance(context, trip, amount=D(amount))
    return advance, make_claim(context, trip, advance_id=advance)


def undo_last(context: Context, claim: int, reason: str = "录错") -> None:
    undo_payment(context, record_id=claim, version=version_of(context, claim), reason=reason)


def test_c7_4_a_checked_claim_says_who_checked_it_when_and_what_was_granted(context: Context) -> None:
    make_allowance(context)
    claim = make_claim(context)
    check(context, claim)
    found = claim_of(context, claim)
    assert (found.state, found.checked_by, found.checked_at) == (ExpenseState.CHECKED, "经理", context.clock.now())
    (entry,) = entries(context, claim, EventKind.CLAIM_CHECKED)
    assert entry.text == "核准：¥974.00"


def test_c7_4_what_is_marked_is_not_checked_before_it_is_explained(context: Context) -> None:
    make_allowance(context)
    claim = make_claim(context, lines=(replace(HOTEL, amount=D(600)),))
    with pytest.raises(Blocked) as refusal:
        check(context, claim)
    assert [one.clause for one in refusal.value.reasons] == ["C7.4"]
    assert "费用 1：报销 ¥600.00" in refusal.value.message
    check(context, claim, over_standard="会议期间协议酒店满房")
    assert claim_of(context, claim).over_standard == "会议期间协议酒店满房"


def test_c7_4_what_is_marked_may_be_deducted_instead_with_a_reason(context: Context) -> None:
    make_allowance(context)
    claim = make_claim(context, lines=(replace(HOTEL, amount=D(600)),))
    work: dict[str, Any] = {"record_id": claim, "version": version_of(context, claim)}
    for form, field in (
        (ClaimCheckForm(deducted=D(40)), "deduction_reason"),
        (ClaimCheckForm(deducted=D(5000), deduction_reason="x"), "deducted"),
        (ClaimCheckForm(deducted=D("-1"), deduction_reason="x"), "deducted"),
    ):
        assert refused_at(lambda form=form: check_claim(context, **work, form=form)) == field
    check(context, claim, deducted=D(40), deduction_reason="住宿超标")
    found = claim_of(context, claim)
    assert (found.deducted, found.due, found.deduction_reason) == (D(40), found.total - 40, "住宿超标")


def test_c7_4_nothing_claimed_is_not_checked(context: Context) -> None:
    claim = make_claim(context, legs=(), lines=())
    with pytest.raises(Blocked, match="尚未填写费用"):
        check(context, claim)


def test_c7_4_an_advance_is_set_off_once_it_was_paid_out(context: Context) -> None:
    make_allowance(context)
    trip = make_trip(context, state=DispatchState.FINISHED)
    advance = make_advance(context, trip)
    claim = make_claim(context, trip, advance_id=advance)
    with pytest.raises(Blocked, match="JK-2026-0001"):
        check(context, claim)
    pay_out(context, advance)
    check(context, claim)
    assert claim_of(context, claim).set_off == TOTAL


def test_c7_4_a_claim_of_less_than_the_advance_leaves_the_rest_to_be_handed_back(context: Context) -> None:
    advance, claim = claimed_with(context, "1000")
    check(context, claim)
    assert (claim_of(context, claim).set_off, claim_of(context, claim).due) == (TOTAL, D(0))
    assert (advance_of(context, advance).open_amount, advance_of(context, advance).state) == (D(26), AdvanceState.PAID)
    hand_over(context, claim)
    assert claim_of(context, claim).state is ExpenseState.PAID
    refund(context, advance, "26")
    assert advance_of(context, advance).state is AdvanceState.SETTLED


def test_c7_4_of_a_claim_of_more_than_the_advance_the_rest_is_paid_out(context: Context) -> None:
    advance, claim = claimed_with(context, "500")
    check(context, claim)
    assert (claim_of(context, claim).set_off, claim_of(context, claim).due) == (D(500), D(474))
    assert advance_of(context, advance).state is AdvanceState.SETTLED
    hand_over(context, claim)
    pay_part(context, claim, "474")
    found = claim_of(context, claim)
    assert (found.state, found.due, found.paid_on) == (ExpenseState.PAID, D(0), TODAY)


def test_c7_4_a_claim_may_be_paid_in_several_sums_each_in_the_log(context: Context) -> None:
    _advance, claim = claimed_with(context, "500")
    check(context, claim)
    hand_over(context, claim)
    pay_part(context, claim, "200")
    assert (claim_of(context, claim).state, claim_of(context, claim).due) == (ExpenseState.TO_FINANCE, D(274))
    pay_part(context, claim, "274")
    found = claim_of(context, claim)
    assert [payment.amount for payment in found.payments] == [D(200), D(274)]
    assert found.state is ExpenseState.PAID


def test_c7_4_no_more_is_paid_than_is_due_and_only_what_is_with_finance(context: Context) -> None:
    _advance, claim = claimed_with(context, "500")
    check(context, claim)
    form = PayingForm(amount=D(1), paid_on=TODAY)
    with pytest.raises(Invalid, match="送财务后"):
        pay_claim(context, record_id=claim, version=version_of(context, claim), form=form)
    hand_over(context, claim)
    work: dict[str, Any] = {"record_id": claim, "version": version_of(context, claim)}
    for fields, field in (
        ({"amount": D("474.01")}, "amount"),
        ({"amount": D(0)}, "amount"),
        ({"paid_on": date(2026, 3, 5)}, "paid_on"),
        ({"paid_on": None}, "paid_on"),
    ):
        changed = replace(form, **fields)
        assert refused_at(lambda changed=changed: pay_claim(context, **work, form=changed)) == field


def test_c7_4_a_claim_taken_back_opens_its_advance_again(context: Context) -> None:
    advance, claim = claimed_with(context, "500")
    check(context, claim)
    hand_over(context, claim)
    reopen_claim(context, record_id=claim, version=version_of(context, claim), reason="财务退回：发票抬头有误")
    found = claim_of(context, claim)
    assert (found.state, found.set_off, found.checked_by) == (ExpenseState.DRAFT, D(0), "")
    assert (advance_of(context, advance).state, advance_of(context, advance).open_amount) == (AdvanceState.PAID, D(500))
    check(context, claim)
    assert advance_of(context, advance).state is AdvanceState.SETTLED


def test_c7_4_a_claim_of_which_some_is_paid_stays_with_finance(context: Context) -> None:
    _advance, claim = claimed_with(context, "500")
    check(context, claim)
    hand_over(context, claim)
    pay_part(context, claim, "100")
    with pytest.raises(Blocked, match="已支付部分"):
        reopen_claim(context, record_id=claim, version=version_of(context, claim), reason="x")


def test_c7_4_a_payment_entered_by_mistake_is_taken_back_and_due_again(context: Context) -> None:
    _advance, claim = claimed_with(context, "500")
    check(context, claim)
    hand_over(context, claim)
    pay_part(context, claim, "200")
    pay_part(context, claim, "274")
    undo_last(context, claim, "金额录错")
    found = claim_of(context, claim)
    assert (found.state, found.paid, found.due, found.paid_on) == (ExpenseState.TO_FINANCE, D(200), D(274), TODAY)
    assert [payment.amount for payment in found.payments] == [D(200)]
    (entry,) = entries(context, claim, EventKind.CLAIM_PAYMENT_UNDONE)
    assert entry.text == "¥274.00 · 付-0388\n金额录错"


def test_c7_4_payments_are_taken_back_one_by_one_and_entered_anew(context: Context) -> None:
    _advance, claim = claimed_with(context, "500")
    check(context, claim)
    hand_over(context, claim)
    pay_part(context, claim, "100")
    pay_part(context, claim, "150")
    undo_last(context, claim)
    undo_last(context, claim)
    assert (claim_of(context, claim).paid, claim_of(context, claim).paid_on) == (D(0), None)
    with pytest.raises(Blocked, match="尚未支付"):
        undo_last(context, claim)
    pay_part(context, claim, "474")
    assert [payment.amount for payment in claim_of(context, claim).payments] == [D(474)]
    assert claim_of(context, claim).state is ExpenseState.PAID


def test_c7_4_a_claim_whose_payments_were_taken_back_goes_back_to_draft(context: Context) -> None:
    _advance, claim = claimed_with(context, "500")
    check(context, claim)
    hand_over(context, claim)
    pay_part(context, claim, "474")
    undo_last(context, claim)
    reopen_claim(context, record_id=claim, version=version_of(context, claim), reason="财务退回")
    assert claim_of(context, claim).state is ExpenseState.DRAFT


def test_c7_4_a_claim_that_its_advance_covered_whole_is_taken_back_too(context: Context) -> None:
    advance, claim = claimed_with(context, "1000")
    check(context, claim)
    hand_over(context, claim)
    reopen_claim(context, record_id=claim, version=version_of(context, claim), reason="财务退回")
    found = claim_of(context, claim)
    assert (found.state, found.set_off, found.paid_on) == (ExpenseState.DRAFT, D(0), None)
    assert advance_of(context, advance).open_amount == D(1000)


def test_c7_4_claims_of_a_dispatch_tell_how_far_they_are_without_sums(context: Context) -> None:
    make_allowance(context)
    trip = make_trip(context)
    claim = make_claim(context, trip)
    with context.read() as session:
        (line,) = claims_of(session, trip)
    assert (line.id, line.number, line.person, line.state) == (claim, "BX-2026-0001", "张磊", ExpenseState.DRAFT)
    assert not any(isinstance(getattr(line, name), D) for name in line.__slots__)


sums = st.decimals(min_value=0, max_value=99_999, places=2)


@given(sums, sums, st.data())
def test_c7_4_set_off_refund_and_payment_make_up_both_sums(amount: D, total: D, data: st.DataObject) -> None:
    deducted = data.draw(st.decimals(min_value=0, max_value=total, places=2))
    used = used_up(amount, total - deducted)
    due, still_open = total - deducted - used, amount - used
    assert used >= 0
    assert due >= 0
    assert still_open >= 0
    assert not (due and still_open)  # nobody pays out while the other owes
    paid = data.draw(st.decimals(min_value=0, max_value=due, places=2))
    refunded = data.draw(st.decimals(min_value=0, max_value=still_open, places=2))
    assert amount == used + refunded + (still_open - refunded)
    assert total - deducted == used + paid + (due - paid)
