"""What is free: what is on hand and neither reserved by slips nor came in for somebody's need (C6.1)."""

from decimal import Decimal

from app.context import Context
from app.queries.material.stock import earmarks, free_for
from app.services.requests.moving import cancel_request
from models.enums import StockAnswer
from models.material.part import Part
from tests.factories import make_customer, make_project, stored, version_of
from tests.material_factories import make_part
from tests.purchase_factories import came, line_of, make_need, make_ordered, receive, record_of_need, share_of, stock_of
from tests.slip_factories import approve, check, item, make_approved_slip, make_slip
from tests.stock_factories import make_stocked_part, take_on, untied

D = Decimal


def free(context: Context, part: int, *needs: int) -> Decimal:
    with context.read() as session:
        return free_for(session, (part,), needs)[part]


def in_warranty(context: Context) -> dict[str, int]:
    """Return the customer and the project of a request that costs nothing."""
    customer = make_customer(context)
    return {"customer_id": customer, "project_id": make_project(context, customer_id=customer)}


def bought_for(context: Context, part: int, quantity: str = "4", received: str = "4") -> int:
    """Return a need for which goods were bought and came in."""
    need = make_need(context, part, quantity, of=in_warranty(context))
    purchase = make_ordered(context, line_of(part, quantity, shares=(share_of(need, quantity),)))
    receive(context, purchase, came(1, received))
    return need


def test_c6_1_what_came_in_for_a_need_is_free_for_it_and_for_nobody_else(context: Context) -> None:
    part = make_part(context)
    need = bought_for(context, part)
    assert (free(context, part), free(context, part, need)) == (0, 4)
    assert stored(context, Part, part).reserved == 4


def test_a_slip_of_the_need_takes_its_earmark_up(context: Context) -> None:
    part = make_part(context)
    need = bought_for(context, part)
    slip = make_slip(context, item(part, 3, need_id=need), request_id=record_of_need(context, need))
    approve(context, slip)
    assert (stored(context, Part, part).reserved, free(context, part, need)) == (4, 1)
    check(context, slip)
    found = stored(context, Part, part)
    assert (found.on_hand, found.reserved, found.free) == (1, 1, 0)
    assert untied(context) == []


def test_a_need_keeps_no_more_than_it_lacks(context: Context) -> None:
    part = make_stocked_part(context, on_hand=10)
    need = make_need(context, part, "4", reason="留作他用", of=in_warranty(context))
    request = record_of_need(context, need)
    slip = make_slip(context, item(part, 3, need_id=need), request_id=request)
    approve(context, slip)
    check(context, slip)
    purchase = make_ordered(context, line_of(part, "4", shares=(share_of(need, "4"),), answer_reason="留作他用"))
    receive(context, purchase, came(1, "4"))
    with context.read() as session:
        assert earmarks(session, (part,)) == {(part, need): 1}


def test_what_came_for_a_request_that_is_given_up_is_free_for_everybody(context: Context) -> None:
    part = make_part(context)
    need = bought_for(context, part)
    request = record_of_need(context, need)
    cancel_request(context, record_id=request, version=version_of(context, request), reason="客户撤单")
    assert free(context, part) == 4
    assert untied(context) == []


def test_slips_reserve_until_they_are_checked(context: Context) -> None:
    part = make_stocked_part(context, on_hand=10)
    slip = make_approved_slip(context, item(part, 6))
    assert free(context, part) == 4
    check(context, slip, 5)
    assert (free(context, part), stock_of(context, part)[0]) == (5, 5)


def test_the_part_asked_for_handed_out_after_all_frees_what_came_in_of_the_close_model(context: Context) -> None:
    part, model = make_part(context), make_stocked_part(context, number="BJ-2", on_hand=2)
    close = {"answer": StockAnswer.SUBSTITUTE, "chosen_id": model, "reason": "同轴径"}
    need = make_need(context, part, "4", of=in_warranty(context), **close)
    bought = line_of(model, "2", shares=(share_of(need, "2"),), answer_reason="不足")
    receive(context, make_ordered(context, bought), came(1, "2"))
    assert stored(context, Part, model).reserved == 2
    take_on(context, part, 4)
    slip = make_slip(context, item(part, 4, need_id=need), request_id=record_of_need(context, need))
    approve(context, slip)
    assert (free(context, model), untied(context)) == (4, [])
