"""Complaints: registered with their clocks, answered, handled, verified, closed by a judgement (N6, N8)."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import Blocked, Invalid, NotAllowed
from app.queries.care.complaints import ComplaintDetails, complaint_details, complaint_form, new_complaint_form
from app.queries.records.keeping import open_work
from app.services.care.complaint_steps import link_request, reopen_complaint
from app.services.care.complaints import save_complaint
from models.enums import (
    CommitmentKind,
    CommitmentState,
    ComplaintCategory,
    ComplaintSeverity,
    ComplaintState,
    CustomerWord,
    EventKind,
    Fault,
    Justification,
    Role,
)
from models.record import Record
from tests.app.services.refusing import refused_at
from tests.app.services.requests.logs import entries
from tests.complaint_factories import answer, handle, judge, make_complaint, make_verified, speak_first, verify
from tests.conftest import OpenDesk
from tests.factories import local_time, make_customer, make_equipment, make_project, make_request, version_of

RESPONSE, ANSWER, CLOSING = (
    CommitmentKind.COMPLAINT_RESPONSE,
    CommitmentKind.COMPLAINT_ANSWER,
    CommitmentKind.COMPLAINT_CLOSING,
)


def details(context: Context, complaint: int) -> ComplaintDetails:
    return complaint_details(context, complaint)


def states(context: Context, complaint: int) -> dict[CommitmentKind, CommitmentState]:
    return {one.kind: one.state for one in details(context, complaint).commitments}


def reopen(context: Context, complaint: int, reason: str = "客户又来电") -> None:
    reopen_complaint(context, record_id=complaint, version=version_of(context, complaint), reason=reason)


def test_n6_a_complaint_has_its_number_at_once(context: Context) -> None:
    found = details(context, make_complaint(context))
    assert (found.number, found.state) == ("TS-2026-0001", ComplaintState.REGISTERED)
    assert found.title == "压滤机一个月内第二次漏料，影响生产"
    assert found.receiver == context.actor.display_name


@pytest.mark.parametrize(
    ("severity", "received", "response", "answered", "closed"),
    [
        (ComplaintSeverity.MINOR, "2026-03-06 13:30", "2026-03-06 14:30", "2026-03-07 13:30", "2026-03-09"),
        (ComplaintSeverity.SERIOUS, "2026-03-06 13:30", "2026-03-06 14:30", "2026-03-07 13:30", "2026-03-13"),
        (ComplaintSeverity.MAJOR, "2026-03-06 13:30", "2026-03-06 14:30", "2026-03-07 13:30", "2026-03-21"),
        (ComplaintSeverity.MINOR, "2026-03-05 23:40", "2026-03-06 00:40", "2026-03-06 23:40", "2026-03-08"),
        (ComplaintSeverity.SERIOUS, "2026-02-27 08:00", "2026-02-27 09:00", "2026-02-28 08:00", "2026-03-06"),
        (ComplaintSeverity.MAJOR, "2026-02-20 17:29", "2026-02-20 18:29", "2026-02-21 17:29", "2026-03-07"),
    ],
)
def test_n6_the_clocks_run_from_the_receipt_by_severity(
    context: Context, severity: ComplaintSeverity, received: str, response: str, answered: str, closed: str
) -> None:
    complaint = make_complaint(context, severity=severity, received_at=local_time(received))
    due = {one.kind: one.due for one in details(context, complaint).commitments}
    assert due[RESPONSE] == local_time(response)
    assert due[ANSWER] == local_time(answered)
    end = due[CLOSING]
    assert end is not None
    assert end.astimezone(context.zone).date().isoformat() == closed


def test_n6_the_first_word_and_the_answer_meet_their_clocks(context: Context, clock: FixedClock) -> None:
    complaint = make_complaint(context)
    clock.moment += timedelta(minutes=50)
    speak_first(context, complaint)
    assert states(context, complaint)[RESPONSE] is CommitmentState.MET
    clock.moment += timedelta(hours=25)
    answer(context, complaint)
    assert states(context, complaint)[ANSWER] is CommitmentState.MET_LATE
    assert details(context, complaint).state is ComplaintState.HANDLING


def test_n6_an_answer_is_the_first_word_where_there_was_none(context: Context) -> None:
    complaint = make_complaint(context)
    answer(context, complaint)
    found = details(context, complaint)
    assert found.responded_at == found.answered_at == context.clock.now()
    with pytest.raises(Invalid):
        speak_first(context, complaint)


def test_n6_a_complaint_goes_its_way_to_the_judgement(context: Context) -> None:
    complaint = make_verified(context)
    assert details(context, complaint).state is ComplaintState.VERIFIED
    judge(context, complaint)
    found = details(context, complaint)
    assert (found.state, found.fault, found.closed_by) == (
        ComplaintState.CLOSED,
        Fault.OURS,
        context.actor.display_name,
    )
    assert states(context, complaint)[CLOSING] is CommitmentState.MET
    assert (
        refused_at(lambda: save_complaint(context, form=complaint_form(context, complaint), record_id=complaint))
        is None
    )


def test_n6_the_steps_follow_each_other(context: Context) -> None:
    complaint = make_complaint(context)
    with pytest.raises(Invalid):
        handle(context, complaint)
    with pytest.raises(Invalid):
        verify(context, complaint)
    answer(context, complaint)
    with pytest.raises(Blocked):
        verify(context, complaint)
    with pytest.raises(Invalid):
        verify(context, complaint, customer_word=CustomerWord.DISSATISFIED)
    with pytest.raises(Invalid):
        judge(context, complaint)


@pytest.mark.parametrize("missing", [{"justification": None}, {"fault": None}, {"judgement": " "}])
def test_n8_no_complaint_is_closed_without_its_judgement(context: Context, missing: dict[str, Any]) -> None:
    complaint = make_verified(context)
    with pytest.raises(Blocked) as refusal:
        judge(context, complaint, **missing)
    [reason] = refusal.value.reasons
    assert reason.clause == "N6"
    assert details(context, complaint).state is ComplaintState.VERIFIED


def test_n6_only_the_manager_judges_and_opens_again(context: Context, open_desk: OpenDesk) -> None:
    secretary = open_desk(Role.SECRETARY)
    complaint = make_verified(secretary)
    with pytest.raises(NotAllowed):
        judge(secretary, complaint)
    judge(context, complaint)
    with pytest.raises(NotAllowed):
        reopen(secretary, complaint)
    with pytest.raises(NotAllowed):
        make_complaint(open_desk(Role.VIEWER), customer_id=make_customer(context))


def test_n6_a_dissatisfied_customer_gets_a_new_answer(context: Context, clock: FixedClock) -> None:
    complaint = make_complaint(context)
    answer(context, complaint)
    first = clock.moment
    handle(context, complaint)
    clock.moment += timedelta(hours=2)
    verify(context, complaint, customer_word=CustomerWord.DISSATISFIED)
    assert details(context, complaint).state is ComplaintState.HANDLING
    with pytest.raises(Blocked):
        verify(context, complaint)
    with pytest.raises(Invalid):
        handle(context, complaint)
    answer(context, complaint, answer="更换整台滤板")
    found = details(context, complaint)
    assert (found.answer, found.answered_at, found.customer_word) == ("更换整台滤板", first, None)
    handle(context, complaint)
    verify(context, complaint)
    assert details(context, complaint).state is ComplaintState.VERIFIED
    assert len(entries(context, complaint, EventKind.COMPLAINT_ANSWERED)) == 2


def test_n6_opened_again_it_is_handled_and_judged_anew(context: Context, clock: FixedClock) -> None:
    complaint = make_verified(context)
    judge(context, complaint)
    assert refused_at(lambda: reopen(context, complaint, " ")) == "reason"
    reopen(context, complaint)
    found = details(context, complaint)
    assert (found.state, found.closed_at, found.fault) == (ComplaintState.HANDLING, None, None)
    assert states(context, complaint)[CLOSING] is CommitmentState.OPEN
    clock.moment += timedelta(days=5)
    handle(context, complaint)
    verify(context, complaint)
    judge(context, complaint, justification=Justification.PARTLY)
    assert states(context, complaint)[CLOSING] is CommitmentState.MET_LATE
    assert len(entries(context, complaint, EventKind.COMPLAINT_CLOSED)) == 2


def test_n6_the_manager_sends_back_what_was_verified(context: Context) -> None:
    complaint = make_verified(context)
    reopen(context, complaint, "预防措施不够")
    assert details(context, complaint).state is ComplaintState.HANDLING


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"received_at": None}, "received_at"),
        ({"received_at": local_time("2026-03-06 14:01")}, "received_at"),
        ({"complainant": " "}, "complainant"),
        ({"content": ""}, "content"),
        ({"phone": "不详"}, "phone"),
    ],
)
def test_what_is_missing_is_said_at_its_field(context: Context, fields: dict[str, Any], refused: str) -> None:
    assert refused_at(lambda: make_complaint(context, **fields)) == refused


@pytest.mark.parametrize(
    ("step", "fields", "refused"),
    [
        (speak_first, {"at": None}, "at"),
        (answer, {"answer": ""}, "answer"),
        (answer, {"department": ""}, "department"),
        (answer, {"owner": ""}, "owner"),
        (answer, {"at": local_time("2026-03-06 14:01")}, "at"),
        (answer, {"at": local_time("2026-03-06 12:00")}, "at"),
    ],
)
def test_steps_say_at_their_field_what_is_missing(
    context: Context, step: Any, fields: dict[str, Any], refused: str
) -> None:
    complaint = make_complaint(context)
    assert refused_at(lambda: step(context, complaint, **fields)) == refused


def test_steps_lie_in_their_order(context: Context, clock: FixedClock) -> None:
    complaint = make_complaint(context)
    answer(context, complaint)
    before = clock.moment
    clock.moment += timedelta(hours=3)
    early = before - timedelta(minutes=1)
    assert refused_at(lambda: handle(context, complaint, at=early)) == "at"
    assert refused_at(lambda: handle(context, complaint, cost=Decimal(-1))) == "cost"
    handle(context, complaint, at=before + timedelta(hours=2))
    assert refused_at(lambda: verify(context, complaint, at=before + timedelta(hours=1))) == "at"
    assert refused_at(lambda: verify(context, complaint, customer_word=None)) == "customer_word"
    verify(context, complaint)
    assert refused_at(lambda: judge(context, complaint, at=before + timedelta(hours=2))) == "at"
    assert refused_at(lambda: judge(context, complaint, at=clock.moment + timedelta(minutes=1))) == "at"


def test_the_receipt_stays_before_the_first_word(context: Context, clock: FixedClock) -> None:
    complaint = make_complaint(context)
    speak_first(context, complaint)
    clock.moment += timedelta(minutes=10)
    form = replace(complaint_form(context, complaint), received_at=clock.moment)
    assert refused_at(lambda: save_complaint(context, form=form, record_id=complaint)) == "received_at"


def test_what_it_names_is_the_same_customers(context: Context) -> None:
    other = make_project(context)
    assert refused_at(lambda: make_complaint(context, project_id=other)) == "project_id"
    assert refused_at(lambda: make_complaint(context, request_id=make_request(context))) == "request_id"
    piece = make_equipment(context)
    assert refused_at(lambda: make_complaint(context, equipment_id=piece)) == "equipment_id"


def test_a_complaint_about_equipment_belongs_to_its_project(context: Context) -> None:
    piece = make_equipment(context)
    form = new_complaint_form(context, {"equipment_id": piece})
    complaint = save_complaint(context, form=replace(form, complainant="赵主任", content="漏料"))
    found = details(context, complaint)
    assert found.project is not None
    assert (found.equipment_id, found.project.id) == (piece, form.project_id)
    assert (
        refused_at(
            lambda: save_complaint(
                context,
                form=replace(
                    form,
                    complainant="赵主任",
                    content="漏料",
                    project_id=make_project(context, customer_id=form.customer_id),
                ),
            )
        )
        == "equipment_id"
    )


def test_a_changed_severity_after_a_miss_asks_for_the_reason(context: Context, clock: FixedClock) -> None:
    complaint = make_complaint(context)
    clock.moment += timedelta(days=4)
    changed = replace(complaint_form(context, complaint), severity=ComplaintSeverity.MAJOR)
    assert refused_at(lambda: save_complaint(context, form=changed, record_id=complaint)) == "reason"
    save_complaint(context, form=replace(changed, reason="客户停产，定为重大"), record_id=complaint)
    answer(context, complaint)
    handle(context, complaint)
    verify(context, complaint)
    judge(context, complaint)
    assert states(context, complaint)[CLOSING] is CommitmentState.MET_LATE


def test_a_missed_clock_is_changed_by_the_manager_only(
    context: Context, clock: FixedClock, open_desk: OpenDesk
) -> None:
    complaint = make_complaint(context)
    clock.moment += timedelta(days=4)
    secretary = open_desk(Role.SECRETARY)
    changed = replace(complaint_form(secretary, complaint), severity=ComplaintSeverity.MAJOR, reason="停产")
    with pytest.raises(NotAllowed):
        save_complaint(secretary, form=changed, record_id=complaint)


def test_n6_the_same_matter_within_a_year_is_repeated(context: Context, clock: FixedClock) -> None:
    customer = make_customer(context)
    long_ago = make_complaint(context, customer_id=customer, received_at=local_time("2025-03-06 13:59"))
    first = make_complaint(context, customer_id=customer, received_at=local_time("2025-03-06 14:00"))
    make_complaint(context, customer_id=customer, category=ComplaintCategory.BILLING)
    make_complaint(context)
    again = make_complaint(context, customer_id=customer)
    assert [one.id for one in details(context, again).earlier] == [first]
    assert [one.id for one in details(context, first).earlier] == [long_ago]
    assert not details(context, long_ago).is_repeated


def test_n6_the_same_equipment_is_repeated_in_any_category(context: Context) -> None:
    form = new_complaint_form(context, {"equipment_id": make_equipment(context)})
    told = replace(form, complainant="赵主任", content="漏料")
    first = save_complaint(context, form=told)
    again = save_complaint(context, form=replace(told, category=ComplaintCategory.OTHER))
    assert [one.id for one in details(context, again).earlier] == [first]


def test_n6_a_complaint_becomes_a_request(context: Context) -> None:
    request = make_request(context)
    with context.read() as session:
        customer = session.get_one(Record, request).customer_id
    complaint = make_complaint(context, customer_id=customer)
    assert "make_request" in [step.action for step in details(context, complaint).steps]
    link_request(context, record_id=complaint, version=version_of(context, complaint), request_id=request)
    found = details(context, complaint)
    assert found.request_id == request
    assert "make_request" not in [step.action for step in found.steps]
    [entry] = entries(context, request, EventKind.COMPLAINED)
    assert entry.data == {"complaint": complaint}
    again = lambda: link_request(  # noqa: E731
        context, record_id=complaint, version=version_of(context, complaint), request_id=request
    )
    assert refused_at(again) == "request_id"
    other = make_complaint(context)
    strange = lambda: link_request(  # noqa: E731
        context, record_id=other, version=version_of(context, other), request_id=request
    )
    assert refused_at(strange) == "request_id"


def test_the_cost_is_for_who_may_see_money(context: Context, open_desk: OpenDesk) -> None:
    complaint = make_complaint(context)
    answer(context, complaint)
    handle(context, complaint, cost=Decimal("1280.5"))
    assert details(context, complaint).cost == Decimal("1280.50")
    assert complaint_details(open_desk(Role.VIEWER), complaint).cost is None


def test_an_open_complaint_keeps_what_it_names_in_use(context: Context) -> None:
    piece = make_equipment(context)
    form = new_complaint_form(context, {"equipment_id": piece})
    complaint = save_complaint(context, form=replace(form, complainant="赵主任", content="漏料"))
    with context.read() as session:
        named = [session.get_one(Record, one or 0) for one in (piece, form.project_id, form.customer_id)]
        kept = [[work.id for work in open_work(session, one)] for one in named]
    assert all(complaint in ids for ids in kept)
