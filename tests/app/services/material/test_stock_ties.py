"""What several rooms do one after the other leaves stock and reservations tied (invariant 1)."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.clock import FixedClock
from app.context import Context
from app.errors import Blocked
from app.forms.approvals import DecisionForm
from app.i18n import using_language
from app.queries.material.slip_forms import slip_form
from app.queries.material.stock_looks import stock_look
from app.queries.money.receivables import instalment_details
from app.services.approvals.deciding import decide
from app.services.material.shipments import cancel_shipment
from app.services.material.slips import reopen_slip, save_slip
from app.services.money.receipts import cancel_receipt
from app.services.trade.order_steps import end_service, settle_order
from models.enums import EventKind, HandingOver, StockAnswer
from models.material.part import Part
from models.record import Event
from tests.app.queries.material.test_stock import bought_for, free
from tests.factories import stored, version_of
from tests.material_factories import make_part
from tests.need_factories import answer, make_needing_request, need_form, wanted
from tests.order_factories import approved, details_of, enforced, make_order_in_force, make_order_of_request, pay
from tests.purchase_factories import (
    came,
    line_of,
    make_need,
    make_ordered,
    make_stock_part,
    receive,
    record_of_need,
    share_of,
)
from tests.quotation_factories import SEAL
from tests.shipment_factories import leave, make_notified, make_shipment, notify
from tests.slip_factories import approve, check, item, make_approved_slip, make_red_slip, make_slip, pack
from tests.stock_factories import make_stocked_part, make_submitted_count, on_hand, untied

D = Decimal


def say(context: Context, approval: int) -> None:
    """Let the manager agree."""
    form = DecisionForm(approved=True)
    decide(context, approval_id=approval, version=version_of(context, approval), form=form)


def test_goods_of_a_delivery_in_parts_that_were_handed_out_are_not_kept_for_the_rest(context: Context) -> None:
    part = make_part(context)
    need = bought_for(context, part, "5", received="3")
    slip = make_slip(context, item(part, 3, need_id=need), request_id=record_of_need(context, need))
    approve(context, slip)
    assert free(context, part) == 0
    check(context, slip)
    assert (on_hand(context, part), stored(context, Part, part).reserved) == (0, 0)
    assert untied(context) == []


def test_c6_1_what_came_in_for_a_need_is_free_for_no_other_line_of_its_slip(context: Context) -> None:
    part = make_part(context)
    need = bought_for(context, part)
    lines = (item(part, "0.5", need_id=need), item(part, "3.5"))
    slip = make_slip(context, *lines, request_id=record_of_need(context, need))
    with pytest.raises(Blocked):
        approve(context, slip)


def test_c6_1_more_of_the_goods_that_were_bought_for_a_need_is_reserved_for_it(context: Context) -> None:
    request, seal = make_needing_request(context, wanted("机械密封", 4, "套")), make_stock_part(context)
    (need,) = answer(context, request, need_form(seal, StockAnswer.BUY, quantity=D(4)))
    make_ordered(context, line_of(seal, "4", shares=(share_of(need.id, "2"),)))
    (goods,) = stock_look(context, seal, need.id).coming
    reserved = {"quantity": D(4), "purchase_line_id": goods.purchase_line_id}
    (need,) = answer(context, request, need_form(seal, StockAnswer.ON_ORDER, **reserved))
    assert (need.coverage.coming, need.coverage.short) == (4, 0)
    assert untied(context) == []


def test_c6_2_whoever_waits_is_told_that_the_rest_will_not_come(context: Context) -> None:
    part = make_part(context)
    need = make_need(context, part, "4")
    purchase = make_ordered(context, line_of(part, "4", shares=(share_of(need, "4"),)))
    with using_language("en"):
        receive(context, purchase, came(1, "3", close=True, reason="停产"))
    with context.read() as session:
        of_request = select(Event.text).where(Event.record_id == record_of_need(context, need))
        notes = session.scalars(of_request.where(Event.kind == EventKind.NOTE)).all()
    assert notes == ["QG-2026-0001: 机械密封: the rest will not come (停产)"]


def test_an_order_that_needs_less_than_its_request_keeps_less(context: Context) -> None:
    request = make_needing_request(context, wanted("机械密封", 2, "套"), paid=True)
    seal = make_stock_part(context)
    (before,) = answer(context, request, need_form(seal, StockAnswer.BUY, quantity=D(2)))
    purchase = make_ordered(context, line_of(seal, "2", shares=(share_of(before.id, "2"),)), request_id=request)
    receive(context, purchase, came(1, "2"))
    order = enforced(context, approved(context, make_order_of_request(context, request)))
    answer(context, order, need_form(seal, StockAnswer.BUY, quantity=D(1)))
    assert stored(context, Part, seal).reserved == 1
    assert untied(context) == []


def test_what_came_in_for_a_settled_order_is_set_aside_again_when_its_money_is_taken_back(context: Context) -> None:
    order, seal = make_order_in_force(context, lines=(SEAL,)), make_stock_part(context)
    (need,) = answer(context, order, need_form(seal, StockAnswer.BUY, quantity=D(2)))
    receive(context, make_ordered(context, line_of(seal, "2", shares=(share_of(need.id, "2"),))), came(1, "2"))
    end_service(context, record_id=order, version=version_of(context, order), served_at=context.clock.now())
    pay(context, order)
    settle_order(context, record_id=order, version=version_of(context, order))
    assert stored(context, Part, seal).reserved == 0
    (line,) = details_of(context, order).instalments
    (payment,) = instalment_details(context, line.id).payments
    version = version_of(context, payment.receipt_id)
    cancel_receipt(context, record_id=payment.receipt_id, version=version, reason="记错")
    assert stored(context, Part, seal).reserved == 2
    assert untied(context) == []


def test_two_counts_that_found_the_same_difference_move_it_once(context: Context, clock: FixedClock) -> None:
    part = make_stocked_part(context, on_hand=10)
    _first, one = make_submitted_count(context, (part, 8, "短少"))
    clock.moment += timedelta(hours=1)
    _second, other = make_submitted_count(context, (part, 8, "短少"))
    clock.moment += timedelta(hours=1)
    say(context, one)
    with pytest.raises(Blocked, match="机械密封"):
        say(context, other)
    assert on_hand(context, part) == 8


def test_an_item_that_was_packed_for_a_cancelled_shipment_may_leave_its_slip(context: Context) -> None:
    part, other = make_stocked_part(context), make_stocked_part(context, number="BJ-2")
    slip = make_approved_slip(context, item(part), item(other), handing_over=HandingOver.CONSIGNED)
    shipment = make_shipment(context, slip)
    cancel_shipment(context, record_id=shipment, version=version_of(context, shipment), reason="改为自提")
    reopen_slip(context, record_id=slip, version=version_of(context, slip), reason="少发一种")
    form = slip_form(context, slip)
    save_slip(context, form=replace(form, lines=form.lines[:1]), record_id=slip)
    assert len(slip_form(context, slip).lines) == 1


def test_c6_4_no_notice_says_more_than_the_keeper_handed_out(context: Context) -> None:
    slip = make_approved_slip(context, item(make_stocked_part(context), 4), handing_over=HandingOver.CONSIGNED)
    shipment = make_shipment(context, slip)
    check(context, slip, 3)
    with using_language("en"), pytest.raises(Blocked, match="More is packed than the slips issued"):
        notify(context, shipment)


def test_c6_4_what_came_back_leaves_its_package_before_the_rest_leaves(context: Context) -> None:
    slip = make_approved_slip(context, item(make_stocked_part(context), 4), handing_over=HandingOver.CONSIGNED)
    check(context, slip)
    pack(context, slip)
    red = make_red_slip(context, slip, 1)
    approve(context, red)
    shipment = make_notified(context, slip)
    check(context, red)
    with using_language("en"), pytest.raises(Blocked, match="More is packed than the slips issued"):
        leave(context, shipment)
