"""Deciding on screen: by whose word, in which order, with which reasons (C8.2, C8.3)."""

import pytest

from app.context import Actor, Context
from app.errors import Blocked, Conflict, Invalid, NotAllowed
from app.forms.approvals import DecisionForm
from app.services.approvals.deciding import decide
from app.services.trade.quotations import withdraw_quotation
from models.approval import Approval
from models.enums import ApprovalDecision, ApprovalState, EventKind, QuotationState, Role
from models.trade.quotation import Quotation
from tests.access_factories import delegate, make_user
from tests.app.services.refusing import refused_at
from tests.app.services.requests.logs import entries
from tests.approval_factories import ask_for_quotation, say, steps_of
from tests.conftest import OpenDesk
from tests.factories import stored, version_of

D = ApprovalDecision


def decisions(context: Context, approval_id: int) -> list[ApprovalDecision]:
    return [step.decision for step in steps_of(context, approval_id)]


def subject(context: Context, approval_id: int) -> Quotation:
    return stored(context, Quotation, stored(context, Approval, approval_id).subject_id)


def test_the_managers_yes_approves_an_ordinary_quotation_also_an_own_one(context: Context) -> None:
    asked = ask_for_quotation(context)
    say(context, asked)
    approval, (step,) = stored(context, Approval, asked), steps_of(context, asked)
    assert (approval.state, approval.decided_at) == (ApprovalState.APPROVED, context.clock.now())
    assert (step.decided_by, step.entered_by, step.on_paper) == ("经理", "经理", False)
    assert subject(context, asked).state == QuotationState.APPROVED


def test_c8_2_the_leader_is_asked_after_the_manager(open_desk: OpenDesk) -> None:
    manager, leader = open_desk(), open_desk(Role.LEADER)
    asked = ask_for_quotation(manager, "50000.00")
    assert decisions(manager, asked) == [D.PENDING, D.WAITING]
    with pytest.raises(NotAllowed):
        say(leader, asked)
    say(manager, asked)
    assert decisions(manager, asked) == [D.APPROVED, D.PENDING]
    assert subject(manager, asked).state == QuotationState.SUBMITTED
    say(leader, asked)
    assert decisions(manager, asked) == [D.APPROVED, D.APPROVED]
    assert subject(manager, asked).state == QuotationState.APPROVED


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.WAREHOUSE, Role.VIEWER, Role.LEADER])
def test_nobody_else_gives_the_managers_word(open_desk: OpenDesk, role: Role) -> None:
    asked = ask_for_quotation(open_desk())
    with pytest.raises(NotAllowed):
        say(open_desk(role), asked)


def test_alone_the_manager_does_not_give_the_leaders_word_on_screen(context: Context) -> None:
    asked = ask_for_quotation(context, "80000")
    say(context, asked)
    with pytest.raises(NotAllowed):
        say(context, asked)


def test_a_refusal_needs_a_reason_and_returns_the_quotation(context: Context) -> None:
    asked = ask_for_quotation(context, "80000")
    assert refused_at(lambda: say(context, asked, yes=False, reason=" ")) == "reason"
    say(context, asked, yes=False, reason="交期写错了")
    assert decisions(context, asked) == [D.REFUSED, D.DROPPED]
    assert (subject(context, asked).state, stored(context, Approval, asked).state) == ("draft", "refused")
    last = entries(context, subject(context, asked).id, EventKind.STATE_CHANGED)[-1]
    assert "交期写错了" in last.text


def test_c8_3_a_yes_below_the_floor_needs_a_reason(context: Context) -> None:
    asked = ask_for_quotation(context, cost="0.80")
    assert refused_at(lambda: say(context, asked)) == "reason"
    say(context, asked, reason="老客户，带动药剂合同")
    assert steps_of(context, asked)[0].reason == "老客户，带动药剂合同"


def test_what_is_decided_is_not_decided_again(context: Context) -> None:
    asked = ask_for_quotation(context)
    say(context, asked)
    with pytest.raises(Invalid):
        say(context, asked, yes=False, reason="反悔")
    assert stored(context, Approval, asked).state == ApprovalState.APPROVED


def test_two_deciders_at_once_the_second_is_told(context: Context) -> None:
    asked = ask_for_quotation(context, "80000")
    seen = version_of(context, asked)
    say(context, asked)
    with pytest.raises(Conflict):
        decide(context, approval_id=asked, version=seen, form=DecisionForm())


def test_what_was_taken_back_to_draft_is_dropped_and_not_decided_any_more(context: Context) -> None:
    asked = ask_for_quotation(context, "80000")
    quotation = subject(context, asked)
    withdraw_quotation(context, record_id=quotation.id, version=quotation.version, reason="再核价")
    assert (stored(context, Approval, asked).state, decisions(context, asked)) == ("dropped", [D.DROPPED] * 2)
    with pytest.raises(Invalid):
        say(context, asked)


def test_c8_2_what_changed_since_is_refused(context: Context) -> None:
    asked = ask_for_quotation(context)
    with context.write() as session:
        session.get_one(Quotation, session.get_one(Approval, asked).subject_id).lines[0].unit_price += 1
    with pytest.raises(Blocked):
        say(context, asked)
    assert decisions(context, asked) == [D.PENDING]


def test_whoever_stands_in_decides_under_the_delegation(open_desk: OpenDesk) -> None:
    manager, leader, deputy = open_desk(), open_desk(Role.LEADER), open_desk(Role.VIEWER)
    given = delegate(leader, make_user(manager, "李工", Role.VIEWER))
    deputy.actor = Actor("李工", "李工", frozenset({Role.VIEWER}), frozenset({Role.MANAGER}))
    asked = ask_for_quotation(manager)
    say(deputy, asked)
    with manager.read() as session:
        assert session.get_one(Approval, asked).steps[0].delegation_id == given
    assert steps_of(manager, asked)[0].by_delegation


def test_a_secretary_who_stands_in_gives_no_word_on_money(open_desk: OpenDesk) -> None:
    manager, deputy = open_desk(), open_desk(Role.SECRETARY)
    for role in (Role.MANAGER, Role.LEADER):
        deputy.actor = Actor("周敏", "周敏", frozenset({Role.SECRETARY}), frozenset({role}))
        asked = ask_for_quotation(manager, "80000")
        if role is Role.LEADER:
            say(manager, asked)
        with pytest.raises(NotAllowed):
            say(deputy, asked)


def test_the_log_tells_who_was_asked_and_what_was_said(context: Context) -> None:
    asked = ask_for_quotation(context)
    say(context, asked, reason="同意")
    assert len(entries(context, asked, EventKind.APPROVAL_ASKED)) == 1
    (given,) = entries(context, asked, EventKind.APPROVED)
    assert (given.person, given.text) == ("经理", "同意")
