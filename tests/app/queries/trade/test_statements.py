"""Opening a quotation or an order takes few statements, whatever it holds."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.context import Context
from app.queries.trade.order_forms import new_order_form
from app.queries.trade.orders import order_details
from app.queries.trade.quotations import quotation_details
from app.services.trade.orders import save_order
from tests.app.queries.statements import count_statements
from tests.material_factories import make_part
from tests.order_factories import (
    make_agreement,
    make_paid_request,
    make_served_order,
    pay,
    spend,
)
from tests.paper_factories import full_agreement, profitable_order, revised_quotation
from tests.quotation_factories import LABOUR, SEAL, accept, make_quotation, make_sent_quotation

MOST = 12
Make = Callable[[Context], int]


def quotation_of_parts(context: Context) -> int:
    lines = (replace(SEAL, part_id=make_part(context)), LABOUR)
    return make_quotation(context, request_id=make_paid_request(context), lines=lines)


def revised(context: Context) -> int:
    return revised_quotation(context, issued=True)


def sent(context: Context) -> int:
    return make_sent_quotation(context, request_id=make_paid_request(context))


def order_of_quotation(context: Context) -> int:
    """An order that repeats an accepted quotation, rests on its approval, and names a part."""
    lines = (replace(SEAL, part_id=make_part(context)), LABOUR)
    quotation = make_sent_quotation(context, lines=lines)
    accept(context, quotation)
    return save_order(context, form=new_order_form(context, quotation_id=quotation))


def spent_order(context: Context) -> int:
    order = make_served_order(context, request_id=make_paid_request(context))
    spend(context, order, "300")
    pay(context, order)
    return order


@pytest.mark.parametrize("make", [quotation_of_parts, revised, sent])
def test_opening_a_quotation_takes_twelve_statements_at_most(context: Context, make: Make) -> None:
    record_id = make(context)
    with count_statements(context) as statements:
        details = quotation_details(context, record_id)
    assert len(statements) <= MOST
    assert details.lines


@pytest.mark.parametrize("make", [order_of_quotation, spent_order, full_agreement, profitable_order])
def test_opening_an_order_takes_twelve_statements_at_most(context: Context, make: Make) -> None:
    record_id = make(context)
    with count_statements(context) as statements:
        details = order_details(context, record_id)
    assert len(statements) <= MOST, "\n".join(one[:300] for one in statements)
    assert details.lines


def test_what_was_read_together_is_in_order(context: Context) -> None:
    details = order_details(context, make_agreement(context))
    assert [visit.planned_on for visit in details.parts.visits] == sorted(v.planned_on for v in details.parts.visits)
    assert [line.line_no for line in details.lines] == sorted(line.line_no for line in details.lines)
