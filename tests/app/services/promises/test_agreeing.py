"""Dates set by hand: where a clause leaves them to agreement, and over a clock of its own (C4.2, C4.3)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import Invalid, NotAllowed, NotFound
from app.queries.records.record_parts import CommitmentLine
from app.queries.requests.requests import request_details
from app.services.promises.agreeing import agree_date
from app.services.requests.steps import record_handed_over
from models.enums import CommitmentKind, CommitmentState, EventKind, PartClass, Role
from tests.app.services.promises.promised import RECEIVED, hold, make_parts, make_visit, promise
from tests.conftest import OpenDesk
from tests.factories import local_time

PARTS, ARRIVAL = CommitmentKind.PARTS, CommitmentKind.ARRIVAL
DAY = timedelta(days=1)
IN_MAY = local_time("2026-05-15 17:30")
LETTER = {"agreed_with": "王工", "reason": "3 月 6 日传真 FX-12"}


def part(context: Context, request: int, slot: int = 1) -> CommitmentLine:
    return promise(context, request, PARTS, slot)


def agree(context: Context, request: int, due_at: datetime, kind: CommitmentKind = PARTS, **said: Any) -> None:
    slot = 1 if kind is PARTS else 0
    agree_date(context, **{"record_id": request, "kind": kind, "slot": slot, "due_at": due_at, **LETTER, **said})


@pytest.mark.parametrize("part_class", [PartClass.IMPORTED, PartClass.LARGE])
def test_c4_2_an_imported_part_is_due_on_the_date_agreed_in_writing(open_desk: OpenDesk, part_class: PartClass) -> None:
    desk = open_desk(Role.SECRETARY)
    request = make_parts(desk, part_class)
    assert (part(desk, request).due, part(desk, request).state) == (None, CommitmentState.OPEN)
    agree(desk, request, IN_MAY)
    assert part(desk, request).due == IN_MAY
    entry = request_details(desk, request).events[0]
    assert (entry.kind, entry.counterpart, entry.text) == (EventKind.DATE_AGREED, "王工", LETTER["reason"])
    assert (entry.data["kind"], entry.data["slot"]) == ("parts", 1)


def test_c4_3_a_visit_that_is_not_urgent_needs_an_agreed_date(context: Context) -> None:
    request = make_visit(context, urgent=False)
    assert promise(context, request, ARRIVAL).due is None
    agree(context, request, IN_MAY, ARRIVAL)
    assert promise(context, request, ARRIVAL).due == IN_MAY


def test_c4_2_nothing_moves_an_agreed_date(context: Context) -> None:
    request = make_parts(context, PartClass.IMPORTED)
    agree(context, request, IN_MAY)
    hold(context, request, RECEIVED, RECEIVED + 3 * DAY)
    assert part(context, request).due == IN_MAY


def test_of_several_dates_the_last_one_entered_counts(context: Context) -> None:
    request = make_parts(context, PartClass.IMPORTED)
    for due in (IN_MAY, IN_MAY + DAY, IN_MAY - DAY):
        agree(context, request, due)
    assert part(context, request).due == IN_MAY - DAY


def test_over_a_clock_of_the_clause_the_date_is_the_managers(open_desk: OpenDesk) -> None:
    secretary, manager = open_desk(Role.SECRETARY), open_desk()
    request = make_parts(secretary, PartClass.COMMON)
    with pytest.raises(NotAllowed):
        agree(secretary, request, IN_MAY)
    assert part(secretary, request).due != IN_MAY
    agree(manager, request, IN_MAY)
    assert part(manager, request).due == IN_MAY


@pytest.mark.parametrize("field", ["agreed_with", "reason"])
def test_c4_2_with_whom_and_in_which_letter_has_to_be_said(context: Context, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        agree(context, make_parts(context, PartClass.IMPORTED), IN_MAY, **{field: " "})
    assert refusal.value.field == field


@pytest.mark.parametrize("due_at", [RECEIVED, local_time("9999-01-01 00:00")])
def test_c4_2_a_date_before_the_need_or_out_of_reach_is_refused(context: Context, due_at: datetime) -> None:
    request = make_parts(context, PartClass.IMPORTED)
    with pytest.raises(Invalid) as refusal:
        agree(context, request, due_at)
    assert refusal.value.field == "due_at"
    assert part(context, request).due is None


def test_only_what_is_still_owed_gets_a_date(context: Context) -> None:
    request = make_parts(context, PartClass.IMPORTED)
    with pytest.raises(NotFound):
        agree(context, request, IN_MAY, slot=2)
    record_handed_over(context, record_id=request, line_no=1, at=context.clock.now(), person="李工")
    with pytest.raises(Invalid):
        agree(context, request, IN_MAY)


def test_invariant_7_a_date_already_missed_is_the_managers_to_change_and_stays_missed(
    open_desk: OpenDesk, clock: FixedClock
) -> None:
    secretary, manager = open_desk(Role.SECRETARY), open_desk()
    request = make_parts(secretary, PartClass.IMPORTED)
    agree(secretary, request, IN_MAY)
    clock.moment = IN_MAY + DAY
    with pytest.raises(NotAllowed):
        agree(secretary, request, IN_MAY + 2 * DAY)
    agree(manager, request, IN_MAY + 2 * DAY)
    line = part(manager, request)
    assert (line.due, line.due_now, line.missed) == (IN_MAY, IN_MAY + 2 * DAY, True)
    record_handed_over(manager, record_id=request, line_no=1, at=clock.moment, person="李工")
    assert part(manager, request).state is CommitmentState.MET_LATE
