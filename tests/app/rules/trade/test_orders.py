"""When an order is in force, which agreement follows another, what is left to call off (C8.1)."""

from datetime import date
from decimal import Decimal

import pytest

from app.rules.trade.orders import CallOffLine, Force, called_off, kind_for, renewed_period
from app.rules.trade.profits import RealisedProfit, costs_by_kind
from models.enums import CostKind, OrderKind, OrderState, RequestKind
from tests.factories import ZONE, local_time

BEGUN = local_time("2026-03-06 14:00")


@pytest.mark.parametrize(
    ("force", "moment", "expected"),
    [
        (Force(OrderState.EFFECTIVE, BEGUN), "2026-03-06 13:59", False),
        (Force(OrderState.EFFECTIVE, BEGUN), "2026-03-06 14:00", True),
        (Force(OrderState.EFFECTIVE, BEGUN, date(2026, 12, 31)), "2026-12-31 23:59", True),
        (Force(OrderState.EFFECTIVE, BEGUN, date(2026, 12, 31)), "2027-01-01 00:00", False),
        (Force(OrderState.SERVED, BEGUN), "2026-03-07 14:00", False),
        (Force(OrderState.APPROVED, None), "2026-03-07 14:00", False),
    ],
)
def test_an_order_is_in_force_from_its_moment_to_its_last_day(force: Force, moment: str, expected: bool) -> None:
    assert force.holds(local_time(moment), ZONE) is expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 3, 1), date(2027, 2, 28), (date(2027, 3, 1), date(2028, 2, 29))),
        (date(2026, 1, 1), date(2026, 12, 31), (date(2027, 1, 1), date(2027, 12, 31))),
        (date(2026, 1, 15), date(2026, 7, 14), (date(2026, 7, 15), date(2027, 1, 14))),
        (date(2026, 1, 1), date(2026, 1, 10), (date(2026, 1, 11), date(2026, 1, 20))),
    ],
)
def test_the_agreement_that_follows_lasts_as_long(first: date, last: date, expected: tuple[date, date]) -> None:
    assert renewed_period(first, last) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (RequestKind.MAINTENANCE, OrderKind.MAINTENANCE),
        (RequestKind.SPARE_PARTS, OrderKind.SPARE_PARTS),
        (RequestKind.CHEMICALS, OrderKind.CHEMICALS),
        (RequestKind.COMPLAINT, OrderKind.REPAIR),
        (None, OrderKind.REPAIR),
    ],
)
def test_the_kind_of_a_request_proposes_that_of_its_order(kind: RequestKind | None, expected: OrderKind) -> None:
    assert kind_for(kind) is expected


def test_calls_off_add_up_by_line() -> None:
    called = called_off([(1, Decimal("0.5")), (2, Decimal(3)), (1, Decimal("1.25"))])
    assert called == {1: Decimal("1.75"), 2: Decimal(3)}
    assert CallOffLine(1, "阻垢剂", "kg", Decimal(2), called[1]).left_text == "0.25 kg"


def test_c8_3_costs_add_up_by_kind_and_below_cost_the_profit_is_less_than_nothing() -> None:
    costs = costs_by_kind(
        [(CostKind.HOURS, Decimal(300)), (CostKind.PARTS, Decimal(800)), (CostKind.HOURS, Decimal(1))]
    )
    profit = RealisedProfit(Decimal(1000), costs, None, Decimal(20))
    assert list(costs) == [CostKind.PARTS, CostKind.HOURS]
    assert (profit.profit, profit.margin, profit.is_under_floor) == (Decimal(-101), Decimal("-10.10"), True)
    assert profit.planned_margin is None
