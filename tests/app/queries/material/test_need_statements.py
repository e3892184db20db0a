"""Opening a request, an order or a dispatch takes few statements, however much material hangs on it."""

from decimal import Decimal

import pytest

from app.context import Context
from app.queries.people.dispatches import dispatch_details
from app.queries.requests.requests import request_details
from app.queries.trade.orders import order_details
from models.enums import StockAnswer
from tests.app.queries.statements import count_statements
from tests.factories import make_dispatch, make_staff
from tests.need_factories import answer, make_needing_request, make_pump, need_form, wanted
from tests.order_factories import make_order_in_force
from tests.purchase_factories import line_of, make_ordered, make_stock_part, share_of

MOST = 12


@pytest.fixture
def needing(context: Context) -> int:
    """A request of three needs: one in stock, one bought, one that nobody looked up."""
    seal, pump = make_stock_part(context), make_pump(context, stock=1)
    lines = (wanted(), wanted("机械密封", 2, "套"), wanted("压力表", 1, "块"))
    request = make_needing_request(context, *lines)
    bought = need_form(seal, StockAnswer.BUY, line_no=2, quantity=Decimal(2))
    needs = answer(context, request, need_form(pump), bought)
    make_ordered(context, line_of(seal, "2", shares=(share_of(needs[1].id, "2"),)))
    return request


def test_opening_a_request_that_needs_material_takes_twelve_statements_at_most(context: Context, needing: int) -> None:
    with count_statements(context) as statements:
        details = request_details(context, needing)
    assert len(statements) <= MOST, "\n".join(one[:200] for one in statements)
    assert (len(details.needs.needs), len(details.needs.to_look_up)) == (2, 1)


def test_opening_its_dispatch_takes_twelve_statements_at_most(context: Context, needing: int) -> None:
    dispatch = make_dispatch(context, make_staff(context), request_id=needing)
    with count_statements(context) as statements:
        details = dispatch_details(context, dispatch)
    assert len(statements) <= MOST, "\n".join(one[:200] for one in statements)
    assert len(details.needs) == 2


def test_opening_an_order_that_needs_material_takes_twelve_statements_at_most(context: Context) -> None:
    order, seal = make_order_in_force(context), make_stock_part(context)
    (need,) = answer(context, order, need_form(seal, StockAnswer.BUY, quantity=Decimal(2)))
    make_ordered(context, line_of(seal, "2", shares=(share_of(need.id, "2"),)), order_id=order)
    with count_statements(context) as statements:
        details = order_details(context, order)
    assert len(statements) <= MOST, "\n".join(one[:200] for one in statements)
    assert details.needs.needs[0].coverage.bought == 2
