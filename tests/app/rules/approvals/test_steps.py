"""Whose word is needed, and why (C8.1, C8.2, C8.3, C9.1)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.rules.approvals.limits import LimitRow, limits_on
from app.rules.approvals.steps import (
    CLAUSES,
    DECIDES,
    ApprovalFacts,
    StepNeed,
    exception_steps,
    missing_values,
    needs_reason,
    steps_for,
    steps_left,
)
from app.rules.trade.pay_first import ADVANCE_IN, EXCEPTABLE, ORDER_IN_FORCE, OrderInForce
from models.enums import ApprovalReason, LimitKind, Role

R = ApprovalReason
TODAY = date(2026, 3, 6)
USUAL = limits_on((), TODAY)
MANAGER = [(Role.MANAGER, [R.ORDINARY])]


def facts(total: str = "12000", margin: str | None = "31.25", **fields: Any) -> ApprovalFacts:
    return ApprovalFacts(Decimal(total), None if margin is None else Decimal(margin), **fields)


def told(steps: tuple[StepNeed, ...]) -> list[tuple[Role, list[ApprovalReason]]]:
    return [(step.role, [one.reason for one in step.reasons]) for step in steps]


def with_others(total: str, together: str) -> ApprovalFacts:
    return facts(total, together=Decimal(together), others=("FW-2026-0001", "BJ-2026-0004"))


@pytest.mark.parametrize(
    ("given", "leader"),
    [
        (facts("49999.99"), []),
        (facts("50000.00"), [R.AMOUNT]),
        (facts("50000.01"), [R.AMOUNT]),
        (facts("0.01"), []),
        (with_others("20000.00", "29999.99"), []),
        (with_others("20000.00", "30000.00"), [R.AMOUNT_TOGETHER]),
        (with_others("60000.00", "30000.00"), [R.AMOUNT]),
        (facts("10000", large=True), [R.LARGE]),
        (facts("80000", large=True), [R.AMOUNT, R.LARGE]),
    ],
)
def test_c8_2_what_is_large_needs_the_leader_after_the_manager(
    given: ApprovalFacts, leader: list[ApprovalReason]
) -> None:
    assert told(steps_for(given, USUAL)) == [*MANAGER, *([(Role.LEADER, leader)] if leader else [])]


@pytest.mark.parametrize(
    ("margin", "reason"),
    [
        ("20.00", R.ORDINARY),
        ("19.99", R.BELOW_FLOOR),
        ("0.00", R.BELOW_FLOOR),
        ("-3.50", R.BELOW_FLOOR),
        (None, R.ORDINARY),  # the cost is missing: nobody can submit that
    ],
)
def test_c8_3_below_the_floor_the_manager_gives_a_reason(margin: str | None, reason: ApprovalReason) -> None:
    (manager,) = steps_for(facts(margin=margin), USUAL)
    assert [one.reason for one in manager.reasons] == [reason]
    assert needs_reason([reason]) is (reason is R.BELOW_FLOOR)


@pytest.mark.parametrize(
    "fields", [{"below_cost": True}, {"lines_below_cost": ("机械密封",)}, {"below_cost": True, "margin": "-1"}]
)
def test_c8_3_below_cost_in_all_or_in_one_line_needs_the_leader(fields: dict[str, Any]) -> None:
    _manager, leader = steps_for(facts(**fields), USUAL)
    assert (leader.role, [one.reason for one in leader.reasons]) == (Role.LEADER, [R.BELOW_COST])


def test_the_limits_count_as_they_stand_on_the_day() -> None:
    rows = [
        LimitRow(LimitKind.LEADER_AMOUNT, Decimal(10_000), TODAY),
        LimitRow(LimitKind.MARGIN_FLOOR, Decimal("31.26"), TODAY),
    ]
    manager, leader = steps_for(facts("10000"), limits_on(rows, TODAY))
    assert manager.reasons[0].values == {"margin": "31.25", "floor": "31.26"}
    assert leader.reasons[0].values == {"total": "10000", "limit": "10000"}


def test_what_was_added_up_is_named_with_its_sum_and_days() -> None:
    _manager, leader = steps_for(with_others("20000.00", "30000.00"), USUAL)
    assert leader.reasons[0].values == {
        "total": "50000.00",
        "limit": "50000",
        "days": "30",
        "others": ["FW-2026-0001", "BJ-2026-0004"],
    }


def test_an_order_like_its_quotation_asks_only_for_the_words_still_missing() -> None:
    needs = steps_for(facts("80000"), USUAL)
    assert [need.role for need in steps_left(needs, {Role.MANAGER})] == [Role.LEADER]
    assert steps_left(needs, {Role.MANAGER, Role.LEADER}) == ()
    assert steps_left(needs, ()) == needs


@pytest.mark.parametrize(("gate", "reason"), [(ORDER_IN_FORCE, R.NO_ORDER), (ADVANCE_IN, R.ADVANCE_NOT_IN)])
def test_c9_1_the_manager_grants_an_exception_the_leader_the_managers_own(gate: str, reason: ApprovalReason) -> None:
    assert told(exception_steps(gate, own=False)) == [(Role.MANAGER, [reason])]
    assert told(exception_steps(gate, own=True)) == [(Role.LEADER, [reason, R.OWN_EXCEPTION])]


def test_the_exception_keeps_what_of_which_advance_is_missing() -> None:
    orders = [
        OrderInForce("FW-2026-0001", Decimal(8000), Decimal(5000)),
        OrderInForce("FW-2026-0002", Decimal(100), Decimal(100)),
    ]
    values = missing_values(orders)
    assert values == {"orders": ["FW-2026-0001"], "advance": "8000", "missing": "3000"}
    assert exception_steps(ADVANCE_IN, own=False, values=values)[0].reasons[0].values == values
    assert missing_values(()) == {}


def test_every_reason_names_its_clause_and_every_gate_its_reason() -> None:
    assert set(CLAUSES) == set(ApprovalReason)
    assert set(DECIDES) == {Role.MANAGER, Role.LEADER}
    assert {exception_steps(gate, own=False)[0].reasons[0].clause for gate in EXCEPTABLE} == {"C8.1", "C9.1"}
    with pytest.raises(KeyError):
        exception_steps("class_confirmed", own=False)
