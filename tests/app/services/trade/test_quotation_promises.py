"""A sent quotation is followed up until the customer decides, and its expiry is announced (C5.2)."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import Invalid
from app.forms.promises import CalendarDayForm
from app.forms.trade import RefusalForm, TalkForm
from app.integrity import check
from app.queries.records.record_parts import CommitmentLine
from app.queries.requests.requests import request_details
from app.queries.trade.quotations import quotation_details
from app.services.promises.recomputing import recompute_open
from app.services.promises.waiving import waive_promise
from app.services.promises.working_calendar import save_day
from app.services.trade.quotations import cancel_quotation, decline_quotation, record_talk, revise_quotation
from models.enums import CommitmentKind, CommitmentState, DeclineReason
from tests.factories import ZONE, local_time, make_classed_request, version_of
from tests.quotation_factories import (
    accept,
    approve,
    make_approved_quotation,
    make_quotation,
    make_sent_quotation,
    send,
    submit,
)

FOLLOW_UP, EXPIRY = CommitmentKind.QUOTATION_FOLLOW_UP, CommitmentKind.QUOTATION_EXPIRY


def promises(context: Context, record_id: int) -> Mapping[CommitmentKind, list[CommitmentLine]]:
    lines = quotation_details(context, record_id).commitments
    return {
        kind: sorted((one for one in lines if one.kind is kind), key=lambda one: one.slot)
        for kind in (FOLLOW_UP, EXPIRY)
    }


def talk(context: Context, record_id: int, next_on: date | None = None, **fields: object) -> None:
    usual = {"at": context.clock.now(), "person": "周敏", "counterpart": "王工", "text": "还在走流程"}
    record_talk(context, record_id=record_id, form=TalkForm(**{**usual, "next_on": next_on, **fields}))


def states(lines: list[CommitmentLine]) -> list[CommitmentState]:
    return [line.state for line in lines]


def test_c5_2_a_sent_quotation_is_followed_up_in_three_working_days(context: Context) -> None:
    (owed,) = promises(context, make_sent_quotation(context))[FOLLOW_UP]
    assert owed.due == local_time("2026-03-11 17:30")


def test_c5_2_a_logged_talk_meets_the_follow_up(context: Context, clock: FixedClock) -> None:
    record_id = make_sent_quotation(context)
    clock.moment += timedelta(days=2)
    talk(context, record_id)
    assert states(promises(context, record_id)[FOLLOW_UP]) == [CommitmentState.MET]


def test_c5_2_a_talk_that_names_a_day_makes_the_next_follow_up(context: Context, clock: FixedClock) -> None:
    record_id = make_sent_quotation(context)
    talk(context, record_id, next_on=date(2026, 3, 20))
    first, following = promises(context, record_id)[FOLLOW_UP]
    assert first.state is CommitmentState.MET
    assert following.due == datetime(2026, 3, 20, 23, 59, 59, tzinfo=ZONE)
    clock.moment = local_time("2026-03-21 08:00")
    talk(context, record_id)
    assert states(promises(context, record_id)[FOLLOW_UP]) == [CommitmentState.MET, CommitmentState.MET_LATE]


@pytest.mark.parametrize("day", [date(2026, 3, 5), date(2028, 1, 1)])
def test_the_next_talk_is_to_come_and_not_in_years(context: Context, day: date) -> None:
    record_id = make_sent_quotation(context)
    with pytest.raises(Invalid) as refusal:
        talk(context, record_id, next_on=day)
    assert refusal.value.field == "next_on"


def test_c5_2_what_the_customer_decides_ends_following_up_and_expiry(context: Context) -> None:
    record_id = make_sent_quotation(context)
    accept(context, record_id)
    owed = promises(context, record_id)
    assert states(owed[FOLLOW_UP]) == states(owed[EXPIRY]) == [CommitmentState.MET]
    with pytest.raises(Invalid) as refusal:
        talk(context, record_id, next_on=date(2026, 3, 20))
    assert refusal.value.field == "next_on"


def test_c5_2_its_expiry_is_announced_for_the_end_of_its_last_day(context: Context, clock: FixedClock) -> None:
    record_id = make_sent_quotation(context)
    (owed,) = promises(context, record_id)[EXPIRY]
    assert owed.due == datetime(2026, 4, 5, 23, 59, 59, tzinfo=ZONE)
    clock.moment = local_time("2026-04-06 09:00")
    assert promises(context, record_id)[EXPIRY][0].missed
    assert quotation_details(context, record_id).is_expired


def test_c5_2_a_revision_ends_the_following_up_of_the_former_one(context: Context) -> None:
    record_id = make_sent_quotation(context)
    revise_quotation(context, record_id=record_id, version=version_of(context, record_id), reason="用户要求降价")
    owed = promises(context, record_id)
    assert (states(owed[FOLLOW_UP]), states(owed[EXPIRY])) == ([CommitmentState.DROPPED], [CommitmentState.MET])
    approve(context, submit(context, record_id))
    send(context, record_id)
    assert states(promises(context, record_id)[FOLLOW_UP])[-1] is CommitmentState.OPEN


def test_a_missed_follow_up_stays_missed_when_the_quotation_is_cancelled(context: Context, clock: FixedClock) -> None:
    record_id = make_sent_quotation(context)
    clock.moment += timedelta(days=10)
    cancel_quotation(context, record_id=record_id, version=version_of(context, record_id), reason="重复")
    (owed,) = promises(context, record_id)[FOLLOW_UP]
    assert (owed.state, owed.missed) == (CommitmentState.DROPPED, True)


def test_c5_2_a_refusal_has_its_reason(context: Context) -> None:
    record_id = make_sent_quotation(context)
    for form, field in ((_no(context), "reason"), (_no(context, reason=DeclineReason.OTHER), "text")):
        with pytest.raises(Invalid) as refusal:
            decline_quotation(context, record_id=record_id, version=version_of(context, record_id), form=form)
        assert refusal.value.field == field
    form = _no(context, reason=DeclineReason.PRICE)
    decline_quotation(context, record_id=record_id, version=version_of(context, record_id), form=form)
    assert quotation_details(context, record_id).decline_reason is DeclineReason.PRICE


def _no(context: Context, **fields: object) -> RefusalForm:
    return RefusalForm(**{"at": context.clock.now(), "counterpart": "王工", **fields})


def test_c5_2_sending_the_quotation_meets_the_promise_of_the_request(context: Context) -> None:
    request_id = make_classed_request(context, received_at=local_time("2026-03-06 11:59"))
    owed = _quotation_owed(context, request_id)
    assert (owed.due, owed.state) == (local_time("2026-03-06 17:30"), CommitmentState.OPEN)
    make_sent_quotation(context, request_id=request_id)
    assert _quotation_owed(context, request_id).state is CommitmentState.MET


def test_c5_2_making_or_approving_it_does_not_meet_the_promise(context: Context) -> None:
    request_id = make_classed_request(context)
    make_approved_quotation(context, request_id=request_id)
    assert _quotation_owed(context, request_id).state is CommitmentState.OPEN


def _quotation_owed(context: Context, request_id: int) -> CommitmentLine:
    lines = request_details(context, request_id).commitments
    return next(line for line in lines if line.kind is CommitmentKind.QUOTATION)


def test_a_talk_before_sending_is_logged_and_may_name_a_day(context: Context) -> None:
    record_id = make_quotation(context)
    talk(context, record_id, next_on=date(2026, 3, 9))
    assert states(promises(context, record_id)[FOLLOW_UP]) == [CommitmentState.OPEN]


def test_the_manager_lets_a_follow_up_go(context: Context) -> None:
    record_id = make_sent_quotation(context)
    (owed,) = promises(context, record_id)[FOLLOW_UP]
    waive_promise(context, record_id=record_id, kind=FOLLOW_UP, slot=owed.slot, reason="用户出国")
    assert states(promises(context, record_id)[FOLLOW_UP]) == [CommitmentState.WAIVED]


def test_a_day_that_is_no_longer_worked_moves_the_follow_up(context: Context) -> None:
    record_id = make_sent_quotation(context)
    save_day(context, form=CalendarDayForm(date(2026, 3, 9), working=False, source="停电通知"))
    recompute_open(context)
    assert promises(context, record_id)[FOLLOW_UP][0].due == local_time("2026-03-12 17:30")
    assert check(context) == ()
