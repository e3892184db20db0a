"""The instalments of orders: planned by the terms, owed in force, dated by the end of the service (C9.1, C9.2)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import Blocked
from app.forms.money import ConditionForm
from app.integrity import check
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.money.receivables import RECEIVABLES, instalment_details
from app.services.money.instalments import fulfil_condition
from app.services.money.receipts import cancel_receipt, undo_allocation
from app.services.trade.order_steps import cancel_order, end_service
from models.enums import CommitmentKind, CommitmentState, InstalmentKind, ReceivableState
from models.money.receivable import Instalment
from tests.app.services.requests.logs import promises_of
from tests.factories import local_time, stored, version_of
from tests.money_factories import lines_of, make_receipt, share
from tests.order_factories import make_order, make_order_in_force

HALF: dict[str, Any] = {"advance_percent": Decimal(50), "balance_days": 15, "terms_reason": "老用户，历来先付一半"}


def shown(context: Context) -> list[str]:
    page = PageRequest(ListFilter(), Sort("number", descending=False))
    return [row.number for row in RECEIVABLES.read(context, page).rows]


def served(context: Context, clock: FixedClock, **fields: Any) -> tuple[int, int]:
    """Return advance and balance of an order whose service ended on 2026-02-20 at 14:00."""
    clock.moment = local_time("2026-02-20 09:00")
    order = make_order_in_force(context, **{**HALF, **fields})
    clock.moment = local_time("2026-02-20 14:00")
    end_service(context, record_id=order, version=version_of(context, order), served_at=clock.moment)
    advance, balance = (line.id for line in lines_of(context, order))
    return advance, balance


def pay(context: Context, instalment: int, amount: Decimal, day: date) -> int:
    customer = stored(context, Instalment, instalment).customer_id or 0
    return make_receipt(context, customer, amount, share(instalment, amount), received_on=day)


def test_a_draft_plans_them_and_owes_nothing(context: Context) -> None:
    lines = lines_of(context, make_order(context, **HALF))
    assert [(line.kind, line.amount) for line in lines] == [
        (InstalmentKind.ADVANCE, Decimal("1660.00")),
        (InstalmentKind.BALANCE, Decimal("1660.00")),
    ]
    assert {(line.number, line.state) for line in lines} == {(None, ReceivableState.PLANNED)}
    assert shown(context) == []


def test_c9_1_the_advance_is_owed_on_the_day_the_order_takes_effect(context: Context) -> None:
    advance, balance = lines_of(context, make_order_in_force(context, **HALF))
    assert (advance.state, advance.due_on) == (ReceivableState.OPEN, date(2026, 3, 6))
    assert (balance.state, balance.due_on) == (ReceivableState.PLANNED, None)
    assert shown(context) == [advance.number, balance.number] == ["YS-2026-0001", "YS-2026-0002"]


def test_c9_2_worked_case_12_the_balance_is_due_fifteen_days_after_the_service(
    context: Context, clock: FixedClock
) -> None:
    _advance, balance = served(context, clock)
    row = stored(context, Instalment, balance)
    assert (row.state, row.due_on) == (ReceivableState.OPEN, date(2026, 3, 7))
    (promise,) = promises_of(context, balance)
    assert (promise.kind, promise.clause) == (CommitmentKind.BALANCE, "C9.2")
    assert promise.due_at == local_time("2026-03-07 23:59:59")


def test_c9_2_another_term_is_an_agreed_date_with_its_reason(context: Context, clock: FixedClock) -> None:
    _advance, balance = served(context, clock, balance_days=30, terms_reason="用户每月底付款")
    assert stored(context, Instalment, balance).due_on == date(2026, 3, 22)
    (line,) = instalment_details(context, balance).commitments
    assert (line.is_agreed, line.due) == (True, local_time("2026-03-22 23:59:59"))


@pytest.mark.parametrize(
    ("day", "state"), [(date(2026, 3, 7), CommitmentState.MET), (date(2026, 3, 8), CommitmentState.MET_LATE)]
)
def test_c9_2_it_is_met_by_the_banks_day_of_the_money_that_completes_it(
    context: Context, clock: FixedClock, day: date, state: CommitmentState
) -> None:
    _advance, balance = served(context, clock)
    clock.moment = local_time("2026-03-10 10:00")  # entered late; the bank's day counts
    pay(context, balance, Decimal(660), date(2026, 3, 1))
    assert promises_of(context, balance)[0].state is CommitmentState.OPEN
    pay(context, balance, Decimal(1000), day)
    (promise,) = promises_of(context, balance)
    assert (promise.state, promise.met_at) == (state, local_time(f"{day} 00:00"))
    assert check(context) == ()


@pytest.mark.parametrize("back", ["undo", "cancel"])
def test_money_taken_back_makes_the_balance_owed_again(context: Context, clock: FixedClock, back: str) -> None:
    _advance, balance = served(context, clock)
    clock.moment = local_time("2026-03-06 10:00")
    receipt = pay(context, balance, Decimal(1660), date(2026, 3, 5))
    known: dict[str, Any] = {"record_id": receipt, "version": version_of(context, receipt), "reason": "退票"}
    if back == "undo":
        undo_allocation(context, **known, instalment_id=balance)
    else:
        cancel_receipt(context, **known)
    assert promises_of(context, balance)[0].state is CommitmentState.OPEN
    assert check(context) == ()


def test_c9_2_the_balance_is_not_dated_by_hand(context: Context) -> None:
    _advance, balance = lines_of(context, make_order_in_force(context, **HALF))
    day = date(2026, 3, 6)
    form = ConditionForm(fulfilled_on=day, due_on=day, version=version_of(context, balance.id))
    with pytest.raises(Blocked) as refusal:
        fulfil_condition(context, record_id=balance.id, form=form)
    assert [reason.clause for reason in refusal.value.reasons] == ["C9.2"]


def test_they_are_cancelled_with_their_order_and_keep_their_numbers(context: Context) -> None:
    order = make_order_in_force(context, **HALF)
    before = lines_of(context, order)
    cancel_order(context, record_id=order, version=version_of(context, order), reason="用户撤单")
    assert lines_of(context, order) == ()
    rows = [stored(context, Instalment, line.id) for line in before]
    assert {row.state for row in rows} == {ReceivableState.CANCELLED}
    assert [row.number for row in rows] == [line.number for line in before]
    assert check(context) == ()
