"""The indicators of a span, each with a worked table, and the lists that they count (N8)."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import NotAllowed
from app.queries.care.indicators import CountedList, Figure, counted_list, read_figures
from app.queries.money.ageing import ageing
from app.rules.care.indicators import BY_CODE
from app.rules.care.periods import compared
from app.services.requests.moving import cancel_request
from app.services.requests.steps import record_reply
from models.care.complaint import Complaint
from models.enums import CommitmentKind, CommitmentState, Fault, Rating, RequestKind, Role
from models.people.dispatch import Dispatch
from models.record import Record
from tests.app.queries.promises.owing import owe
from tests.briefing_factories import make_incident
from tests.complaint_factories import judge, make_complaint, make_verified
from tests.conftest import OpenDesk
from tests.factories import (
    FRIDAY,
    local_time,
    make_agreed_dispatch,
    make_customer,
    make_equipment,
    make_project,
    make_request,
    make_request_in_hand,
    make_solved_request,
    stored,
    version_of,
)
from tests.money_factories import lines_of, make_owed_contract, share
from tests.money_factories import make_receipt as make_money
from tests.on_site_factories import answer, make_receipt, make_survey, make_trip_with_parts, sign
from tests.order_factories import make_served_order
from tests.trip_money_factories import check, make_allowance, make_claim
from tests.visit_factories import do_visit, make_visit

MARCH = (date(2026, 3, 1), date(2026, 3, 31))
MET, LATE = CommitmentState.MET, CommitmentState.MET_LATE
DONE = local_time("2026-03-04 09:00")


def figures(context: Context, *, priced: bool = True) -> Mapping[str, Figure]:
    with context.read() as session:
        return {one.indicator.code: one for one in read_figures(session, compared(*MARCH), priced=priced)}


def figure(context: Context, code: str) -> Decimal | None:
    """Return a figure of March, which is the one that its list makes."""
    found = listed(context, code)
    assert figures(context)[code].current == found.value
    return found.value


def listed(context: Context, code: str) -> CountedList:
    return counted_list(context, code, MARCH)


def counting(context: Context, code: str) -> tuple[int, ...]:
    return tuple(row.record_id for row in listed(context, code).rows if row.counts)


def test_received_are_those_of_the_span_without_cancelled_ones(context: Context) -> None:
    first = make_request(context)
    make_request(context, received_at=local_time("2026-02-28 23:59"))
    cancelled = make_request(context)
    cancel_request(context, record_id=cancelled, version=version_of(context, cancelled), reason="重复登记")
    assert figure(context, "received") == 1
    assert counting(context, "received") == (first,)


def test_a_span_is_compared_with_others(context: Context) -> None:
    for when in ("2026-03-02 10:00", "2026-02-02 10:00", "2026-02-03 10:00", "2025-03-31 23:59", "2026-01-01 00:00"):
        make_request(context, received_at=local_time(when))
    found = figures(context)["received"]
    assert (found.current, found.previous, found.year_before, found.year_to_date) == (1, 2, 1, 4)


def test_dispatches_count_once_they_have_a_number(context: Context) -> None:
    trip = make_agreed_dispatch(context)
    assert figure(context, "dispatched") == 1
    assert counting(context, "dispatched") == (trip,)


def test_completed_counts_by_the_solution_completion_by_the_receipt(context: Context) -> None:
    old = make_solved_request(context, received_at=local_time("2026-02-20 09:00"))
    new = make_solved_request(context)
    make_request_in_hand(context)
    assert figure(context, "completed") == 2
    assert set(counting(context, "completed")) == {old, new}
    assert figure(context, "completion") == 50
    assert counting(context, "completion") == (new,)
    assert len(listed(context, "completion").rows) == 2


def test_the_first_reply_is_averaged_in_hours(context: Context) -> None:
    for minutes in (60, 120):
        request = make_request(context, received_at=FRIDAY - timedelta(minutes=minutes))
        record_reply(context, record_id=request, at=FRIDAY, person="周敏", counterpart="王工", text="已答复")
    make_request(context)
    assert figure(context, "response_hours") == Decimal("1.5")
    assert sorted(row.amount or 0 for row in listed(context, "response_hours").rows) == [1, 2]


def test_n8_service_in_time_judges_what_fell_due_by_its_first_verdict(context: Context) -> None:
    kept = make_customer(context)
    owe(context, "2026-03-02 12:00", kept, state=MET, met_at=DONE)
    owe(context, "2026-03-03 12:00", state=LATE, met_at=DONE)
    owe(context, "2026-03-06 13:00")  # past due and still owed
    owe(context, "2026-03-06 15:00")  # still ahead
    owe(context, "2026-03-05 12:00", state=CommitmentState.WAIVED)
    owe(context, "2026-03-05 12:00", state=CommitmentState.DROPPED)
    owe(context, "2026-04-20 12:00", frozen="2026-03-01 12:00")  # moved after it was missed
    owe(context, "2026-03-05 12:00", frozen="2026-02-10 12:00", state=LATE, met_at=DONE)  # missed in February
    assert figure(context, "in_time") == 25
    assert counting(context, "in_time") == (kept,)
    assert len(listed(context, "in_time").rows) == 4


def test_a_miss_waived_afterwards_stays_one(context: Context) -> None:
    due = "2026-03-02 12:00"
    owe(context, due, frozen=due, state=CommitmentState.WAIVED)
    assert figure(context, "in_time") == 0


def test_arrivals_are_judged_alone_and_follow_ups_by_having_been_made(context: Context) -> None:
    arrival, visit, call = CommitmentKind.ARRIVAL, CommitmentKind.VISIT, CommitmentKind.FOLLOW_UP
    owe(context, "2026-03-02 12:00", kind=arrival, state=MET, met_at=DONE)
    owe(context, "2026-03-02 12:00", kind=arrival, state=LATE, met_at=DONE)
    owe(context, "2026-03-02 12:00", kind=visit, state=LATE, met_at=DONE)
    owe(context, "2026-03-02 12:00", kind=call)
    assert figure(context, "arrival") == 50
    assert figure(context, "followed_up") == 50
    assert {row.about for row in listed(context, "followed_up").rows} == {visit, call}


def test_a_first_time_fix_took_one_dispatch(context: Context) -> None:
    once, twice, by_phone = (make_solved_request(context) for _number in range(3))
    with context.write() as session:
        times = {once: 1, twice: 2}
        for request, count in times.items():
            for _number in range(count):
                session.add(_trip(context, request))
    assert figure(context, "first_fix") == 50
    assert counting(context, "first_fix") == (once,)
    assert by_phone not in {row.record_id for row in listed(context, "first_fix").rows}


def _trip(context: Context, request: int) -> Dispatch:
    now = context.clock.now()
    return Dispatch(
        title="现场维修", state="closed", request_id=request, starts_at=now, ends_at=now, departed_at=now,
        created_at=now, created_by="周敏",
    )  # fmt: skip


def test_a_repair_soon_after_another_of_the_same_equipment_is_repeated(context: Context) -> None:
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)
    pump, press = (make_equipment(context, project_id=project) for _number in range(2))
    about = {"customer_id": customer, "project_id": project, "request_kind": RequestKind.REPAIR}
    make_request(context, **about, equipment_id=pump, received_at=local_time("2026-01-10 09:00"))
    again = make_request(context, **about, equipment_id=pump, received_at=local_time("2026-03-05 09:00"))
    make_request(context, **about, equipment_id=press, received_at=local_time("2025-11-01 09:00"))
    make_request(context, **about, equipment_id=press, received_at=local_time("2026-03-05 09:00"))
    assert figure(context, "repeated") == 50
    assert counting(context, "repeated") == (again,)


def test_n8_satisfied_are_receipts_surveys_and_visits(context: Context) -> None:
    good, bad = make_receipt(context), make_receipt(context)
    sign(context, good)
    sign(context, bad, rating=Rating.FAIR)
    pleased, annoyed = make_survey(context), make_survey(context)
    answer(context, pleased)
    answer(context, annoyed, *([2] * 10))
    visit = make_visit(context)
    do_visit(context, visit, sat_service=3)
    assert figure(context, "satisfied") == 40
    assert set(counting(context, "satisfied")) == {good, pleased}


def test_n8_complaints_our_fault_over_the_requests_solved(context: Context) -> None:
    open_one = make_complaint(context)
    ours, theirs = make_verified(context), make_verified(context)
    judge(context, ours)
    judge(context, theirs, fault=Fault.CUSTOMER, judgement="操作不当")
    for _number in range(4):
        make_solved_request(context)
    assert stored(context, Complaint, ours).fault is Fault.OURS
    assert figure(context, "complaints") == 3
    assert figure(context, "complaints_closed") == Decimal("66.6")
    assert open_one not in counting(context, "complaints_closed")
    assert figure(context, "our_fault") == 25
    assert figures(context)["our_fault"].is_met is False
    assert counting(context, "our_fault") == (ours,)
    assert len(listed(context, "our_fault").rows) == 5


def test_incidents_count_by_when_they_happened(context: Context) -> None:
    make_incident(context)
    make_incident(context, happened_at=local_time("2026-02-27 09:00"))
    assert figure(context, "incidents") == 1


def test_parts_and_free_service_cost_what_was_issued_and_travelled(context: Context) -> None:
    make_trip_with_parts(context)
    make_allowance(context)
    claim = make_claim(context)
    check(context, claim)
    parts, travel = figure(context, "parts_issued"), figure(context, "travel")
    assert parts is not None
    assert parts > 0
    assert travel == Decimal("974.00")
    assert sum(row.amount or 0 for row in listed(context, "parts_issued").rows) == parts
    assert figure(context, "warranty_cost") == parts  # the trip of the claim was for paid work


def test_income_is_what_was_served(context: Context) -> None:
    order = make_served_order(context)
    assert counting(context, "paid_income") == (order,)
    assert figure(context, "paid_income") == sum(line.amount for line in lines_of(context, order))


def test_receivables_tie_with_the_ageing(context: Context) -> None:
    make_owed_contract(context)
    with context.read() as session:
        total = ageing(session, date(2026, 3, 6)).total
    assert figure(context, "receivable") == total.total == 1000
    assert figure(context, "overdue") == total.overdue == 300


def test_the_collection_rate_is_of_what_was_due(context: Context) -> None:
    contract = make_owed_contract(context)
    late, due, _retention = lines_of(context, contract)
    customer = stored(context, Record, contract).customer_id
    assert customer is not None
    make_money(context, customer, 450, share(late.id, 300), share(due.id, 150))
    assert figure(context, "collected") == 450
    assert figure(context, "collection") == 50  # 450 of the 900 due by the end of March
    assert figure(context, "receivable") == 550


def test_money_is_not_read_for_those_who_may_not_see_it(open_desk: OpenDesk) -> None:
    make_owed_contract(open_desk())
    viewer = open_desk(Role.VIEWER)
    hidden = [one for one in figures(viewer, priced=False).values() if one.indicator.priced]
    assert {one.current for one in hidden} == {None}
    for one in hidden:
        with pytest.raises(NotAllowed):
            listed(viewer, one.indicator.code)


def test_c14_a_list_names_no_record_that_is_hidden(open_desk: OpenDesk) -> None:
    desk, viewer = open_desk(), open_desk(Role.VIEWER)
    contract = make_owed_contract(desk)
    owe(desk, "2026-03-02 12:00", lines_of(desk, contract)[0].id, kind=CommitmentKind.PAYMENT_PROMISE)
    [row] = [one for one in listed(viewer, "in_time").rows if one.about is CommitmentKind.PAYMENT_PROMISE]
    assert row.is_hidden
    assert (row.number, row.title, row.customer) == ("", "", "")


@pytest.mark.parametrize("code", BY_CODE)
def test_every_figure_of_an_empty_department_has_an_empty_list(context: Context, code: str) -> None:
    found = listed(context, code)
    assert (found.rows, found.value) == ((), figures(context)[code].current)
    assert found.value in (None, 0)


def test_a_running_span_is_as_of_today(context: Context, clock: FixedClock) -> None:
    owe(context, "2026-03-20 12:00")
    assert figure(context, "in_time") is None
    clock.moment = local_time("2026-03-20 12:01")
    assert figure(context, "in_time") == 0
