"""The end of a request: what is still owed keeps it open, and the service's end starts the follow-up call (N1)."""

from datetime import datetime, timedelta

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import Blocked, Invalid
from app.forms.requests import RequestForm
from app.queries.requests.requests import request_details
from app.services.promises.waiving import waive_promise
from app.services.requests.moving import move_request, solve_request
from app.services.requests.registering import register_request
from app.services.requests.steps import record_follow_up, record_reply
from app.services.setup import save_settings
from models.enums import CommitmentKind, CommitmentState, RequestState
from models.requests.request import Request
from tests.app.services.promises.promised import RECEIVED, promise, promises
from tests.factories import (
    close_request,
    keep_promises,
    make_customer,
    make_request,
    make_request_in_hand,
    make_solved_request,
    stored,
    version_of,
)

HOUR = timedelta(hours=1)
FOLLOW_UP = CommitmentKind.FOLLOW_UP
TOLD = {"person": "周敏", "counterpart": "王工", "text": "已告知"}


def close(context: Context, request: int) -> None:
    move_request(context, record_id=request, version=version_of(context, request), action="close")


def test_c4_a_request_is_not_closed_while_anything_is_owed_and_says_what(context: Context) -> None:
    request = make_solved_request(context)
    with pytest.raises(Blocked) as refusal:
        close(context, request)
    (reason,) = refusal.value.reasons
    assert (reason.clause, reason.fix) == ("C4", "show_promises")
    assert dict(reason.values)["names"] == ("首次答复", "回访电话", "报价")
    (step,) = (step for step in request_details(context, request).steps if step.action == "close")
    assert step.blocked == (reason,)


def test_kept_or_waived_it_closes(context: Context) -> None:
    request = make_solved_request(context)
    waive_promise(context, record_id=request, kind=CommitmentKind.QUOTATION, slot=0, reason="用户不要报价")
    close_request(context, request)
    row = stored(context, Request, request)
    assert (row.state, row.due_at) == (RequestState.CLOSED, None)


def test_n1_an_unsatisfied_customer_keeps_it_open(context: Context) -> None:
    request = make_solved_request(context)
    keep_promises(context, request)
    record_follow_up(context, record_id=request, at=context.clock.now(), **TOLD, satisfied=False)
    with pytest.raises(Blocked):
        close(context, request)


def test_n1_the_call_is_counted_from_when_the_service_was_finished(context: Context, clock: FixedClock) -> None:
    request = make_request_in_hand(context)
    clock.moment = RECEIVED + 6 * HOUR
    finished = RECEIVED + 3 * HOUR
    solve_request(context, record_id=request, version=version_of(context, request), result="已更换", at=finished)
    assert promise(context, request, FOLLOW_UP).due == finished + 24 * HOUR


@pytest.mark.parametrize("at", [RECEIVED - HOUR, RECEIVED + 2 * HOUR], ids=["before receipt", "future"])
def test_n1_the_service_ends_after_the_receipt_and_not_in_the_future(context: Context, at: datetime) -> None:
    request = make_request_in_hand(context)
    with pytest.raises(Invalid) as refusal:
        solve_request(context, record_id=request, version=version_of(context, request), result="已更换", at=at)
    assert refusal.value.field == "at"


@pytest.fixture
def hotline(context: Context) -> Context:
    """A department that works by the hotline rules."""
    save_settings(context, values={"profile": "hotline"})
    return context


def test_n1_guidance_by_phone_owes_a_call_back_within_3_h(hotline: Context, clock: FixedClock) -> None:
    request = make_request(hotline)
    record_reply(hotline, record_id=request, at=clock.moment, **TOLD, guidance=True)
    (slot,) = (slot for kind, slot in promises(hotline, request) if kind is FOLLOW_UP)
    guided = promise(hotline, request, FOLLOW_UP, slot)
    assert (guided.clause, guided.due, guided.state) == ("N1", clock.moment + 3 * HOUR, CommitmentState.OPEN)
    clock.moment += HOUR
    record_follow_up(hotline, record_id=request, at=clock.moment, **TOLD, satisfied=True)
    assert promise(hotline, request, FOLLOW_UP, slot).state is CommitmentState.MET


def test_n1_a_plain_answer_owes_no_call_back(hotline: Context) -> None:
    request = make_request(hotline)
    record_reply(hotline, record_id=request, at=hotline.clock.now(), **TOLD)
    assert FOLLOW_UP not in {kind for kind, _slot in promises(hotline, request)}


def test_n1_somebody_is_put_in_charge_within_10_minutes(hotline: Context, clock: FixedClock) -> None:
    customer = make_customer(hotline)
    assigned = {}
    for owner in ("周敏", ""):
        form = RequestForm(customer_id=customer, received_at=clock.moment, text="泵不转", owner_name=owner)
        assigned[owner] = promise(hotline, register_request(hotline, form=form), CommitmentKind.ASSIGNMENT)
    assert {owner: line.state for owner, line in assigned.items()} == {
        "周敏": CommitmentState.MET,
        "": CommitmentState.OPEN,
    }
    assert assigned[""].due == clock.moment + timedelta(minutes=10)
