"""Exceptions from pay first: for urgent work, by the manager, an own one by the leader (C8.1, C9.1)."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import Invalid, NotAllowed
from app.forms.approvals import ExceptionForm
from app.queries.approvals.exceptions import excepted_gates, exceptions_of
from app.queries.requests.registration import request_form
from app.rules.trade.pay_first import ADVANCE_IN, ORDER_IN_FORCE
from app.services.approvals.exceptions import ask_exception, withdraw_exception
from app.services.requests.joining import merge_request
from app.services.requests.moving import cancel_request
from app.services.requests.registering import edit_request
from models.approval import Approval
from models.enums import ApprovalState, EventKind, Role
from models.requests.request import Request
from tests.app.services.refusing import refused_at
from tests.app.services.requests.logs import entries
from tests.approval_factories import ask_for_quotation, enter, make_exception, make_urgent_request, roles_of_steps, say
from tests.conftest import OpenDesk
from tests.factories import make_customer, make_project, stored, version_of


def gates(context: Context, request: int) -> frozenset[str]:
    with context.read() as session:
        return excepted_gates(session, request)


def take_back(context: Context, approval_id: int, reason: str) -> None:
    version = version_of(context, approval_id)
    withdraw_exception(context, approval_id=approval_id, version=version, reason=reason)


def test_c9_1_the_manager_grants_what_the_secretary_asks_for(open_desk: OpenDesk) -> None:
    manager, secretary = open_desk(), open_desk(Role.SECRETARY)
    request = make_urgent_request(secretary)
    asked = make_exception(secretary, request, reason="停产，每小时损失八万")
    assert (roles_of_steps(manager, asked), gates(manager, request)) == ([Role.MANAGER], frozenset())
    say(manager, asked)
    with manager.read() as session:
        (granted,) = exceptions_of(session, request)
    assert (granted.gate, granted.reason, granted.granted_by) == (ORDER_IN_FORCE, "停产，每小时损失八万", "经理")
    assert len(entries(manager, request, EventKind.APPROVED)) == 1


def test_nobody_grants_an_own_exception(open_desk: OpenDesk, tmp_path: Path) -> None:
    manager = open_desk()
    asked = make_exception(manager, make_urgent_request(manager))
    assert roles_of_steps(manager, asked) == [Role.LEADER]
    with pytest.raises(NotAllowed):
        say(manager, asked)
    assert refused_at(lambda: enter(manager, asked, tmp_path, decided_by="经理")) == "decided_by"
    say(open_desk(Role.LEADER), asked)
    assert stored(manager, Approval, asked).state == ApprovalState.APPROVED


def test_also_not_with_both_roles(context: Context) -> None:
    asked = make_exception(context, make_urgent_request(context))
    context.actor = type(context.actor)("manager", "经理", frozenset({Role.MANAGER, Role.LEADER}))
    with pytest.raises(NotAllowed):
        say(context, asked)


@pytest.mark.parametrize(
    ("field", "form"),
    [
        ("gate", {"gate": ""}),
        ("gate", {"gate": "class_confirmed"}),
        ("gate", {"gate": ADVANCE_IN}),  # there is no order whose advance could be missing
        ("reason", {"reason": " "}),
    ],
)
def test_what_is_missing_is_refused_at_its_field(context: Context, field: str, form: dict[str, Any]) -> None:
    request = make_urgent_request(context)
    usual = {"gate": ORDER_IN_FORCE, "reason": "停产"}
    wanted = ExceptionForm(**{**usual, **form})
    assert refused_at(lambda: ask_exception(context, record_id=request, form=wanted)) == field


def test_only_urgent_paid_unfinished_work_is_excepted(context: Context) -> None:
    calm = make_urgent_request(context, urgent=False)
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)  # under warranty: free
    free = make_urgent_request(context, customer_id=customer, project_id=project)
    over = make_urgent_request(context)
    cancel_request(context, record_id=over, version=version_of(context, over), reason="重复")
    for request in (calm, free, over):
        assert refused_at(partial(make_exception, context, request)) == "gate"


def test_it_is_not_asked_for_twice(open_desk: OpenDesk) -> None:
    manager, secretary = open_desk(), open_desk(Role.SECRETARY)
    request = make_urgent_request(secretary)
    asked = make_exception(secretary, request)
    assert refused_at(lambda: make_exception(secretary, request)) == "gate"
    say(manager, asked)
    assert refused_at(lambda: make_exception(secretary, request)) == "gate"


def test_after_a_no_it_can_be_asked_for_again(open_desk: OpenDesk) -> None:
    manager, secretary = open_desk(), open_desk(Role.SECRETARY)
    request = make_urgent_request(secretary)
    say(manager, make_exception(secretary, request), yes=False, reason="先签订单")
    assert gates(manager, request) == frozenset()
    assert make_exception(secretary, request)


def test_an_exception_ends_with_the_urgency(open_desk: OpenDesk) -> None:
    manager, secretary = open_desk(), open_desk(Role.SECRETARY)
    request = make_urgent_request(secretary)
    say(manager, make_exception(secretary, request))
    assert gates(manager, request) == {ORDER_IN_FORCE}
    with manager.write() as session:
        session.get_one(Request, request).urgent = False
    assert gates(manager, request) == frozenset()


def set_urgent(context: Context, request: int, *, urgent: bool) -> None:
    edit_request(context, record_id=request, form=replace(request_form(context, request), urgent=urgent))


@pytest.mark.parametrize("granted", [True, False])
def test_c9_1_an_exception_that_ended_does_not_come_back_with_the_urgency(open_desk: OpenDesk, granted: bool) -> None:
    manager, secretary = open_desk(), open_desk(Role.SECRETARY)
    request = make_urgent_request(secretary)
    asked = make_exception(secretary, request)
    if granted:
        say(manager, asked)
    for urgent in (False, True):
        set_urgent(secretary, request, urgent=urgent)
        assert gates(manager, request) == frozenset()
    assert stored(manager, Approval, asked).state == ApprovalState.DROPPED
    assert len(entries(manager, request, EventKind.APPROVAL_DROPPED)) == 1
    say(manager, make_exception(secretary, request))
    assert gates(manager, request) == {ORDER_IN_FORCE}


def test_an_exception_holds_through_a_correction_of_something_else(open_desk: OpenDesk) -> None:
    manager, secretary = open_desk(), open_desk(Role.SECRETARY)
    request = make_urgent_request(secretary)
    say(manager, make_exception(secretary, request))
    edit_request(secretary, record_id=request, form=replace(request_form(secretary, request), text="泵不出水，已停产"))
    assert gates(manager, request) == {ORDER_IN_FORCE}


def test_a_cancelled_request_asks_nobody_any_more(context: Context) -> None:
    request = make_urgent_request(context)
    asked = make_exception(context, request)
    cancel_request(context, record_id=request, version=version_of(context, request), reason="客户撤回")
    assert stored(context, Approval, asked).state == ApprovalState.DROPPED


def test_a_merged_request_asks_nobody_any_more(context: Context, clock: FixedClock) -> None:
    customer = make_customer(context)
    into = make_urgent_request(context, customer_id=customer)
    clock.moment += timedelta(minutes=10)
    request = make_urgent_request(context, customer_id=customer)
    asked = make_exception(context, request)
    merge_request(context, record_id=request, version=version_of(context, request), into_id=into, reason="同一故障")
    assert stored(context, Approval, asked).state == ApprovalState.DROPPED


def test_what_nobody_decided_about_is_taken_back(open_desk: OpenDesk) -> None:
    manager, secretary = open_desk(), open_desk(Role.SECRETARY)
    request = make_urgent_request(secretary)
    asked = make_exception(secretary, request)
    assert refused_at(partial(take_back, secretary, asked, " ")) == "reason"
    take_back(secretary, asked, "客户已付款")
    assert stored(manager, Approval, asked).state == ApprovalState.DROPPED
    assert len(entries(manager, request, EventKind.APPROVAL_DROPPED)) == 1
    with pytest.raises(Invalid):
        take_back(secretary, asked, "再一次")


def test_a_quotation_is_taken_back_where_it_was_submitted(context: Context) -> None:
    with pytest.raises(Invalid):
        take_back(context, ask_for_quotation(context), "试")
