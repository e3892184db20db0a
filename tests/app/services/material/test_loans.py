"""Stand-in machines: lent by a slip, due back on a day, then back at the value they left with, or settled (N4)."""

from datetime import timedelta
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.clock import FixedClock
from app.context import Context
from app.errors import Invalid, NotAllowed
from app.forms.material.returns import LoanExtensionForm, SettlementForm
from app.queries.material.costs import parts_cost
from app.queries.material.loans import LoanDetails, loan_details
from app.services.material.loans import extend_loan, settle_loan
from models.enums import CommitmentKind, CommitmentState, EventKind, LoanState, Role
from models.material.part import Part
from tests.conftest import OpenDesk
from tests.factories import make_project, stored, version_of
from tests.return_factories import BRINGER, bring_back, make_loan, today_of
from tests.slip_factories import PICKER
from tests.stock_factories import make_stocked_part, on_hand, untied

_numbers = count(1)


def loan(context: Context, loan_id: int) -> LoanDetails:
    return loan_details(context, loan_id)


def extend(context: Context, loan_id: int, days: int, reason: str = "泵仍在修") -> None:
    form = LoanExtensionForm(due_back_on=today_of(context) + timedelta(days=days), agreed_with="孙主任", reason=reason)
    extend_loan(context, record_id=loan_id, version=version_of(context, loan_id), form=form)


def settle(context: Context, loan_id: int, **fields: object) -> None:
    form = SettlementForm(**{"settled_on": today_of(context), "text": "客户买下", **fields})  # type: ignore[arg-type]
    settle_loan(context, record_id=loan_id, version=version_of(context, loan_id), form=form)


def test_n4_what_is_lent_leaves_the_stock_and_is_due_back_on_the_day_agreed(context: Context) -> None:
    part = make_stocked_part(context, on_hand=3)
    (loan_id,) = make_loan(context, part_id=part)
    details = loan(context, loan_id)
    assert (details.number, details.state, on_hand(context, part)) == ("JY-2026-0001", LoanState.OUT, Decimal(2))
    promise = details.commitments[0]
    assert (promise.kind, promise.clause) == (CommitmentKind.LOAN_BACK, "N4")
    assert promise.due is not None
    assert promise.due.isoformat() == "2026-03-20T15:59:59+00:00"
    told = next(one for one in details.events if one.kind is EventKind.LENT)
    assert (told.counterpart, told.text) == (PICKER, "LL-2026-0001")


def test_n4_each_piece_comes_back_by_itself(context: Context) -> None:
    part = make_stocked_part(context, on_hand=3, unit_cost=Decimal("33.33"))
    first, second = make_loan(context, part_id=part, quantity=2, serial_no="S-1、S-2")
    assert [loan(context, one).serial_no for one in (first, second)] == ["S-1", "S-2"]
    bring_back(context, first)
    assert (loan(context, first).state, loan(context, second).state) == (LoanState.BACK, LoanState.OUT)
    assert on_hand(context, part) == Decimal(2)


def test_n4_it_comes_back_at_the_value_it_left_with(context: Context) -> None:
    part = make_stocked_part(context, on_hand=3)
    (loan_id,) = make_loan(context, part_id=part)
    bring_back(context, loan_id)
    details = loan(context, loan_id)
    assert (details.brought_by, details.condition) == (BRINGER, "清洗后完好")
    assert [one.state for one in details.commitments] == [CommitmentState.MET]
    assert (on_hand(context, part), stored(context, Part, part).stock_value) == (Decimal(3), Decimal(1800))
    assert untied(context) == []


def test_n4_an_extension_moves_the_promise_with_its_reason(context: Context) -> None:
    (loan_id,) = make_loan(context)
    extend(context, loan_id, 30)
    details = loan(context, loan_id)
    assert details.due_back_on == today_of(context) + timedelta(days=30)
    promise = details.commitments[0]
    assert (promise.is_agreed, promise.agreed_with) == (True, "孙主任")
    assert promise.due is not None
    assert promise.due.isoformat() == "2026-04-05T15:59:59+00:00"


def test_an_extension_is_later_and_has_a_reason(context: Context) -> None:
    (loan_id,) = make_loan(context)
    for days, reason, field in ((14, "泵仍在修", "due_back_on"), (20, " ", "reason")):
        with pytest.raises(Invalid) as refused:
            extend(context, loan_id, days, reason)
        assert refused.value.field == field


def test_n4_an_overdue_loan_is_the_managers_to_extend_and_the_miss_stays(
    context: Context, clock: FixedClock, open_desk: OpenDesk
) -> None:
    (loan_id,) = make_loan(context)
    clock.moment += timedelta(days=20)
    with pytest.raises(NotAllowed):
        extend(open_desk(Role.WAREHOUSE), loan_id, 10)
    extend(context, loan_id, 10)
    assert loan(context, loan_id).commitments[0].missed


def test_n4_what_is_kept_sold_or_lost_is_settled_and_counts_as_used(context: Context) -> None:
    project = make_project(context)
    (loan_id,) = make_loan(context, part_id=make_stocked_part(context), project_id=project)
    with context.read() as session:
        assert parts_cost(session, project_id=project) == 0
    settle(context, loan_id, amount=Decimal(800))
    details = loan(context, loan_id)
    assert (details.state, details.settled_amount) == (LoanState.SETTLED, Decimal(800))
    assert [one.state for one in details.commitments] == [CommitmentState.DROPPED]
    with context.read() as session:
        assert parts_cost(session, project_id=project) == Decimal(600)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"text": ""}, "text"), ({"settled_on": None}, "settled_on"), ({"amount": Decimal(-1)}, "amount")],
)
def test_what_is_wrong_with_a_settlement_is_said_at_its_field(
    context: Context, wrong: dict[str, object], field: str
) -> None:
    (loan_id,) = make_loan(context)
    with pytest.raises(Invalid) as refused:
        settle(context, loan_id, **wrong)
    assert refused.value.field == field


def test_what_is_back_is_neither_extended_nor_settled(context: Context) -> None:
    (loan_id,) = make_loan(context)
    bring_back(context, loan_id)
    with pytest.raises(Invalid):
        extend(context, loan_id, 40)
    with pytest.raises(Invalid):
        settle(context, loan_id)


def test_c14_the_keeper_sees_neither_value_nor_amount(context: Context, open_desk: OpenDesk) -> None:
    (loan_id,) = make_loan(context)
    settle(context, loan_id, amount=Decimal(4800))
    details = loan(open_desk(Role.WAREHOUSE), loan_id)
    assert (details.value, details.settled_amount) == (None, None)
    assert all("4800" not in one.text and "4,800" not in one.text for one in details.events)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lent=st.integers(1, 6), back=st.permutations(range(6)), cost=st.decimals("0.01", "999.99", places=2))
def test_stock_is_the_same_once_all_that_was_lent_is_back(
    context: Context, lent: int, back: list[int], cost: Decimal
) -> None:
    part = make_stocked_part(context, on_hand=6, unit_cost=cost, number=f"BYB-{next(_numbers)}")
    before = (stored(context, Part, part).on_hand, stored(context, Part, part).stock_value)
    loans = make_loan(context, part_id=part, quantity=lent)
    for place in back:
        if place < lent:
            bring_back(context, loans[place])
    after = stored(context, Part, part)
    assert (after.on_hand, after.stock_value) == before
    assert untied(context) == []
