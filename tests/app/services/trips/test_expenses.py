"""Expense claims as they are entered: what is refused, what is merely marked (C7.4)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.context import Context
from app.errors import Invalid
from app.queries.trips.expense_forms import expense_form, new_expense_form
from app.queries.trips.money import claims_of
from app.services.trips.expense_steps import cancel_expense
from app.services.trips.expenses import save_expense
from models.enums import DispatchState, ExpenseState
from tests.app.services.refusing import refused_at
from tests.factories import make_staff, version_of
from tests.trip_money_factories import (
    BACK,
    HOTEL,
    SINCE,
    TAXI,
    THERE,
    TOTAL,
    UNTIL,
    check,
    claim_of,
    expense_form_of,
    make_advance,
    make_allowance,
    make_claim,
    make_trip,
    people_of,
)

D = Decimal


def test_c7_4_a_claim_has_its_number_and_comes_to_the_sum_of_its_rows(context: Context) -> None:
    found = claim_of(context, make_claim(context))
    assert (found.number, found.state) == ("BX-2026-0001", ExpenseState.DRAFT)
    assert (found.total, found.due) == (TOTAL, TOTAL)
    assert [leg.allowance for leg in found.legs] == [D(240), D(0)]


def test_c7_4_a_claim_that_matches_trip_and_table_is_not_marked(context: Context) -> None:
    make_allowance(context)
    assert claim_of(context, make_claim(context)).marks == ()


def test_c7_4_a_trip_that_ends_before_it_begins_is_refused(context: Context) -> None:
    form = expense_form_of(context, make_trip(context), starts_at=UNTIL, ends_at=SINCE)
    assert refused_at(lambda: save_expense(context, form=form)) == "ends_at"


def test_c7_4_somebody_who_was_not_there_in_that_time_is_refused(context: Context) -> None:
    trip = make_trip(context)
    stranger = expense_form_of(context, trip, staff_id=make_staff(context))
    assert refused_at(lambda: save_expense(context, form=stranger)) == "staff_id"
    week = timedelta(days=7)
    earlier = expense_form_of(context, trip, starts_at=SINCE - week, ends_at=UNTIL - week)
    assert refused_at(lambda: save_expense(context, form=earlier)) == "starts_at"


def test_c7_4_nobody_claims_before_the_people_have_left(context: Context) -> None:
    form = expense_form_of(context, make_trip(context, state=DispatchState.AGREED))
    assert refused_at(lambda: save_expense(context, form=form)) == "dispatch_id"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"starts_at": None}, "starts_at"),
        ({"persons": 0}, "persons"),
        ({"staff_id": None}, "staff_id"),
        ({"legs": (replace(THERE, origin=" "),)}, "legs"),
        ({"legs": (replace(THERE, arrives_at=SINCE - timedelta(minutes=1)),)}, "legs"),
        ({"legs": (replace(THERE, fare=D("1.005")),)}, "legs"),
        ({"legs": (replace(THERE, vat=D(63)),)}, "legs"),
        ({"legs": (replace(THERE, allowance_days=D("-1")),)}, "legs"),
        ({"legs": (replace(THERE, allowance_rate=None),)}, "legs"),
        ({"legs": (replace(THERE, fare=D("NaN")),)}, "legs"),
        ({"lines": (replace(HOTEL, amount=None),)}, "lines"),
        ({"lines": (replace(HOTEL, quantity=None),)}, "lines"),
        ({"lines": (replace(HOTEL, vat=D(521)),)}, "lines"),
        ({"lines": (replace(HOTEL, spent_on=date(206, 3, 1)),)}, "lines"),
        ({"lines": (replace(HOTEL, sheets=-1),)}, "lines"),
    ],
)
def test_c7_4_what_cannot_be_is_refused_at_its_field(context: Context, fields: dict[str, Any], field: str) -> None:
    form = expense_form_of(context, make_trip(context), **fields)
    assert refused_at(lambda: save_expense(context, form=form)) == field


def test_c7_4_the_same_ticket_is_found_however_it_is_written(context: Context) -> None:
    make_allowance(context)
    make_claim(context)
    other = make_trip(context, people=1, starts_at=SINCE, ends_at=UNTIL)
    legs = (replace(THERE, ticket_no="ｅ0912 3401"), replace(BACK, ticket_no=""))
    second = make_claim(context, other, legs=legs, lines=(replace(HOTEL, invoice_no="2633 2000 0001 2345 6789"),))
    marks = claim_of(context, second).marks
    assert [(mark.code, mark.where) for mark in marks] == [("used_elsewhere", "leg:1"), ("used_elsewhere", "cost:1")]
    assert "E09123401 已在 BX-2026-0001 中报销" in marks[0].text


def test_c7_4_papers_of_a_cancelled_claim_are_free_again(context: Context) -> None:
    make_allowance(context)
    trip = make_trip(context)
    first = make_claim(context, trip)
    cancel_expense(context, record_id=first, version=version_of(context, first), reason="重新填写")
    assert claim_of(context, make_claim(context, trip)).marks == ()
    with context.read() as session:
        assert [line.number for line in claims_of(session, trip)] == ["BX-2026-0002"]


def test_c7_4_a_second_claim_for_the_same_dispatch_is_marked(context: Context) -> None:
    make_allowance(context)
    trip = make_trip(context)
    first, second = make_claim(context, trip), make_claim(context, trip, legs=(), lines=(replace(TAXI, invoice_no=""),))
    assert claim_of(context, first).marks == ()
    assert [mark.code for mark in claim_of(context, second).marks] == ["second_claim"]


def test_c7_4_without_a_table_allowance_and_hotel_are_marked(context: Context) -> None:
    codes = [(mark.code, mark.where) for mark in claim_of(context, make_claim(context)).marks]
    assert codes == [("no_standard", "leg:1"), ("no_standard", "cost:1"), ("no_standard", "cost:2")]


def test_c7_4_what_is_over_the_standard_of_the_town_is_marked(context: Context) -> None:
    make_allowance(context)
    legs, lines = (replace(THERE, allowance_rate=D(100)), BACK), (replace(HOTEL, amount=D(600)), TAXI)
    found = claim_of(context, make_claim(context, legs=legs, lines=lines))
    assert [(mark.code, mark.amount) for mark in found.marks] == [("over_allowance", D(60)), ("over_standard", D(40))]


def test_c7_4_an_advance_of_somebody_else_is_refused(context: Context) -> None:
    trip = make_trip(context)
    form = expense_form_of(context, trip, advance_id=make_advance(context))
    assert refused_at(lambda: save_expense(context, form=form)) == "advance_id"


def test_c7_4_a_checked_claim_is_taken_back_before_it_is_changed(context: Context) -> None:
    make_allowance(context)
    claim = make_claim(context)
    check(context, claim)
    with pytest.raises(Invalid, match="先退回草稿"):
        save_expense(context, form=expense_form(context, claim).form, record_id=claim)


def test_c7_4_a_claim_is_read_into_its_form_and_written_back_as_it_was(context: Context) -> None:
    claim = make_claim(context)
    form = expense_form(context, claim).form
    save_expense(context, form=form, record_id=claim)
    assert replace(expense_form(context, claim).form, version=form.version) == form


def test_c7_4_the_form_of_a_dispatch_proposes_days_allowance_and_advance(context: Context) -> None:
    make_allowance(context)
    trip = make_trip(context, state=DispatchState.DEPARTED)
    advance = make_advance(context, trip)
    draft = new_expense_form(context, dispatch_id=trip)
    assert (draft.form.staff_id, draft.form.advance_id) == (people_of(context, trip)[0], advance)
    assert (draft.form.starts_at, draft.form.ends_at) == (SINCE, UNTIL)
    there, back = draft.form.legs
    assert (there.destination, there.allowance_days, there.allowance_rate) == ("绍兴", D(3), D(80))
    assert (back.origin, back.arrives_at) == ("绍兴", UNTIL)
