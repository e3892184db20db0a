"""The way of a dispatch: draft, agreed, briefed, departed, arrived, finished, returned, closed."""

import pytest

from app.rules.people.dispatch_arrows import DEPART, DISPATCH_ARROWS
from app.rules.transitions import arrow, arrows_from
from models.enums import DispatchState, RecordKind


@pytest.mark.parametrize(
    ("state", "actions"),
    [
        (DispatchState.DRAFT, ["agree", "cancel"]),
        (DispatchState.AGREED, ["brief", "depart", "reopen", "cancel"]),
        (DispatchState.BRIEFED, ["depart", "reopen", "cancel"]),
        (DispatchState.DEPARTED, ["arrive"]),
        (DispatchState.ARRIVED, ["finish"]),
        (DispatchState.FINISHED, ["come_back"]),
        (DispatchState.RETURNED, ["close"]),
        (DispatchState.CLOSED, []),
        (DispatchState.CANCELLED, []),
    ],
)
def test_the_moves_of_a_dispatch(state: DispatchState, actions: list[str]) -> None:
    assert [found.action_code for found in arrows_from(RecordKind.DISPATCH, state)] == actions


def test_c12_2_nobody_departs_past_the_gates_whether_briefed_by_a_step_or_not() -> None:
    departures = [found for found in DISPATCH_ARROWS if found.action_code == "depart"]
    assert [found.gates for found in departures] == [DEPART, DEPART]
    assert "briefed" in DEPART


def test_c7_2_departments_come_before_a_dispatch_is_agreed() -> None:
    gates = arrow(RecordKind.DISPATCH, DispatchState.DRAFT, "agree").gates
    assert {"class_confirmed", "people_named", "departments_agreed"} <= set(gates)


def test_c6_3_c7_4_a_dispatch_is_cancelled_without_goods_set_aside_or_money_lent_for_it() -> None:
    assert arrow(RecordKind.DISPATCH, DispatchState.AGREED, "cancel").gates == ("no_open_slip", "no_open_advance")
