"""Lists of requests: quick views, spans, sorting; one request in full with few statements."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import NotFound
from app.forms import FreePartForm, RequestForm
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.requests.requests import (
    SORT_COLUMNS,
    VIEWS,
    count_requests,
    count_views,
    list_requests,
    request_details,
    request_form,
)
from app.services.papers import issue_paper
from app.services.requests.moving import cancel_request, move_request
from app.services.requests.registering import register_request
from app.services.requests.steps import add_note, record_reply
from models.enums import RequestKind, Severity
from tests.app.queries.statements import count_statements
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
    return [row.id for row in list_requests(context, PageRequest(wanted, sort or Sort("number", False))).rows]


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


def test_views_and_lists_count_the_same(context: Context, clock: FixedClock) -> None:
    make_request(context)
    answered = make_classed_request(context)
    now = context.clock.now()
    record_reply(context, record_id=answered, at=now, person="周敏", counterpart="王工", text="明天到")
    clock.moment += timedelta(hours=5)
    for name, counted in count_views(context).items():
        assert counted == len(view(context, name)) == count_requests(context, ListFilter(views=frozenset({name})))
    assert set(count_views(context)) <= set(VIEWS)


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
@pytest.mark.parametrize("key", SORT_COLUMNS)
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
    request = make_classed_request(context, request_kind=RequestKind.SPARE_PARTS, **owners)
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
    assert set(steps) == {"analyse", "cancel"}
    assert [reason.clause for reason in steps["analyse"].blocked] == ["C3.1", "C3.1"]
    do_analysis(context, request)
    assert {step.action for step in request_details(context, request).steps} == {"class", "cancel"}


def test_a_form_is_read_as_it_was_saved(context: Context) -> None:
    customer = make_customer(context)
    form = RequestForm(
        received_at=context.clock.now(), customer_id=customer, text="泵不转", urgent=True, owner_name="周敏"
    )
    assert request_form(context, register_request(context, form=form)) == replace(form, version=1)


def test_what_is_not_there_is_not_found(context: Context) -> None:
    for read in (request_details, request_form):
        with pytest.raises(NotFound):
            read(context, 999)
        with pytest.raises(NotFound):
            read(context, make_customer(context))
