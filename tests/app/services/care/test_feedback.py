"""Quality feedback: drafted, asked of a department, answered by its day, closed with the effect (N6)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import Invalid, NotAllowed
from app.queries.care.complaints import complaint_details
from app.queries.care.feedback import FeedbackDetails, feedback_details, feedback_form, new_feedback_form
from app.services.care.feedback import ask_feedback, cancel_feedback, close_feedback, save_feedback
from models.enums import CommitmentKind, CommitmentState, EventKind, FeedbackState, Role
from tests.app.services.refusing import refused_at
from tests.app.services.requests.logs import entries
from tests.complaint_factories import give_answer, make_asked, make_complaint, make_feedback
from tests.conftest import OpenDesk
from tests.factories import local_time, make_project, make_request, version_of


def details(context: Context, feedback: int) -> FeedbackDetails:
    return feedback_details(context, feedback)


def cancel(context: Context, feedback: int, reason: str = "重复") -> None:
    cancel_feedback(context, record_id=feedback, version=version_of(context, feedback), reason=reason)


def close(context: Context, feedback: int, effect: str = "三个月未再发生") -> None:
    close_feedback(context, record_id=feedback, version=version_of(context, feedback), effect=effect)


def test_n6_feedback_has_its_number_and_clock_once_it_is_asked(context: Context) -> None:
    feedback = make_feedback(context, answer_due_on=date(2026, 3, 13))
    draft = details(context, feedback)
    assert (draft.number, draft.state, draft.commitments) == ("", FeedbackState.DRAFT, ())
    ask_feedback(context, record_id=feedback, version=version_of(context, feedback))
    found = details(context, feedback)
    assert (found.number, found.state) == ("ZF-2026-0001", FeedbackState.ASKED)
    [promise] = found.commitments
    assert (promise.kind, promise.clause) == (CommitmentKind.FEEDBACK_ANSWER, "N6")
    assert promise.due is not None
    assert promise.due.astimezone(context.zone).date() == date(2026, 3, 13)


@pytest.mark.parametrize(
    ("due", "answered", "state"),
    [
        (date(2026, 3, 6), "2026-03-06 18:00", CommitmentState.MET),
        (date(2026, 3, 6), "2026-03-07 00:30", CommitmentState.MET_LATE),
        (date(2026, 3, 13), "2026-03-13 23:30", CommitmentState.MET),
        (date(2026, 3, 13), "2026-03-16 08:30", CommitmentState.MET_LATE),
    ],
)
def test_n6_the_answer_is_due_by_the_end_of_its_day(
    context: Context, clock: FixedClock, due: date, answered: str, state: CommitmentState
) -> None:
    feedback = make_asked(context, answer_due_on=due)
    clock.moment = local_time(answered)
    give_answer(context, feedback)
    found = details(context, feedback)
    assert found.state is FeedbackState.ANSWERED
    assert [one.state for one in found.commitments] == [state]


def test_n6_feedback_is_closed_with_its_effect(context: Context) -> None:
    feedback = make_asked(context)
    with pytest.raises(Invalid):
        close(context, feedback)
    for missing in ("cause", "measures", "answered_by"):
        assert refused_at(lambda missing=missing: give_answer(context, feedback, **{missing: ""})) == missing
    early = context.clock.now() - timedelta(hours=1)
    assert refused_at(lambda: give_answer(context, feedback, at=early)) == "at"
    give_answer(context, feedback)
    assert refused_at(lambda: close(context, feedback, " ")) == "effect"
    close(context, feedback)
    found = details(context, feedback)
    assert (found.state, found.effect_seen) == (FeedbackState.CLOSED, "三个月未再发生")
    assert refused_at(lambda: save_feedback(context, form=feedback_form(context, feedback), record_id=feedback)) is None


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"department": ""}, "department"),
        ({"title": " "}, "title"),
        ({"content": ""}, "content"),
        ({"answer_due_on": None}, "answer_due_on"),
        ({"answer_due_on": date(2026, 3, 5)}, "answer_due_on"),
        ({"fault_count": 0}, "fault_count"),
    ],
)
def test_what_is_missing_is_said_at_its_field(context: Context, fields: dict[str, Any], refused: str) -> None:
    assert refused_at(lambda: make_feedback(context, **fields)) == refused


def test_a_draft_whose_day_has_passed_is_not_sent(context: Context, clock: FixedClock) -> None:
    feedback = make_feedback(context)
    clock.moment += timedelta(days=1)
    with pytest.raises(Invalid):
        ask_feedback(context, record_id=feedback, version=version_of(context, feedback))


def test_n6_a_complaint_is_fed_back(context: Context) -> None:
    complaint = make_complaint(context)
    form = new_feedback_form(context, {"complaint_id": complaint})
    told = complaint_details(context, complaint)
    assert (form.customer_id, form.title, form.content) == (told.customer_id, told.title, told.content)
    form = replace(form, department="设计部", answer_due_on=date(2026, 3, 10))
    feedback = save_feedback(context, form=form)
    ask_feedback(context, record_id=feedback, version=version_of(context, feedback))
    assert [one.id for one in complaint_details(context, complaint).feedback] == [feedback]
    [entry] = entries(context, complaint, EventKind.FEEDBACK_ASKED)
    assert entry.text.startswith("ZF-2026-0001")


def test_n6_a_request_is_fed_back(context: Context) -> None:
    request = make_request(context, text="风机异响")
    form = new_feedback_form(context, {"request_id": request})
    assert "风机异响" in form.content
    assert form.customer_id is not None
    feedback = make_feedback(context, request_id=request)
    found = details(context, feedback)
    assert found.customer is not None
    assert found.customer.id == form.customer_id


def test_what_it_comes_from_is_one_customers(context: Context) -> None:
    complaint = make_complaint(context)
    assert refused_at(lambda: make_feedback(context, complaint_id=complaint, project_id=make_project(context))) != ""


def test_another_day_after_a_miss_is_the_managers_with_a_reason(
    context: Context, clock: FixedClock, open_desk: OpenDesk
) -> None:
    feedback = make_asked(context)
    clock.moment += timedelta(days=2)
    later = replace(feedback_form(context, feedback), answer_due_on=date(2026, 3, 20))
    assert refused_at(lambda: save_feedback(context, form=later, record_id=feedback)) == "reason"
    secretary = open_desk(Role.SECRETARY)
    with pytest.raises(NotAllowed):
        save_feedback(secretary, form=replace(later, reason="部门要求"), record_id=feedback)
    save_feedback(context, form=replace(later, reason="部门要求延期"), record_id=feedback)
    give_answer(context, feedback)
    assert [one.state for one in details(context, feedback).commitments] == [CommitmentState.MET_LATE]


def test_a_draft_is_given_up_by_who_drafts_and_one_asked_by_the_manager(context: Context, open_desk: OpenDesk) -> None:
    secretary = open_desk(Role.SECRETARY)
    draft = make_feedback(secretary)
    assert refused_at(lambda: cancel(secretary, draft, "")) == "reason"
    cancel(secretary, draft)
    assert details(context, draft).state is FeedbackState.CANCELLED
    asked = make_asked(secretary)
    with pytest.raises(NotAllowed):
        cancel(secretary, asked)
    cancel(context, asked)
    assert [one.state for one in details(context, asked).commitments] == [CommitmentState.DROPPED]
