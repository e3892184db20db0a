"""What becomes of promises when facts change: made, provisional, dropped, owed again, and never missed twice."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import Invalid, NotAllowed
from app.forms.requests import RequestLineForm
from app.integrity import check
from app.queries.requests.registration import request_form
from app.queries.requests.requests import request_details
from app.services.requests.classing import confirm_class
from app.services.requests.moving import cancel_request
from app.services.requests.registering import edit_request
from app.services.requests.steps import record_arrival, record_quotation_sent, record_reply
from models.enums import ClassBasis, CommitmentKind, CommitmentState, PartClass, Role, ServiceClass
from models.requests.request import Request
from tests.app.services.promises.promised import RECEIVED, make_parts, make_visit, promise, promises
from tests.conftest import OpenDesk
from tests.factories import do_analysis, local_time, make_classed_request, make_request, stored, version_of

HOUR = timedelta(hours=1)
QUOTATION, ARRIVAL = CommitmentKind.QUOTATION, CommitmentKind.ARRIVAL
OPEN, MET, DROPPED = CommitmentState.OPEN, CommitmentState.MET, CommitmentState.DROPPED
MONDAY_NOON = local_time("2026-03-09 12:00")
FREE = (ServiceClass.FREE, ClassBasis.GOODWILL)
PAID = (ServiceClass.PAID, ClassBasis.NO_PROJECT)
TOLD = {"person": "周敏", "counterpart": "王工", "text": "已告知"}


def choose(context: Context, request: int, chosen: tuple[ServiceClass, ClassBasis], reason: str = "老客户") -> None:
    service_class, basis = chosen
    version = version_of(context, request)
    confirm_class(context, record_id=request, version=version, service_class=service_class, basis=basis, reason=reason)


def change(context: Context, request: int, reason: str = "查实", **fields: object) -> None:
    form = replace(request_form(context, request), **fields)
    edit_request(context, record_id=request, form=form, reason=reason)


def test_c5_2_before_anybody_confirmed_the_class_the_quotation_is_provisional(context: Context) -> None:
    request = make_request(context)
    line = promise(context, request, QUOTATION)
    assert (line.clause, line.due, line.provisional) == ("C5.2", MONDAY_NOON, True)
    assert not promise(context, request, CommitmentKind.REPLY).provisional
    do_analysis(context, request)
    choose(context, request, PAID, "")
    assert not promise(context, request, QUOTATION).provisional


def test_c5_2_confirmed_as_free_the_quotation_was_never_owed(context: Context, clock: FixedClock) -> None:
    request = make_request(context)
    do_analysis(context, request)
    clock.moment = MONDAY_NOON + HOUR
    assert promise(context, request, QUOTATION).missed
    choose(context, request, FREE)
    line = promise(context, request, QUOTATION)
    assert (line.state, line.missed) == (DROPPED, False)


def test_c4_3_an_arrival_recorded_on_a_provisional_promise_is_judged_by_the_class_confirmed(
    context: Context, clock: FixedClock
) -> None:
    request = make_visit(context)
    do_analysis(context, request)
    clock.moment = RECEIVED + 30 * HOUR
    record_arrival(context, record_id=request, at=clock.moment, person="李工")
    assert promise(context, request, ARRIVAL).state is CommitmentState.MET_LATE
    choose(context, request, (ServiceClass.PAID, ClassBasis.MISUSE))
    line = promise(context, request, ARRIVAL)
    assert (line.state, line.due, line.missed) == (MET, None, False)


def test_the_class_back_and_forth_owes_the_same_again(context: Context) -> None:
    request = make_classed_request(context)
    before = promise(context, request, QUOTATION)
    choose(context, request, FREE)
    assert promise(context, request, QUOTATION).state is DROPPED
    choose(context, request, PAID)
    assert promise(context, request, QUOTATION) == before


def test_invariant_7_another_class_does_not_undo_a_missed_quotation(open_desk: OpenDesk, clock: FixedClock) -> None:
    secretary, manager = open_desk(Role.SECRETARY), open_desk()
    request = make_classed_request(secretary)
    clock.moment = MONDAY_NOON + HOUR
    choose(manager, request, FREE)
    assert [promise(manager, request, QUOTATION).state, promise(manager, request, QUOTATION).missed] == [DROPPED, True]
    choose(secretary, request, PAID, "")
    line = promise(manager, request, QUOTATION)
    assert (line.state, line.due, line.missed) == (OPEN, MONDAY_NOON, True)
    record_quotation_sent(manager, record_id=request, at=clock.moment, **TOLD)
    assert promise(manager, request, QUOTATION).state is CommitmentState.MET_LATE


def test_invariant_7_taking_the_managers_class_back_is_the_managers_after_a_miss(
    open_desk: OpenDesk, clock: FixedClock
) -> None:
    secretary, manager = open_desk(Role.SECRETARY), open_desk()
    request = make_visit(secretary, classed=True)
    choose(manager, request, (ServiceClass.PAID, ClassBasis.MISUSE))
    clock.moment = MONDAY_NOON + HOUR
    with pytest.raises(NotAllowed):
        choose(secretary, request, (ServiceClass.FREE, ClassBasis.WARRANTY), "")
    with pytest.raises(Invalid) as refusal:
        choose(manager, request, (ServiceClass.FREE, ClassBasis.WARRANTY), " ")
    assert refusal.value.field == "reason"


@pytest.mark.parametrize(
    "fields",
    [{"urgent": False}, {"manufacturer_needed": True}, {"needs_visit": False}, {"received_at": RECEIVED - HOUR}],
    ids=["urgent", "manufacturer", "visit", "received"],
)
def test_invariant_7_no_fact_undoes_a_missed_arrival(
    open_desk: OpenDesk, clock: FixedClock, fields: dict[str, object]
) -> None:
    secretary, manager = open_desk(Role.SECRETARY), open_desk()
    request = make_visit(secretary, classed=True)
    record_reply(secretary, record_id=request, at=clock.moment, **TOLD)
    clock.moment = RECEIVED + 25 * HOUR
    with pytest.raises(NotAllowed, match=r"Arrival|到场|到达"):
        change(secretary, request, **fields)
    change(manager, request, **fields)
    line = promise(manager, request, ARRIVAL)
    assert (line.missed, line.due) == (True, RECEIVED + 24 * HOUR)
    assert check(manager) == ()


def test_invariant_7_lists_go_on_showing_the_miss(context: Context, clock: FixedClock) -> None:
    request = make_visit(context, classed=True)
    record_reply(context, record_id=request, at=clock.moment, **TOLD)
    clock.moment = RECEIVED + 25 * HOUR
    change(context, request, urgent=False)
    row = stored(context, Request, request)
    assert promise(context, request, ARRIVAL).due_now is None  # not urgent: on a date to be agreed
    assert (row.due_at, row.due_kind) == (RECEIVED + 24 * HOUR, ARRIVAL)


def test_before_it_is_missed_the_facts_are_corrected_freely(open_desk: OpenDesk) -> None:
    secretary = open_desk(Role.SECRETARY)
    request = make_visit(secretary, classed=True)
    change(secretary, request, "", manufacturer_needed=True)
    assert promise(secretary, request, ARRIVAL).due == RECEIVED + 72 * HOUR
    assert (CommitmentKind.VISIT_ANSWER, 0) in promises(secretary, request)
    change(secretary, request, "", manufacturer_needed=False)
    line = promise(secretary, request, CommitmentKind.VISIT_ANSWER)
    assert (line.state, line.reason != "") == (DROPPED, True)


def test_c4_2_a_line_that_is_taken_away_is_owed_no_more(context: Context) -> None:
    request = make_parts(context, PartClass.COMMON, PartClass.DOMESTIC)
    keep = request_form(context, request).lines[1:]
    change(context, request, lines=(*keep, RequestLineForm(text="O 型圈", part_class=PartClass.COMMON)))
    states = {slot: line.state for (kind, slot), line in promises(context, request).items() if kind == "parts"}
    assert states == {1: DROPPED, 2: OPEN, 3: OPEN}


def test_c4_2_a_line_with_a_class_of_its_own_follows_that(context: Context) -> None:
    request = make_parts(context, PartClass.COMMON)
    (line,) = request_form(context, request).lines
    own = {"service_class": ServiceClass.PAID, "class_basis": ClassBasis.MISUSE, "class_reason": "人为损坏"}
    change(context, request, lines=(replace(line, **own),))
    assert promise(context, request, CommitmentKind.PARTS, 1).due is None  # paid parts: the date in the order


def test_a_cancelled_request_keeps_its_misses_and_owes_nothing(context: Context, clock: FixedClock) -> None:
    request = make_visit(context, classed=True)
    clock.moment = RECEIVED + 5 * HOUR
    cancel_request(context, record_id=request, version=version_of(context, request), reason="误报")
    lines = {line.kind: line for line in request_details(context, request).commitments}
    assert {line.state for line in lines.values()} == {DROPPED}
    assert {line.kind for line in lines.values() if line.missed} == {CommitmentKind.REPLY}
