"""Goods that leave: packed, noticed, paid for, with a carrier and a waybill of their own (C6.3, C6.4, C8.1, C9.1)."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import Blocked
from app.queries.material.shipment_forms import shipment_form
from app.services.material.shipments import cancel_shipment, reopen_shipment, save_shipment
from app.services.papers import issue_paper
from app.services.trade.order_steps import cancel_order
from models.enums import CommitmentKind, EventKind, HandingOver, Role, ShipmentState, SlipKind, TransportMode
from tests.app.services.refusing import refused_at
from tests.app.services.requests.logs import entries
from tests.approval_factories import make_exception
from tests.conftest import OpenDesk
from tests.factories import local_time, make_classed_request, make_customer, make_project, version_of
from tests.need_factories import put_in_stock
from tests.order_factories import make_paid_request, pay
from tests.purchase_factories import make_stock_part
from tests.quotation_factories import approve
from tests.shipment_factories import (
    CARRIER,
    WAYBILL,
    details_of,
    leave,
    make_consigned_slip,
    make_notified,
    make_parts_order,
    make_shipment,
    notify,
)
from tests.slip_factories import item, make_checked_slip, pack


def blocks(context: Context, shipment_id: int) -> list[str]:
    with pytest.raises(Blocked) as told:
        leave(context, shipment_id)
    return [reason.clause for reason in told.value.reasons]


def leaving(context: Context, shipment_id: int, **fields: Any) -> str | None:
    return refused_at(lambda: leave(context, shipment_id, **fields))


def test_c6_6_goods_leave_with_a_carrier_and_are_to_be_looked_up_in_two_days(context: Context) -> None:
    shipment = make_notified(context)
    leave(context, shipment)
    details = details_of(context, shipment)
    assert (details.state, details.carrier_name, details.waybill_no) == (ShipmentState.SHIPPED, CARRIER, WAYBILL)
    assert details.shipped_at == context.clock.now()
    [promise] = details.commitments
    assert (promise.kind, promise.clause) == (CommitmentKind.TRACKING, "C6.6")
    assert promise.due == local_time("2026-03-08 23:59:59")


def test_c6_6_the_request_is_told_with_whom_its_goods_left(context: Context) -> None:
    customer = make_customer(context)
    request = make_classed_request(
        context, customer_id=customer, project_id=make_project(context, customer_id=customer)
    )
    shipment = make_notified(context, make_consigned_slip(context, request_id=request))
    leave(context, shipment)
    [told] = entries(context, request, EventKind.SHIPPED)
    assert "TY-2026-0001" in told.text
    assert WAYBILL in told.text
    assert told.data == {"shipment": shipment, "number": "TY-2026-0001"}


def test_c6_3_nothing_leaves_before_it_is_packed(context: Context) -> None:
    part = make_stock_part(context)
    put_in_stock(context, part, 2)
    slip = make_checked_slip(context, item(part, 2), handing_over=HandingOver.CONSIGNED)
    shipment = make_notified(context, slip)
    assert blocks(context, shipment) == ["C6.3"]
    pack(context, slip)
    leave(context, shipment)


def test_c6_4_large_goods_leave_with_their_notice_alone(context: Context, clock: FixedClock) -> None:
    shipment = make_notified(context, large=True)
    assert blocks(context, shipment) == ["C6.4"]
    issue_paper(context, form_id="shipping_notice", record_id=shipment)
    clock.moment += timedelta(hours=1)
    reopen_shipment(context, record_id=shipment, version=version_of(context, shipment), reason="换收货人")
    notify(context, shipment)
    assert blocks(context, shipment) == ["C6.4"]
    issue_paper(context, form_id="shipping_notice", record_id=shipment)
    leave(context, shipment)


# order and advance -----------------------------------------------------------------------------------------------


def paid_slip(context: Context, order_id: int, part_id: int) -> int:
    return make_consigned_slip(context, part_id=part_id, order_id=order_id, slip_kind=SlipKind.PAID)


def test_c9_1_paid_goods_do_not_leave_before_the_advance_is_in(context: Context) -> None:
    part = make_stock_part(context)
    order = make_parts_order(context, part, paid=False)
    shipment = make_notified(context, paid_slip(context, order, part))
    assert blocks(context, shipment) == ["C9.1"]
    pay(context, order)
    leave(context, shipment)


def test_c9_1_nor_do_those_of_a_request(context: Context) -> None:
    part, request = make_stock_part(context), make_paid_request(context)
    order = make_parts_order(context, part, paid=False, request_id=request, customer_id=None)
    shipment = make_notified(context, make_consigned_slip(context, part_id=part, request_id=request))
    assert blocks(context, shipment) == ["C9.1"]
    pay(context, order)
    leave(context, shipment)


def test_c8_1_an_order_cancelled_meanwhile_stops_the_goods(context: Context) -> None:
    part = make_stock_part(context)
    order = make_parts_order(context, part, paid=False)
    slip = paid_slip(context, order, part)
    shipment = make_shipment(context, slip)
    with pytest.raises(Blocked) as told:
        cancel_order(context, record_id=order, version=version_of(context, order), reason="客户取消")
    assert [reason.clause for reason in told.value.reasons] == ["C6.6"]
    cancel_shipment(context, record_id=shipment, version=version_of(context, shipment), reason="客户取消")
    cancel_order(context, record_id=order, version=version_of(context, order), reason="客户取消")
    assert blocks(context, make_notified(context, slip)) == ["C8.1"]


def test_c9_1_the_manager_excepts_urgent_work(context: Context, open_desk: OpenDesk) -> None:
    part, request = make_stock_part(context), make_paid_request(context, urgent=True)
    make_parts_order(context, part, paid=False, request_id=request, customer_id=None)
    shipment = make_notified(context, make_consigned_slip(context, part_id=part, request_id=request))
    approve(context, make_exception(open_desk(Role.SECRETARY), request, gate="advance_in"))
    leave(context, shipment)


def test_free_goods_ask_for_neither_order_nor_money(context: Context) -> None:
    assert details_of(context, make_notified(context)).steps[1].blocked == ()


# carrier and packages --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"carrier_name": ""}, "carrier_name"),
        ({"waybill_no": ""}, "waybill_no"),
        ({"waybill_no": "", "vehicle_no": "浙B12345"}, ""),
        ({"at": timedelta(hours=1)}, "at"),
        ({"at": timedelta(hours=-1)}, "at"),
        ({"driver": "张师傅\x00"}, "driver"),
    ],
)
def test_goods_leave_with_somebody(context: Context, fields: dict[str, Any], field: str) -> None:
    told = {name: context.clock.now() + one if name == "at" else one for name, one in fields.items()}
    assert leaving(context, make_notified(context), **told) == field


def test_our_own_car_needs_no_waybill(context: Context) -> None:
    shipment = make_notified(context, mode=TransportMode.OWN)
    assert leaving(context, shipment, carrier_name="", waybill_no="") == "vehicle_no"
    assert leaving(context, shipment, carrier_name="", waybill_no="", vehicle_no="浙A66886") == ""


def test_a_waybill_used_twice_with_one_carrier_is_questioned(context: Context) -> None:
    leave(context, make_notified(context))
    shipment = make_notified(context)
    typed = " dpk２０２６030001 "
    assert leaving(context, shipment, waybill_no=typed) == "same_waybill"
    assert leaving(context, shipment, waybill_no=typed, carrier_name="安能物流") == ""
    assert leaving(context, make_notified(context), same_waybill=True) == ""


def test_c6_4_what_is_in_no_package_leaves_with_a_reason_or_not_at_all(context: Context) -> None:
    shipment = make_shipment(context)
    form = shipment_form(context, shipment)
    package = replace(form.packages[0], items=(replace(form.packages[0].items[0], quantity=Decimal(1)),))
    save_shipment(context, form=replace(form, packages=(package,)), record_id=shipment)
    notify(context, shipment)
    assert leaving(context, shipment) == "incomplete"
    assert leaving(context, shipment, incomplete="另一套随车带去") == ""
    said = [one.text for one in entries(context, shipment, EventKind.STATE_CHANGED)]
    assert "另一套随车带去" in said[-1]
