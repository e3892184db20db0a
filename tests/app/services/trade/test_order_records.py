"""What happens under an order in force: calls off, visits, costs, what it brought in the end (C8)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.context import Context
from app.errors import Invalid, NotFound
from app.forms.trade import CallOffForm, CostForm
from app.i18n import using_language
from app.rules.trade.orders import CallOffLine, check_call_off
from app.services.trade.order_records import (
    call_off,
    decline_renewal,
    record_cost,
    record_material_requested,
    record_visit,
    withdraw_cost,
)
from models.enums import CostKind, EventKind
from tests.factories import local_time
from tests.order_factories import (
    CHEMICAL,
    details_of,
    make_agreement,
    make_approved_order,
    make_order,
    make_order_in_force,
    make_served_order,
    spend,
)

COST = CostForm(text="机械密封 2 套", amount=Decimal("1200.00"), incurred_on=date(2026, 3, 6))


def called(context: Context, order_id: int, amount: str, **fields: Any) -> None:
    usual = {"line_no": 1, "called_at": context.clock.now(), "called_by": "刘经理"}
    call_off(context, record_id=order_id, form=CallOffForm(**{**usual, "quantity": Decimal(amount), **fields}))


def visit(context: Context, order_id: int, visit_no: int = 1, at: str = "2026-03-06 14:00") -> None:
    moment = local_time(at)
    record_visit(context, record_id=order_id, visit_no=visit_no, at=moment, person="陈峰", text="设备运行正常")


def test_c8_1_chemicals_are_called_off_until_none_is_left(context: Context) -> None:
    order_id = make_order_in_force(context, lines=(CHEMICAL,))
    called(context, order_id, "200", wanted_on=date(2026, 3, 10))
    called(context, order_id, "300.000")
    parts = details_of(context, order_id).parts
    assert [(one.quantity, one.wanted_on) for one in parts.call_offs] == [
        (Decimal(300), None),
        (Decimal(200), date(2026, 3, 10)),
    ]
    assert parts.call_off_lines[0].left == 0


def test_c8_1_a_call_off_never_exceeds_the_line_and_the_refusal_names_what_is_left(context: Context) -> None:
    order_id = make_order_in_force(context, lines=(CHEMICAL,))
    called(context, order_id, "499.5")
    with using_language("en"), pytest.raises(Invalid, match=r"only 0\.5 kg is left") as refusal:
        called(context, order_id, "0.501")
    assert refusal.value.field == "quantity"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"line_no": 2}, "line_no"),
        ({"quantity": None}, "quantity"),
        ({"quantity": Decimal("NaN")}, "quantity"),
        ({"called_at": None}, "called_at"),
        ({"called_at": local_time("2026-03-06 14:01")}, "called_at"),
        ({"called_at": local_time("2026-03-06 13:59")}, "called_at"),
        ({"called_by": ""}, "called_by"),
        ({"wanted_on": date(2036, 1, 1)}, "wanted_on"),
    ],
)
def test_a_call_off_says_what_when_and_by_whom(context: Context, fields: dict[str, Any], field: str) -> None:
    order_id = make_order_in_force(context, lines=(CHEMICAL,))
    with pytest.raises(Invalid) as refusal:
        called(context, order_id, "1", **fields)
    assert refusal.value.field == field


def test_nothing_is_called_off_an_order_that_is_not_in_force(context: Context) -> None:
    with pytest.raises(Invalid):
        called(context, make_approved_order(context, lines=(CHEMICAL,)), "1")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.decimals(min_value="0.001", max_value=1000, places=3),
    st.lists(st.decimals(min_value="0.001", max_value=1000, places=3), max_size=8),
)
def test_whatever_is_called_off_never_comes_to_more_than_there_is(there: Decimal, wishes: list[Decimal]) -> None:
    taken = Decimal(0)
    for wish in wishes:
        line = CallOffLine(1, "药剂", "kg", there, taken)
        try:
            check_call_off((line,), 1, wish)
        except Invalid:
            assert taken + wish > there
        else:
            taken += wish
    assert taken <= there


def test_c8_1_a_visit_uses_up_the_one_that_was_planned(context: Context) -> None:
    order_id = make_agreement(context)
    visit(context, order_id)
    first, second = details_of(context, order_id).parts.visits
    assert (first.done_at, second.done_at) == (local_time("2026-03-06 14:00"), None)


@pytest.mark.parametrize(
    ("visit_no", "at", "error"),
    [(9, "2026-03-06 14:00", NotFound), (1, "2026-03-06 13:59", Invalid), (1, "2026-03-06 14:01", Invalid)],
    ids=["no such visit", "before it took effect", "in the future"],
)
def test_a_visit_is_one_of_those_promised_and_has_taken_place(
    context: Context, visit_no: int, at: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        visit(context, make_agreement(context), visit_no, at)


def test_a_visit_is_made_once(context: Context) -> None:
    order_id = make_agreement(context)
    visit(context, order_id)
    with pytest.raises(Invalid):
        visit(context, order_id)


def test_c8_3_the_realised_profit_is_the_net_price_less_what_it_cost(context: Context) -> None:
    order_id = make_order_in_force(context)
    spend(context, order_id, "1150.00")
    spend(context, order_id, "400.00", CostKind.HOURS)
    spend(context, order_id, "50.00")
    profit = details_of(context, order_id).profit
    assert profit is not None
    assert profit.net == Decimal("3000.00")
    assert profit.costs == {CostKind.PARTS: Decimal("1200.00"), CostKind.HOURS: Decimal("400.00")}
    assert (profit.profit, profit.margin) == (Decimal("1400.00"), Decimal("46.67"))
    assert profit.planned_margin == Decimal("43.33")
    assert not profit.is_under_floor


@pytest.mark.parametrize(("cost", "expected"), [("2400.00", False), ("2400.01", False), ("2401.00", True)])
def test_c8_3_what_fell_under_the_floor_is_told(context: Context, cost: str, expected: bool) -> None:
    order_id = make_order_in_force(context)
    spend(context, order_id, cost)
    profit = details_of(context, order_id).profit
    assert profit is not None
    assert profit.is_under_floor is expected


def test_c8_3_without_a_cost_nothing_is_said_of_the_profit(context: Context) -> None:
    profit = details_of(context, make_order_in_force(context)).profit
    assert profit is not None
    assert (profit.margin, profit.is_under_floor) == (None, False)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": ""}, "text"),
        ({"amount": None}, "amount"),
        ({"amount": Decimal(0)}, "amount"),
        ({"amount": Decimal(-1)}, "amount"),
        ({"amount": Decimal("0.001")}, "amount"),
        ({"quantity": Decimal(0)}, "quantity"),
        ({"incurred_on": None}, "incurred_on"),
        ({"incurred_on": date(2026, 3, 7)}, "incurred_on"),
        ({"incurred_on": date(1026, 3, 7)}, "incurred_on"),
    ],
)
def test_a_cost_says_what_it_was_for(context: Context, fields: dict[str, Any], field: str) -> None:
    order_id = make_order_in_force(context)
    values = {"text": COST.text, "amount": COST.amount, "incurred_on": COST.incurred_on, **fields}
    with pytest.raises(Invalid) as refusal:
        record_cost(context, record_id=order_id, form=CostForm(**values))
    assert refusal.value.field == field


def test_a_cost_taken_back_stays_in_the_log(context: Context) -> None:
    order_id = make_served_order(context)
    record_cost(context, record_id=order_id, form=COST)
    (cost,) = details_of(context, order_id).parts.costs
    withdraw_cost(context, cost_id=cost.id, reason="重复录入")
    order = details_of(context, order_id)
    assert order.parts.costs == ()
    assert len([event for event in order.events if event.kind is EventKind.COST_RECORDED]) == 2
    with pytest.raises(NotFound):
        withdraw_cost(context, cost_id=cost.id, reason="重复录入")


def test_costs_begin_when_an_order_is_approved(context: Context) -> None:
    with pytest.raises(Invalid):
        record_cost(context, record_id=make_order(context), form=COST)


def test_c5_3_only_orders_with_material_ask_for_material(context: Context) -> None:
    order_id = make_agreement(context)
    with pytest.raises(Invalid) as refusal:
        record_material_requested(context, record_id=order_id, at=context.clock.now(), person="周敏", text="备件")
    assert refusal.value.clause == "C5.3"


def test_only_agreements_are_not_renewed(context: Context) -> None:
    with pytest.raises(Invalid):
        decline_renewal(context, record_id=make_order_in_force(context), at=context.clock.now(), reason="不续")
