"""Reading shipments: the list and its quick views, one in full, what the gates of others name (C6.4, C6.6)."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from app.clock import FixedClock
from app.context import Context
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.material.shipment_forms import new_shipment_form, slips_to_ship
from app.queries.material.shipment_list import SHIPMENTS, ShipmentRow
from app.queries.promises.agenda import Section, agenda
from app.queries.records.keeping import open_work
from app.queries.records.records import find_record
from app.queries.requests.requests import request_details
from app.queries.trade.orders import order_details
from app.services.material.shipping import file_return_slip
from models.enums import ArrivalCondition, CommitmentKind, PartnerRole, RecordKind, Role, SlipKind
from models.parties.partner import Partner
from tests.app.archive.scanned import picture, scan_in
from tests.app.queries.statements import count_statements
from tests.conftest import OpenDesk
from tests.factories import make_classed_request, make_customer, make_partner, make_project, stored
from tests.purchase_factories import make_stock_part
from tests.shipment_factories import (
    come,
    details_of,
    look_up,
    make_confirmed,
    make_consigned_slip,
    make_notified,
    make_parts_order,
    make_shipment,
    make_shipped,
)
from tests.slip_factories import take_back


def rows(context: Context, *views: str, sort: str = "number", **wanted: str) -> list[ShipmentRow]:
    page = PageRequest(ListFilter(views=frozenset(views), **wanted), Sort(sort))
    return list(SHIPMENTS.read(context, page).rows)


def test_a_shipment_arrives_when_its_goods_are_needed_and_in_no_past(context: Context, clock: FixedClock) -> None:
    slip = make_consigned_slip(context, needed_on=date(2026, 3, 10))
    assert new_shipment_form(context, slip_ids=[slip]).arrive_on == date(2026, 3, 10)
    clock.moment += timedelta(days=10)
    assert new_shipment_form(context, slip_ids=[slip]).arrive_on == date(2026, 3, 16)


def free_request(context: Context) -> int:
    customer = make_customer(context)
    return make_classed_request(context, customer_id=customer, project_id=make_project(context, customer_id=customer))


def test_the_list_says_what_goes_where_and_what_is_to_be_done(
    context: Context, clock: FixedClock, tmp_path: Path
) -> None:
    make_shipment(context)
    under_way, broken = make_shipped(context), make_shipped(context)
    come(context, broken, condition=ArrivalCondition.DAMAGED, exceptions="外箱破损")
    confirmed = make_confirmed(context)
    counted = {"to_ship": 1, "under_way": 2, "look_up_due": 0, "to_confirm": 1, "slip_missing": 1}
    assert SHIPMENTS.count_views(context) == counted
    [row] = rows(context, "slip_missing")
    assert (row.id, row.packages, row.gross_kg, row.carrier_name) == (confirmed, 1, Decimal("12.5"), "德邦物流")
    assert [row.id for row in rows(context, "not_intact")] == [broken]
    file_return_slip(context, record_id=confirmed, scan=scan_in(tmp_path, "回单.png", picture()))
    assert rows(context, "slip_missing") == []
    clock.moment += timedelta(days=2)
    assert {row.id for row in rows(context, "look_up_due")} == {under_way, broken}
    look_up(context, under_way)
    assert [row.id for row in rows(context, "look_up_due", sort="due_at")] == [broken]


def test_a_shipment_is_found_by_number_consignee_and_waybill(context: Context) -> None:
    shipment = make_shipped(context)
    waybill = details_of(context, shipment).waybill_no
    for words in ("ty20260001", "甬江化工", waybill):
        assert [row.id for row in rows(context, text=words)] == [shipment]
    assert find_record(context, RecordKind.SHIPMENT, "TY-2026-0001") == shipment


def test_one_in_full_takes_few_statements_however_much_it_carries(context: Context) -> None:
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)
    slips = [make_consigned_slip(context, project_id=project) for _each in range(3)]
    shipment = make_shipped(context, *slips)
    with count_statements(context) as statements:
        details_of(context, shipment)
    assert len(statements) <= 12


def test_what_came_back_is_not_packed_any_more(context: Context) -> None:
    slip = make_consigned_slip(context, 5)
    take_back(context, slip, 2)
    [one] = slips_to_ship(context)
    assert [goods.quantity for goods in one.goods] == [Decimal(3)]


def test_the_keeper_sees_neither_sums_nor_the_order(open_desk: OpenDesk, context: Context) -> None:
    part = make_stock_part(context)
    order = make_parts_order(context, part)
    slip = make_consigned_slip(context, part_id=part, order_id=order, slip_kind=SlipKind.PAID)
    money = {"freight": Decimal(680), "insured": True, "declared_value": Decimal(9000), "insurance_fee": Decimal(45)}
    shipment = make_notified(context, slip, **money)
    seen = details_of(context, shipment)
    assert (seen.freight, seen.declared_value, seen.insurance_fee) == (680, 9000, 45)
    assert [one.id for one in seen.orders] == [order]
    kept = details_of(open_desk(Role.WAREHOUSE), shipment)
    assert (kept.freight, kept.declared_value, kept.insurance_fee, kept.orders) == (None, None, None, ())


def test_request_and_order_name_the_shipments_of_their_goods(context: Context) -> None:
    part, request = make_stock_part(context), make_classed_request(context)
    order = make_parts_order(context, part, request_id=request, customer_id=None)
    other = free_request(context)
    slip = make_consigned_slip(context, part_id=part, request_id=request, order_id=order, slip_kind=SlipKind.PAID)
    shipment = make_notified(context, slip)
    assert [one.id for one in request_details(context, request).shipments] == [shipment]
    assert order_details(context, order).around.open_shipments == ("TY-2026-0001",)
    assert request_details(context, other).shipments == ()


def test_a_carrier_on_the_way_is_not_put_out_of_use(context: Context) -> None:
    carrier = make_partner(context, roles=frozenset({PartnerRole.CARRIER}))
    make_shipment(context, carrier_id=carrier)
    partner = stored(context, Partner, carrier)
    with context.read() as session:
        assert [work.kind for work in open_work(session, partner)] == [RecordKind.SHIPMENT]


def test_c6_6_goods_on_their_way_stand_on_today_on_the_day_they_are_to_be_looked_up(
    context: Context, clock: FixedClock
) -> None:
    shipment = make_shipped(context)
    clock.moment += timedelta(days=2)
    due = agenda(context).section(Section.TODAY).lines
    assert [(one.record_id, one.kind) for one in due] == [(shipment, CommitmentKind.TRACKING)]
    look_up(context, shipment)
    assert agenda(context).section(Section.TODAY).lines == ()
