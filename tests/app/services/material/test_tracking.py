"""Goods on their way: looked up every two days, arrived, confirmed, the signed slip filed (C6.6, C9.2)."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.clock import FixedClock
from app.context import Context
from app.queries.material.shipments import ShipmentDetails
from app.queries.trade.orders import order_details
from app.services.material.shipping import file_return_slip
from models.archive.document import Document
from models.enums import (
    ArrivalCondition,
    CommitmentKind,
    CommitmentState,
    EventKind,
    HandingOver,
    OrderKind,
    OrderState,
    ShipmentState,
    SlipKind,
)
from tests.app.archive.scanned import picture, scan_in
from tests.app.services.refusing import refused_at
from tests.app.services.requests.logs import entries, promises_of
from tests.factories import FRIDAY, ZONE, make_classed_request, make_customer, make_project, stored
from tests.money_factories import lines_of
from tests.order_factories import pay
from tests.purchase_factories import make_stock_part
from tests.shipment_factories import (
    be_confirmed,
    come,
    details_of,
    look_up,
    make_confirmed,
    make_consigned_slip,
    make_notified,
    make_parts_order,
    make_shipped,
)

DAY = timedelta(days=1)


def look_ups(context: Context, shipment_id: int) -> list[tuple[CommitmentState, int]]:
    """Return the promises to look goods up: how each stands, and how many days after leaving it is due."""
    rows = [one for one in promises_of(context, shipment_id) if one.kind is CommitmentKind.TRACKING]
    due = sorted((one.due_at or FRIDAY, one.state) for one in rows)
    return [(state, (at.astimezone(ZONE).date() - FRIDAY.date()).days) for at, state in due]


OPEN, MET, LATE = CommitmentState.OPEN, CommitmentState.MET, CommitmentState.MET_LATE

# days after leaving on which somebody looked, and what is owed then: (verdict, day due)
WORKED = [
    ((), [(OPEN, 2)]),
    ((1,), [(MET, 2), (OPEN, 3)]),
    ((2,), [(MET, 2), (OPEN, 4)]),
    ((3,), [(LATE, 2), (OPEN, 5)]),
    ((1, 3, 5), [(MET, 2), (MET, 3), (MET, 5), (OPEN, 7)]),
    ((1, 4, 5), [(MET, 2), (LATE, 3), (MET, 6), (OPEN, 7)]),
    ((0, 0), [(MET, 2), (MET, 2), (OPEN, 2)]),
    ((2, 1), [(MET, 2), (MET, 3), (OPEN, 4)]),  # entered late, counted where it belongs
]


@pytest.mark.parametrize(("days", "owed"), WORKED)
def test_c6_6_each_look_up_starts_the_clock_of_the_next(
    context: Context, clock: FixedClock, days: tuple[int, ...], owed: list[tuple[CommitmentState, int]]
) -> None:
    shipment = make_shipped(context)
    clock.moment = FRIDAY + 6 * DAY
    for day in days:
        look_up(context, shipment, (day - 6) * DAY)
    assert look_ups(context, shipment) == owed


def test_c6_6_the_arrival_is_a_look_up_and_the_confirmation_ends_them(context: Context, clock: FixedClock) -> None:
    shipment = make_shipped(context)
    clock.moment = FRIDAY + DAY
    come(context, shipment)
    assert look_ups(context, shipment) == [(MET, 2), (OPEN, 3)]
    clock.moment = FRIDAY + 2 * DAY
    be_confirmed(context, shipment)
    assert look_ups(context, shipment) == [(MET, 2), (MET, 3)]


def test_c6_6_goods_are_looked_up_while_they_are_on_their_way_only(context: Context) -> None:
    assert refused_at(lambda: look_up(context, make_notified(context))) is None
    assert refused_at(lambda: look_up(context, make_confirmed(context))) is None
    shipment = make_shipped(context)
    assert refused_at(lambda: look_up(context, shipment, text=" ")) == "text"
    assert refused_at(lambda: look_up(context, shipment, -DAY)) == "at"
    assert refused_at(lambda: look_up(context, shipment, DAY)) == "at"


# arrival ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"packages": None}, "packages"),
        ({"packages": 2}, "packages"),
        ({"packages": -1}, "packages"),
        ({"packages": 0}, "condition"),
        ({"condition": ArrivalCondition.DAMAGED}, "exceptions"),
        ({"packages": 0, "condition": ArrivalCondition.SHORT, "exceptions": "一件未到"}, ""),
        ({"condition": ArrivalCondition.DAMAGED, "exceptions": "外箱破损"}, ""),
        ({}, ""),
    ],
)
def test_an_arrival_does_not_contradict_itself(context: Context, fields: dict[str, Any], field: str) -> None:
    shipment = make_shipped(context)
    assert refused_at(lambda: come(context, shipment, **fields)) == field


def test_damage_is_told_to_the_shipment_and_to_its_request(context: Context) -> None:
    customer = make_customer(context)
    request = make_classed_request(
        context, customer_id=customer, project_id=make_project(context, customer_id=customer)
    )
    shipment = make_shipped(context, make_consigned_slip(context, request_id=request))
    come(context, shipment, condition=ArrivalCondition.DAMAGED, exceptions="外箱破损，密封件受潮")
    for record in (shipment, request):
        [told] = entries(context, record, EventKind.GOODS_ARRIVED)
        assert "外箱破损，密封件受潮" in told.text
    assert details_of(context, shipment).condition is ArrivalCondition.DAMAGED


# confirmation and return slip ------------------------------------------------------------------------------------


def stub_of(details: ShipmentDetails) -> CommitmentState:
    return next(one.state for one in details.commitments if one.kind is CommitmentKind.RETURN_STUB)


def test_c6_6_the_customer_confirms_and_the_signed_slip_is_due(context: Context) -> None:
    details = details_of(context, make_confirmed(context))
    assert (details.state, details.confirmed_by) == (ShipmentState.CONFIRMED, "王工")
    assert stub_of(details) is CommitmentState.OPEN
    assert [step.action for step in details.steps] == ["file_slip"]


def test_c6_6_the_signed_slip_is_filed_under_shipping_notices(context: Context, tmp_path: Path) -> None:
    shipment = make_confirmed(context)
    file_return_slip(context, record_id=shipment, scan=scan_in(tmp_path, "回单.png", picture()))
    details = details_of(context, shipment)
    assert stub_of(details) is CommitmentState.MET
    assert [scan.archive_code for scan in details.scans] == ["BM/B3-03-001"]
    assert stored(context, Document, details.receipt_id or 0).subject_id == shipment


def test_c6_6_a_slip_that_comes_with_the_confirmation_is_filed_at_once(context: Context, tmp_path: Path) -> None:
    shipment = make_shipped(context)
    come(context, shipment)
    be_confirmed(context, shipment, scan_in(tmp_path, "回单.png", picture()))
    assert stub_of(details_of(context, shipment)) is CommitmentState.MET


def test_a_further_sheet_is_filed_with_the_first(context: Context, tmp_path: Path) -> None:
    shipment = make_confirmed(context)
    for name in ("回单1.png", "回单2.png"):
        file_return_slip(context, record_id=shipment, scan=scan_in(tmp_path, name, picture()))
    details = details_of(context, shipment)
    assert len(details.scans) == 2
    assert details.receipt_id == min(scan.document_id for scan in details.scans)


def test_no_return_slip_before_the_goods_left(context: Context, tmp_path: Path) -> None:
    shipment, scan = make_notified(context), scan_in(tmp_path, "回单.png", picture())
    assert refused_at(lambda: file_return_slip(context, record_id=shipment, scan=scan)) is None
    missing = tmp_path / "nothing.pdf"
    assert refused_at(lambda: file_return_slip(context, record_id=shipment, scan=missing)) == "scan"


# the order of spare parts ----------------------------------------------------------------------------------------


def slip_of_order(context: Context, order: int, part: int, quantity: int = 2, **fields: Any) -> int:
    usual = {"order_id": order, "slip_kind": SlipKind.PAID}
    return make_consigned_slip(context, quantity, part, **{**usual, **fields})


def test_c9_2_the_confirmation_of_all_goods_ends_an_order_of_spare_parts(context: Context, clock: FixedClock) -> None:
    part = make_stock_part(context)
    half: dict[str, Any] = {"advance_percent": Decimal(50), "balance_days": 15, "terms_reason": "老用户"}
    order = make_parts_order(context, part, paid=False, **half)
    advance, balance = lines_of(context, order)
    pay(context, order)
    shipment = make_shipped(context, slip_of_order(context, order, part))
    clock.moment += DAY
    come(context, shipment)
    be_confirmed(context, shipment)
    details = order_details(context, order)
    assert (details.state, details.served_at) == (OrderState.SERVED, clock.moment)
    assert advance.due_on is not None
    assert balance.due_on is None
    assert lines_of(context, order)[1].due_on == (clock.moment + 15 * DAY).date()


def test_c9_2_a_part_of_the_goods_does_not_end_it(context: Context) -> None:
    part = make_stock_part(context)
    order = make_parts_order(context, part)
    make_confirmed(context, slip_of_order(context, order, part, 1))
    assert order_details(context, order).state is OrderState.EFFECTIVE
    rest = slip_of_order(context, order, part, 1)
    assert order_details(context, order).state is OrderState.EFFECTIVE
    make_confirmed(context, rest)
    assert order_details(context, order).state is OrderState.SERVED


def test_c9_2_what_was_taken_along_counts_as_there(context: Context) -> None:
    part = make_stock_part(context)
    order = make_parts_order(context, part)
    slip_of_order(context, order, part, 1, handing_over=HandingOver.CARRIED)
    make_confirmed(context, slip_of_order(context, order, part, 1))
    assert order_details(context, order).state is OrderState.SERVED


def test_an_order_of_another_kind_ends_by_hand(context: Context) -> None:
    part = make_stock_part(context)
    order = make_parts_order(context, part, order_kind=OrderKind.REPAIR)
    make_confirmed(context, slip_of_order(context, order, part))
    assert order_details(context, order).state is OrderState.EFFECTIVE
