"""What stands in the way of a step, clause by clause."""

from dataclasses import replace
from datetime import date

import pytest

from app.i18n import using_language
from app.rules.gates import (
    DISPATCH_GATES,
    REQUEST_GATES,
    DispatchFacts,
    PersonFact,
    RequestFacts,
    check_gates,
    departments_without_agreement,
)

REQUEST_DONE = RequestFacts(file_consulted=True, customer_contacted=True, class_confirmed=True, has_result=True)
PEOPLE = (PersonFact("王工", "工程部", agreed=True), PersonFact("厂家李工", "", agreed=False))
DISPATCH_READY = DispatchFacts(
    request_class_confirmed=True,
    people=PEOPLE,
    lead_named=True,
    site_address="宜兴市环科园 1 号",
    starts_on=date(2026, 3, 9),
    ends_on=date(2026, 3, 9),
    content="更换高压泵机封",
)


def test_open_gates_give_no_reason() -> None:
    assert check_gates(REQUEST_GATES, REQUEST_DONE) == ()
    assert check_gates(DISPATCH_GATES, DISPATCH_READY) == ()


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


@pytest.mark.parametrize(
    ("change", "clause", "fix"),
    [
        ({"request_class_confirmed": False}, "C3.2", "confirm_class"),
        ({"content": " "}, "C7.2", "edit_dispatch"),
        ({"site_address": ""}, "C7.2", "edit_dispatch"),
        ({"starts_on": None}, "C7.2", "edit_dispatch"),
        ({"ends_on": date(2026, 3, 8)}, "C7.2", "edit_dispatch"),
        ({"people": ()}, "C7.2", "edit_dispatch"),
        ({"lead_named": False}, "C7.2", "edit_dispatch"),
        ({"people": (PersonFact("王工", "工程部", agreed=False),)}, "C7.2", "record_department_agreed"),
    ],
)
def test_c7_2_gates_of_a_dispatch(change: dict[str, object], clause: str, fix: str) -> None:
    reasons = check_gates(DISPATCH_GATES, replace(DISPATCH_READY, **change))  # type: ignore[arg-type]
    assert [(reason.clause, reason.fix) for reason in reasons] == [(clause, fix)]


def test_c7_2_every_department_without_agreement_is_named_once() -> None:
    people = (
        PersonFact("王工", "工程部", agreed=False),
        PersonFact("张工", "工程部", agreed=False),
        PersonFact("赵工", "电气部", agreed=False),
        PersonFact("钱工", "设计部", agreed=True),
        PersonFact("厂家李工", "", agreed=False),
    )
    facts = replace(DISPATCH_READY, people=people)
    assert departments_without_agreement(facts) == ("工程部", "电气部")
    (reason,) = check_gates(["departments_agreed"], facts)
    assert "工程部、电气部" in reason.text
    with using_language("en"):
        assert reason.text == "These departments have not agreed yet: 工程部, 电气部"


def test_all_reasons_come_at_once_in_order() -> None:
    nothing = RequestFacts(file_consulted=False, customer_contacted=False, class_confirmed=False, has_result=False)
    assert [reason.clause for reason in check_gates(REQUEST_GATES, nothing)] == ["C3.1", "C3.1", "C3.2", "C11.5"]


def test_names_may_hold_braces() -> None:
    facts = replace(DISPATCH_READY, people=(PersonFact("王工", "{0} 部", agreed=False),))
    assert "{0} 部" in check_gates(["departments_agreed"], facts)[0].text
