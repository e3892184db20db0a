"""What changes outside a request reaches its clocks: places, projects, contracts, equipment, policies, the calendar."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import Invalid
from app.forms.projects import FreePartForm
from app.forms.requests import RequestLineForm
from app.integrity import check
from app.queries.parties import site_form
from app.queries.projects.equipment import equipment_form
from app.queries.projects.projects import project_form
from app.rules.promises.policies import PolicyRule
from app.services.parties.customers import save_site
from app.services.projects.equipment import save_equipment
from app.services.projects.projects import save_project
from app.services.promises.recomputing import recompute_open
from app.services.requests.moving import cancel_request
from app.services.setup import stored_policy, touch_rules
from models.access.calendar import CalendarDay
from models.enums import CommitmentKind, CommitmentState, DeadlineUnit, PartClass, RequestKind, Role, ServiceClass
from models.requests.request import Request
from tests.app.queries.statements import count_statements
from tests.app.services.promises.promised import RECEIVED, make_visit, promise, promises
from tests.conftest import OpenDesk
from tests.factories import (
    close_request,
    make_classed_request,
    make_equipment,
    make_project,
    make_request,
    make_solved_request,
    stored,
    version_of,
)

HOUR = timedelta(hours=1)
ARRIVAL, QUOTATION = CommitmentKind.ARRIVAL, CommitmentKind.QUOTATION


def move_site(context: Context, request: int, km: str) -> None:
    site = stored(context, Request, request).site_id or 0
    save_site(context, record_id=site, form=replace(site_form(context, site), km=Decimal(km)))


def change_project(context: Context, project: int, **fields: object) -> None:
    save_project(context, record_id=project, form=replace(project_form(context, project), **fields))


def test_c4_3_a_measured_distance_reaches_the_open_requests(open_desk: OpenDesk) -> None:
    desk = open_desk(Role.SECRETARY)
    request, other = make_visit(desk, None), make_visit(desk, None)
    before = stored(desk, Request, other).version
    move_site(desk, request, "100.1")
    assert promise(desk, request, ARRIVAL).due == RECEIVED + 72 * HOUR
    assert promise(desk, request, CommitmentKind.VISIT_ANSWER).due == RECEIVED + 12 * HOUR
    assert (promise(desk, other, ARRIVAL).due, stored(desk, Request, other).version) == (RECEIVED + 24 * HOUR, before)
    move_site(desk, request, "100.0")
    assert promise(desk, request, ARRIVAL).due == RECEIVED + 24 * HOUR


def test_invariant_7_a_distance_measured_after_the_miss_leaves_it_on_record(
    open_desk: OpenDesk, clock: FixedClock
) -> None:
    secretary = open_desk(Role.SECRETARY)
    request = make_visit(secretary, classed=True)
    clock.moment = RECEIVED + 25 * HOUR
    move_site(secretary, request, "300")
    line = promise(secretary, request, ARRIVAL)
    assert (line.due, line.due_now, line.missed) == (RECEIVED + 24 * HOUR, RECEIVED + 72 * HOUR, True)


def test_finished_requests_stay_as_they_were(context: Context) -> None:
    cancelled = make_visit(context)
    cancel_request(context, record_id=cancelled, version=version_of(context, cancelled), reason="误报")
    closed = make_solved_request(context, customer_id=stored(context, Request, cancelled).customer_id,
                                 site_id=stored(context, Request, cancelled).site_id, needs_visit=True)  # fmt: skip
    close_request(context, closed)
    before = promises(context, closed), promises(context, cancelled)
    move_site(context, closed, "500")
    assert (promises(context, closed), promises(context, cancelled)) == before
    assert check(context) == ()


def test_c3_2_an_extended_warranty_is_proposed_again(context: Context) -> None:
    project = make_project(context, handed_over_on=date(2024, 8, 1))
    customer = project_form(context, project).customer_id
    request = make_request(context, customer_id=customer, project_id=project)
    assert promise(context, request, QUOTATION).provisional
    change_project(context, project, warranty_extended_to=date(2026, 12, 31), warranty_extension_reason="补充协议")
    assert stored(context, Request, request).proposed_class is ServiceClass.FREE
    assert promise(context, request, QUOTATION).state is CommitmentState.DROPPED
    change_project(context, project, exception_class=ServiceClass.PAID, exception_text="电控柜除外")
    assert promise(context, request, QUOTATION).state is CommitmentState.OPEN


def test_c3_2_free_parts_of_the_contract_are_proposed_again(context: Context) -> None:
    project = make_project(context, handed_over_on=date(2024, 8, 1))
    customer = project_form(context, project).customer_id
    request = make_request(context, customer_id=customer, project_id=project, request_kind=RequestKind.SPARE_PARTS)
    parts = (FreePartForm(name="滤芯", unit="支", agreed=Decimal(10)),)
    change_project(context, project, free_part_lines=parts)
    assert stored(context, Request, request).proposed_class is ServiceClass.FREE


def test_c3_2_the_equipments_own_warranty_is_proposed_again(context: Context) -> None:
    equipment = make_equipment(context)
    form = equipment_form(context, equipment)
    customer = project_form(context, form.project_id or 0).customer_id
    request = make_request(context, customer_id=customer, project_id=form.project_id, equipment_id=equipment)
    save_equipment(context, record_id=equipment, form=replace(form, warranty_end_on=date(2026, 3, 5)))
    assert stored(context, Request, request).proposed_class is ServiceClass.PAID


def test_a_confirmed_class_is_a_persons_word_and_stays(context: Context) -> None:
    request = make_visit(context, classed=True)
    project = stored(context, Request, request).project_id or 0
    change_project(context, project, exception_class=ServiceClass.PAID, exception_text="电控柜除外")
    row = stored(context, Request, request)
    assert (row.confirmed_class, row.proposed_class) == (ServiceClass.FREE, ServiceClass.PAID)
    assert promise(context, request, ARRIVAL).state is CommitmentState.OPEN


def test_a_projects_own_deadlines_reach_its_requests(context: Context) -> None:
    request = make_visit(context)
    change_project(context, stored(context, Request, request).project_id or 0, profile="hotline")
    assert promise(context, request, CommitmentKind.REPLY).due == RECEIVED + timedelta(minutes=10)
    assert (CommitmentKind.ASSIGNMENT, 0) in promises(context, request)


def new_rule(context: Context, hours: int, since: date) -> None:
    """Let the first reply to a general problem be due in so many hours from a day on."""
    condition = {"severity": "general"}
    rule = PolicyRule(
        CommitmentKind.REPLY, "C4.1", condition, "received", DeadlineUnit.HOURS, hours, effective_from=since
    )
    with context.write() as session:
        session.add(stored_policy("engineering", rule, "部门决定"))
        touch_rules(session)


def test_a_stored_deadline_that_no_calendar_has_is_refused_in_words(context: Context) -> None:
    request = make_request(context)
    new_rule(context, 10**9, date(2026, 3, 6))
    for saving in (lambda: make_request(context), lambda: recompute_open(context)):
        with pytest.raises(Invalid) as refusal:
            saving()
        assert "C4.1" in refusal.value.details
    assert promise(context, request, CommitmentKind.REPLY).due == RECEIVED + 4 * HOUR


def test_a_new_policy_reaches_what_it_is_for_and_nothing_older(context: Context) -> None:
    old = make_request(context, received_at=RECEIVED - timedelta(days=1))
    request = make_request(context)
    new_rule(context, 6, date(2026, 3, 6))
    told: list[tuple[int, int]] = []
    assert recompute_open(context, lambda done, total: told.append((done, total))) == 1
    assert told[-1] == (2, 2)
    assert promise(context, request, CommitmentKind.REPLY).due == RECEIVED + 6 * HOUR
    assert promise(context, old, CommitmentKind.REPLY).due == RECEIVED - timedelta(days=1) + 4 * HOUR
    assert check(context) == ()


def test_many_requests_are_read_together(context: Context) -> None:
    lines = (RequestLineForm(text="机械密封", part_class=PartClass.COMMON),)
    counts = []
    for _ in range(2):
        for _ in range(4):
            make_visit(context, lines=lines)
        with count_statements(context) as statements:
            recompute_open(context)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_running_it_again_changes_nothing(context: Context) -> None:
    make_visit(context)
    make_classed_request(context)
    assert recompute_open(context) == 0


def test_invariant_7_a_kinder_policy_does_not_undo_a_miss(context: Context, clock: FixedClock) -> None:
    request = make_request(context)
    clock.moment = RECEIVED + 5 * HOUR
    new_rule(context, 6, date(2026, 3, 6))
    recompute_open(context)
    assert promise(context, request, CommitmentKind.REPLY).missed


def test_c5_2_a_day_off_moves_the_quotation(context: Context) -> None:
    request = make_request(context)
    with context.write() as session:
        session.add(CalendarDay(day=date(2026, 3, 9), working=False, source="停电"))
        touch_rules(session)
    assert recompute_open(context) == 1
    assert promise(context, request, QUOTATION).due == RECEIVED.replace(day=10, hour=12)
