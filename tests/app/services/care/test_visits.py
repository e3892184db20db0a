"""Visits planned, moved, recorded, followed up, closed (C13)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.context import Context
from app.errors import Blocked, Conflict, Invalid, NotAllowed
from app.forms.visits import FollowUpForm, SettlingForm, VisitMoveForm
from app.queries.care.visits import VisitDetails, visit_details, visit_form, visit_record_form
from app.queries.requests.requests import request_details
from app.services.care.visit_follow_ups import give_survey, settle_follow_up, take_up
from app.services.care.visits import cancel_visit, close_visit, move_visit, record_visit, reopen_visit, save_visit
from app.services.keeping import retire
from models.care.visit import Visit
from models.enums import (
    CommitmentKind,
    CommitmentState,
    ContactWay,
    EventKind,
    FollowUpKind,
    RequestSource,
    Role,
    VisitMode,
    VisitOccasion,
    VisitState,
)
from models.money.contact import CollectionContact
from tests.conftest import OpenDesk
from tests.factories import (
    local_time,
    make_agreed_dispatch,
    make_classed_request,
    make_customer,
    make_project,
    make_request,
    make_site,
    version_of,
)
from tests.on_site_factories import make_survey
from tests.visit_factories import do_visit, make_visit, record_form, task


def told(details: VisitDetails) -> list[EventKind]:
    return sorted(event.kind for event in details.events)


def settle(context: Context, visit_id: int, **fields: Any) -> None:
    [line] = visit_details(context, visit_id).open_follow_ups
    form = SettlingForm(**{"at": context.clock.now(), "outcome": "已寄出", **fields})
    settle_follow_up(context, record_id=visit_id, follow_up_id=line.id, form=form)


def test_c13_a_visit_is_planned_with_a_number_and_owed_on_its_day(context: Context) -> None:
    details = visit_details(context, make_visit(context))
    assert (details.number, details.state, details.occasion) == (
        "HF-2026-0001",
        VisitState.PLANNED,
        VisitOccasion.AD_HOC,
    )
    [promise] = details.commitments
    assert (promise.kind, promise.clause, promise.due) == (
        CommitmentKind.VISIT, "C13", local_time("2026-03-10 23:59").replace(second=59)
    )  # fmt: skip
    assert told(details) == [EventKind.VISIT_PLANNED]


@pytest.mark.parametrize(
    ("field", "value"), [("customer_id", None), ("planned_on", None), ("planned_on", date(1026, 3, 1))]
)
def test_c13_a_plan_without_whom_or_when_is_refused_at_its_field(context: Context, field: str, value: Any) -> None:
    visit = make_visit(context)
    with pytest.raises(Invalid) as refused:
        save_visit(context, record_id=visit, form=replace(visit_form(context, visit), **{field: value}))
    assert refused.value.field == field


def test_c13_project_and_dispatch_are_the_customers_own(context: Context) -> None:
    visit = make_visit(context)
    for field, other in (("project_id", make_project(context)), ("dispatch_id", make_agreed_dispatch(context))):
        change: dict[str, Any] = {field: other}
        with pytest.raises(Invalid) as refused:
            save_visit(context, record_id=visit, form=replace(visit_form(context, visit), **change))
        assert refused.value.field == field


def test_c13_a_visit_is_paid_on_a_trip_to_the_customer(context: Context) -> None:
    customer = make_customer(context)
    site = make_site(context, customer_id=customer)
    trip = make_agreed_dispatch(context, request_id=make_classed_request(context, customer_id=customer, site_id=site))
    details = visit_details(context, make_visit(context, customer_id=customer, dispatch_id=trip))
    assert details.dispatch is not None
    assert details.dispatch.id == trip


def test_c13_what_was_found_is_recorded_and_meets_the_promise(context: Context) -> None:
    details = do_visit(context, make_visit(context))
    assert details.state is VisitState.CLOSED  # nothing follows from it
    assert (details.sat_quality, details.sat_service, details.flow) == (5, 4, "1200")
    [promise] = details.commitments
    assert promise.state is CommitmentState.MET
    assert EventKind.VISITED in told(details)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("visited_at", None), ("visited_at", local_time("2026-03-06 14:01")), ("interviewee", " "), ("visitor", ""),
        ("sat_quality", 0), ("sat_service", 6), ("next_visit_on", date(2026, 3, 5)), ("phone", "办公室"),
        ("follow_ups", (FollowUpForm(text=" "),)), ("follow_ups", (FollowUpForm(kind=FollowUpKind.LEAD, text="扩建"),)),
    ],
)  # fmt: skip
def test_c13_a_record_that_cannot_be_is_refused_at_its_field(context: Context, field: str, value: Any) -> None:
    visit = make_visit(context)
    with pytest.raises(Invalid) as refused:
        do_visit(context, visit, **{field: value})
    assert refused.value.field == field
    assert visit_details(context, visit).state is VisitState.PLANNED


def test_c13_what_follows_has_its_clock_and_is_settled_before_the_visit_is_closed(context: Context) -> None:
    visit = make_visit(context)
    details = do_visit(context, visit, task())
    assert details.state is VisitState.DONE
    owed = {one.kind: one.state for one in details.commitments}
    assert owed[CommitmentKind.VISIT_FOLLOW_UP] is CommitmentState.OPEN
    with pytest.raises(Blocked) as refused:
        close_visit(context, record_id=visit, version=version_of(context, visit))
    assert [reason.clause for reason in refused.value.reasons] == ["C13"]
    with pytest.raises(Invalid) as early:
        settle(context, visit, at=context.clock.now() - timedelta(hours=2))
    assert early.value.field == "at"
    with pytest.raises(Invalid) as silent:
        settle(context, visit, outcome="")
    assert silent.value.field == "outcome"
    settle(context, visit)
    close_visit(context, record_id=visit, version=version_of(context, visit))
    details = visit_details(context, visit)
    assert details.state is VisitState.CLOSED
    assert {one.state for one in details.commitments} == {CommitmentState.MET}


def test_c2_2_a_need_becomes_a_request_linked_to_the_visit(context: Context) -> None:
    visit = make_visit(context)
    details = do_visit(context, visit, FollowUpForm(kind=FollowUpKind.NEED_NEAR, text="更换滤芯"))
    request = make_request(context, customer_id=details.customer_id, source=RequestSource.VISIT)
    [line] = details.follow_ups
    with pytest.raises(Invalid):
        take_up(context, record_id=visit, follow_up_id=line.id, outcome_id=make_request(context))
    take_up(context, record_id=visit, follow_up_id=line.id, outcome_id=request)
    [line] = visit_details(context, visit).follow_ups
    assert line.became is not None
    assert (line.became.id, line.settled_at) == (request, context.clock.now())
    assert EventKind.NEED_TAKEN_UP in [event.kind for event in request_details(context, request).events]
    with pytest.raises(Invalid):
        take_up(context, record_id=visit, follow_up_id=line.id, outcome_id=request)


@pytest.mark.parametrize(("score", "asked"), [(1, True), (2, True), (3, False), (None, False)])
def test_c13_whoever_is_dissatisfied_asks_for_a_complaint(context: Context, score: int | None, asked: bool) -> None:
    details = do_visit(context, make_visit(context), sat_service=score, problems="响应太慢")
    found = [(line.kind, line.text) for line in details.follow_ups]
    assert found == ([(FollowUpKind.COMPLAINT, "响应太慢")] if asked else [])


def test_c13_a_complaint_written_down_is_not_asked_for_twice(context: Context) -> None:
    said = FollowUpForm(kind=FollowUpKind.COMPLAINT, text="备件等了一个月")
    visit = make_visit(context)
    assert len(do_visit(context, visit, said, sat_quality=1).follow_ups) == 1
    form = visit_record_form(context, visit)
    record_visit(context, record_id=visit, version=version_of(context, visit), form=form)
    assert len(visit_details(context, visit).follow_ups) == 1


def test_c13_a_record_is_corrected_until_it_is_closed(context: Context) -> None:
    visit = make_visit(context)
    do_visit(context, visit, task(), task("报价", kind=FollowUpKind.NEED_LONG))
    form = visit_record_form(context, visit)
    form = replace(form, outlet="COD 38", follow_ups=form.follow_ups[1:])
    record_visit(context, record_id=visit, version=version_of(context, visit), form=form)
    details = visit_details(context, visit)
    assert (details.outlet, [line.text for line in details.follow_ups]) == ("COD 38", ["报价"])
    settle(context, visit)
    close_visit(context, record_id=visit, version=version_of(context, visit))
    with pytest.raises(Invalid):
        record_visit(context, record_id=visit, version=version_of(context, visit), form=form)
    reopen_visit(context, record_id=visit, version=version_of(context, visit), reason="记错")
    assert visit_details(context, visit).state is VisitState.DONE


def test_c13_the_next_visit_is_planned_as_agreed(context: Context) -> None:
    visit = make_visit(context)
    do_visit(context, visit, task(), next_visit_on=date(2026, 9, 1))
    form = replace(visit_record_form(context, visit), outlet="COD 38")
    record_visit(context, record_id=visit, version=version_of(context, visit), form=form)  # and no second one
    with context.read() as session:
        [following] = session.scalars(select(Visit).where(Visit.state == VisitState.PLANNED))
    assert (following.planned_on, following.customer_id) == (
        date(2026, 9, 1), visit_details(context, visit).customer_id
    )  # fmt: skip


def test_c13_a_talk_about_money_goes_into_the_collection_log_where_wanted(context: Context) -> None:
    do_visit(context, make_visit(context), payment_talk="下月付尾款", mode=VisitMode.PHONE)
    visit = make_visit(context)
    details = do_visit(context, visit, payment_talk="下周付尾款", logs_payment=True)
    with context.read() as session:
        [contact] = session.scalars(select(CollectionContact))
    assert (contact.customer_id, contact.way, contact.text) == (
        details.customer_id, ContactWay.VISIT, f"{details.number}: 下周付尾款"
    )  # fmt: skip
    with pytest.raises(Invalid) as refused:
        do_visit(context, make_visit(context), logs_payment=True)
    assert refused.value.field == "payment_talk"


def test_c13_moving_a_missed_visit_is_the_managers_with_a_reason(context: Context, open_desk: OpenDesk) -> None:
    visit = make_visit(context)
    move: dict[str, Any] = {"record_id": visit, "form": VisitMoveForm(planned_on=date(2026, 3, 12))}
    move_visit(context, version=version_of(context, visit), **move)
    context.clock.moment = local_time("2026-03-13 09:00")  # type: ignore[attr-defined]
    late: dict[str, Any] = {"record_id": visit, "form": VisitMoveForm(planned_on=date(2026, 3, 20))}
    with pytest.raises(Invalid) as refused:
        move_visit(context, version=version_of(context, visit), **late)
    assert refused.value.field == "reason"
    late["form"] = replace(late["form"], reason="客户检修")
    with pytest.raises(NotAllowed):
        move_visit(open_desk(Role.SECRETARY), version=version_of(context, visit), **late)
    move_visit(context, version=version_of(context, visit), **late)
    details = visit_details(context, visit)
    assert details.planned_on == date(2026, 3, 20)
    [promise] = details.commitments
    assert (promise.missed, promise.due) == (True, local_time("2026-03-12 23:59").replace(second=59))  # the miss stays
    assert [event.kind for event in details.events].count(EventKind.VISIT_MOVED) == 2


def test_c13_cancelling_is_the_managers_with_a_reason(context: Context, open_desk: OpenDesk) -> None:
    visit = make_visit(context)
    with pytest.raises(Invalid):
        cancel_visit(context, record_id=visit, version=version_of(context, visit), reason=" ")
    with pytest.raises(NotAllowed):
        cancel_visit(open_desk(Role.SECRETARY), record_id=visit, version=version_of(context, visit), reason="重复")
    cancel_visit(context, record_id=visit, version=version_of(context, visit), reason="重复")
    details = visit_details(context, visit)
    assert details.state is VisitState.CANCELLED
    assert [one.state for one in details.commitments] == [CommitmentState.DROPPED]


def test_c13_a_survey_is_given_out_on_a_visit(context: Context) -> None:
    visit = make_visit(context)
    customer = visit_details(context, visit).customer_id
    with pytest.raises(Invalid):
        give_survey(context, record_id=visit, survey_id=make_survey(context, customer_id=make_customer(context)))
    survey = make_survey(context, customer_id=customer)
    give_survey(context, record_id=visit, survey_id=survey)
    assert visit_details(context, visit).survey_id == survey


def test_c13_a_customer_with_an_open_visit_is_not_put_out_of_use(context: Context) -> None:
    visit = make_visit(context, customer_id=make_customer(context))
    customer = visit_details(context, visit).customer_id
    with pytest.raises(Blocked):
        retire(context, record_id=customer, version=version_of(context, customer), reason="停产")
    do_visit(context, visit)
    retire(context, record_id=customer, version=version_of(context, customer), reason="停产")


def test_two_desks_do_not_record_one_visit_twice(context: Context) -> None:
    visit = make_visit(context)
    version = version_of(context, visit)
    do_visit(context, visit)
    with pytest.raises(Conflict):
        record_visit(context, record_id=visit, version=version, form=record_form(context))
