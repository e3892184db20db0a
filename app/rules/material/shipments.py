"""What may stand on a shipment: its packages, what is in them, dangerous goods, and what arrived (C6.4, C6.6).

Sizes are in centimetres, weights in kilograms, volumes in cubic metres.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.errors import Invalid
from app.formatting import quantity as quantity_text
from app.forms.material.shipments import ArrivalForm, PackageForm, PartyForm, ShipmentForm
from app.i18n import _
from app.rules.inputs import clean_line, comparison_key
from app.rules.material.valuation import ZERO
from app.rules.trade.amounts import is_quantity
from models.enums import ArrivalCondition, HandingOver, HandlingMark, ShipmentState, TransportMode

CLAUSE = "C6.4"
TRACKING_CLAUSE = "C6.6"
NOT_GONE = (ShipmentState.DRAFT, ShipmentState.NOTIFIED)
UNDER_WAY = (ShipmentState.SHIPPED, ShipmentState.ARRIVED)
OVER = (ShipmentState.CONFIRMED, ShipmentState.CANCELLED)
SHIPPED_WAYS = (HandingOver.CONSIGNED, HandingOver.COURIER)  # goods that somebody takes along need no shipment
MOST_PACKAGES = 200
LONGEST_CM = 3000
HEAVIEST_KG = Decimal(100_000)
DENSEST = Decimal(20_000)  # kilograms in a cubic metre; nothing that is shipped is heavier
_CM3_PER_M3 = Decimal(1_000_000)
_UN_NUMBER = re.compile(r"UN\s*\d{4}(?!\d)", re.IGNORECASE)
_CLASS = re.compile(r"[1-9](\.\d)?")


@dataclass(frozen=True, slots=True)
class Goods:
    """A line of a slip that is shipped: ``quantity`` is what the slip issued, less what came back; what it asks for
    while the keeper has not checked it. ``large`` and ``hazard`` (a code, "" for none) are those of its part.
    """

    slip_line_id: int
    slip_id: int
    slip_number: str
    line_no: int
    part_id: int
    need_id: int | None
    code: str
    name: str
    spec: str
    unit: str
    quantity: Decimal
    large: bool
    hazard: str

    @property
    def title(self) -> str:
        """Name and model on one line."""
        return " ".join(said for said in (self.name, self.spec) if said)

    def amount(self, quantity: Decimal) -> str:
        """So much of it in words, e.g. “机械密封 2 套”."""
        return f"{self.title} {quantity_text(quantity)} {self.unit}".strip()


def volume_of(length_cm: int | None, width_cm: int | None, height_cm: int | None) -> Decimal | None:
    """Return the volume of a package in cubic metres, to a thousandth; None where a size is missing."""
    if not length_cm or not width_cm or not height_cm:
        return None
    return (Decimal(length_cm * width_cm * height_cm) / _CM3_PER_M3).quantize(Decimal("0.001"))


# packages --------------------------------------------------------------------------------------------------------


def check_packages(packages: Sequence[PackageForm]) -> None:
    """Refuse packages of which a size or weight cannot be right; Invalid at ``packages``, naming the line."""
    if len(packages) > MOST_PACKAGES:
        raise Invalid(_("At most {count} packages fit here.").format(count=MOST_PACKAGES), field="packages")
    for place, package in enumerate(packages, start=1):
        problem = package_problem(package)
        if problem:
            text = _("Package {place}: {problem}").format(place=place, problem=problem)
            raise Invalid(text, field="packages", clause=CLAUSE)


def package_problem(package: PackageForm) -> str:
    """Return what is wrong with a package, "" when nothing is."""
    sizes = (package.length_cm, package.width_cm, package.height_cm)
    if any(sizes) and not all(sizes):
        return _("enter length, width and height")
    if any(size is not None and not 0 < size <= LONGEST_CM for size in sizes):
        return _("a side is 1 to {most} cm long").format(most=LONGEST_CM)
    weights = (package.gross_kg, package.net_kg)
    if any(kg is not None and not (is_quantity(kg) and kg <= HEAVIEST_KG) for kg in weights):
        return _("a weight is more than 0 and at most {most} kg").format(most=HEAVIEST_KG)
    if package.gross_kg is not None and package.net_kg is not None and package.net_kg > package.gross_kg:
        return _("the net weight is more than the gross weight")
    return _density_problem(package)


def _density_problem(package: PackageForm) -> str:
    cm3 = Decimal((package.length_cm or 0) * (package.width_cm or 0) * (package.height_cm or 0))
    if cm3 and package.gross_kg is not None and package.gross_kg * _CM3_PER_M3 > DENSEST * cm3:
        return _("nothing of this size weighs as much: check size and weight")
    return ""


def packed_sums(packages: Iterable[PackageForm]) -> Mapping[int, Decimal]:
    """Add up by line of a slip what is in packages."""
    sums: dict[int, Decimal] = {}
    for item in (item for package in packages for item in package.items):
        sums[item.slip_line_id] = sums.get(item.slip_line_id, ZERO) + (item.quantity or ZERO)
    return sums


def check_packed(packages: Sequence[PackageForm], goods: Sequence[Goods]) -> None:
    """Refuse goods in packages that no slip of the shipment issued, or more of them; Invalid at ``packages``."""
    known = {one.slip_line_id: one for one in goods}
    for place, package in enumerate(packages, start=1):
        ids = [item.slip_line_id for item in package.items]
        if len(set(ids)) < len(ids):
            text = _("Package {place}: an item stands twice in it.").format(place=place)
            raise Invalid(text, field="packages", clause=CLAUSE)
        if not set(ids) <= known.keys():
            text = _("Package {place}: an item is on none of the slips.").format(place=place)
            raise Invalid(text, field="packages", clause=CLAUSE)
        if any(item.quantity is None or not is_quantity(item.quantity) for item in package.items):
            text = _("Package {place}: enter how much of each item is in it.").format(place=place)
            raise Invalid(text, field="packages", clause=CLAUSE)
    over = [known[line] for line, packed in packed_sums(packages).items() if packed > known[line].quantity]
    if over:
        text = _("More is packed than the slips issued: {names}.")
        names = _(", ").join(one.amount(one.quantity) for one in over)
        raise Invalid(text.format(names=names), field="packages", clause=CLAUSE)


def not_packed(packed: Mapping[int, Decimal], goods: Iterable[Goods]) -> tuple[str, ...]:
    """Return in words what the slips issued and is in no package."""
    left = ((one, one.quantity - packed.get(one.slip_line_id, ZERO)) for one in goods)
    return tuple(one.amount(rest) for one, rest in left if rest > 0)


# parties, dangerous goods, carrier -------------------------------------------------------------------------------


def missing_of(party: PartyForm, name: str) -> str:
    """Return in words what a sending or receiving unit, called ``name``, lacks, "" for nothing but a postcode."""
    needed = {_("unit"): party.unit, _("address"): party.address, _("contact"): party.contact, _("phone"): party.phone}
    lacking = " / ".join(what for what, said in needed.items() if not said)
    return _("{party}: {what}").format(party=name, what=lacking) if lacking else ""


def check_dangerous(form: ShipmentForm) -> None:
    """Refuse dangerous goods without UN number and class, or without the mark on the packages, and the mark without
    them.
    """
    marked, told = HandlingMark.DANGEROUS in form.marks, form.dangerous_goods.strip()
    if marked and not told:
        text = _("Say which dangerous goods these are: UN number and class.")
        raise Invalid(text, field="dangerous_goods", clause=CLAUSE)
    if told and (not _UN_NUMBER.search(told) or not _CLASS.search(_UN_NUMBER.sub("", told))):
        text = _("Dangerous goods are named with UN number and class, e.g. UN 1789, class 8.")
        raise Invalid(text, field="dangerous_goods", clause=CLAUSE)
    if told and not marked:
        text = _("Dangerous goods carry the mark “Dangerous goods” on their packages.")
        raise Invalid(text, field="marks", clause=CLAUSE)


def check_carrier(mode: TransportMode, carrier: str, waybill: str, vehicle: str) -> None:
    """Refuse goods that leave with nobody: a carrier with waybill or vehicle, or our own vehicle."""
    if mode is TransportMode.OWN:
        if not vehicle:
            raise Invalid(_("Enter the vehicle."), field="vehicle_no", clause=TRACKING_CLAUSE)
    elif not carrier:
        raise Invalid(_("Enter who carries the goods."), field="carrier_name", clause=TRACKING_CLAUSE)
    elif not waybill and not vehicle:
        text = _("Enter the waybill number, or the vehicle where there is none.")
        raise Invalid(text, field="waybill_no", clause=TRACKING_CLAUSE)


def clean_waybill(text: str, *, field: str) -> str:
    """Return a waybill number in half width and capitals, without blanks: the same one is always written alike."""
    return "".join(clean_line(unicodedata.normalize("NFKC", text), field=field, limit=60).split()).upper()


def is_same_carrier(one: str, other: str) -> bool:
    """Tell whether two names of carriers differ in nothing but blanks, case and width."""
    return comparison_key("".join(one.split())) == comparison_key("".join(other.split()))


# arrival ---------------------------------------------------------------------------------------------------------


def check_arrival(form: ArrivalForm, sent: int) -> int:
    """Return how many packages arrived of those ``sent``; Invalid at the field that contradicts another one."""
    count = form.packages
    if count is None:
        raise Invalid(_("Enter how many packages arrived."), field="packages", clause=TRACKING_CLAUSE)
    if not 0 <= count <= sent:
        text = _("{count} packages were sent.").format(count=sent)
        raise Invalid(text, field="packages", clause=TRACKING_CLAUSE)
    if count < sent and form.condition is ArrivalCondition.INTACT:
        text = _("{count} packages were sent: what is missing?").format(count=sent)
        raise Invalid(text, field="condition", clause=TRACKING_CLAUSE)
    if form.condition is not ArrivalCondition.INTACT and not form.exceptions.strip():
        text = _("Write down what is damaged or missing.")
        raise Invalid(text, field="exceptions", clause=TRACKING_CLAUSE)
    return count
