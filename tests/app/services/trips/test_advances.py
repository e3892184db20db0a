"""Advances: asked for, paid out, set off or handed back; no new one beside an unsettled one (C7.3, C7.4)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import Blocked, Invalid
from app.forms.trip_money import PayingForm, RefundForm
from app.queries.trips.advances import advance_form, new_advance_form
from app.queries.trips.money import advances_of, unsettled_of
from app.services.trips.advances import cancel_advance, pay_advance, refund_advance, save_advance
from models.enums import AdvanceState, CommitmentKind, CommitmentState, DispatchState, EventKind, Role
from tests.app.services.refusing import refused_at
from tests.app.services.requests.logs import entries, promises_of
from tests.conftest import OpenDesk
from tests.factories import local_time, make_dispatch, make_staff, version_of
from tests.trip_money_factories import (
    TODAY,
    advance_form_of,
    advance_of,
    go,
    make_advance,
    make_paid_advance,
    make_trip,
    pay_out,
    people_of,
    refund,
)

AGREED = DispatchState.AGREED


def test_c7_3_an_advance_is_asked_for_with_a_number_for_what_the_trip_is_for(context: Context) -> None:
    found = advance_of(context, make_advance(context))
    assert (found.number, found.state, found.title) == ("JK-2026-0001", AdvanceState.ASKED, "2# 泵机械密封泄漏")
    assert (found.amount, found.open_amount) == (Decimal("1000.00"), Decimal("1000.00"))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"amount": None}, "amount"),
        ({"amount": Decimal(0)}, "amount"),
        ({"amount": Decimal("0.001")}, "amount"),
        ({"staff_id": None}, "staff_id"),
        ({"dispatch_id": None}, "dispatch_id"),
        ({"repay_on": date(226, 3, 1)}, "repay_on"),
        ({"title": "\x07"}, "title"),
    ],
)
def test_c7_3_what_is_missing_is_said_at_its_field(context: Context, fields: dict[str, Any], field: str) -> None:
    form = replace(advance_form_of(context, make_trip(context, state=AGREED)), **fields)
    assert refused_at(lambda: save_advance(context, form=form)) == field


def test_c7_3_money_is_advanced_to_people_of_a_settled_dispatch_alone(context: Context) -> None:
    trip = make_trip(context, state=AGREED)
    stranger = advance_form_of(context, trip, staff_id=make_staff(context))
    assert refused_at(lambda: save_advance(context, form=stranger)) == "staff_id"
    draft = advance_form_of(context, make_dispatch(context))
    assert refused_at(lambda: save_advance(context, form=draft)) == "dispatch_id"


def test_c7_3_finance_pays_it_out_with_a_voucher_and_then_it_stays(context: Context) -> None:
    advance = make_advance(context)
    work: dict[str, Any] = {"record_id": advance, "version": version_of(context, advance)}
    for form, field in (
        (PayingForm(voucher_no="1"), "paid_on"),
        (PayingForm(voucher_no="1", paid_on=date(2026, 3, 7)), "paid_on"),
        (PayingForm(paid_on=TODAY), "voucher_no"),
        (PayingForm(paid_on=TODAY, voucher_no="1", amount=Decimal(999)), "amount"),
    ):
        assert refused_at(lambda form=form: pay_advance(context, **work, form=form)) == field
    pay_out(context, advance)
    found = advance_of(context, advance)
    assert (found.state, found.paid_on, found.voucher_no) == (AdvanceState.PAID, date(2026, 3, 1), "付-0312")
    with pytest.raises(Invalid, match="已付出"):
        save_advance(context, form=advance_form(context, advance).form, record_id=advance)


def test_c7_4_an_unsettled_advance_blocks_a_new_one_of_the_same_person(open_desk: OpenDesk, context: Context) -> None:
    trip = make_trip(context, people=2, state=AGREED)
    make_paid_advance(context, trip)
    secretary = open_desk(Role.SECRETARY)
    with pytest.raises(Blocked) as refusal:
        save_advance(secretary, form=advance_form_of(context, trip, exception="急用"))
    assert [(one.clause, one.fix) for one in refusal.value.reasons] == [("C7.4", "edit")]
    assert "JK-2026-0001" in refusal.value.message
    save_advance(secretary, form=advance_form_of(context, trip, staff_id=people_of(context, trip)[1]))


def test_c7_4_the_manager_allows_a_new_advance_with_a_reason(context: Context) -> None:
    trip = make_trip(context, state=AGREED)
    make_advance(context, trip)
    assert refused_at(lambda: save_advance(context, form=advance_form_of(context, trip))) == "exception"
    second = make_advance(context, trip, exception="连续出差，上次报销在途")
    assert advance_of(context, second).exception == "连续出差，上次报销在途"
    (entry,) = entries(context, second, EventKind.GATE_EXCEPTED)
    assert (entry.text, entry.person) == ("连续出差，上次报销在途", "经理")
    pay_out(context, second)


def test_c7_4_what_the_manager_allowed_the_secretary_may_correct(open_desk: OpenDesk, context: Context) -> None:
    trip = make_trip(context, state=AGREED)
    make_advance(context, trip)
    second = make_advance(context, trip, exception="连续出差")
    form = replace(advance_form(context, second).form, amount=Decimal(800))
    save_advance(open_desk(Role.SECRETARY), form=form, record_id=second)
    assert (advance_of(context, second).amount, advance_of(context, second).exception) == (Decimal(800), "连续出差")


def test_c7_4_an_earlier_advance_is_not_held_up_by_a_later_one(context: Context) -> None:
    trip = make_trip(context, state=AGREED)
    first = make_advance(context, trip)
    make_advance(context, trip, exception="追加")
    pay_out(context, first)
    assert advance_of(context, first).state is AdvanceState.PAID


def test_c7_4_an_advance_is_settled_five_working_days_after_the_return(context: Context) -> None:
    trip = make_trip(context, state=AGREED)
    advance = make_paid_advance(context, trip)
    assert promises_of(context, advance) == []
    go(context, trip, DispatchState.RETURNED)
    (promise,) = promises_of(context, advance)
    assert (promise.kind, promise.due_at) == (CommitmentKind.ADVANCE_SETTLEMENT, local_time("2026-03-11 17:30"))


def test_c7_4_cash_handed_back_settles_it_and_meets_the_clock(context: Context, clock: FixedClock) -> None:
    trip = make_trip(context, state=AGREED)
    advance = make_paid_advance(context, trip)
    go(context, trip, DispatchState.RETURNED)
    refund(context, advance, "400")
    assert advance_of(context, advance).open_amount == Decimal(600)
    refund(context, advance, "600")
    found = advance_of(context, advance)
    assert (found.state, found.settled_on, found.refunded) == (AdvanceState.SETTLED, TODAY, Decimal(1000))
    assert [one.state for one in promises_of(context, advance)] == [CommitmentState.MET]


def test_c7_4_no_more_is_handed_back_than_is_open(context: Context) -> None:
    advance = make_paid_advance(context)
    usual = RefundForm(amount=Decimal(1), refunded_on=TODAY, person="吴芳")
    work: dict[str, Any] = {"record_id": advance, "version": version_of(context, advance)}
    for fields, field in (
        ({"amount": Decimal("1000.01")}, "amount"),
        ({"amount": None}, "amount"),
        ({"refunded_on": date(2026, 2, 28)}, "refunded_on"),
        ({"person": " "}, "person"),
    ):
        form = replace(usual, **fields)
        assert refused_at(lambda form=form: refund_advance(context, **work, form=form)) == field
    asked = make_advance(context)
    with pytest.raises(Invalid, match="没有未清余额"):
        refund_advance(context, record_id=asked, version=version_of(context, asked), form=usual)


def test_c7_3_an_advance_that_is_not_wanted_is_cancelled_with_a_reason(context: Context) -> None:
    trip = make_trip(context, state=AGREED)
    advance = make_advance(context, trip)
    cancel_advance(context, record_id=advance, version=version_of(context, advance), reason="行程取消")
    assert advance_of(context, advance).state is AdvanceState.CANCELLED
    with context.read() as session:
        assert advances_of(session, trip) == ()
        assert unsettled_of(session, people_of(context, trip)[0]) == ()


def test_c7_3_the_form_of_a_dispatch_proposes_its_lead_and_tells_what_is_unsettled(context: Context) -> None:
    trip = make_trip(context, people=2, state=AGREED)
    first, second = people_of(context, trip)
    make_advance(context, trip)
    draft = new_advance_form(context, dispatch_id=trip)
    assert (draft.form.staff_id, draft.form.title) == (first, "2# 泵机械密封泄漏")
    assert dict(draft.unsettled) == {first: ("JK-2026-0001",), second: ()}
