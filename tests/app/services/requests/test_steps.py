"""What is written down on the way: answers, arrivals, quotations, parts and calls, and the promise that each meets."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import Blocked, Invalid
from app.queries.requests.requests import request_details
from app.services.requests.moving import cancel_request
from app.services.requests.steps import (
    record_arrival,
    record_follow_up,
    record_handed_over,
    record_quotation_sent,
    record_reply,
    record_visit_answer,
)
from app.services.trade.quotations import cancel_quotation
from models.enums import CommitmentKind, CommitmentState, EventKind, PartClass
from models.requests.request import Request
from tests.app.queries.statements import count_statements
from tests.app.services.promises.promised import RECEIVED, make_parts, make_visit, promise, promises
from tests.factories import make_classed_request, make_request, make_solved_request, stored, version_of
from tests.quotation_factories import make_submitted_quotation

HOUR = timedelta(hours=1)
OPEN, MET, MET_LATE = CommitmentState.OPEN, CommitmentState.MET, CommitmentState.MET_LATE
TOLD = {"person": "周敏", "counterpart": "王工", "text": "已告知"}
COMING = {"arrival_at": RECEIVED + 30 * HOUR, "people": "李工、赵工"}

STEPS: dict[str, tuple[Callable[..., None], dict[str, Any]]] = {
    "reply": (record_reply, TOLD),
    "visit answer": (record_visit_answer, TOLD | COMING),
    "arrival": (record_arrival, {"person": "李工"}),
    "quotation": (record_quotation_sent, TOLD),
    "handed over": (record_handed_over, {"person": "李工", "line_no": 1}),
    "follow-up": (record_follow_up, TOLD | {"satisfied": True}),
}


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("at", [RECEIVED - timedelta(seconds=1), RECEIVED + 2 * HOUR], ids=["before receipt", "future"])
def test_nothing_happens_before_the_receipt_or_in_the_future(context: Context, name: str, at: datetime) -> None:
    step, said = STEPS[name]
    with pytest.raises(Invalid) as refusal:
        step(context, record_id=make_parts(context, PartClass.COMMON), at=at, **said)
    assert refusal.value.field == "at"


@pytest.mark.parametrize("name", STEPS)
def test_who_did_it_has_to_be_said(context: Context, name: str) -> None:
    step, said = STEPS[name]
    for field in said.keys() & {"person", "counterpart", "text", "people"}:
        with pytest.raises(Invalid) as refusal:
            step(context, record_id=1, at=context.clock.now(), **(said | {field: "　"}))
        assert refusal.value.field == field


@pytest.mark.parametrize("name", STEPS)
def test_nothing_is_added_to_a_finished_request(context: Context, name: str) -> None:
    step, said = STEPS[name]
    request = make_request(context)
    cancel_request(context, record_id=request, version=version_of(context, request), reason="误报")
    with pytest.raises(Invalid):
        step(context, record_id=request, at=context.clock.now(), **said)


def test_c4_3_the_answer_on_the_visit_is_a_first_reply_as_well(context: Context) -> None:
    request = make_visit(context, "100.1")
    record_visit_answer(context, record_id=request, at=context.clock.now(), **TOLD, **COMING)
    for kind in (CommitmentKind.REPLY, CommitmentKind.VISIT_ANSWER):
        assert promise(context, request, kind).state is MET
    entry = request_details(context, request).events[0]
    assert (entry.kind, entry.data["people"]) == (EventKind.VISIT_ANSWERED, "李工、赵工")
    assert datetime.fromisoformat(entry.data["arrival_at"]) == COMING["arrival_at"]


def test_c4_3_a_plain_reply_is_no_answer_on_the_visit(context: Context) -> None:
    request = make_visit(context, "100.1")
    record_reply(context, record_id=request, at=context.clock.now(), **TOLD)
    assert promise(context, request, CommitmentKind.REPLY).state is MET
    assert promise(context, request, CommitmentKind.VISIT_ANSWER).state is OPEN


def test_c4_3_nobody_promises_to_have_been_there_before(context: Context) -> None:
    now = context.clock.now()
    early = COMING | {"arrival_at": now - timedelta(seconds=1)}
    with pytest.raises(Invalid) as refusal:
        record_visit_answer(context, record_id=make_visit(context), at=now, **TOLD, **early)
    assert (refusal.value.field, refusal.value.clause) == ("arrival_at", "C4.3")


@pytest.mark.parametrize(("late", "state"), [(0, MET), (1, MET_LATE)])
def test_c4_3_the_first_persons_recorded_time_counts(
    context: Context, clock: FixedClock, late: int, state: CommitmentState
) -> None:
    request = make_visit(context)
    clock.moment = RECEIVED + 50 * HOUR
    record_arrival(context, record_id=request, at=RECEIVED + 24 * HOUR + timedelta(seconds=late), person="李工")
    record_arrival(context, record_id=request, at=RECEIVED + 40 * HOUR, person="赵工")
    assert promise(context, request, CommitmentKind.ARRIVAL).state is state


def test_c5_2_a_quotation_is_met_when_it_is_sent(context: Context) -> None:
    request = make_classed_request(context)
    record_quotation_sent(context, record_id=request, at=context.clock.now(), **TOLD)
    assert promise(context, request, CommitmentKind.QUOTATION).state is MET


def test_c8_2_a_quotation_made_here_is_not_recorded_as_sent_past_its_approval(context: Context) -> None:
    request = make_classed_request(context)
    made = make_submitted_quotation(context, request_id=request)
    with pytest.raises(Invalid, match="BJ-2026-0001") as refusal:
        record_quotation_sent(context, record_id=request, at=context.clock.now(), **TOLD)
    assert refusal.value.clause == "C8.2"
    cancel_quotation(context, record_id=made, version=version_of(context, made), reason="改由厂家报价")
    record_quotation_sent(context, record_id=request, at=context.clock.now(), **TOLD)


def test_c3_2_no_quotation_and_no_part_before_a_person_confirmed_the_class(context: Context) -> None:
    request = make_parts(context, PartClass.COMMON, classed=False)
    for name in ("quotation", "handed over"):
        step, said = STEPS[name]
        with pytest.raises(Blocked) as refusal:
            step(context, record_id=request, at=context.clock.now(), **said)
        assert refusal.value.clause == "C3.2"


def test_c4_2_each_line_is_met_by_its_own_handing_over(context: Context) -> None:
    request = make_parts(context, PartClass.COMMON, PartClass.DOMESTIC)
    record_handed_over(context, record_id=request, line_no=2, at=context.clock.now(), person="李工")
    states = {slot: line.state for (kind, slot), line in promises(context, request).items() if kind == "parts"}
    assert states == {1: OPEN, 2: MET}
    assert request_details(context, request).events[0].data == {"line_no": 2}


@pytest.mark.parametrize("line_no", [1, 2])
def test_c4_2_what_is_no_part_or_was_handed_over_is_refused(context: Context, line_no: int) -> None:
    request, now = make_parts(context, PartClass.COMMON), context.clock.now()
    record_handed_over(context, record_id=request, line_no=1, at=now, person="李工")
    with pytest.raises(Invalid) as refusal:
        record_handed_over(context, record_id=request, line_no=line_no, at=now, person="李工")
    assert refusal.value.field == "line_no"


def follow_ups(context: Context, request: int) -> list[tuple[datetime | None, CommitmentState]]:
    lines = (line for (kind, _slot), line in promises(context, request).items() if kind is CommitmentKind.FOLLOW_UP)
    return [(line.due, line.state) for line in lines]


def test_n1_after_the_service_a_call_is_owed_within_24_h(context: Context, clock: FixedClock) -> None:
    request = make_solved_request(context)
    solved = stored(context, Request, request).solved_at
    assert solved == clock.moment
    assert follow_ups(context, request) == [(solved + 24 * HOUR, OPEN)]
    clock.moment += 2 * HOUR
    record_follow_up(context, record_id=request, at=clock.moment, **TOLD, satisfied=True)
    assert follow_ups(context, request) == [(solved + 24 * HOUR, MET)]


def test_n1_until_the_customer_is_satisfied_another_call_is_owed(context: Context, clock: FixedClock) -> None:
    request = make_solved_request(context)
    start = clock.moment
    for satisfied in (False, False, True):
        clock.moment += 2 * HOUR
        record_follow_up(context, record_id=request, at=clock.moment, **TOLD, satisfied=satisfied)
    dues = [start + hours * HOUR for hours in (24, 26, 28)]
    assert follow_ups(context, request) == [(due, MET) for due in dues]


def test_n1_two_calls_of_one_minute_do_not_answer_each_other(context: Context) -> None:
    request, now = make_solved_request(context), context.clock.now()
    for _ in range(2):
        record_follow_up(context, record_id=request, at=now, **TOLD, satisfied=False)
    assert [state for _due, state in follow_ups(context, request)] == [MET, MET, OPEN]


def test_n1_a_customer_who_gives_no_judgement_has_been_called(context: Context) -> None:
    request = make_solved_request(context)
    record_follow_up(context, record_id=request, at=context.clock.now(), **TOLD, satisfied=None)
    assert [state for _due, state in follow_ups(context, request)] == [MET]


def test_an_entry_costs_as_many_statements_however_long_the_log_is(context: Context) -> None:
    request, now = make_parts(context, *PartClass), context.clock.now()
    counts = []
    for _ in range(6):
        with count_statements(context) as statements:
            record_arrival(context, record_id=request, at=now, person="李工")
        counts.append(len(statements))
    assert counts[1] == counts[-1]
    assert counts[-1] <= 18
