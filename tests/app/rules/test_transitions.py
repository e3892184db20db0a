"""States change along their arrows only."""

import pytest

from app.errors import Invalid
from app.rules.gates import REQUEST_GATES
from app.rules.people.dispatch_arrows import DISPATCH_ARROWS
from app.rules.people.dispatch_gates import DISPATCH_GATES
from app.rules.transitions import REQUEST_ARROWS, Arrow, arrow, arrows_from
from models.enums import RecordKind, RequestState

ALL = [(RecordKind.REQUEST, found) for found in REQUEST_ARROWS] + [
    (RecordKind.DISPATCH, found) for found in DISPATCH_ARROWS
]


@pytest.mark.parametrize(("kind", "found"), ALL, ids=lambda value: getattr(value, "action_code", str(value)))
def test_every_arrow_is_found_by_its_source_and_action(kind: RecordKind, found: Arrow) -> None:
    assert arrow(kind, found.source, found.action_code) is found
    assert arrow(kind, str(found.source), found.action_code) is found
    assert found.text


@pytest.mark.parametrize(("kind", "found"), ALL, ids=lambda value: getattr(value, "action_code", str(value)))
def test_every_gate_of_an_arrow_exists(kind: RecordKind, found: Arrow) -> None:
    gates = set(REQUEST_GATES if kind is RecordKind.REQUEST else DISPATCH_GATES)
    assert set(found.gates) <= gates


@pytest.mark.parametrize(
    ("state", "actions"),
    [
        (RequestState.REGISTERED, ["analyse", "cancel", "merge"]),
        (RequestState.ANALYSED, ["class", "cancel", "merge"]),
        (RequestState.CLASSED, ["start", "solve", "cancel", "merge"]),
        (RequestState.IN_HAND, ["solve", "cancel", "merge"]),
        (RequestState.SOLVED, ["close"]),
        (RequestState.CLOSED, []),
        (RequestState.CANCELLED, []),
        (RequestState.MERGED, []),
    ],
)
def test_the_moves_of_a_request(state: RequestState, actions: list[str]) -> None:
    assert [found.action_code for found in arrows_from(RecordKind.REQUEST, state)] == actions


def test_c3_1_and_c3_2_come_before_work_begins() -> None:
    assert arrow(RecordKind.REQUEST, RequestState.REGISTERED, "analyse").gates == (
        "file_consulted",
        "customer_contacted",
    )
    assert arrow(RecordKind.REQUEST, RequestState.ANALYSED, "class").gates == ("class_confirmed",)


def test_a_move_that_does_not_exist_is_refused_with_the_state_in_words() -> None:
    with pytest.raises(Invalid, match="已关闭"):
        arrow(RecordKind.REQUEST, RequestState.CLOSED, "cancel")
    with pytest.raises(Invalid):
        arrow(RecordKind.CUSTOMER, "active", "cancel")


def test_cancelling_asks_for_a_reason_and_solving_for_a_result() -> None:
    asked = {found.action_code: found.asks for _kind, found in ALL}
    assert (asked["cancel"], asked["solve"], asked["close"]) == ("reason", "result", None)
