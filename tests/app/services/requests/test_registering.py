"""Registering a contact in full (C2): who took it, whose it is, who passed it on, how bad it is."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import Invalid
from app.queries.requests.registration import request_form
from app.services.requests.registering import edit_request
from models.enums import RequestSource
from models.requests.request import Request
from tests.factories import make_request, stored


def change(context: Context, request: int, **fields: Any) -> None:
    edit_request(context, record_id=request, form=replace(request_form(context, request), **fields))


@pytest.mark.parametrize(
    ("fields", "field", "clause"),
    [
        ({"source": RequestSource.DEPARTMENT}, "source_department", "C2.3"),
        ({"source": RequestSource.DEPARTMENT, "source_department": " \n"}, "source_department", "C2.3"),
        ({"source_department": "工程部\x00"}, "source_department", None),
        ({"fault_level": 0}, "fault_level", "N4"),
        ({"fault_level": 4}, "fault_level", "N4"),
        ({"received_by": "周" * 61}, "received_by", None),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    context: Context, fields: dict[str, Any], field: str, clause: str | None
) -> None:
    with pytest.raises(Invalid) as refused:
        make_request(context, **fields)
    assert (refused.value.field, refused.value.clause) == (field, clause)


def test_c2_3_what_was_passed_on_says_by_whom(context: Context) -> None:
    request = make_request(context, source=RequestSource.DEPARTMENT, source_department=" 工程部 ")
    assert stored(context, Request, request).source_department == "工程部"


def test_c2_1_who_took_the_call_is_kept_and_is_whoever_works_otherwise(context: Context) -> None:
    assert stored(context, Request, make_request(context)).received_by == context.actor.display_name
    assert stored(context, Request, make_request(context, received_by="李晓")).received_by == "李晓"


def test_n1_the_owner_is_assigned_when_one_is_first_named(context: Context, clock: FixedClock) -> None:
    request = make_request(context)
    assert stored(context, Request, request).owner_assigned_at is None, "nobody was named"
    clock.moment += timedelta(minutes=7)
    change(context, request, owner_name="周敏")
    named = clock.moment
    clock.moment += timedelta(hours=1)
    change(context, request, owner_name="李晓")
    found = stored(context, Request, request)
    assert (found.owner_name, found.owner_assigned_at) == ("李晓", named)


def test_n4_how_bad_it_is_and_how_large_is_kept(context: Context) -> None:
    request = make_request(context, large=True, fault_level=2)
    found = stored(context, Request, request)
    assert (found.large, found.fault_level) == (True, 2)
    change(context, request, large=False, fault_level=None)
    found = stored(context, Request, request)
    assert (found.large, found.fault_level) == (False, None)
