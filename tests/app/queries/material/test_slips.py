"""Reading issue slips: the list and its quick views, one slip in full, what a new one begins with (C6.3)."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from app.context import Actor, Context
from app.queries.everywhere import search_everywhere
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.material.slip_forms import check_sheet, new_slip_form, red_items, slip_form, stock_now
from app.queries.material.slip_list import SLIPS
from app.queries.material.slips import slip_details
from app.queries.trade.order_list import ORDERS
from app.queries.trade.orders import order_details
from models.enums import RecordKind, Role, SlipKind
from tests.app.papers.composing import composed
from tests.app.queries.statements import count_statements
from tests.conftest import OpenDesk
from tests.factories import make_agreed_dispatch, make_project
from tests.order_factories import make_order_in_force
from tests.slip_factories import (
    check,
    details_of,
    item,
    make_approved_slip,
    make_checked_slip,
    make_packed_slip,
    make_red_slip,
    make_request_for,
    make_slip,
    take_back,
)
from tests.stock_factories import make_stocked_part, take_on

Make = Callable[[Context], int]


def listed(context: Context, *views: str) -> list[int]:
    page = PageRequest(filter=ListFilter(views=frozenset(views)), sort=Sort("created_at"))
    return [row.id for row in SLIPS.read(context, page).rows]


def full_slip(context: Context) -> int:
    """A slip of several items with shortage, goods that came back and all the records around it."""
    part = make_stocked_part(context)
    request = make_request_for(context, part)
    order = make_order_in_force(context, request_id=request)
    lines = (item(part, 2, serial_no="S1"), item(part, 1))
    slip = make_approved_slip(context, *lines, order_id=order, slip_kind=SlipKind.PAID)
    check(context, slip, 1)
    take_back(context, slip, 1, 1)
    return slip


def test_the_quick_views_show_what_waits_for_whom(context: Context) -> None:
    part = make_stocked_part(context)
    draft, approved = make_slip(context, item(part)), make_approved_slip(context, item(part))
    checked, packed = make_checked_slip(context, item(part)), make_packed_slip(context, item(part))
    red = make_red_slip(context, checked)
    assert set(listed(context, "open")) == {draft, approved, red}
    assert listed(context, "to_check") == [approved]
    assert listed(context, "to_pack") == [checked]
    assert listed(context, "red") == [red]
    assert listed(context, "finished") == [packed]


def test_mine_are_those_i_made_and_those_i_take(context: Context, open_desk: OpenDesk) -> None:
    part = make_stocked_part(context)
    mine = make_slip(context, item(part))
    secretary = open_desk(Role.SECRETARY)
    theirs = make_slip(secretary, item(part), picker_name="张工", project_id=make_project(context))
    taken = make_slip(secretary, item(part), picker_name=context.actor.display_name, project_id=make_project(context))
    assert set(listed(context, "mine")) == {mine, taken}
    assert theirs in listed(context)


def test_a_row_counts_the_items_and_names_what_it_is_for(context: Context) -> None:
    part = make_stocked_part(context)
    request = make_request_for(context, part)
    make_slip(context, item(part), item(part), request_id=request, slip_kind=SlipKind.WARRANTY)
    row = SLIPS.read(context, PageRequest(filter=ListFilter(), sort=Sort("created_at"))).rows[0]
    assert (row.items, row.request, row.picker_name, row.is_red) == (2, "SR-2026-0001", "李工", False)


@pytest.mark.parametrize("make", [lambda context: make_slip(context, item(make_stocked_part(context))), full_slip])
def test_opening_a_slip_takes_twelve_statements_at_most(context: Context, make: Make) -> None:
    slip = make(context)
    with count_statements(context) as statements:
        slip_details(context, slip)
    assert len(statements) <= 12, "\n".join(statements)


def test_a_slip_in_full_says_what_went_what_is_short_and_what_came_back(context: Context) -> None:
    details = details_of(context, full_slip(context))
    assert [(line.checked, line.back, line.left) for line in details.lines] == [
        (Decimal(1), Decimal(1), Decimal(0)),
        (Decimal(1), Decimal(1), Decimal(0)),
    ]
    assert [line.is_short for line in details.lines] == [True, False]
    assert not details.may_return
    assert details.around.request is not None
    assert details.around.order is not None


def test_a_slip_is_found_by_number_and_purpose(context: Context) -> None:
    slip = make_approved_slip(context, item(make_stocked_part(context)), purpose="二期试车备料")
    for words in ("LL-2026-0001", "二期试车"):
        hits = [
            hit.id for group in search_everywhere(context, words) if group.kind is RecordKind.SLIP for hit in group.hits
        ]
        assert hits == [slip]


def test_the_form_of_a_slip_brings_back_what_was_typed(context: Context) -> None:
    slip = make_slip(context, item(make_stocked_part(context), 3, serial_no="S1"), purpose="安装", department="二部")
    form = slip_form(context, slip)
    assert (form.purpose, form.department, form.picker_name) == ("安装", "二部", "李工")
    assert [(line.line_no, line.quantity, line.serial_no) for line in form.lines] == [(1, Decimal(3), "S1")]


def test_of_a_need_as_much_is_proposed_as_is_free(context: Context) -> None:
    part = make_stocked_part(context, on_hand=3)
    request = make_request_for(context, part, 2)
    make_approved_slip(context, item(part, 2))
    form = new_slip_form(context, record_id=request)
    assert [line.quantity for line in form.lines] == [Decimal(1)]


def test_a_dispatch_brings_its_lead_as_picker(context: Context) -> None:
    dispatch = make_agreed_dispatch(context)
    form = new_slip_form(context, record_id=dispatch)
    assert (form.dispatch_id, form.picker_name != "") == (dispatch, True)


def test_beside_an_item_stands_what_is_free_for_its_need(context: Context) -> None:
    part = make_stocked_part(context, on_hand=5)
    make_approved_slip(context, item(part, 2))
    now = stock_now(context, (part,))[part]
    assert (now.on_hand, now.free, now.unit) == (Decimal(5), Decimal(3), "套")


def test_the_keeper_is_offered_what_is_there_of_the_batch_that_expires_first(context: Context) -> None:
    part = make_stocked_part(context, on_hand=1)
    day = context.clock.now().date()
    take_on(context, part, 5, batch="LATE", expires_on=day.replace(year=2028))
    take_on(context, part, 5, batch="SOON", expires_on=day.replace(year=2027))
    slip = make_approved_slip(context, item(part, 4))
    proposed = check_sheet(context, slip).lines[0].proposed
    assert (proposed.quantity, proposed.batch) == (Decimal(4), "SOON")


def test_what_may_come_back_is_what_is_still_out(context: Context) -> None:
    slip = make_checked_slip(context, item(make_stocked_part(context), 3))
    red = make_red_slip(context, slip, 2)
    assert [one.left for one in red_items(context, slip, but=red)] == [Decimal(3)]


def test_who_may_not_see_orders_reads_of_none_on_a_slip(context: Context) -> None:
    slip = full_slip(context)
    order = slip_details(context, slip).around.order
    assert order is not None
    context.actor = Actor("keeper", "仓管", frozenset({Role.WAREHOUSE}))
    seen = slip_details(context, slip).around
    assert (seen.order, len(seen.reds)) == (None, 1)
    assert seen.request is not None
    rows = SLIPS.read(context, PageRequest(filter=ListFilter(), sort=Sort("created_at"))).rows
    assert {row.order for row in rows} == {""}
    assert {row.request for row in rows} == {seen.request.number}


def test_c8_3_parts_issued_count_as_costs_of_the_order_wherever_it_is_shown(context: Context) -> None:
    order = make_order_in_force(context)
    make_checked_slip(context, item(make_stocked_part(context), 2), order_id=order, slip_kind=SlipKind.PAID)
    profit = order_details(context, order).profit
    assert profit is not None
    assert profit.cost == Decimal(1200)
    row = ORDERS.read(context, PageRequest(filter=ListFilter(), sort=Sort("effective_at"))).rows[0]
    assert row.realised == profit.margin
    costs = composed(context, "order_profit", order).rows["costs"]
    assert [(cost["text"], cost["qty"], cost["amount"]) for cost in costs] == [
        ("BJ-0001 机械密封 MG1-45", "2", "¥1,200.00")
    ]
