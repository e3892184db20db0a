"""Reading one shipment in full (C6.4, C6.6); no sum stands on it for those who may not see money."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session, selectinload

from app.context import Actor, Context
from app.forms.material.shipments import PartyForm
from app.i18n import N_
from app.queries.material.shipment_facts import party_of, shipment_facts, slips_of
from app.queries.material.shipped_goods import goods_of
from app.queries.records.closing_parts import closing_parts
from app.queries.records.linked import linked_records, named_ids, named_links
from app.queries.records.lookup import existing
from app.queries.records.record_parts import CommitmentLine, EventLine, NextStep, PaperLine, ScanLine
from app.queries.trade.order_parts import Linked
from app.rules.material.shipments import UNDER_WAY, Goods, not_packed, volume_of
from app.rules.material.valuation import ZERO
from app.rules.permissions import Permission
from models.enums import (
    ArrivalCondition,
    FreightPayer,
    HandingOver,
    HandlingMark,
    PickupMode,
    ShipmentState,
    SlipState,
    TransportMode,
)
from models.material.shipment import Package, Shipment
from models.material.slip import Slip


@dataclass(frozen=True, slots=True)
class PackedView:
    """So much of a slip's line in a package; ``text`` says it in words."""

    slip_line_id: int
    code: str
    name: str
    spec: str
    unit: str
    quantity: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class PackageView:
    """One package: sizes in centimetres, weights in kilograms, ``volume`` in cubic metres, None where unknown."""

    package_no: int
    packing: str
    length_cm: int | None
    width_cm: int | None
    height_cm: int | None
    gross_kg: Decimal | None
    net_kg: Decimal | None
    volume: Decimal | None
    contents: str
    items: tuple[PackedView, ...]


@dataclass(frozen=True, slots=True)
class ShippedSlip:
    """A slip whose goods the shipment carries."""

    id: int
    number: str
    title: str
    state: SlipState
    handing_over: HandingOver
    picker_name: str


@dataclass(frozen=True, slots=True)
class ShipmentDetails:
    """One shipment in full. ``gross_kg``, ``net_kg`` and ``volume`` are those of all packages that have one;
    ``carried`` are the goods
    of its slips, ``not_packed`` names what of them is in no package. ``requests`` and ``orders`` are those whose goods
    it carries. ``freight``, ``declared_value`` and ``insurance_fee`` are None for those who may not see money.
    """

    id: int
    number: str
    version: int
    title: str
    state: ShipmentState
    ship_on: date | None
    arrive_on: date | None
    carrier_name: str
    waybill_no: str
    mode: TransportMode
    pickup: PickupMode
    vehicle_no: str
    driver: str
    freight_payer: FreightPayer
    freight: Decimal | None
    insured: bool
    declared_value: Decimal | None
    insurance_fee: Decimal | None
    marks: tuple[HandlingMark, ...]
    large: bool
    dangerous_goods: str
    documents_enclosed: str
    note: str
    notified_at: datetime | None
    shipped_at: datetime | None
    arrived_at: datetime | None
    confirmed_at: datetime | None
    confirmed_by: str
    received_packages: int | None
    condition: ArrivalCondition | None
    exceptions: str
    receipt_id: int | None
    created_at: datetime
    created_by: str
    shipper: PartyForm
    consignee: PartyForm
    customer: Linked | None
    project: Linked | None
    carrier: Linked | None
    requests: tuple[Linked, ...]
    orders: tuple[Linked, ...]
    slips: tuple[ShippedSlip, ...]
    carried: tuple[Goods, ...]
    packages: tuple[PackageView, ...]
    gross_kg: Decimal
    net_kg: Decimal
    volume: Decimal
    not_packed: tuple[str, ...]
    commitments: tuple[CommitmentLine, ...]
    steps: tuple[NextStep, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int


_OWN = (
    "id", "version", "title", "ship_on", "arrive_on", "carrier_name", "waybill_no", "mode", "pickup", "vehicle_no",
    "driver", "freight_payer", "insured", "large", "dangerous_goods", "documents_enclosed", "note", "notified_at",
    "shipped_at", "arrived_at", "confirmed_at", "confirmed_by", "received_packages", "condition", "exceptions",
    "receipt_id", "created_at", "created_by",
)  # fmt: skip
_MONEY = ("freight", "declared_value", "insurance_fee")
_AROUND = ("customer", "project", "carrier")


def shipment_details(context: Context, record_id: int) -> ShipmentDetails:
    """Read one shipment with all that its detail pane shows; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        with_packages = selectinload(Shipment.packages).selectinload(Package.items)
        return _details(context, session, existing(session, Shipment, record_id, with_packages))


def _details(context: Context, session: Session, shipment: Shipment) -> ShipmentDetails:
    actor = context.actor
    slips = slips_of(session, shipment.id)
    goods = goods_of(session, [slip.id for slip in slips])
    facts = shipment_facts(session, shipment, context.clock.now(), slips, goods)
    closing = closing_parts(context, session, shipment, facts)
    closing["steps"] = _steps(shipment, closing["steps"], actor)
    return ShipmentDetails(
        **_own_facts(shipment, actor),
        **_around(session, shipment, slips, actor),
        **_packing(shipment, goods),
        slips=tuple(_slip(slip) for slip in slips),
        carried=goods,
        **closing,
    )


def _own_facts(shipment: Shipment, actor: Actor) -> dict[str, Any]:
    may_see = actor.may(Permission.VIEW_MONEY)
    return {
        **{name: getattr(shipment, name) for name in _OWN},
        **{name: getattr(shipment, name) if may_see else None for name in _MONEY},
        "number": shipment.number or "",
        "state": ShipmentState(shipment.state),
        "marks": tuple(HandlingMark(mark) for mark in shipment.marks),
        "shipper": party_of(shipment, "shipper"),
        "consignee": party_of(shipment, "consignee"),
    }


def _around(session: Session, shipment: Shipment, slips: Sequence[Slip], actor: Actor) -> dict[str, Any]:
    """Read the records around a shipment in one reading, as far as this person may see them."""
    requests = {one for one in (*(slip.request_id for slip in slips), shipment.request_id) if one is not None}
    orders = {one for one in (*(slip.order_id for slip in slips), shipment.order_id) if one is not None}
    known = linked_records(session, (*requests, *orders, *named_ids(shipment, _AROUND)), actor)
    return {
        **named_links(shipment, _AROUND, known),
        "requests": tuple(one for one in known.values() if one.id in requests),
        "orders": tuple(one for one in known.values() if one.id in orders),
    }


def _slip(slip: Slip) -> ShippedSlip:
    state = SlipState(slip.state)
    return ShippedSlip(slip.id, slip.number or "", slip.title, state, slip.handing_over, slip.picker_name)


# packages --------------------------------------------------------------------------------------------------------


def _packing(shipment: Shipment, goods: Sequence[Goods]) -> dict[str, Any]:
    """Return the packages with their sums, and what of the goods is in none of them."""
    known = {one.slip_line_id: one for one in goods}
    packages = tuple(_package(row, known) for row in shipment.packages)
    packed: dict[int, Decimal] = {}
    for item in (item for package in packages for item in package.items):
        packed[item.slip_line_id] = packed.get(item.slip_line_id, ZERO) + item.quantity
    sums = {
        name: sum((getattr(one, name) or ZERO for one in packages), ZERO) for name in ("gross_kg", "net_kg", "volume")
    }
    return {"packages": packages, "not_packed": not_packed(packed, goods), **sums}


def _package(row: Package, goods: Mapping[int, Goods]) -> PackageView:
    own = ("package_no", "packing", "length_cm", "width_cm", "height_cm", "gross_kg", "net_kg", "contents")
    return PackageView(
        **{name: getattr(row, name) for name in own},
        volume=volume_of(row.length_cm, row.width_cm, row.height_cm),
        items=tuple(
            _packed(goods[item.slip_line_id], item.quantity) for item in row.items if item.slip_line_id in goods
        ),
    )


def _packed(one: Goods, quantity: Decimal) -> PackedView:
    return PackedView(one.slip_line_id, one.code, one.name, one.spec, one.unit, quantity, one.amount(quantity))


def _steps(shipment: Shipment, steps: tuple[NextStep, ...], actor: Actor) -> tuple[NextStep, ...]:
    """Return the arrows, and what is entered about goods on their way without choosing an arrow."""
    may = actor.may(Permission.EDIT_SHIPMENT)
    if shipment.state in UNDER_WAY:
        steps = (NextStep("track", N_("Record a look-up"), "tracking", may, ()), *steps)
    if shipment.state in (*UNDER_WAY, ShipmentState.CONFIRMED):
        steps = (*steps, NextStep("file_slip", N_("File the return slip"), "return_slip", may, ()))
    return steps
