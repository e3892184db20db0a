"""Writing what stands on a draft of a shipment; plain functions inside a use case."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Actor
from app.errors import Invalid
from app.forms.material.shipments import PackageForm, PartyForm, ShipmentForm
from app.i18n import _
from app.queries.material.shipment_facts import PARTIES, slips_of
from app.queries.material.shipped_goods import goods_of
from app.queries.trade.of_request import offer_name
from app.rules.inputs import clean_line, clean_phone, clean_text, plausible_day
from app.rules.material.shipments import (
    CLAUSE,
    SHIPPED_WAYS,
    check_dangerous,
    check_packages,
    check_packed,
    clean_waybill,
)
from app.rules.material.slips import HANDED_OUT
from app.rules.permissions import Permission
from app.rules.trade.amounts import check_sum
from app.services.keeping import in_use
from models.enums import HandlingMark, SlipState
from models.material.shipment import Package, PackedItem, Shipment
from models.material.slip import Slip
from models.parties.partner import Partner

TEXT_LIMIT = 4000
SHIPPABLE = (SlipState.APPROVED, *HANDED_OUT)
_LINES = {"carrier_name": 60, "vehicle_no": 40, "driver": 60, "documents_enclosed": 200}
_CHOICES = ("mode", "pickup", "freight_payer", "insured", "large")
_MONEY = ("freight", "declared_value", "insurance_fee")


def write_shipment(session: Session, shipment: Shipment, form: ShipmentForm, actor: Actor) -> None:
    """Write all that stands on a shipment but its slips and packages; Invalid at the field that is wrong.

    Sums stay as they are where the one who writes may not see money.
    """
    check_dangerous(form)
    for name in PARTIES:
        _write_party(shipment, name, getattr(form, name))
    for name, limit in _LINES.items():
        setattr(shipment, name, clean_line(getattr(form, name), field=name, limit=limit))
    shipment.waybill_no = clean_waybill(form.waybill_no, field="waybill_no")
    for name in _CHOICES:
        setattr(shipment, name, getattr(form, name))
    _write_days(shipment, form)
    write_carrier(session, shipment, form.carrier_id)
    if actor.may(Permission.VIEW_MONEY):
        _write_money(shipment, form)
    shipment.marks = [mark.value for mark in HandlingMark if mark in form.marks]
    shipment.dangerous_goods = clean_line(form.dangerous_goods, field="dangerous_goods", limit=200)
    shipment.note = clean_text(form.note, field="note", limit=TEXT_LIMIT)


def _write_party(shipment: Shipment, name: str, party: PartyForm) -> None:
    for part, limit in (("unit", 200), ("address", 200), ("contact", 60), ("postcode", 12)):
        setattr(shipment, f"{name}_{part}", clean_line(getattr(party, part), field=name, limit=limit))
    setattr(shipment, f"{name}_phone", clean_phone(party.phone, field=name, limit=40))


def _write_days(shipment: Shipment, form: ShipmentForm) -> None:
    shipment.ship_on, shipment.arrive_on = (
        plausible_day(getattr(form, name), field=name) for name in ("ship_on", "arrive_on")
    )
    if form.ship_on is not None and form.arrive_on is not None and form.arrive_on < form.ship_on:
        raise Invalid(_("It cannot arrive before it leaves."), field="arrive_on", clause=CLAUSE)


def write_carrier(session: Session, shipment: Shipment, carrier_id: int | None) -> None:
    """Write which partner carries the goods: its name is the carrier's; Invalid for one that is no carrier."""
    if carrier_id is not None:
        partner = in_use(session, Partner, carrier_id, field="carrier_id", kept=shipment.carrier_id)
        if not partner.is_carrier:
            text = _("{name} is no carrier.").format(name=partner.title)
            raise Invalid(text, field="carrier_id", clause=CLAUSE)
        shipment.carrier_name = partner.title
    shipment.carrier_id = carrier_id


def _write_money(shipment: Shipment, form: ShipmentForm) -> None:
    for name in _MONEY:
        amount = getattr(form, name)
        setattr(shipment, name, None if amount is None else check_sum(amount, field=name))
    if not form.insured and (form.declared_value or form.insurance_fee):
        raise Invalid(_("A declared value is that of insured goods."), field="insured", clause=CLAUSE)


# slips -----------------------------------------------------------------------------------------------------------


def write_slips(session: Session, shipment: Shipment, form: ShipmentForm) -> None:
    """Let these slips leave with a stored shipment, and no others; customer, project, request and order are theirs.

    Invalid at ``slip_ids`` for a slip that is shipped otherwise, not approved, red, carried by somebody, or for another
    customer.
    """
    wanted = tuple(dict.fromkeys(form.slip_ids))
    slips = session.scalars(select(Slip).where(Slip.id.in_(wanted)).order_by(Slip.id)).all()
    if len(slips) < len(wanted):
        raise Invalid(_("A slip is no longer there. Open the form again."), field="slip_ids")
    for slip in slips:
        _check_slip(shipment, slip)
    if len({slip.customer_id for slip in slips}) > 1:
        raise Invalid(_("These slips are for different customers."), field="slip_ids", clause=CLAUSE)
    for slip in slips_of(session, shipment.id):
        if slip.id not in wanted:
            slip.shipment_id = None
    for slip in slips:
        slip.shipment_id = shipment.id
    _follow(shipment, slips, form)
    session.flush()


def _check_slip(shipment: Shipment, slip: Slip) -> None:
    name = offer_name(slip.number, slip.title)
    if slip.shipment_id is not None and slip.shipment_id != shipment.id:
        raise Invalid(_("{name} leaves with another shipment.").format(name=name), field="slip_ids", clause=CLAUSE)
    if slip.is_red or slip.state not in SHIPPABLE:
        text = _("{name} is no approved issue slip.").format(name=name)
        raise Invalid(text, field="slip_ids", clause="C6.3")
    if slip.handing_over not in SHIPPED_WAYS:
        text = _("The goods of {name} are taken along by whoever goes there.").format(name=name)
        raise Invalid(text, field="slip_ids", clause=CLAUSE)


def _follow(shipment: Shipment, slips: Sequence[Slip], form: ShipmentForm) -> None:
    """A shipment is for the one request or order that all its slips are for; with several it names none."""
    if not slips:
        shipment.request_id, shipment.order_id = form.request_id, form.order_id
    else:
        shipment.request_id = _only({slip.request_id for slip in slips})
        shipment.order_id = _only({slip.order_id for slip in slips})
        shipment.customer_id = slips[0].customer_id
        shipment.project_id = _only({slip.project_id for slip in slips})
        shipment.site_id = _only({slip.site_id for slip in slips})
    title = slips[0].title if slips else shipment.consignee_unit
    shipment.title = title or _("Shipment")


def _only(ids: set[int | None]) -> int | None:
    return next(iter(ids)) if len(ids) == 1 else None


# packages --------------------------------------------------------------------------------------------------------


def write_packages(session: Session, shipment: Shipment, packages: Sequence[PackageForm]) -> None:
    """Write the packages of a stored shipment, numbered in their order; Invalid at ``packages``, naming the line."""
    check_packages(packages)
    goods = goods_of(session, [slip.id for slip in slips_of(session, shipment.id)])
    check_packed(packages, goods)
    known = list(shipment.packages)
    rows = [known[place] if place < len(known) else Package() for place in range(len(packages))]
    for place, (row, package) in enumerate(zip(rows, packages, strict=True), start=1):
        _write_package(row, package, place)
        _write_items(row, package)
    shipment.packages = rows
    session.flush()


def _write_package(row: Package, package: PackageForm, place: int) -> None:
    row.package_no = place
    for name in ("length_cm", "width_cm", "height_cm", "gross_kg", "net_kg"):
        setattr(row, name, getattr(package, name))
    row.packing = clean_line(package.packing, field="packages", limit=60)
    row.contents = clean_line(package.contents, field="packages", limit=200)


def _write_items(row: Package, package: PackageForm) -> None:
    """Rows are written over by line, so that nothing stands in a package twice while the old ones are not gone yet."""
    known = {item.slip_line_id: item for item in row.items}
    items = []
    for form in package.items:
        item = known.get(form.slip_line_id) or PackedItem(slip_line_id=form.slip_line_id)
        if form.quantity is not None:
            item.quantity = form.quantity
        items.append(item)
    row.items = items
