"""The first reply (C4.1, C5.1): what meets it, when it is late, and that no change erases a miss (invariant 7)."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import Invalid, NotAllowed
from app.queries.records.record_parts import CommitmentLine
from app.queries.requests.registration import request_form
from app.queries.requests.requests import request_details
from app.services.requests.registering import edit_request
from app.services.requests.steps import record_customer_contacted, record_file_consulted, record_reply
from models.enums import CommitmentKind, CommitmentState, EventKind, Role, Severity
from models.requests.request import Request
from tests.conftest import OpenDesk
from tests.factories import local_time, make_classed_request, make_request, stored

RECEIVED = local_time("2026-03-06 13:00")


def reply(context: Context, request: int) -> CommitmentLine:
    (promise,) = (p for p in request_details(context, request).commitments if p.kind is CommitmentKind.REPLY)
    return promise


def answer(context: Context, request: int, at: datetime) -> None:
    record_reply(context, record_id=request, at=at, person="周敏", counterpart="王工", text="明天上午到")


@pytest.mark.parametrize(("severity", "hours"), [(Severity.GENERAL, 4), (Severity.MAJOR, 24)])
def test_c4_1_the_reply_is_owed_from_receipt(context: Context, severity: Severity, hours: int) -> None:
    request = make_request(context, severity=severity)
    promise = reply(context, request)
    assert (promise.clause, promise.state, promise.due) == (
        "C4.1",
        CommitmentState.OPEN,
        RECEIVED + timedelta(hours=hours),
    )
    row = stored(context, Request, request)
    assert (row.due_at, row.due_kind) == (promise.due, CommitmentKind.REPLY)


def test_c5_1_once_paid_is_confirmed_the_reply_is_owed_under_its_own_clause(context: Context) -> None:
    promise = reply(context, make_classed_request(context))
    assert (promise.clause, promise.due) == ("C5.1", RECEIVED + timedelta(hours=4))


@pytest.mark.parametrize(
    ("seconds", "state"), [(0, CommitmentState.MET), (1, CommitmentState.MET_LATE), (-1, CommitmentState.MET)]
)
def test_c4_1_met_up_to_the_very_due_time(
    context: Context, clock: FixedClock, seconds: int, state: CommitmentState
) -> None:
    request = make_request(context)
    clock.moment = RECEIVED + timedelta(hours=5)
    at = RECEIVED + timedelta(hours=4, seconds=seconds)
    answer(context, request, at)
    promise = reply(context, request)
    assert (promise.state, promise.met_at, promise.missed) == (state, at, state is CommitmentState.MET_LATE)
    assert stored(context, Request, request).due_kind is not CommitmentKind.REPLY


def test_c4_1_calling_back_alone_does_not_meet_it(context: Context) -> None:
    request, now = make_request(context), context.clock.now()
    record_file_consulted(context, record_id=request, at=now, person="周敏")
    record_customer_contacted(context, record_id=request, at=now, person="周敏", counterpart="王工", text="已停机")
    assert reply(context, request).state is CommitmentState.OPEN


def test_c4_1_an_earlier_answer_entered_later_counts(context: Context, clock: FixedClock) -> None:
    request = make_request(context)
    clock.moment = RECEIVED + timedelta(hours=6)
    answer(context, request, RECEIVED + timedelta(hours=5))
    assert reply(context, request).state is CommitmentState.MET_LATE
    answer(context, request, RECEIVED + timedelta(hours=1))
    assert (reply(context, request).state, reply(context, request).met_at) == (
        CommitmentState.MET,
        RECEIVED + timedelta(hours=1),
    )
    answer(context, request, RECEIVED + timedelta(hours=2))
    assert reply(context, request).met_at == RECEIVED + timedelta(hours=1)


@pytest.mark.parametrize("at", [RECEIVED - timedelta(seconds=1), local_time("2026-03-06 14:01")])
def test_c4_1_a_reply_before_the_receipt_or_in_the_future_is_refused(context: Context, at: datetime) -> None:
    request = make_request(context)
    with pytest.raises(Invalid) as refusal:
        answer(context, request, at)
    assert refusal.value.field == "at"
    assert reply(context, request).state is CommitmentState.OPEN


@pytest.mark.parametrize("field", ["person", "counterpart", "text"])
def test_c4_1_who_told_whom_what_has_to_be_said(context: Context, field: str) -> None:
    words = {"person": "周敏", "counterpart": "王工", "text": "明天到", field: " "}
    with pytest.raises(Invalid) as refusal:
        record_reply(context, record_id=make_request(context), at=context.clock.now(), **words)
    assert refusal.value.field == field


def test_the_receipt_cannot_move_behind_a_recorded_answer(context: Context) -> None:
    request = make_request(context)
    answer(context, request, RECEIVED + timedelta(minutes=10))
    form = replace(request_form(context, request), received_at=RECEIVED + timedelta(minutes=11))
    with pytest.raises(Invalid) as refusal:
        edit_request(context, record_id=request, form=form)
    assert refusal.value.field == "received_at"


def test_before_the_due_time_a_changed_fact_moves_it_freely(open_desk: OpenDesk) -> None:
    desk = open_desk(Role.SECRETARY)
    request = make_request(desk)
    edit_request(desk, record_id=request, form=replace(request_form(desk, request), severity=Severity.MAJOR))
    assert (reply(desk, request).due, reply(desk, request).missed) == (RECEIVED + timedelta(hours=24), False)


CHANGES = [{"severity": Severity.MAJOR}, {"received_at": RECEIVED + timedelta(hours=3)}]


@pytest.mark.parametrize("change", CHANGES, ids=["severity", "received"])
def test_invariant_7_after_a_miss_only_the_manager_changes_the_fact(
    open_desk: OpenDesk, clock: FixedClock, change: dict[str, object]
) -> None:
    secretary, manager = open_desk(Role.SECRETARY), open_desk()
    request = make_request(manager)
    clock.moment = RECEIVED + timedelta(hours=5)
    form = replace(request_form(manager, request), **change)
    with pytest.raises(NotAllowed):
        edit_request(secretary, record_id=request, form=form, reason="记错了")
    with pytest.raises(Invalid) as refusal:
        edit_request(manager, record_id=request, form=form, reason=" ")
    assert refusal.value.field == "reason"
    edit_request(manager, record_id=request, form=form, reason="记错了")
    assert request_details(manager, request).events[0].kind is EventKind.EDITED


@pytest.mark.parametrize("change", CHANGES, ids=["severity", "received"])
def test_invariant_7_the_first_verdict_stays(context: Context, clock: FixedClock, change: dict[str, object]) -> None:
    request = make_request(context)
    clock.moment = RECEIVED + timedelta(hours=5)
    edit_request(context, record_id=request, form=replace(request_form(context, request), **change), reason="记错了")
    assert reply(context, request).missed
    answer(context, request, clock.moment)
    assert (reply(context, request).state, reply(context, request).missed) == (CommitmentState.MET_LATE, True)
    assert reply(context, request).due == RECEIVED + timedelta(hours=4)


def test_invariant_7_a_late_answer_stays_late(context: Context, clock: FixedClock) -> None:
    request = make_request(context)
    clock.moment = RECEIVED + timedelta(hours=5)
    answer(context, request, clock.moment)
    change = replace(request_form(context, request), severity=Severity.MAJOR)
    edit_request(context, record_id=request, form=change, reason="应为重大")
    assert reply(context, request).state is CommitmentState.MET_LATE


def test_a_reply_kept_in_time_stays_kept_when_a_fact_changes_after_its_due_time(
    context: Context, clock: FixedClock
) -> None:
    request = make_request(context, severity=Severity.MAJOR)
    clock.moment = RECEIVED + timedelta(hours=30)
    answer(context, request, RECEIVED + timedelta(hours=20))
    change = replace(request_form(context, request), severity=Severity.GENERAL)
    edit_request(context, record_id=request, form=change, reason="并不严重")
    assert reply(context, request).state is CommitmentState.MET


def test_other_facts_may_be_corrected_after_a_miss_by_anybody_who_edits(open_desk: OpenDesk, clock: FixedClock) -> None:
    desk = open_desk(Role.SECRETARY)
    request = make_request(desk)
    clock.moment = RECEIVED + timedelta(hours=5)
    edit_request(desk, record_id=request, form=replace(request_form(desk, request), contact_name="李工"))
    assert (reply(desk, request).missed, reply(desk, request).due) == (True, RECEIVED + timedelta(hours=4))
