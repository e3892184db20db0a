"""What an order in force owes: material, people, visits, its renewal (C5.3, C5.4, C8.1)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import pytest

from app.context import Context
from app.forms.people import DispatchForm, TravellerForm
from app.integrity import check
from app.queries.people.dispatches import dispatch_form
from app.queries.records.record_parts import CommitmentLine
from app.queries.requests.registration import request_form
from app.queries.trade.order_forms import new_order_form
from app.services.people.dispatches import cancel_dispatch, edit_dispatch, record_department_agreed
from app.services.promises.agreeing import agree_date
from app.services.promises.recomputing import recompute_open
from app.services.promises.waiving import waive_promise
from app.services.requests.registering import edit_request
from app.services.trade.order_records import decline_renewal, record_material_requested, record_visit
from app.services.trade.order_steps import cancel_order, end_service
from app.services.trade.orders import save_order
from models.enums import CommitmentKind, CommitmentState
from tests.factories import local_time, make_department, make_dispatch, make_staff, version_of
from tests.order_factories import (
    CHEMICAL,
    UPKEEP,
    approved,
    details_of,
    enforced,
    make_agreement,
    make_order_in_force,
    make_order_of_request,
    make_paid_request,
    submitted,
)
from tests.quotation_factories import LABOUR

PURCHASE, COORDINATION = CommitmentKind.PURCHASE, CommitmentKind.COORDINATION
START, END = local_time("2026-03-10 09:00"), local_time("2026-03-11 17:00")
ORDER_VISIT, RENEWAL = CommitmentKind.ORDER_VISIT, CommitmentKind.RENEWAL


@dataclass(frozen=True, slots=True)
class TwoDepartments:
    """Two departments that lend one person each."""

    context: Context
    departments: tuple[int, ...]
    people: tuple[int, ...]

    def dispatch(self, request: int, start: datetime = START, end: datetime = END) -> int:
        """Plan that both people go, by default on Tuesday."""
        people = tuple(TravellerForm(staff_id=one, is_lead=one == self.people[0]) for one in self.people)
        return make_dispatch(self.context, request_id=request, people=people, starts_at=start, ends_at=end)

    def agree(self, dispatch: int, place: int) -> None:
        """Record the word of one department."""
        now, department = self.context.clock.now(), self.departments[place]
        record_department_agreed(self.context, record_id=dispatch, department_id=department, agreed_by="许部长", at=now)


@pytest.fixture
def two_departments(context: Context) -> TwoDepartments:
    departments = tuple(make_department(context) for _each in range(2))
    people = tuple(make_staff(context, department_id=one) for one in departments)
    return TwoDepartments(context, departments, people)


def owed(context: Context, order_id: int, kind: CommitmentKind) -> list[CommitmentLine]:
    return [line for line in details_of(context, order_id).commitments if line.kind is kind]


def only(context: Context, order_id: int, kind: CommitmentKind) -> CommitmentLine:
    (line,) = owed(context, order_id, kind)
    return line


def ask_material(context: Context, order_id: int) -> None:
    now = context.clock.now()
    record_material_requested(context, record_id=order_id, at=now, person="周敏", text="密封 2 套，采购部")


def order_with_people(context: Context, **fields: Any) -> tuple[int, int]:
    """Return request and order of a paid repair on site, in force since two o'clock."""
    request = make_paid_request(context, needs_visit=True, **fields)
    return request, enforced(context, approved(context, make_order_of_request(context, request, lines=(LABOUR,))))


@pytest.mark.parametrize(
    ("effective", "due"),
    [
        ("2026-03-06 14:00", "2026-03-06 17:30"),
        ("2026-03-06 17:30", "2026-03-09 12:00"),
        ("2026-03-07 10:00", "2026-03-09 12:00"),
        ("2026-04-01 00:00", "2026-04-01 17:30"),
    ],
)
def test_c5_3_material_is_asked_for_on_the_day_the_order_takes_effect(
    context: Context, effective: str, due: str
) -> None:
    order_id = make_order_in_force(context, local_time(effective))
    line = only(context, order_id, PURCHASE)
    assert (line.clause, line.due) == ("C5.3", local_time(due))


def test_c5_3_the_stock_request_meets_it(context: Context, clock: Any) -> None:
    order_id = make_order_in_force(context, lines=(CHEMICAL,))
    clock.moment = local_time("2026-03-06 17:30")
    ask_material(context, order_id)
    assert only(context, order_id, PURCHASE).state is CommitmentState.MET


def test_c5_3_material_asked_for_before_the_agreement_begins_is_in_time(context: Context) -> None:
    order_id = make_order_in_force(context, local_time("2026-04-01 00:00"))
    ask_material(context, order_id)
    assert only(context, order_id, PURCHASE).state is CommitmentState.MET
    assert check(context) == ()


def test_c5_3_an_order_of_labour_alone_asks_for_no_material(context: Context) -> None:
    assert owed(context, make_order_in_force(context, lines=(LABOUR,)), PURCHASE) == []


def test_c5_4_people_are_agreed_on_the_same_day_where_the_request_needs_a_visit(context: Context) -> None:
    _request, order_id = order_with_people(context)
    assert only(context, order_id, COORDINATION).due == local_time("2026-03-06 17:30")
    assert owed(context, make_order_in_force(context, lines=(LABOUR,)), COORDINATION) == []


def test_c5_4_the_word_of_every_lending_department_meets_it(
    context: Context, clock: Any, two_departments: TwoDepartments
) -> None:
    request, order_id = order_with_people(context)
    dispatch = two_departments.dispatch(request)
    clock.moment = local_time("2026-03-06 16:00")
    two_departments.agree(dispatch, 0)
    assert only(context, order_id, COORDINATION).state is CommitmentState.OPEN
    two_departments.agree(dispatch, 1)
    line = only(context, order_id, COORDINATION)
    assert (line.state, line.met_at) == (CommitmentState.MET, clock.moment)
    assert check(context) == ()


def test_c5_4_a_word_that_no_longer_counts_leaves_it_open(context: Context, two_departments: TwoDepartments) -> None:
    request, order_id = order_with_people(context)
    dispatch = two_departments.dispatch(request)
    for place in (0, 1):
        two_departments.agree(dispatch, place)
    form = dispatch_form(context, dispatch)
    changed: DispatchForm = replace(form, content="另行更换滤芯")
    edit_dispatch(context, record_id=dispatch, form=changed)
    assert only(context, order_id, COORDINATION).state is CommitmentState.OPEN
    assert check(context) == ()


def test_c5_4_a_visit_made_before_the_order_does_not_count(
    context: Context, clock: Any, two_departments: TwoDepartments
) -> None:
    request = make_paid_request(context, needs_visit=True)
    dispatch = two_departments.dispatch(request, local_time("2026-03-06 15:00"), local_time("2026-03-06 16:00"))
    for place in (0, 1):
        two_departments.agree(dispatch, place)
    clock.moment = local_time("2026-03-09 09:00")
    order_id = enforced(context, approved(context, make_order_of_request(context, request, lines=(LABOUR,))))
    assert only(context, order_id, COORDINATION).state is CommitmentState.OPEN


def test_c5_4_a_cancelled_dispatch_no_longer_meets_it(context: Context, two_departments: TwoDepartments) -> None:
    request, order_id = order_with_people(context)
    dispatch = two_departments.dispatch(request)
    for place in (0, 1):
        two_departments.agree(dispatch, place)
    cancel_dispatch(context, record_id=dispatch, version=version_of(context, dispatch), reason="客户改期")
    assert only(context, order_id, COORDINATION).state is CommitmentState.OPEN


def test_c5_4_without_a_visit_nobody_need_be_agreed_on(context: Context) -> None:
    request, order_id = order_with_people(context)
    form = replace(request_form(context, request), needs_visit=False)
    edit_request(context, record_id=request, form=form, reason="电话指导即可")
    assert only(context, order_id, COORDINATION).state is CommitmentState.DROPPED
    assert check(context) == ()


def test_c8_1_each_visit_is_owed_by_the_end_of_its_day(context: Context, clock: Any) -> None:
    order_id = make_agreement(context)
    lines = owed(context, order_id, ORDER_VISIT)
    assert [(line.slot, line.due) for line in lines] == [
        (1, local_time("2026-06-30 23:59:59")),
        (2, local_time("2026-11-30 23:59:59")),
    ]
    for visit_no, at in ((1, "2026-06-30 23:00"), (2, "2026-12-01 09:00")):
        clock.moment = local_time(at)
        record_visit(context, record_id=order_id, visit_no=visit_no, at=clock.moment, person="陈峰", text="正常")
    states = [line.state for line in owed(context, order_id, ORDER_VISIT)]
    assert states == [CommitmentState.MET, CommitmentState.MET_LATE]
    assert check(context) == ()


def test_c8_1_the_renewal_is_asked_for_thirty_days_before_the_end(context: Context) -> None:
    assert only(context, make_agreement(context), RENEWAL).due == local_time("2027-01-29 23:59:59")


def test_c8_1_an_agreement_that_renews_it_meets_the_renewal_once_it_is_submitted(context: Context, clock: Any) -> None:
    former = make_agreement(context)
    clock.moment = local_time("2027-01-20 10:00")
    renewal = save_order(context, form=new_order_form(context, renews_id=former))
    assert only(context, former, RENEWAL).state is CommitmentState.OPEN
    submitted(context, renewal)
    line = only(context, former, RENEWAL)
    assert (line.state, line.met_at) == (CommitmentState.MET, clock.moment)
    cancel_order(context, record_id=renewal, version=version_of(context, renewal), reason="客户不要了")
    assert only(context, former, RENEWAL).state is CommitmentState.OPEN
    assert check(context) == ()


def test_c8_1_the_word_that_nobody_renews_it_meets_the_renewal_too(context: Context, clock: Any) -> None:
    former = make_agreement(context)
    clock.moment = local_time("2027-02-01 10:00")
    decline_renewal(context, record_id=former, at=clock.moment, reason="客户自行维护")
    assert only(context, former, RENEWAL).state is CommitmentState.MET_LATE


def test_an_agreement_of_next_year_owes_nothing_that_is_due_before_it_begins(context: Context) -> None:
    begin: datetime = local_time("2027-01-01 00:00")
    fields = {"starts_on": date(2027, 1, 1), "ends_on": date(2027, 12, 31), "visits": (), "lines": (UPKEEP, CHEMICAL)}
    order_id = make_agreement(context, begin, **fields)
    assert only(context, order_id, PURCHASE).due == local_time("2027-01-04 12:00")
    assert only(context, order_id, RENEWAL).due == local_time("2027-12-01 23:59:59")


def test_a_cancelled_order_owes_nothing_more(context: Context) -> None:
    order_id = make_order_in_force(context)
    cancel_order(context, record_id=order_id, version=version_of(context, order_id), reason="客户取消")
    assert only(context, order_id, PURCHASE).state is CommitmentState.DROPPED
    assert check(context) == ()


def test_the_end_of_the_service_settles_what_nobody_wrote_down(context: Context, clock: Any) -> None:
    _request, order_id = order_with_people(context)
    clock.moment = local_time("2026-03-06 17:00")
    end_service(context, record_id=order_id, version=version_of(context, order_id), served_at=clock.moment)
    assert only(context, order_id, COORDINATION).state is CommitmentState.MET
    late = make_order_in_force(context)
    clock.moment = local_time("2026-03-09 09:00")
    end_service(context, record_id=late, version=version_of(context, late), served_at=clock.moment)
    assert only(context, late, PURCHASE).state is CommitmentState.MET_LATE
    assert check(context) == ()


def test_c8_1_another_day_is_agreed_for_a_visit(context: Context) -> None:
    order_id = make_agreement(context)
    moved = local_time("2026-07-15 17:00")
    told = {"due_at": moved, "agreed_with": "刘经理", "reason": "用户停产检修"}
    agree_date(context, record_id=order_id, kind=ORDER_VISIT, slot=1, **told)
    assert owed(context, order_id, ORDER_VISIT)[0].due == moved
    assert check(context) == ()


def test_the_manager_lets_a_promise_of_an_order_go(context: Context) -> None:
    order_id = make_order_in_force(context)
    waive_promise(context, record_id=order_id, kind=PURCHASE, slot=0, reason="现货已备")
    assert only(context, order_id, PURCHASE).state is CommitmentState.WAIVED
    assert check(context) == ()


def test_c5_3_a_changed_policy_is_applied_to_orders_too(context: Context) -> None:
    order_id = make_order_in_force(context)
    assert recompute_open(context) == 0
    assert only(context, order_id, PURCHASE).due == local_time("2026-03-06 17:30")
