"""Calls and letters that no other record holds: recorded, corrected, settled by their day, taken up (N6)."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import Conflict, Invalid
from app.queries.care.correspondence import (
    CorrespondenceDetails,
    correspondence_details,
    correspondence_form,
    request_from,
)
from app.queries.records.keeping import open_work
from app.services.care.correspondence import save_correspondence, take_up_as_request
from models.enums import (
    CommitmentKind,
    CommitmentState,
    CorrespondenceState,
    Direction,
    EventKind,
    Medium,
    RequestChannel,
)
from models.record import Record
from tests.app.archive.scanned import scan_in
from tests.app.services.refusing import refused_at
from tests.app.services.requests.logs import entries
from tests.correspondence_factories import make_correspondence, settle
from tests.factories import FRIDAY, local_time, make_customer, make_project, make_request, stored, version_of


def details(context: Context, record_id: int) -> CorrespondenceDetails:
    return correspondence_details(context, record_id)


def correct(context: Context, record_id: int, **fields: Any) -> int:
    return save_correspondence(
        context, form=replace(correspondence_form(context, record_id), **fields), record_id=record_id
    )


def test_n6_a_call_is_recorded_with_a_number_and_nothing_to_do_is_settled(context: Context) -> None:
    found = details(context, make_correspondence(context))
    assert (found.number, found.state) == ("LX-2026-0001", CorrespondenceState.SETTLED)
    assert (found.settled_at, found.is_final, found.commitments) == (None, False, ())


def test_n6_what_is_to_be_done_is_owed_by_the_day_named(context: Context) -> None:
    day = FRIDAY.date() + timedelta(days=3)
    found = details(context, make_correspondence(context, to_do="寄送年检计划", due_on=day))
    [promise] = found.commitments
    assert found.state is CorrespondenceState.OPEN
    assert (promise.kind, promise.clause) == (CommitmentKind.CORRESPONDENCE, "N6")
    assert promise.due == local_time("2026-03-09 23:59:59")


def test_n6_its_result_keeps_the_day(context: Context) -> None:
    call = make_correspondence(context, to_do="寄送年检计划", due_on=FRIDAY.date())
    settle(context, call)
    found = details(context, call)
    assert (found.state, found.result, found.is_final) == (CorrespondenceState.SETTLED, "已回电说明", True)
    [promise] = found.commitments
    assert promise.state is CommitmentState.MET


def test_n6_a_day_that_passed_is_missed(context: Context, clock: FixedClock) -> None:
    call = make_correspondence(context, to_do="寄送年检计划", due_on=FRIDAY.date())
    clock.moment = FRIDAY + timedelta(days=3)
    settle(context, call)
    [promise] = details(context, call).commitments
    assert promise.state is CommitmentState.MET_LATE


def test_n6_a_missed_day_is_moved_with_a_reason_only(context: Context, clock: FixedClock) -> None:
    call = make_correspondence(context, to_do="寄送年检计划", due_on=FRIDAY.date())
    clock.moment = FRIDAY + timedelta(days=3)
    later = FRIDAY.date() + timedelta(days=7)
    assert refused_at(lambda: correct(context, call, due_on=later)) == "reason"
    correct(context, call, due_on=later, reason="用户改期")
    assert details(context, call).due_on == later


def test_what_is_settled_is_not_changed_any_more(context: Context) -> None:
    call = make_correspondence(context, to_do="回电")
    settle(context, call)
    with pytest.raises(Invalid):
        correct(context, call, title="另一事")


def test_what_asked_for_nothing_can_still_be_corrected(context: Context) -> None:
    call = make_correspondence(context)
    correct(context, call, to_do="回电")
    assert details(context, call).state is CorrespondenceState.OPEN
    assert entries(context, call, EventKind.EDITED)


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("at", {"at": None}),
        ("at", {"at": FRIDAY + timedelta(minutes=1)}),
        ("handled_by", {"handled_by": " "}),
        ("title", {"title": ""}),
        ("customer_id", {"customer_id": None, "unit": " "}),
        ("phone", {"phone": "abc"}),
        ("to_do", {"due_on": FRIDAY.date()}),
        ("due_on", {"to_do": "回电", "due_on": FRIDAY.date() - timedelta(days=1)}),
    ],
)
def test_n6_what_is_missing_or_wrong_is_refused_at_its_field(
    context: Context, field: str, fields: dict[str, Any]
) -> None:
    assert refused_at(lambda: make_correspondence(context, **fields)) == field


def test_a_project_tells_its_customer_and_fits_the_one_given(context: Context) -> None:
    project = make_project(context)
    customer = stored(context, Record, project).customer_id
    found = details(context, make_correspondence(context, customer_id=None, project_id=project))
    assert found.customer is not None
    assert found.customer.id == customer
    other = make_customer(context)
    assert refused_at(lambda: make_correspondence(context, customer_id=other, project_id=project)) == "project_id"


def test_somebody_who_is_no_customer_has_a_unit(context: Context) -> None:
    found = details(context, make_correspondence(context, unit="市环保局"))
    assert (found.customer, found.unit) == (None, "市环保局")


def test_n6_a_result_lies_after_the_call(context: Context) -> None:
    call = make_correspondence(context, to_do="回电")
    assert refused_at(lambda: settle(context, call, at=FRIDAY - timedelta(hours=2))) == "at"
    assert refused_at(lambda: settle(context, call, result=" ")) == "result"


def test_n6_a_letter_carries_its_scan(context: Context, tmp_path: Path) -> None:
    letter = make_correspondence(context, medium=Medium.LETTER, their_no="宁水〔2026〕8号", scan=scan_in(tmp_path))
    [scan] = details(context, letter).scans
    assert "LX-2026-0001" in scan.title


def test_n6_a_call_becomes_a_request_that_began_when_it_came(context: Context) -> None:
    call = make_correspondence(context, to_do="安排人员", due_on=FRIDAY.date())
    form = request_from(context, call)
    assert (form.received_at, form.channel) == (FRIDAY - timedelta(hours=1), RequestChannel.PHONE)
    assert (form.contact_name, form.text) == ("刘工", "询问年检安排\n问今年年检何时安排")
    request = make_request(context, customer_id=form.customer_id)
    take_up_as_request(context, record_id=call, request_id=request)
    found = details(context, call)
    assert found.about is not None
    assert (found.about.id, found.state) == (request, CorrespondenceState.SETTLED)
    assert "make_request" not in {step.action for step in found.steps}


def test_a_call_does_not_become_two_requests(context: Context) -> None:
    customer = make_customer(context)
    call = make_correspondence(context, customer_id=customer)
    take_up_as_request(context, record_id=call, request_id=make_request(context, customer_id=customer))
    with pytest.raises(Invalid):
        take_up_as_request(context, record_id=call, request_id=make_request(context, customer_id=customer))


def test_a_call_is_not_taken_up_in_the_request_of_somebody_else(context: Context) -> None:
    call = make_correspondence(context)
    with pytest.raises(Invalid):
        take_up_as_request(context, record_id=call, request_id=make_request(context))


def test_what_goes_out_makes_no_request(context: Context) -> None:
    call = make_correspondence(context, direction=Direction.OUTGOING)
    assert not details(context, call).steps


def test_n6_an_open_call_keeps_its_customer_in_use(context: Context) -> None:
    customer = make_customer(context)
    call = make_correspondence(context, customer_id=customer, to_do="回电")
    with context.read() as session:
        assert [one.id for one in open_work(session, session.get_one(Record, customer))] == [call]


def test_two_desks_do_not_overwrite_each_other(context: Context) -> None:
    call = make_correspondence(context)
    version = version_of(context, call)
    correct(context, call, title="改过")
    with pytest.raises(Conflict):
        save_correspondence(context, form=replace(correspondence_form(context, call), version=version), record_id=call)
