"""Waiving: the manager lets a promise go, and it stays that way."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import Invalid, NotAllowed
from app.queries.requests.registration import request_form
from app.queries.requests.requests import request_details
from app.services.promises.waiving import waive_promise
from app.services.requests.moving import cancel_request
from app.services.requests.registering import edit_request
from app.services.requests.steps import record_reply
from models.enums import CommitmentKind, CommitmentState, EventKind, Role, Severity
from models.requests.request import Request
from tests.app.services.promises.promised import RECEIVED, make_visit, promise
from tests.conftest import OpenDesk
from tests.factories import stored, version_of

REPLY, ARRIVAL = CommitmentKind.REPLY, CommitmentKind.ARRIVAL


def waive(context: Context, request: int, kind: CommitmentKind = REPLY, reason: str = "用户已自行处理") -> None:
    waive_promise(context, record_id=request, kind=kind, slot=0, reason=reason)


def test_only_the_manager_waives_and_says_why(open_desk: OpenDesk) -> None:
    secretary, manager = open_desk(Role.SECRETARY), open_desk()
    request = make_visit(secretary)
    with pytest.raises(NotAllowed):
        waive(secretary, request)
    with pytest.raises(Invalid) as refusal:
        waive(manager, request, reason=" ")
    assert refusal.value.field == "reason"
    waive(manager, request)
    line = promise(manager, request, REPLY)
    assert (line.state, line.reason, line.missed) == (CommitmentState.WAIVED, "用户已自行处理", False)
    entry = request_details(manager, request).events[0]
    assert (entry.kind, entry.data) == (EventKind.WAIVED, {"kind": "reply", "slot": 0})


def test_lists_go_on_to_the_next_promise(context: Context) -> None:
    request = make_visit(context)
    waive(context, request)
    row = stored(context, Request, request)
    assert (row.due_kind, row.due_at) == (ARRIVAL, RECEIVED + timedelta(hours=24))
    waive(context, request, ARRIVAL)
    assert stored(context, Request, request).due_at is None


def test_it_stays_waived_whatever_happens_later(context: Context) -> None:
    request = make_visit(context)
    waive(context, request)
    edit_request(context, record_id=request, form=replace(request_form(context, request), severity=Severity.MAJOR))
    record_reply(context, record_id=request, at=context.clock.now(), person="周敏", counterpart="王工", text="明日到")
    line = promise(context, request, REPLY)
    assert (line.state, line.met_at, line.due_now) == (CommitmentState.WAIVED, None, RECEIVED + timedelta(hours=24))


def test_what_is_settled_cannot_be_waived(context: Context) -> None:
    request = make_visit(context)
    waive(context, request)
    with pytest.raises(Invalid):
        waive(context, request)
    cancel_request(context, record_id=request, version=version_of(context, request), reason="误报")
    with pytest.raises(Invalid):
        waive(context, request, ARRIVAL)


def test_invariant_7_waiving_does_not_undo_a_miss(context: Context, clock: FixedClock) -> None:
    request = make_visit(context)
    clock.moment = RECEIVED + timedelta(hours=5)
    waive(context, request)
    line = promise(context, request, REPLY)
    assert (line.state, line.missed, line.due) == (CommitmentState.WAIVED, True, RECEIVED + timedelta(hours=4))
