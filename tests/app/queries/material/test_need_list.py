"""The list of needs: which lines it shows, and what each of them waits for (C6.1, C6.2)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.context import Context
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.material.need_list import NEEDS, NeedRow
from app.rules.material.coverage import NeedStage
from models.enums import Role, StockAnswer
from tests.conftest import OpenDesk
from tests.need_factories import answer, make_needing_request, make_pump, need_form, wanted
from tests.order_factories import approved, make_order_in_force, make_order_of_request
from tests.purchase_factories import came, line_of, make_ordered, make_stock_part, receive, share_of

BUY = StockAnswer.BUY


def rows(context: Context, *views: str, text: str = "") -> list[NeedRow]:
    """Return what the list shows by these views, needed first in front."""
    wanted_rows = ListFilter(text=text, views=frozenset(views))
    return list(NEEDS.read(context, PageRequest(wanted_rows, Sort("needed_on", descending=False))).rows)


def test_c6_1_a_part_that_nobody_looked_up_waits_for_it(context: Context) -> None:
    request = make_needing_request(context)
    (row,) = rows(context, "to_look_up")
    assert (row.record_id, row.text, row.quantity, row.stage) == (
        request, "立式多级离心泵 CDM42-3", Decimal(1), NeedStage.TO_LOOK_UP,
    )  # fmt: skip


def test_c6_1_a_part_that_was_picked_waits_to_be_looked_up_as_well(context: Context) -> None:
    pump, request = make_pump(context, stock=1), make_needing_request(context)
    answer(context, request, replace(need_form(pump), answer=None))
    ((row,), (opened,)) = rows(context, "to_look_up"), rows(context, "open")
    assert (row.name, row.stage, opened.id) == ("立式多级离心泵", NeedStage.TO_LOOK_UP, row.id)
    assert NEEDS.count_views(context)["to_look_up"] == 1
    assert rows(context, "ready") == []


def test_the_material_of_an_order_in_force_waits_to_be_looked_up(context: Context) -> None:
    order = make_order_in_force(context)
    (row,) = rows(context, "open")
    assert (row.record_id, row.text, row.unit) == (order, "机械密封 MG1-45", "套")


def test_c6_1_an_order_stands_for_what_its_request_asked_for(context: Context) -> None:
    request = make_needing_request(context, wanted("机械密封", 2, "套"), paid=True)
    seal = make_stock_part(context)
    answer(context, request, need_form(seal, BUY, quantity=Decimal(2)))
    order = approved(context, make_order_of_request(context, request))
    answer(context, order, need_form(seal, BUY, quantity=Decimal(2)))
    assert [row.record_id for row in rows(context, "open")] == [order]


def test_what_is_free_in_stock_is_ready_and_what_is_not_is_short(context: Context) -> None:
    answer(context, make_needing_request(context), need_form(make_pump(context, stock=1)))
    seal = make_stock_part(context)
    answer(context, make_needing_request(context, wanted("机械密封", 1, "套")), need_form(seal, BUY))
    assert [row.name for row in rows(context, "ready")] == ["立式多级离心泵"]
    assert [(row.name, row.short) for row in rows(context, "short")] == [("机械密封", Decimal(1))]
    assert NEEDS.count_views(context) == {
        "open": 2,
        "to_look_up": 0,
        "short": 1,
        "coming": 0,
        "ready": 1,
        "handed_out": 0,
    }


def test_c6_1_what_is_on_order_is_coming_and_ready_once_it_came_in(context: Context) -> None:
    seal = make_stock_part(context)
    request = make_needing_request(context, wanted("机械密封", 1, "套"))
    (need,) = answer(context, request, need_form(seal, BUY))
    purchase = make_ordered(context, line_of(seal, "1", shares=(share_of(need.id, "1"),)))
    ((row,), ready) = rows(context, "coming"), rows(context, "ready")
    assert (row.coming, row.expected_on is not None, ready) == (Decimal(1), True, [])
    receive(context, purchase, came(quantity="1"))
    assert [row.id for row in rows(context, "ready")] == [need.id]


@pytest.mark.parametrize("text", ["密封", "MG1-45", "WL-"])
def test_needs_are_found_by_the_part(context: Context, text: str) -> None:
    seal = make_stock_part(context)
    answer(context, make_needing_request(context, wanted("机械密封", 1, "套")), need_form(seal, BUY))
    make_needing_request(context, wanted("压力表", 1, "块"))
    assert [row.name for row in rows(context, text=text)] == ["机械密封"]


def test_who_sees_no_prices_is_told_of_an_order_by_its_request(context: Context, open_desk: OpenDesk) -> None:
    make_order_in_force(context)
    (row,) = rows(open_desk(Role.WAREHOUSE), "open")
    assert row.number == ""
