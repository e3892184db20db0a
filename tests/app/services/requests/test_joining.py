"""Repeat contacts join the open request, and two requests that are one are merged (C2)."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from app.clock import FixedClock
from app.context import Context
from app.errors import Blocked, Invalid, NotAllowed
from app.forms.requests import RequestForm, RequestLineForm
from app.integrity import check
from app.queries.requests.registration import request_form
from app.services.promises.agreeing import agree_date
from app.services.requests.joining import join_request, merge_request
from models.enums import (
    CommitmentKind,
    CommitmentState,
    EventKind,
    PartClass,
    RequestChannel,
    RequestState,
    Role,
)
from models.requests.request import Request
from tests.app.archive.scanned import scan_in
from tests.app.services.requests.logs import entries, lines_of, promises_of
from tests.conftest import OpenDesk
from tests.factories import make_customer, make_dispatch, make_project, make_request, make_site, stored, version_of

SEAL = RequestLineForm(text="机械密封", part_class=PartClass.COMMON)
MEMBRANE = RequestLineForm(text="进口膜", part_class=PartClass.IMPORTED)


def contact(context: Context, request: int, **fields: Any) -> RequestForm:
    """Return one more contact of the same customer, a minute ago."""
    found = stored(context, Request, request)
    usual = {"received_at": context.clock.now() - timedelta(minutes=1), "text": "又来电催问", "received_by": "李晓"}
    return RequestForm(**{"customer_id": found.customer_id, **usual, **fields})


def merge(context: Context, request: int, into: int, reason: str = "同一故障") -> None:
    merge_request(context, record_id=request, version=version_of(context, request), into_id=into, reason=reason)


@pytest.fixture
def pair(context: Context, clock: FixedClock) -> tuple[int, int]:
    """Two requests of one customer under warranty, the first one received first."""
    customer = make_customer(context)
    project = make_project(context, customer_id=customer, site_id=make_site(context, customer_id=customer))
    first = make_request(context, customer_id=customer, project_id=project, lines=(SEAL,))
    clock.moment += timedelta(minutes=10)
    return first, make_request(context, customer_id=customer, project_id=project, text="2# 泵仍在漏", lines=(MEMBRANE,))


def test_c2_1_a_repeat_contact_joins_the_open_request_and_nothing_is_lost(context: Context) -> None:
    request = make_request(context)
    form = contact(context, request, contact_name="王工", contact_phone="13800001111", urgent=True)
    assert join_request(context, record_id=request, form=form) == request
    (entry,) = entries(context, request, EventKind.CONTACTED_AGAIN)
    assert (entry.at, entry.person, entry.counterpart, entry.text) == (form.received_at, "李晓", "王工", "又来电催问")
    assert (entry.data["channel"], entry.data["phone"], entry.data["urgent"]) == ("phone", "13800001111", True)
    with context.read() as session:
        assert session.scalar(select(func.count(Request.id))) == 1


def test_c2_1_what_else_is_wanted_and_the_fax_itself_join_as_well(
    context: Context, clock: FixedClock, tmp_path: Path
) -> None:
    request = make_request(context, channel=RequestChannel.FAX, lines=(SEAL,))
    clock.moment += timedelta(hours=1)
    form = contact(context, request, channel=RequestChannel.FAX, lines=(MEMBRANE,), scan=scan_in(tmp_path))
    join_request(context, record_id=request, form=form)
    assert [(line.line_no, line.needed_at) for line in lines_of(context, request)] == [
        (1, clock.moment - timedelta(hours=1)),
        (2, clock.moment),
    ]
    (filed,) = entries(context, request, EventKind.SCAN_FILED)
    assert filed.data["number"] == "LW-2026-0002"
    assert stored(context, Request, request).incoming_number == "LW-2026-0001"
    assert check(context) == ()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": " "}, "text"),
        ({"received_at": None}, "received_at"),
        ({"customer_id": None}, "customer_id"),
        ({"lines": (RequestLineForm(),)}, "lines"),
    ],
)
def test_a_contact_that_cannot_be_registered_cannot_join_either(
    context: Context, fields: dict[str, Any], field: str
) -> None:
    request = make_request(context)
    with pytest.raises(Invalid) as refused:
        join_request(context, record_id=request, form=contact(context, request, **fields))
    assert refused.value.field == field


def test_a_contact_joins_an_open_request_of_its_own_customer_after_its_receipt(
    context: Context, clock: FixedClock, pair: tuple[int, int]
) -> None:
    first, second = pair
    with pytest.raises(Invalid, match="另一用户"):
        join_request(context, record_id=first, form=contact(context, first, customer_id=make_customer(context)))
    too_early = contact(context, first, received_at=clock.moment - timedelta(days=9))
    with pytest.raises(Invalid) as refused:
        join_request(context, record_id=first, form=too_early)
    assert refused.value.field == "received_at"
    merge(context, second, first)
    with pytest.raises(Invalid, match="已办结"):
        join_request(context, record_id=second, form=contact(context, second))


def test_c2_1_a_merged_request_keeps_its_number_and_its_promises_are_dropped(
    context: Context, pair: tuple[int, int]
) -> None:
    first, second = pair
    merge(context, second, first)
    merged = stored(context, Request, second)
    assert (merged.state, merged.merged_into_id, merged.number) == (RequestState.MERGED, first, "SR-2026-0002")
    dropped = {(one.state, one.reason) for one in promises_of(context, second)}
    assert dropped == {(CommitmentState.DROPPED, "同一故障")}
    (told,) = entries(context, first, EventKind.JOINED)
    assert "SR-2026-0002" in told.text
    assert "2# 泵仍在漏" in told.text
    assert len(entries(context, second, EventKind.JOINED)) == 1
    assert check(context) == ()


def test_c4_2_what_is_still_wanted_goes_over_with_its_need_and_its_agreed_date(
    context: Context, clock: FixedClock, pair: tuple[int, int]
) -> None:
    first, second = pair
    due = clock.moment + timedelta(days=20)
    agree_date(
        context, record_id=second, kind=CommitmentKind.PARTS, slot=1, due_at=due, agreed_with="王工", reason="进口货期"
    )
    needed = lines_of(context, second)[0].needed_at
    clock.moment += timedelta(hours=1)
    merge(context, second, first)
    assert [(line.text, line.line_no) for line in lines_of(context, first)] == [("机械密封", 1), ("进口膜", 2)]
    assert lines_of(context, first)[1].needed_at == needed
    parts = {one.slot: one.due_at for one in promises_of(context, first) if one.kind is CommitmentKind.PARTS}
    assert parts[2] == due


def test_requests_that_cannot_be_one_are_not_merged(context: Context, pair: tuple[int, int]) -> None:
    first, second = pair
    other = make_request(context)
    for request, into in ((first, first), (first, second), (second, other)):
        with pytest.raises(Invalid) as refused:
            merge(context, request, into)
        assert refused.value.field == "into_id"
    with pytest.raises(Invalid) as refused:
        merge(context, second, first, reason=" ")
    assert refused.value.field == "reason"
    merge(context, second, first)
    third = make_request(context, customer_id=stored(context, Request, first).customer_id)
    with pytest.raises(Invalid, match="已办结"):
        merge(context, third, second)
    with pytest.raises(Invalid, match="不能"):
        merge(context, second, first)


def test_c7_2_while_people_are_to_be_sent_for_it_a_request_is_not_merged(
    context: Context, pair: tuple[int, int]
) -> None:
    first, second = pair
    make_dispatch(context, request_id=second)
    with pytest.raises(Blocked, match=r"C7\.2"):
        merge(context, second, first)


def test_dropping_promises_by_merging_is_the_managers(open_desk: OpenDesk, pair: tuple[int, int]) -> None:
    first, second = pair
    with pytest.raises(NotAllowed):
        merge(open_desk(Role.SECRETARY), second, first)


def test_invariant_7_a_miss_stays_with_the_merged_request(
    context: Context, clock: FixedClock, pair: tuple[int, int]
) -> None:
    first, second = pair
    clock.moment += timedelta(days=2)
    merge(context, second, first)
    reply = next(one for one in promises_of(context, second) if one.kind is CommitmentKind.REPLY)
    assert (reply.state, reply.frozen_due_at) == (CommitmentState.DROPPED, reply.due_at)


def test_a_form_read_again_has_nothing_of_another_request(context: Context, pair: tuple[int, int]) -> None:
    first, second = pair
    form = request_form(context, second)
    merge(context, second, first)
    assert replace(request_form(context, second), version=form.version) == form
