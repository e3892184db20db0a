"""Holds: for three reasons only, never on the first reply, over 24 h only with the manager (domain.md)."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import Invalid, NotAllowed, NotFound
from app.forms.requests import HoldForm
from app.queries.promises.holds import HoldLine, holds_of
from app.queries.requests.requests import request_details
from app.services.promises.holding import confirm_hold, end_hold, put_on_hold, withdraw_hold
from app.services.requests.moving import cancel_request
from models.enums import CommitmentKind, EventKind, HoldReason, Role
from models.requests.request import Request
from tests.app.services.promises.promised import RECEIVED, hold, make_visit, promise
from tests.conftest import OpenDesk
from tests.factories import make_request, stored, version_of

ARRIVAL_DUE = RECEIVED + timedelta(hours=24)
HOUR = timedelta(hours=1)
WAITING = HoldForm(HoldReason.WAITING_FOR_CUSTOMER, RECEIVED + HOUR, RECEIVED + 3 * HOUR, "等用户停机")


def arrival(context: Context, request: int) -> datetime | None:
    return promise(context, request, CommitmentKind.ARRIVAL).due


def holds(context: Context, request: int) -> tuple[HoldLine, ...]:
    with context.read() as session:
        return holds_of(session, request)


def test_c4_a_hold_puts_the_due_time_off_by_its_length(context: Context) -> None:
    request = make_visit(context)
    assert arrival(context, request) == ARRIVAL_DUE
    put_on_hold(context, record_id=request, form=WAITING)
    assert arrival(context, request) == ARRIVAL_DUE + 2 * HOUR


def test_c4_1_the_first_reply_is_never_held(context: Context) -> None:
    request = make_visit(context)
    put_on_hold(context, record_id=request, form=WAITING)
    assert promise(context, request, CommitmentKind.REPLY).due == RECEIVED + 4 * HOUR
    assert stored(context, Request, request).due_at == RECEIVED + 4 * HOUR


def test_a_hold_is_an_entry_of_the_log(context: Context) -> None:
    request = make_visit(context)
    put_on_hold(context, record_id=request, form=WAITING)
    entry = request_details(context, request).events[0]
    assert (entry.kind, entry.text, entry.data["reason"]) == (EventKind.HELD, "等用户停机", "waiting_for_customer")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": None}, "reason"),
        ({"starts_at": None}, "starts_at"),
        ({"starts_at": RECEIVED - timedelta(seconds=1)}, "starts_at"),
        ({"starts_at": RECEIVED + 2 * HOUR}, "starts_at"),
        ({"ends_at": None}, "ends_at"),
        ({"ends_at": RECEIVED + HOUR}, "ends_at"),
        ({"ends_at": RECEIVED.replace(year=9999)}, "ends_at"),
        ({"note": "等\x00"}, "note"),
    ],
    ids=["no reason", "no start", "before receipt", "in the future", "no end", "no length", "year 9999", "control"],
)
def test_c4_a_hold_that_cannot_be_is_refused_at_its_field(
    context: Context, changes: dict[str, Any], field: str
) -> None:
    request = make_visit(context)
    with pytest.raises(Invalid) as refusal:
        put_on_hold(context, record_id=request, form=replace(WAITING, **changes))
    assert refusal.value.field == field
    assert arrival(context, request) == ARRIVAL_DUE


def test_c4_a_hold_that_overlaps_another_is_refused_and_names_it(context: Context, clock: FixedClock) -> None:
    request = make_visit(context)
    put_on_hold(context, record_id=request, form=WAITING)
    clock.moment = RECEIVED + 5 * HOUR
    with pytest.raises(Invalid, match=r"2026-03-06 14:00.*2026-03-06 16:00") as refusal:
        hold(context, request, RECEIVED + 2 * HOUR, RECEIVED + 6 * HOUR, HoldReason.FORCE_MAJEURE)
    assert (refusal.value.field, refusal.value.clause) == ("starts_at", "C4")
    hold(context, request, RECEIVED + 3 * HOUR, RECEIVED + 6 * HOUR, HoldReason.FORCE_MAJEURE)
    assert arrival(context, request) == ARRIVAL_DUE + 5 * HOUR


def test_over_24_h_only_24_h_count_until_the_manager_confirms(open_desk: OpenDesk) -> None:
    secretary, manager = open_desk(Role.SECRETARY), open_desk()
    request = make_visit(secretary)
    held = hold(secretary, request, RECEIVED, RECEIVED + 60 * HOUR)
    assert arrival(secretary, request) == ARRIVAL_DUE + 24 * HOUR
    assert holds(secretary, request)[0].needs_confirmation
    with pytest.raises(NotAllowed):
        confirm_hold(secretary, hold_id=held)
    confirm_hold(manager, hold_id=held)
    assert arrival(manager, request) == ARRIVAL_DUE + 60 * HOUR
    (line,) = holds(manager, request)
    assert (line.needs_confirmation, line.confirmed_by) == (False, manager.actor.display_name)
    assert request_details(manager, request).events[0].kind is EventKind.HOLD_CONFIRMED


def test_a_hold_of_24_h_waits_for_nobody(open_desk: OpenDesk) -> None:
    secretary, manager = open_desk(Role.SECRETARY), open_desk()
    request = make_visit(secretary)
    held = hold(secretary, request, RECEIVED, RECEIVED + 24 * HOUR)
    assert not holds(secretary, request)[0].needs_confirmation
    with pytest.raises(Invalid):
        confirm_hold(manager, hold_id=held)


def test_the_managers_own_hold_is_confirmed_at_once(context: Context) -> None:
    request = make_visit(context)
    hold(context, request, RECEIVED, RECEIVED + 60 * HOUR)
    assert arrival(context, request) == ARRIVAL_DUE + 60 * HOUR


def test_c4_holds_in_a_row_stop_no_clock_beyond_24_h_before_the_manager_confirmed(
    open_desk: OpenDesk, clock: FixedClock
) -> None:
    secretary, manager = open_desk(Role.SECRETARY), open_desk()
    request = make_visit(secretary)
    first = hold(secretary, request, RECEIVED, RECEIVED + 24 * HOUR)
    clock.moment = RECEIVED + 30 * HOUR
    with pytest.raises(Invalid, match=r"2026-03-06 13:00.*2026-03-07 13:00") as refusal:
        hold(secretary, request, RECEIVED + 24 * HOUR, RECEIVED + 26 * HOUR)
    assert (refusal.value.field, refusal.value.clause) == ("starts_at", "C4")
    end_hold(secretary, hold_id=first, ends_at=RECEIVED + 26 * HOUR)
    confirm_hold(manager, hold_id=first)
    hold(secretary, request, RECEIVED + 26 * HOUR, RECEIVED + 48 * HOUR)
    assert arrival(secretary, request) == ARRIVAL_DUE + 48 * HOUR


def test_c4_short_holds_in_a_row_wait_for_nobody_while_they_make_no_day(open_desk: OpenDesk, clock: FixedClock) -> None:
    secretary = open_desk(Role.SECRETARY)
    request = make_visit(secretary)
    clock.moment = RECEIVED + 20 * HOUR
    hold(secretary, request, RECEIVED, RECEIVED + 10 * HOUR)
    second = hold(secretary, request, RECEIVED + 10 * HOUR, RECEIVED + 24 * HOUR)
    with pytest.raises(Invalid) as refusal:
        end_hold(secretary, hold_id=second, ends_at=RECEIVED + 25 * HOUR)
    assert refusal.value.field == "ends_at"


def test_c4_the_managers_own_hold_follows_another_at_once(open_desk: OpenDesk, clock: FixedClock) -> None:
    secretary, manager = open_desk(Role.SECRETARY), open_desk()
    request = make_visit(secretary)
    hold(secretary, request, RECEIVED, RECEIVED + 24 * HOUR)
    clock.moment = RECEIVED + 25 * HOUR
    hold(manager, request, RECEIVED + 24 * HOUR, RECEIVED + 30 * HOUR)
    assert arrival(manager, request) == ARRIVAL_DUE + 30 * HOUR
    assert [line.confirmed_by for line in holds(manager, request)] == ["", manager.actor.display_name]


def test_what_was_confirmed_stays_confirmed_when_the_hold_gets_longer(open_desk: OpenDesk) -> None:
    secretary, manager = open_desk(Role.SECRETARY), open_desk()
    request = make_visit(secretary)
    held = hold(manager, request, RECEIVED, RECEIVED + 60 * HOUR)
    end_hold(secretary, hold_id=held, ends_at=RECEIVED + 90 * HOUR, reason="用户再次推迟")
    assert arrival(secretary, request) == ARRIVAL_DUE + 60 * HOUR
    assert holds(secretary, request)[0].needs_confirmation
    confirm_hold(manager, hold_id=held)
    assert arrival(manager, request) == ARRIVAL_DUE + 90 * HOUR


def test_a_hold_ends_earlier_than_expected(context: Context, clock: FixedClock) -> None:
    request = make_visit(context)
    held = hold(context, request, RECEIVED, RECEIVED + 60 * HOUR)
    clock.moment = RECEIVED + 10 * HOUR
    end_hold(context, hold_id=held, ends_at=clock.moment)
    assert arrival(context, request) == ARRIVAL_DUE + 10 * HOUR
    assert request_details(context, request).events[0].kind is EventKind.HOLD_CHANGED


def test_the_end_of_a_hold_stays_after_its_start_and_off_other_holds(context: Context, clock: FixedClock) -> None:
    request = make_visit(context)
    first = hold(context, request, RECEIVED, RECEIVED + HOUR)
    clock.moment = RECEIVED + 5 * HOUR
    hold(context, request, RECEIVED + 4 * HOUR, RECEIVED + 6 * HOUR)
    for ends_at in (RECEIVED, RECEIVED + 5 * HOUR):
        with pytest.raises(Invalid) as refusal:
            end_hold(context, hold_id=first, ends_at=ends_at)
        assert refusal.value.field == "ends_at"


def test_a_hold_taken_back_counts_no_longer_but_is_told(context: Context) -> None:
    request = make_visit(context)
    held = put_on_hold(context, record_id=request, form=WAITING)
    with pytest.raises(Invalid) as refusal:
        withdraw_hold(context, hold_id=held, reason=" ")
    assert refusal.value.field == "reason"
    withdraw_hold(context, hold_id=held, reason="点错了")
    assert (arrival(context, request), holds(context, request)) == (ARRIVAL_DUE, ())
    assert request_details(context, request).events[0].data["withdrawn"] is True
    for again in (
        lambda: withdraw_hold(context, hold_id=held, reason="再"),
        lambda: confirm_hold(context, hold_id=held),
    ):
        with pytest.raises(Invalid):
            again()


def test_only_open_requests_are_held(context: Context) -> None:
    request = make_visit(context)
    held = put_on_hold(context, record_id=request, form=WAITING)
    cancel_request(context, record_id=request, version=version_of(context, request), reason="误报")
    for refused in (
        lambda: hold(context, request, RECEIVED, RECEIVED + HOUR),
        lambda: end_hold(context, hold_id=held, ends_at=RECEIVED + 2 * HOUR),
    ):
        with pytest.raises(Invalid):
            refused()


def test_there_has_to_be_such_a_hold(context: Context) -> None:
    with pytest.raises(NotFound):
        end_hold(context, hold_id=987654, ends_at=RECEIVED)


def test_invariant_7_a_hold_entered_after_the_miss_is_the_managers_and_keeps_it(
    open_desk: OpenDesk, clock: FixedClock
) -> None:
    secretary, manager = open_desk(Role.SECRETARY), open_desk()
    request = make_visit(secretary, classed=True)
    clock.moment = ARRIVAL_DUE + HOUR
    with pytest.raises(NotAllowed):
        put_on_hold(secretary, record_id=request, form=WAITING)
    with pytest.raises(Invalid) as refusal:
        put_on_hold(manager, record_id=request, form=replace(WAITING, note=""))
    assert refusal.value.field == "note"
    put_on_hold(manager, record_id=request, form=WAITING)
    line = promise(manager, request, CommitmentKind.ARRIVAL)
    assert (line.due, line.due_now, line.missed) == (ARRIVAL_DUE, ARRIVAL_DUE + 2 * HOUR, True)


def test_invariant_7_a_late_confirmation_does_not_undo_the_miss(open_desk: OpenDesk, clock: FixedClock) -> None:
    secretary, manager = open_desk(Role.SECRETARY), open_desk()
    request = make_visit(secretary, classed=True)
    held = hold(secretary, request, RECEIVED, RECEIVED + 60 * HOUR)
    clock.moment = ARRIVAL_DUE + 25 * HOUR
    confirm_hold(manager, hold_id=held)
    assert promise(manager, request, CommitmentKind.ARRIVAL).missed


def test_a_hold_that_begins_after_the_due_time_touches_no_miss(open_desk: OpenDesk, clock: FixedClock) -> None:
    secretary = open_desk(Role.SECRETARY)
    request = make_request(secretary)
    clock.moment = RECEIVED + 30 * HOUR
    hold(secretary, request, RECEIVED + 29 * HOUR, RECEIVED + 40 * HOUR)
    assert promise(secretary, request, CommitmentKind.REPLY).due == RECEIVED + 4 * HOUR
