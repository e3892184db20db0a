"""On the way: departed, arrived, finished, back, closed (C4.3, C7, C9.2, C12.2, C14, N1)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.context import Context
from app.errors import Blocked, Invalid
from app.forms.dispatch_steps import ArriveForm, BriefForm, ComeBackForm, DepartForm, FinishForm
from app.queries.requests.requests import request_details
from app.services.people.dispatches import cancel_dispatch, reopen_dispatch
from app.services.people.travelling import arrive, brief_dispatch, close_dispatch, come_back, depart, finish
from models.enums import CommitmentKind, CommitmentState, DispatchState, EventKind
from models.people.dispatch import Dispatch
from models.record import Event
from tests.briefing_factories import make_signed_briefing, make_trip
from tests.dispatch_factories import (
    ago,
    arrive_now,
    bind,
    come_back_now,
    depart_now,
    details,
    finish_now,
    issue_trip_papers,
    left_undone,
    make_arrived_trip,
    make_departed_trip,
    make_ready_trip,
    state_of,
    step,
)
from tests.factories import (
    agree,
    make_agreed_dispatch,
    make_classed_request,
    make_customer,
    make_dispatch,
    make_project,
    make_site,
    make_staff,
    stored,
    version_of,
)


def clauses(context: Context, dispatch: int, action: str = "depart") -> list[str]:
    """Return by clause what stands between a dispatch and a step."""
    (found,) = (one for one in details(context, dispatch).steps if one.action == action)
    return [reason.clause for reason in found.blocked]


def kinds(context: Context, record_id: int) -> list[EventKind]:
    with context.read() as session:
        return list(session.scalars(select(Event.kind).where(Event.record_id == record_id).order_by(Event.id)))


def test_c7_3_c12_2_c14_nobody_leaves_without_papers_briefing_and_agreement(context: Context) -> None:
    dispatch = make_trip(context)
    agree(context, dispatch)
    assert clauses(context, dispatch) == ["C7.3", "C12.2", "C14"]
    with pytest.raises(Blocked) as refusal:
        step(context, dispatch, depart, DepartForm(ago(context, 5)))
    assert [reason.clause for reason in refusal.value.reasons] == ["C7.3", "C12.2", "C14"]
    issue_trip_papers(context, dispatch)
    assert clauses(context, dispatch) == ["C12.2", "C14"]
    bind(context, dispatch)
    assert clauses(context, dispatch) == ["C12.2"]
    make_signed_briefing(context, dispatch)
    assert (clauses(context, dispatch), state_of(context, dispatch)) == ([], DispatchState.BRIEFED)


def test_c12_2_the_step_briefed_waits_for_the_signatures(context: Context) -> None:
    dispatch = make_trip(context)
    agree(context, dispatch)
    with pytest.raises(Blocked):
        step(context, dispatch, brief_dispatch, BriefForm())


def test_c12_1_a_contracted_project_without_hazards_cannot_be_left_for(context: Context) -> None:
    customer = make_customer(context)
    site = make_site(context, customer_id=customer)
    project = make_project(context, customer_id=customer, contract_no="HT-2026-01")
    request = make_classed_request(context, customer_id=customer, project_id=project, site_id=site)
    dispatch = make_dispatch(context, make_staff(context), request_id=request)
    with context.write() as session:
        session.get_one(Dispatch, dispatch).state = DispatchState.AGREED
    assert "C12.1" in clauses(context, dispatch)


def test_a_departure_lies_in_the_past(context: Context) -> None:
    dispatch = make_ready_trip(context)
    with pytest.raises(Invalid) as refusal:
        step(context, dispatch, depart, DepartForm(context.clock.now() + timedelta(minutes=1)))
    assert refusal.value.field == "departed_at"


def test_c4_3_the_first_arrival_is_the_requests_too_and_once(context: Context) -> None:
    dispatch = make_departed_trip(context)
    arrive_now(context, dispatch)
    row = stored(context, Dispatch, dispatch)
    assert (row.state, row.arrived_at) == (DispatchState.ARRIVED, ago(context, 4))
    with context.read() as session:
        told = session.scalars(
            select(Event).where(Event.record_id == row.request_id, Event.kind == EventKind.ARRIVED)
        ).all()
    assert [one.at for one in told] == [ago(context, 4)]
    with pytest.raises(Invalid):
        arrive_now(context, dispatch)


def test_nobody_arrives_before_leaving_or_at_a_strange_site(context: Context) -> None:
    dispatch = make_departed_trip(context)
    for form, field in ((ArriveForm(ago(context, 6)), "arrived_at"), (ArriveForm(ago(context, 1), 999), "site_id")):
        with pytest.raises(Invalid) as refusal:
            step(context, dispatch, arrive, form)
        assert refusal.value.field == field


def test_n1_finished_work_owes_a_call(context: Context) -> None:
    dispatch = make_arrived_trip(context)
    finish_now(context, dispatch)
    request = request_details(context, stored(context, Dispatch, dispatch).request_id)
    owed = {one.kind: one for one in request.commitments}
    call = owed[CommitmentKind.FOLLOW_UP]
    assert (call.state, call.due) == (CommitmentState.OPEN, ago(context, 3) + timedelta(hours=24))


def test_c7_4_work_done_in_part_owes_no_call_yet_but_its_open_item(context: Context) -> None:
    dispatch = make_arrived_trip(context)
    finish_now(context, dispatch, left_undone())
    read = details(context, dispatch)
    (item,) = read.open_items
    assert (read.is_partly_done, item.text, item.is_open) == (True, "待更换 3# 泵轴承", True)
    assert [one.kind for one in read.commitments] == [CommitmentKind.OPEN_ITEM]
    request = request_details(context, read.request_id)
    assert CommitmentKind.FOLLOW_UP not in [one.kind for one in request.commitments]


@pytest.mark.parametrize(
    ("make", "service", "form", "field"),
    [
        (make_arrived_trip, finish, lambda now: FinishForm(now - timedelta(hours=2)), "finished_at"),
        (make_arrived_trip, finish, lambda _now: FinishForm(), "finished_at"),
        (make_arrived_trip, finish, lambda now: FinishForm(now, "", (left_undone(" "),)), "open_items"),
        (make_arrived_trip, finish, lambda now: FinishForm(now, "", (left_undone(due_on=None),)), "open_items"),
    ],
)
def test_an_impossible_end_is_refused_at_its_field(
    context: Context, make: Any, service: Any, form: Any, field: str
) -> None:
    dispatch = make(context)
    with pytest.raises(Invalid) as refusal:
        step(context, dispatch, service, form(context.clock.now()))
    assert refusal.value.field == field


def test_c7_4_after_the_return_report_and_claim_are_owed(context: Context) -> None:
    dispatch = make_arrived_trip(context)
    finish_now(context, dispatch)
    with pytest.raises(Invalid) as refusal:
        step(context, dispatch, come_back, ComeBackForm(ago(context, 5)))
    assert refusal.value.field == "returned_at"
    come_back_now(context, dispatch)
    owed = {one.kind for one in details(context, dispatch).commitments}
    assert owed == {CommitmentKind.TRIP_REPORT, CommitmentKind.EXPENSE_CLAIM}
    assert EventKind.RETURNED_HOME in kinds(context, dispatch)


def test_c7_4_a_dispatch_closes_with_nothing_left_on_the_checklist(context: Context) -> None:
    dispatch = make_arrived_trip(context)
    finish_now(context, dispatch)
    come_back_now(context, dispatch)
    with pytest.raises(Blocked) as refusal:
        close_dispatch(context, record_id=dispatch, version=version_of(context, dispatch))
    undone = [line.fix for line in details(context, dispatch).checklist if not line.done]
    assert [reason.fix for reason in refusal.value.reasons] == undone
    assert undone == ["show_claims", "note_sheet", "write_report", "answer_survey"]


def test_a_briefed_dispatch_goes_back_to_draft_or_is_cancelled(context: Context) -> None:
    first, second = make_ready_trip(context), make_ready_trip(context, 2)
    reopen_dispatch(context, record_id=first, version=version_of(context, first), reason="改期")
    cancel_dispatch(context, record_id=second, version=version_of(context, second), reason="客户取消")
    assert [state_of(context, one) for one in (first, second)] == [DispatchState.DRAFT, DispatchState.CANCELLED]


def test_who_left_is_not_cancelled(context: Context) -> None:
    dispatch = make_departed_trip(context)
    with pytest.raises(Invalid):
        cancel_dispatch(context, record_id=dispatch, version=version_of(context, dispatch), reason="误报")


def test_c8_1_paid_work_needs_an_order_to_depart_and_free_work_none(context: Context) -> None:
    paid, free = make_agreed_dispatch(context), make_trip(context)
    agree(context, free)
    assert ["C8.1" in clauses(context, one) for one in (paid, free)] == [True, False]


def test_a_dispatch_departs_once(context: Context) -> None:
    dispatch = make_departed_trip(context)
    with pytest.raises(Invalid):
        depart_now(context, dispatch)
