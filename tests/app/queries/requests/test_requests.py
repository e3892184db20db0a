"""Lists of requests: quick views, spans, sorting; one request in full with few statements."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import NotFound
from app.forms.projects import FreePartForm
from app.forms.requests import HoldForm, RequestForm, RequestLineForm
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.requests.merge_targets import merge_targets
from app.queries.requests.registration import request_form
from app.queries.requests.request_list import REQUESTS
from app.queries.requests.request_parts import LinkedRequest
from app.queries.requests.requests import request_details
from app.services.papers import issue_paper
from app.services.promises.agreeing import agree_date
from app.services.promises.holding import end_hold, put_on_hold, withdraw_hold
from app.services.requests.joining import merge_request
from app.services.requests.moving import cancel_request, move_request
from app.services.requests.registering import register_request
from app.services.requests.steps import add_note, record_reply
from models.enums import CommitmentKind, EventKind, HoldReason, PartClass, RequestKind, Role, Severity
from tests.app.queries.statements import count_statements
from tests.conftest import OpenDesk
from tests.factories import (
    do_analysis,
    local_time,
    make_agreed_dispatch,
    make_classed_request,
    make_customer,
    make_equipment,
    make_project,
    make_request,
    make_site,
    version_of,
)


def ids(context: Context, wanted: ListFilter, sort: Sort | None = None) -> list[int]:
    return [row.id for row in REQUESTS.read(context, PageRequest(wanted, sort or Sort("number", False))).rows]


def view(context: Context, *names: str) -> list[int]:
    return ids(context, ListFilter(views=frozenset(names)))


def test_quick_views_show_what_they_say(context: Context, clock: FixedClock) -> None:
    new, classed, cancelled, hand = (make_request(context), *(make_classed_request(context) for _ in range(3)))
    cancel_request(context, record_id=cancelled, version=version_of(context, cancelled), reason="误报")
    move_request(context, record_id=hand, version=version_of(context, hand), action="start")
    assert view(context, "open") == [new, classed, hand]
    assert view(context, "to_confirm") == [new]
    assert view(context, "in_hand") == [hand]
    assert view(context, "finished") == [cancelled]
    assert view(context, "overdue") == []
    clock.moment += timedelta(hours=5)
    assert view(context, "overdue") == [new, classed, hand]
    assert view(context, "overdue", "in_hand") == [hand]


def test_c3_1_requests_whose_steps_are_missing_are_a_quick_view(context: Context) -> None:
    new, analysed = make_request(context), make_request(context)
    make_classed_request(context)
    do_analysis(context, analysed)
    assert view(context, "steps_missing") == [new]
    assert view(context, "to_confirm") == [new, analysed]


def test_what_stands_still_now_is_a_quick_view(context: Context, clock: FixedClock) -> None:
    held, ended, withdrawn, _free = (make_classed_request(context) for _ in range(4))
    for request in (held, ended, withdrawn):
        hold_it(context, request)
    end_hold(context, hold_id=hold_of(context, ended), ends_at=context.clock.now())
    withdraw_hold(context, hold_id=hold_of(context, withdrawn), reason="登记错单")
    assert view(context, "on_hold") == [held]
    clock.moment += timedelta(days=3)
    assert view(context, "on_hold") == []


def test_ones_own_open_requests_are_a_quick_view(context: Context, open_desk: OpenDesk) -> None:
    mine = make_request(context, owner_name=context.actor.display_name)
    done = make_request(context, owner_name=context.actor.display_name)
    cancel_request(context, record_id=done, version=version_of(context, done), reason="误报")
    make_request(context, owner_name="李梅")
    assert view(context, "mine") == [mine]
    assert view(open_desk(Role.SECRETARY), "mine") == []


def hold_it(context: Context, request: int, days: int = 2) -> None:
    """Let the clocks of a request stand since half an hour."""
    now = context.clock.now()
    start, end = now - timedelta(minutes=30), now + timedelta(days=days)
    form = HoldForm(HoldReason.WAITING_FOR_CUSTOMER, start, end, "用户停产检修")
    put_on_hold(context, record_id=request, form=form)


def hold_of(context: Context, request: int) -> int:
    """Return the id of the only hold of a request."""
    (hold,) = request_details(context, request).holds
    return hold.id


def test_a_merged_request_is_finished_and_both_name_each_other(context: Context) -> None:
    customer = make_customer(context)
    earlier, later = (make_request(context, customer_id=customer) for _ in range(2))
    merge_request(context, record_id=later, version=version_of(context, later), into_id=earlier, reason="同一故障")
    assert view(context, "finished") == [later]
    assert request_details(context, later).merged_into == LinkedRequest(earlier, "SR-2026-0001", "2# 泵机械密封泄漏")
    assert [linked.id for linked in request_details(context, earlier).joined] == [later]


def test_merging_is_offered_into_earlier_open_requests_of_the_customer(context: Context) -> None:
    customer = make_customer(context)
    first, second, third = (make_request(context, customer_id=customer, text=text) for text in ("泵", "阀", "泵房"))
    make_request(context)
    cancelled = make_request(context, customer_id=customer, received_at=local_time("2026-03-01 09:00"))
    cancel_request(context, record_id=cancelled, version=version_of(context, cancelled), reason="误报")
    assert [target.id for target in merge_targets(context, third)] == [second, first]
    assert [target.id for target in merge_targets(context, third, "泵")] == [first]
    assert merge_targets(context, first) == ()


def test_n2_repairs_of_the_same_equipment_are_counted(context: Context) -> None:
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)
    pump = make_equipment(context, project_id=project)
    owners = {"customer_id": customer, "project_id": project, "equipment_id": pump}
    make_request(context, **owners, request_kind=RequestKind.ADVICE)
    first = make_request(context, **owners, received_at=local_time("2025-12-31 09:00"))
    made = [make_request(context, **owners) for _ in range(3)]
    for request in (first, made[-1]):
        repairs = request_details(context, request).repairs
        assert (repairs.count, repairs.since) == (4, date(2025, 12, 31))
        assert repairs.is_to_be_replaced


def test_c3_1_details_tell_who_took_the_steps_first(context: Context, clock: FixedClock) -> None:
    request = make_request(context)
    assert request_details(context, request).taken == ()
    do_analysis(context, request)
    first = request_details(context, request).taken
    clock.moment += timedelta(hours=1)
    do_analysis(context, request)
    assert request_details(context, request).taken == first
    assert [(step.kind, step.person) for step in first] == [
        (EventKind.FILE_CONSULTED, "周敏"),
        (EventKind.CUSTOMER_CONTACTED, "周敏"),
    ]


def test_views_and_lists_count_the_same(context: Context, clock: FixedClock) -> None:
    make_request(context)
    answered = make_classed_request(context)
    now = context.clock.now()
    record_reply(context, record_id=answered, at=now, person="周敏", counterpart="王工", text="明天到")
    clock.moment += timedelta(hours=5)
    for name, counted in REQUESTS.count_views(context).items():
        assert counted == len(view(context, name)) == REQUESTS.count(context, ListFilter(views=frozenset({name})))
    assert set(REQUESTS.count_views(context)) <= set(REQUESTS.views)


def test_a_span_of_days_is_of_days_received(context: Context) -> None:
    customer = make_customer(context)
    early = make_request(context, customer_id=customer, received_at=local_time("2026-03-05 23:59"))
    late = make_request(context, customer_id=customer, received_at=local_time("2026-03-06 00:00"))
    assert ids(context, ListFilter(until=date(2026, 3, 5))) == [early]
    assert ids(context, ListFilter(since=date(2026, 3, 6))) == [late]
    assert ids(context, ListFilter(since=date.min, until=date.max)) == [early, late]


def test_a_view_that_does_not_exist_is_a_bug(context: Context) -> None:
    with pytest.raises(KeyError):
        view(context, "forgotten")


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("key", REQUESTS.sort_columns)
def test_every_column_sorts_both_ways(context: Context, key: str, descending: bool) -> None:
    customer = make_customer(context)
    made = {
        make_request(context, customer_id=customer, text=text, severity=severity)
        for text, severity in (("阀门", Severity.GENERAL), ("泵", Severity.MAJOR), ("加药", Severity.GENERAL))
    }
    found = ids(context, ListFilter(), Sort(key, descending))
    assert set(found) == made
    if key == "number":
        assert found == sorted(made, reverse=descending)


def test_titles_sort_by_pinyin(context: Context) -> None:
    made = {text: make_request(context, text=text) for text in ("张", "阿", "李")}
    assert ids(context, ListFilter(), Sort("title", False)) == [made["阿"], made["李"], made["张"]]


def rich_request(context: Context) -> int:
    """Return a request with everything a request can have: project with free parts, site, equipment, dispatches,
    papers, a long log.
    """
    customer = make_customer(context)
    site = make_site(context, customer_id=customer)
    parts = (FreePartForm("滤芯", agreed=Decimal(20)), FreePartForm("膜元件", agreed=Decimal(2)))
    project = make_project(context, customer_id=customer, site_id=site, free_part_lines=parts)
    equipment = make_equipment(context, project_id=project)
    owners = {"customer_id": customer, "project_id": project, "equipment_id": equipment}
    lines = (RequestLineForm(text="膜元件", part_class=PartClass.COMMON), RequestLineForm(text="现场指导"))
    early = local_time("2026-03-05 09:00")
    wanted = {"request_kind": RequestKind.SPARE_PARTS, "lines": lines, "received_at": early}
    request = make_classed_request(context, **wanted, **owners)
    again = make_request(context, **owners)
    merge_request(context, record_id=again, version=version_of(context, again), into_id=request, reason="同一故障")
    hold_it(context, request)
    agree_date(
        context,
        record_id=request,
        kind=CommitmentKind.PARTS,
        slot=1,
        due_at=local_time("2026-03-20 17:30"),
        agreed_with="王工",
        reason="来函",
    )
    for _ in range(3):
        dispatch = make_agreed_dispatch(context, request_id=request)
        issue_paper(context, form_id="service_work_order", record_id=dispatch)
    for index in range(60):
        add_note(context, record_id=request, text=f"第 {index} 次来电")
    return request


def test_opening_a_request_takes_twelve_statements_at_most(context: Context) -> None:
    request = rich_request(context)
    with count_statements(context) as statements:
        details = request_details(context, request)
    assert len(statements) <= 12
    assert (len(details.dispatches), len(details.papers), len(details.events)) == (3, 3, 50)
    assert (len(details.lines), len(details.joined), len(details.holds)) == (2, 1, 1)
    assert [line.agreed_with for line in details.commitments if line.is_agreed] == ["王工"]
    assert details.event_count > 60


def test_registering_takes_eight_statements_more_than_rows(context: Context) -> None:
    customer = make_customer(context)
    site = make_site(context, customer_id=customer)
    project = make_project(context, customer_id=customer, site_id=site)
    equipment = make_equipment(context, project_id=project)
    owners = {"customer_id": customer, "project_id": project, "site_id": site, "equipment_id": equipment}
    make_request(context, **owners)
    with count_statements(context) as statements:
        make_request(context, **owners)
    rows = 4 + 3 + 2  # record, request, event, promise; an audit entry for three of them; the number and the tokens
    assert len(statements) <= rows + 8
    assert {one.split()[1] for one in statements if one.startswith("UPDATE")} == {"number_series"}


def test_details_show_what_comes_next(context: Context) -> None:
    request = make_request(context)
    steps = {step.action: step for step in request_details(context, request).steps}
    assert set(steps) == {"analyse", "cancel", "merge"}
    assert [reason.clause for reason in steps["analyse"].blocked] == ["C3.1", "C3.1"]
    do_analysis(context, request)
    assert {step.action for step in request_details(context, request).steps} == {"class", "cancel", "merge"}


def test_a_form_is_read_as_it_was_saved(context: Context) -> None:
    customer = make_customer(context)
    form = RequestForm(
        received_at=context.clock.now(),
        customer_id=customer,
        text="泵不转",
        urgent=True,
        owner_name="周敏",
        received_by="李晓",
    )
    assert request_form(context, register_request(context, form=form)) == replace(form, version=1)


def test_what_is_not_there_is_not_found(context: Context) -> None:
    for read in (request_details, request_form):
        with pytest.raises(NotFound):
            read(context, 999)
        with pytest.raises(NotFound):
            read(context, make_customer(context))
