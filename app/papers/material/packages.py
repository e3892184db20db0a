"""What the papers of a shipment say alike: its goods by package, sizes and sums, and when they may be issued."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from app.formatting import MISSING, quantity
from app.i18n import N_, ngettext
from app.papers.material.around import enumerated, numbers_of
from app.papers.sources import step_missing
from app.queries.material.shipment_facts import shipment_facts, slips_of
from app.queries.material.shipped_goods import goods_of, packed_of
from app.rules.gate import BlockReason
from app.rules.material.arrows import SHIPMENT_ARROWS
from app.rules.material.shipments import Goods, volume_of
from models.enums import ShipmentState
from models.material.shipment import Package, PackedItem, Shipment
from models.material.slip import Slip
from models.record import Record

ISSUED_FROM = frozenset(ShipmentState) - {ShipmentState.DRAFT, ShipmentState.CANCELLED}


@dataclass(frozen=True, slots=True)
class Packed:
    """So much of a line of goods in a package; neither where a package has only words for what is in it (``text``), no
    ``package`` for goods that nobody packed yet. ``first`` marks the first line of a package.
    """

    package: Package | None
    goods: Goods | None
    quantity: Decimal | None
    text: str = ""
    first: bool = True


@dataclass(frozen=True, slots=True)
class Carried:
    """What a shipment carries: its slips, and its goods by package."""

    slips: Sequence[Slip]
    lines: tuple[Packed, ...]

    @property
    def slip_numbers(self) -> str:
        """The numbers of its slips."""
        return enumerated(slip.number for slip in self.slips) or MISSING


def gate(session: Session, record: Record) -> tuple[BlockReason, ...]:
    """Return what stands between a shipment and its papers: the gates of its notice (C6.3, C6.4), and the step."""
    if not isinstance(record, Shipment) or record.state != ShipmentState.DRAFT:
        return ()
    missing = step_missing(SHIPMENT_ARROWS, "notify", shipment_facts(session, record))
    return missing or (BlockReason("C6.4", N_("Notice of consignment has not been given yet"), fix="notify"),)


def carried_by(session: Session, shipment: Shipment) -> Carried:
    """Read what a shipment carries."""
    slips = slips_of(session, shipment.id)
    goods = {one.slip_line_id: one for one in goods_of(session, [slip.id for slip in slips])}
    packed = packed_of(session, shipment.id)
    lines = [line for package in shipment.packages for line in _of_package(package, packed.get(package.id, ()), goods)]
    if not shipment.packages:
        lines = [Packed(None, one, one.quantity) for one in goods.values()]
    return Carried(slips, tuple(lines))


def _of_package(package: Package, items: Sequence[PackedItem], goods: Mapping[int, Goods]) -> Iterator[Packed]:
    """Yield the items of a package, else what it says itself is in it."""
    if not items:
        yield Packed(package, None, None, package.contents)
    for place, item in enumerate(items):
        yield Packed(package, goods.get(item.slip_line_id), item.quantity, first=place == 0)


def request_numbers(session: Session, shipment: Shipment, carried: Carried) -> str:
    """Return the numbers of the requests and orders that a shipment is for."""
    of_slips = (number for slip in carried.slips for number in (slip.request_id, slip.order_id))
    return numbers_of(session, shipment.request_id, shipment.order_id, *of_slips)


def size_text(package: Package) -> str:
    """Return length, width and height in centimetres."""
    sides = (package.length_cm, package.width_cm, package.height_cm)
    return " × ".join(str(side) for side in sides) if all(side is not None for side in sides) else ""


def volume(package: Package) -> Decimal | None:
    """Return the volume of a package in cubic metres."""
    return volume_of(package.length_cm, package.width_cm, package.height_cm)


def package_count(shipment: Shipment) -> str:
    """Return how many packages there are, in words."""
    count = len(shipment.packages)
    return ngettext("{count} package", "{count} packages", count).format(count=count)


def total(amounts: Sequence[Decimal | None], unit: str) -> str:
    """Return a sum with its unit; a dash unless every part of it is known."""
    known = [amount for amount in amounts if amount is not None]
    return f"{quantity(sum(known, Decimal(0)))} {unit}" if known and len(known) == len(amounts) else MISSING


def total_gross(shipment: Shipment) -> str:
    """Return the gross weight of all packages."""
    return total([package.gross_kg for package in shipment.packages], "kg")


def total_volume(shipment: Shipment) -> str:
    """Return the volume of all packages."""
    return total([volume(package) for package in shipment.packages], "m³")
