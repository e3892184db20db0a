"""What stands in the way of a step, clause by clause."""

from dataclasses import replace

import pytest

from app.rules.gates import REQUEST_GATES, RequestFacts, check_gates

REQUEST_DONE = RequestFacts(file_consulted=True, customer_contacted=True, class_confirmed=True, has_result=True)


def test_open_gates_give_no_reason() -> None:
    assert check_gates(REQUEST_GATES, REQUEST_DONE) == ()


@pytest.mark.parametrize(
    ("gate", "change", "clause", "fix"),
    [
        ("file_consulted", {"file_consulted": False}, "C3.1", "record_file_consulted"),
        ("customer_contacted", {"customer_contacted": False}, "C3.1", "record_customer_contacted"),
        ("class_confirmed", {"class_confirmed": False}, "C3.2", "confirm_class"),
        ("result_recorded", {"has_result": False}, "C11.5", "record_result"),
        ("no_open_dispatch", {"open_dispatches": ("PG-2026-0001",)}, "C7.2", "cancel_dispatches"),
        ("no_open_trade", {"open_trade": ("FW-2026-0001",)}, "C8.1", "show_offers"),
        ("no_open_slip", {"open_slips": ("LL-2026-0001",)}, "C6.3", "show_slips"),
        ("promises_settled", {"open_promises": ("First reply",)}, "C4", "show_promises"),
    ],
)
def test_c3_gates_of_a_request(gate: str, change: dict[str, bool], clause: str, fix: str) -> None:
    reasons = check_gates(REQUEST_GATES, replace(REQUEST_DONE, **change))  # type: ignore[arg-type]
    assert [(reason.clause, reason.fix) for reason in reasons] == [(clause, fix)]
    assert check_gates([gate], replace(REQUEST_DONE, **change)) == reasons  # type: ignore[arg-type]


def test_all_reasons_come_at_once_in_order() -> None:
    nothing = RequestFacts(file_consulted=False, customer_contacted=False, class_confirmed=False, has_result=False)
    assert [reason.clause for reason in check_gates(REQUEST_GATES, nothing)] == ["C3.1", "C3.1", "C3.2", "C11.5"]
