"""The list of orders with its quick views, and one order in full (C8)."""

from typing import Any

import pytest

from app.context import Context
from app.errors import NotAllowed
from app.queries.everywhere import search_everywhere
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.trade.order_list import ORDERS, OrderRow
from app.queries.trade.orders import order_details
from app.services.trade.order_records import decline_renewal
from models.enums import CostKind, RecordKind, Role
from tests.app.queries.statements import count_statements
from tests.conftest import OpenDesk
from tests.factories import local_time
from tests.order_factories import (
    details_of,
    make_agreement,
    make_approved_order,
    make_order,
    make_order_in_force,
    make_served_order,
    pay,
    spend,
    submitted,
)


def shown(context: Context, *views: str, text: str = "") -> list[int]:
    wanted = ListFilter(text=text, views=frozenset(views))
    page = ORDERS.read(context, PageRequest(wanted, Sort("effective_at")))
    assert len(page.rows) == ORDERS.count(context, wanted)
    return sorted(row.id for row in page.rows)


def row_of(context: Context, order_id: int) -> OrderRow:
    page = ORDERS.read(context, PageRequest(ListFilter(), Sort("total")))
    return next(row for row in page.rows if row.id == order_id)


def test_drafts_and_what_waits_are_found_by_their_views(context: Context) -> None:
    draft, waiting, approved = make_order(context), make_order(context), make_approved_order(context)
    submitted(context, waiting)
    assert shown(context, "draft") == [draft]
    assert shown(context, "waiting") == sorted([waiting, approved])


def test_only_what_has_begun_and_not_ended_is_in_force(context: Context, clock: Any) -> None:
    order = make_order_in_force(context)
    agreement = make_agreement(context)
    make_order_in_force(context, local_time("2026-04-01 00:00"))
    make_served_order(context)
    assert shown(context, "in_force") == sorted([order, agreement])
    clock.moment = local_time("2027-03-01 00:00")
    assert agreement not in shown(context, "in_force")


def test_c9_2_served_orders_are_listed_until_all_of_it_is_paid(context: Context) -> None:
    unpaid, paid = make_served_order(context), make_served_order(context)
    make_order_in_force(context)
    pay(context, paid)
    assert shown(context, "unpaid") == [unpaid]
    row = row_of(context, unpaid)
    assert row.unpaid == row.total
    assert row_of(context, paid).unpaid == 0


def test_c8_3_what_fell_under_the_floor_is_listed(context: Context) -> None:
    good, bad, nothing = (make_order_in_force(context) for _each in range(3))
    spend(context, good, "2400.00")
    spend(context, bad, "2000.00")
    spend(context, bad, "400.01", CostKind.TRIPS)
    assert shown(context, "under_floor") == [bad]
    assert str(row_of(context, bad).realised) == "20.00"
    assert row_of(context, nothing).realised is None


def test_c8_1_agreements_are_expiring_until_it_is_known_what_follows(context: Context, clock: Any) -> None:
    agreement = make_agreement(context)
    assert shown(context, "expiring") == []
    clock.moment = local_time("2027-01-29 09:00")
    assert shown(context, "expiring") == [agreement]
    decline_renewal(context, record_id=agreement, at=clock.moment, reason="客户自行维护")
    assert shown(context, "expiring") == []


def test_every_view_is_counted_in_one_reading(context: Context) -> None:
    make_order(context)
    make_served_order(context)
    counts = ORDERS.count_views(context)
    assert counts == {"draft": 1, "waiting": 0, "in_force": 0, "unpaid": 1, "under_floor": 0, "expiring": 0}


@pytest.mark.parametrize("text", ["FW-2026-0001", "fw20260001", "密封", "jxmf"])
def test_an_order_is_found_by_number_title_and_lines(context: Context, text: str) -> None:
    order = make_order(context)
    submitted(context, order)
    make_agreement(context)
    assert shown(context, text=text) == [order]
    found = {group.kind: [hit.id for hit in group.hits] for group in search_everywhere(context, text)}
    assert found[RecordKind.ORDER] == [order]


@pytest.mark.parametrize("role", [Role.WAREHOUSE, Role.VIEWER])
def test_c14_who_may_not_see_money_sees_no_orders(context: Context, open_desk: OpenDesk, role: Role) -> None:
    order = make_order_in_force(context)
    viewer = open_desk(role)
    for read in (lambda: order_details(viewer, order), lambda: ORDERS.count(viewer, ListFilter())):
        with pytest.raises(NotAllowed):
            read()
    assert RecordKind.ORDER not in {group.kind for group in search_everywhere(viewer, "密封")}


def test_an_order_in_full_is_read_in_few_statements_whatever_it_holds(context: Context) -> None:
    order = make_agreement(context)
    spend(context, order, "100.00")
    with count_statements(context) as statements:
        details = details_of(context, order)
    assert len(details.parts.visits) == 2
    assert len(statements) <= 24
