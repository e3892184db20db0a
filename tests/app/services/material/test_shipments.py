"""Shipments before they leave: slips, parties, packages, notice (C6.3, C6.4)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.context import Context
from app.errors import Blocked, Invalid
from app.forms.material.shipments import PackageForm, PackedItemForm, PartyForm
from app.i18n import _
from app.queries.material.shipment_forms import new_shipment_form, shipment_form, slips_to_ship
from app.queries.material.slips import slip_details
from app.services.material.shipments import cancel_shipment, reopen_shipment, save_shipment
from app.services.requests.moving import cancel_request
from models.enums import EventKind, HandingOver, HandlingMark, PartClass, PartFamily, ShipmentState, TransportMode
from tests.app.services.refusing import refused_at
from tests.app.services.requests.logs import entries
from tests.factories import make_classed_request, make_customer, make_partner, make_project, make_site, version_of
from tests.need_factories import put_in_stock
from tests.purchase_factories import make_stock_part
from tests.shipment_factories import (
    CONSIGNEE,
    carton,
    details_of,
    make_consigned_slip,
    make_notified,
    make_shipment,
    notify,
    shipment_form_of,
)
from tests.slip_factories import item, make_approved_slip, make_checked_slip


def refused(context: Context, *slip_ids: int, **fields: Any) -> str | None:
    form = shipment_form_of(context, *(slip_ids or (make_consigned_slip(context),)), **fields)
    return refused_at(lambda: save_shipment(context, form=form))


def blocks(context: Context, shipment_id: int) -> list[tuple[str, tuple[str, ...]]]:
    with pytest.raises(Blocked) as told:
        notify(context, shipment_id)
    return [(reason.message, dict(reason.values).get("names", ())) for reason in told.value.reasons]


def test_c6_4_a_draft_takes_slips_parties_and_packages_and_has_no_number_yet(context: Context) -> None:
    slip = make_consigned_slip(context)
    details = details_of(context, make_shipment(context, slip))
    assert (details.number, details.state) == ("", ShipmentState.DRAFT)
    assert [one.id for one in details.slips] == [slip]
    assert details.consignee == CONSIGNEE
    assert (details.gross_kg, details.volume) == (Decimal("12.5"), Decimal("0.072"))
    assert [item.text for item in details.packages[0].items] == ["机械密封 MG1-45 2 套"]
    shipment = slip_details(context, slip).around.shipment
    assert shipment is not None
    assert shipment.id == details.id


def test_c6_4_giving_notice_gives_the_number(context: Context) -> None:
    details = details_of(context, make_notified(context))
    assert (details.number, details.state) == ("TY-2026-0001", ShipmentState.NOTIFIED)
    assert details.notified_at == context.clock.now()


def test_c6_4_the_request_is_told_of_the_notice(context: Context) -> None:
    request = make_classed_request(context, customer_id=(customer := make_customer(context)),
                                   project_id=make_project(context, customer_id=customer))  # fmt: skip
    make_notified(context, make_consigned_slip(context, request_id=request))
    assert [one.text for one in entries(context, request, EventKind.SHIPMENT_MADE)] == ["TY-2026-0001"]


def test_c6_3_no_notice_before_the_keeper_has_checked_the_slips(context: Context) -> None:
    part = make_stock_part(context)
    put_in_stock(context, part, 2)
    slip = make_approved_slip(context, item(part, 2), handing_over=HandingOver.CONSIGNED)
    told = blocks(context, make_shipment(context, slip))
    assert told == [("The keeper has not checked these slips yet: {names}", ("LL-2026-0001",))]


def test_c6_4_no_notice_without_both_parties_complete(context: Context) -> None:
    shipment = make_shipment(context, consignee=PartyForm(unit="宁波甬江化工有限公司", contact="王工"))
    [(message, names)] = blocks(context, shipment)
    assert message == "This is missing of the sending or receiving unit: {names}"
    what = f"{_('address')} / {_('phone')}"
    assert names == (_("{party}: {what}").format(party=_("consignee"), what=what),)


def test_no_notice_without_slips_and_packages(context: Context) -> None:
    shipment = save_shipment(context, form=shipment_form_of(context, consignee=CONSIGNEE))
    assert blocks(context, shipment) == [("There is no issue slip in this shipment", ()), ("There is no package", ())]


# the form --------------------------------------------------------------------------------------------------------


def test_a_new_shipment_goes_from_us_to_the_customer_where_the_goods_are_needed(context: Context) -> None:
    customer = make_customer(context, name="宁波甬江化工有限公司")
    site = make_site(context, customer_id=customer, province="浙江省", city="宁波市")
    request = make_classed_request(
        context, customer_id=customer, site_id=site, project_id=make_project(context, customer_id=customer),
        contact_name="王工", contact_phone="13800001234",
    )  # fmt: skip
    form = new_shipment_form(context, slip_ids=(make_consigned_slip(context, request_id=request),))
    assert form.consignee == PartyForm(
        unit="宁波甬江化工有限公司", address="浙江省宁波市北仑区滨江大道 1288 号", contact="王工", phone="13800001234"
    )
    assert form.shipper.contact == context.actor.display_name
    assert [item.quantity for item in form.packages[0].items] == [Decimal(2)]
    assert (form.large, form.mode) == (False, TransportMode.PART_LOAD)


def test_c6_4_large_goods_make_a_large_shipment(context: Context) -> None:
    slip = make_consigned_slip(context, part_id=make_stock_part(context, part_class=PartClass.LARGE))
    assert new_shipment_form(context, slip_ids=(slip,)).large


def test_goods_by_courier_travel_by_courier(context: Context) -> None:
    slip = make_consigned_slip(context, handing_over=HandingOver.COURIER)
    assert new_shipment_form(context, slip_ids=(slip,)).mode is TransportMode.COURIER


def test_what_is_taken_along_is_not_offered(context: Context) -> None:
    make_consigned_slip(context, handing_over=HandingOver.CARRIED)
    consigned = make_consigned_slip(context)
    assert [one.id for one in slips_to_ship(context)] == [consigned]
    shipment = make_shipment(context, consigned)
    assert slips_to_ship(context) == ()
    assert [one.id for one in slips_to_ship(context, shipment_id=shipment)] == [consigned]


def test_a_draft_is_changed_and_keeps_its_packages_in_order(context: Context) -> None:
    shipment = make_shipment(context)
    form = shipment_form(context, shipment)
    line = form.packages[0].items[0].slip_line_id
    one = carton(PackageForm(items=(PackedItemForm(slip_line_id=line, quantity=Decimal(1)),)))
    save_shipment(context, form=replace(form, packages=(one, replace(one, packing="木箱"))), record_id=shipment)
    details = details_of(context, shipment)
    assert [(row.package_no, row.packing, row.items[0].text) for row in details.packages] == [
        (1, "纸箱", "机械密封 MG1-45 1 套"), (2, "木箱", "机械密封 MG1-45 1 套"),
    ]  # fmt: skip
    assert details.not_packed == ()
    assert shipment_form(context, shipment).packages[1].items == one.items


def test_a_slip_that_is_taken_out_may_leave_with_another_shipment(context: Context) -> None:
    slip = make_consigned_slip(context)
    shipment = make_shipment(context, slip)
    form = shipment_form(context, shipment)
    save_shipment(context, form=replace(form, slip_ids=(), packages=()), record_id=shipment)
    assert details_of(context, make_shipment(context, slip)).slips[0].id == slip


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"slip_ids": (0,)}, "slip_ids"),
        ({"arrive_on": date(2026, 3, 1), "ship_on": date(2026, 3, 6)}, "arrive_on"),
        ({"ship_on": date(1026, 3, 6)}, "ship_on"),
        ({"freight": Decimal("-1")}, "freight"),
        ({"freight": Decimal("NaN")}, "freight"),
        ({"declared_value": Decimal(5000)}, "insured"),
        ({"shipper": PartyForm(phone="打电话")}, "shipper"),
        ({"consignee": PartyForm(unit="x" * 201)}, "consignee"),
        ({"vehicle_no": "浙A\x00"}, "vehicle_no"),
        ({"marks": frozenset({HandlingMark.DANGEROUS})}, "dangerous_goods"),
        ({"marks": frozenset({HandlingMark.DANGEROUS}), "dangerous_goods": "盐酸"}, "dangerous_goods"),
        ({"marks": frozenset({HandlingMark.DANGEROUS}), "dangerous_goods": "UN 1789"}, "dangerous_goods"),
        ({"dangerous_goods": "UN 1789 第 8 类 盐酸"}, "marks"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(context: Context, fields: dict[str, Any], field: str) -> None:
    assert refused(context, **fields) == field


def test_goods_of_another_customer_another_shipment_or_taken_along_are_refused(context: Context) -> None:
    first, other = make_consigned_slip(context), make_consigned_slip(context)
    assert refused(context, first, other) == "slip_ids"
    carried = make_consigned_slip(context, handing_over=HandingOver.CARRIED)
    assert refused(context, carried) == "slip_ids"
    form = shipment_form_of(context, first)
    make_shipment(context, first)
    assert refused_at(lambda: save_shipment(context, form=form)) == "slip_ids"


def test_a_partner_that_carries_nothing_is_no_carrier(context: Context) -> None:
    assert refused(context, carrier_id=make_partner(context)) == "carrier_id"


def test_c6_4_corrosive_goods_are_declared_with_un_number_class_and_mark(context: Context) -> None:
    acid = make_stock_part(context, name="盐酸", unit="kg", family=PartFamily.CHEMICAL, attributes={"hazard": "8"})
    slip = make_consigned_slip(context, part_id=acid)
    assert new_shipment_form(context, slip_ids=(slip,)).marks == {HandlingMark.DANGEROUS}
    shipment = make_shipment(context, slip, marks=frozenset())
    missing = "These are dangerous goods; UN number and class are missing: {names}"
    assert blocks(context, shipment) == [(missing, ("盐酸 MG1-45",))]
    form = shipment_form(context, shipment)
    told = {"dangerous_goods": "UN 1789，第 8 类", "marks": frozenset({HandlingMark.DANGEROUS})}
    save_shipment(context, form=replace(form, **told), record_id=shipment)
    assert notify(context, shipment) == "TY-2026-0001"


# back and out ----------------------------------------------------------------------------------------------------


def test_a_shipment_that_has_not_left_is_taken_back_to_draft(context: Context) -> None:
    shipment = make_notified(context)
    with pytest.raises(Invalid):
        save_shipment(context, form=shipment_form(context, shipment), record_id=shipment)
    reopen_shipment(context, record_id=shipment, version=version_of(context, shipment), reason="地址有误")
    details = details_of(context, shipment)
    assert (details.number, details.state, details.notified_at) == ("TY-2026-0001", ShipmentState.DRAFT, None)


def test_a_cancelled_shipment_lets_its_slips_go(context: Context) -> None:
    slip = make_consigned_slip(context)
    shipment = make_notified(context, slip)
    cancel_shipment(context, record_id=shipment, version=version_of(context, shipment), reason="改为自提")
    assert details_of(context, shipment).state is ShipmentState.CANCELLED
    assert [one.id for one in slips_to_ship(context)] == [slip]


def test_c6_6_a_request_is_not_cancelled_while_its_goods_are_about_to_leave(context: Context) -> None:
    customer = make_customer(context)
    request = make_classed_request(
        context, customer_id=customer, project_id=make_project(context, customer_id=customer)
    )
    make_notified(context, make_consigned_slip(context, request_id=request))
    with pytest.raises(Blocked) as told:
        cancel_request(context, record_id=request, version=version_of(context, request), reason="不需要了")
    [reason] = told.value.reasons
    assert (reason.clause, reason.fix, reason.values) == ("C6.6", "show_shipments", (("names", ("TY-2026-0001",)),))


def test_a_checked_slip_may_be_prepared_for_shipping(context: Context) -> None:
    part = make_stock_part(context)
    put_in_stock(context, part, 2)
    slip = make_checked_slip(context, item(part, 2), handing_over=HandingOver.CONSIGNED)
    assert details_of(context, make_notified(context, slip)).steps[0].blocked == ()
