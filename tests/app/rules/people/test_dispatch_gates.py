"""What stands in the way of a dispatch, clause by clause: each gate closed and open."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.i18n import using_language
from app.rules.gates import check_gates
from app.rules.people.checklist import CLOSE_GATES, HomeFacts, checklist
from app.rules.people.dispatch_arrows import AGREE, BRIEF, DEPART
from app.rules.people.dispatch_gates import (
    DISPATCH_GATES,
    EXCEPTABLE,
    DispatchFacts,
    LeavingFacts,
    PersonFact,
    departments_without_agreement,
)

PEOPLE = (PersonFact("王工", "工程部", agreed=True), PersonFact("厂家李工", "", agreed=False))
READY = DispatchFacts(
    request_class_confirmed=True,
    people=PEOPLE,
    lead_named=True,
    site_address="宜兴市环科园 1 号",
    starts_on=date(2026, 3, 9),
    ends_on=date(2026, 3, 9),
    content="更换高压泵机封",
)
NOT_AGREED = (PersonFact("王工", "工程部", agreed=False),)


def leaving(**facts: Any) -> DispatchFacts:
    """Return a dispatch that is ready but for something of its departure."""
    return replace(READY, leaving=LeavingFacts(**facts))


def bringing(**facts: Any) -> DispatchFacts:
    """Return a dispatch that is ready but for something that has not come home."""
    return replace(READY, home=HomeFacts(**facts))


def test_open_gates_give_no_reason() -> None:
    assert check_gates(DISPATCH_GATES, READY) == ()


@pytest.mark.parametrize(
    ("facts", "clause", "fix"),
    [
        (replace(READY, request_class_confirmed=False), "C3.2", "confirm_class"),
        (replace(READY, content=" "), "C7.2", "edit_dispatch"),
        (replace(READY, site_address=""), "C7.2", "edit_dispatch"),
        (replace(READY, starts_on=None), "C7.2", "edit_dispatch"),
        (replace(READY, ends_on=date(2026, 3, 8)), "C7.2", "edit_dispatch"),
        (replace(READY, people=()), "C7.2", "edit_dispatch"),
        (replace(READY, lead_named=False), "C7.2", "edit_dispatch"),
        (replace(READY, people=NOT_AGREED), "C7.2", "record_department_agreed"),
    ],
)
def test_c7_2_gates_of_agreeing(facts: DispatchFacts, clause: str, fix: str) -> None:
    assert [(reason.clause, reason.fix) for reason in check_gates(AGREE, facts)] == [(clause, fix)]


@pytest.mark.parametrize(
    ("gate", "facts", "clause", "fix"),
    [
        ("papers_made", leaving(papers=("派工单",)), "C7.3", "print_pack"),
        ("order_in_force", leaving(order_in_force=False), "C8.1", "make_order"),
        ("advance_in", leaving(advances=("FW-2026-0001",)), "C9.1", "record_receipt"),
        ("hazards_listed", leaving(unlisted=("补给水站",)), "C12.1", "list_hazards"),
        ("hazards_reviewed", leaving(outdated=("调节池有限空间",)), "C12.2", "review_hazards"),
        ("briefed", leaving(unbriefed=("厂家李工",)), "C12.2", "brief_people"),
        ("certified", leaving(uncertified=("电工证",)), "C12.2", "show_certificates"),
        ("enough_people", leaving(going=1, persons_wanted=2), "C12.2", "add_person"),
        ("untaught", leaving(untaught=("王工",)), "C14", "show_secrecy"),
    ],
)
def test_c7_3_c8_1_c9_1_c12_c14_gates_of_departure(gate: str, facts: DispatchFacts, clause: str, fix: str) -> None:
    (reason,) = check_gates(DEPART, facts)
    assert (reason.clause, reason.fix) == (clause, fix)
    assert check_gates((gate,), facts) == (reason,)
    assert check_gates((gate,), READY) == ()
    assert reason.text


def test_c12_2_briefing_asks_for_a_list_a_new_look_and_the_signatures() -> None:
    facts = leaving(unlisted=("补给水站",), outdated=("沟坎",), unbriefed=("王工",), uncertified=("电工证",))
    assert [reason.fix for reason in check_gates(BRIEF, facts)] == ["list_hazards", "review_hazards", "brief_people"]


@pytest.mark.parametrize(
    ("field", "clause", "fix"),
    [
        ("advances", "C7.4", "settle_advance"),
        ("claims", "C7.4", "show_claims"),
        ("sheets", "C7.3", "note_sheet"),
        ("unused_parts", "C6.3", "return_parts"),
        ("old_parts", "N2", "show_old_parts"),
        ("cash", "N1", "hand_in_cash"),
        ("reports", "C7.4", "write_report"),
        ("surveys", "N3", "answer_survey"),
        ("open_items", "C7.4", "settle_items"),
    ],
)
def test_c7_4_gates_of_closing_are_the_lines_of_the_checklist(field: str, clause: str, fix: str) -> None:
    facts = bringing(**{field: ("JK-2026-0001",)})
    (reason,) = check_gates(CLOSE_GATES, facts)
    assert (reason.clause, reason.fix) == (clause, fix)
    (undone,) = (line for line in checklist(facts.home) if not line.done)
    assert (undone.clause, undone.fix, undone.missing) == (clause, fix, ("JK-2026-0001",))
    assert reason.text != undone.text
    assert all(line.done for line in checklist(HomeFacts()))


@pytest.mark.parametrize(
    ("gate", "facts"),
    [
        ("departments_agreed", replace(READY, people=NOT_AGREED)),
        ("papers_made", leaving(papers=("派工单",))),
    ],
)
def test_c7_2_c7_3_the_managers_exception_opens_the_gate(gate: str, facts: DispatchFacts) -> None:
    assert check_gates((gate,), facts)
    assert check_gates((gate,), replace(facts, excepted=frozenset({gate}))) == ()


def test_c12_2_knows_no_exception() -> None:
    assert set(EXCEPTABLE) == {"departments_agreed", "papers_made", "untaught"}
    assert "C12.2" not in EXCEPTABLE.values()


def test_c7_4_an_open_advance_keeps_a_dispatch_from_being_cancelled() -> None:
    (reason,) = check_gates(("no_open_advance",), replace(READY, open_advances=("JK-2026-0001",)))
    assert (reason.clause, reason.fix) == ("C7.4", "settle_advance")


def test_c7_2_every_department_without_agreement_is_named_once() -> None:
    people = (
        PersonFact("王工", "工程部", agreed=False),
        PersonFact("张工", "工程部", agreed=False),
        PersonFact("赵工", "电气部", agreed=False),
        PersonFact("钱工", "设计部", agreed=True),
        PersonFact("厂家李工", "", agreed=False),
    )
    facts = replace(READY, people=people)
    assert departments_without_agreement(facts) == ("工程部", "电气部")
    (reason,) = check_gates(["departments_agreed"], facts)
    assert "工程部、电气部" in reason.text
    with using_language("en"):
        assert reason.text == "These departments have not agreed yet: 工程部, 电气部"


def test_names_may_hold_braces() -> None:
    facts = replace(READY, people=(PersonFact("王工", "{0} 部", agreed=False),))
    assert "{0} 部" in check_gates(["departments_agreed"], facts)[0].text
