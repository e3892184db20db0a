"""Shipments as they are entered (C6.4, C6.6). Sizes in centimetres, weights in kilograms, money in yuan."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from models.enums import ArrivalCondition, FreightPayer, HandlingMark, PickupMode, TransportMode


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyForm:
    """A sending or receiving unit, as it is printed on the notice and the goods tags."""

    unit: str = ""
    address: str = ""
    contact: str = ""
    phone: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedItemForm:
    """So much of a slip's line in a package."""

    slip_line_id: int = 0
    quantity: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageForm:
    """One package."""

    packing: str = ""
    length_cm: int | None = None
    width_cm: int | None = None
    height_cm: int | None = None
    gross_kg: Decimal | None = None
    net_kg: Decimal | None = None
    contents: str = ""
    items: tuple[PackedItemForm, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentForm:
    """A shipment of these slips."""

    slip_ids: tuple[int, ...] = ()
    request_id: int | None = None
    order_id: int | None = None
    shipper: PartyForm = field(default_factory=PartyForm)
    consignee: PartyForm = field(default_factory=PartyForm)
    ship_on: date | None = None
    arrive_on: date | None = None
    carrier_id: int | None = None
    carrier_name: str = ""
    waybill_no: str = ""
    mode: TransportMode = TransportMode.PART_LOAD
    pickup: PickupMode = PickupMode.DOOR
    vehicle_no: str = ""
    driver: str = ""
    freight_payer: FreightPayer = FreightPayer.PREPAID
    freight: Decimal | None = None
    insured: bool = False
    declared_value: Decimal | None = None
    insurance_fee: Decimal | None = None
    marks: frozenset[HandlingMark] = frozenset()
    large: bool = False
    dangerous_goods: str = ""
    documents_enclosed: str = ""
    note: str = ""
    packages: tuple[PackageForm, ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippingForm:
    """The goods left: when, with whom. ``same_waybill`` says that a number used before is meant, ``incomplete`` why
    some of what the slips issued is in no package.
    """

    at: datetime | None = None
    carrier_id: int | None = None
    carrier_name: str = ""
    waybill_no: str = ""
    vehicle_no: str = ""
    driver: str = ""
    same_waybill: bool = False
    incomplete: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackingForm:
    """A look-up of the goods: when, who, where they were."""

    at: datetime | None = None
    person: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalForm:
    """The goods arrived: when, how many packages, in which condition."""

    at: datetime | None = None
    packages: int | None = None
    condition: ArrivalCondition = ArrivalCondition.INTACT
    exceptions: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmationForm:
    """The customer confirmed the receipt: who, when; ``scan`` is the signed return slip, which may follow later."""

    at: datetime | None = None
    person: str = ""
    text: str = ""
    scan: Path | None = None
