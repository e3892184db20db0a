"""Reading shipments into forms: one that is changed, and a new one with what its slips already tell."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, selectinload

from app.context import Context, settings_of
from app.forms.material.shipments import PackageForm, PackedItemForm, PartyForm, ShipmentForm
from app.queries.material.shipment_facts import party_of, slips_of
from app.queries.material.shipped_goods import goods_of
from app.queries.material.stock import local_day
from app.queries.records.lookup import existing
from app.queries.trade.of_request import offer_name
from app.rules.material.shipments import SHIPPED_WAYS, Goods
from app.rules.material.slips import HANDED_OUT, earliest
from app.rules.permissions import Permission
from models.enums import HandingOver, HandlingMark, SlipState, TransportMode
from models.material.shipment import Package, Shipment
from models.material.slip import Slip
from models.parties.customer import Contact
from models.parties.site import Site
from models.record import Record
from models.requests.request import Request

_OWN = (
    "request_id", "order_id", "ship_on", "arrive_on", "carrier_id", "carrier_name", "waybill_no", "mode", "pickup",
    "vehicle_no", "driver", "freight_payer", "insured", "large", "dangerous_goods", "documents_enclosed", "note",
    "version",
)  # fmt: skip
_MONEY = ("freight", "declared_value", "insurance_fee")
_OF_PACKAGE = ("packing", "length_cm", "width_cm", "height_cm", "gross_kg", "net_kg", "contents")


def shipment_form(context: Context, record_id: int) -> ShipmentForm:
    """Read a shipment into the form that changes it."""
    context.require(Permission.EDIT_SHIPMENT)
    with context.read() as session:
        with_packages = selectinload(Shipment.packages).selectinload(Package.items)
        shipment = existing(session, Shipment, record_id, with_packages)
        money = _MONEY if context.actor.may(Permission.VIEW_MONEY) else ()
        slip_ids = tuple(slip.id for slip in slips_of(session, shipment.id))
        carried = {one.slip_line_id for one in goods_of(session, slip_ids)}
        return ShipmentForm(
            **{name: getattr(shipment, name) for name in (*_OWN, *money)},
            slip_ids=slip_ids,
            shipper=party_of(shipment, "shipper"),
            consignee=party_of(shipment, "consignee"),
            marks=frozenset(HandlingMark(mark) for mark in shipment.marks),
            packages=tuple(_package(row, carried) for row in shipment.packages),
        )


def _package(row: Package, carried: Collection[int]) -> PackageForm:
    """What came back as a whole is in no package any more."""
    items = tuple(
        PackedItemForm(slip_line_id=one.slip_line_id, quantity=one.quantity)
        for one in row.items
        if one.slip_line_id in carried
    )
    return PackageForm(**{name: getattr(row, name) for name in _OF_PACKAGE}, items=items)


# a new one -------------------------------------------------------------------------------------------------------


def new_shipment_form(context: Context, *, slip_ids: Collection[int] = ()) -> ShipmentForm:
    """Return the form of a new shipment: we send, the customer of the slips receives where they are needed, all goods
    are in one package until somebody says otherwise. Large where one of them is; NotFound for a slip that is gone.
    """
    context.require(Permission.EDIT_SHIPMENT)
    with context.read() as session:
        slips = [existing(session, Slip, one) for one in dict.fromkeys(slip_ids)]
        form = ShipmentForm(shipper=_shipper(session, context.actor.display_name))
        today = local_day(session, context.clock.now())
        return _with_slips(session, form, slips, today) if slips else form


def _shipper(session: Session, contact: str) -> PartyForm:
    settings = settings_of(session)
    return PartyForm(
        unit=settings.text("company_name"), address=settings.text("company_address"), contact=contact,
        phone=settings.text("company_phone"),
    )  # fmt: skip


def _with_slips(session: Session, form: ShipmentForm, slips: Sequence[Slip], today: date) -> ShipmentForm:
    goods = goods_of(session, [slip.id for slip in slips])
    by_courier = all(slip.handing_over is HandingOver.COURIER for slip in slips)
    return replace(
        form,
        slip_ids=tuple(slip.id for slip in slips),
        consignee=_consignee(session, slips[0]),
        arrive_on=earliest((slip.needed_on for slip in slips), today),
        mode=TransportMode.COURIER if by_courier else TransportMode.PART_LOAD,
        large=any(one.large for one in goods),
        marks=frozenset({HandlingMark.DANGEROUS}) if any(one.hazard for one in goods) else frozenset(),
        packages=(PackageForm(items=_items(goods)),) if goods else (),
    )


def _items(goods: Sequence[Goods]) -> tuple[PackedItemForm, ...]:
    return tuple(PackedItemForm(slip_line_id=one.slip_line_id, quantity=one.quantity) for one in goods)


def _consignee(session: Session, slip: Slip) -> PartyForm:
    """The customer where the slip is for: at its site, whoever asked for it; else a contact of the customer's."""
    if slip.customer_id is None:
        return PartyForm()
    request = session.get(Request, slip.request_id) if slip.request_id else None
    site_id = slip.site_id or (request.site_id if request is not None else None)
    site = session.get(Site, site_id) if site_id else None
    unit = session.get_one(Record, slip.customer_id).title
    contact = _contact(session, slip.customer_id, request)
    return PartyForm(unit=unit, address=_address(site), contact=contact[0], phone=contact[1])


def _contact(session: Session, customer_id: int, request: Request | None) -> tuple[str, str]:
    if request is not None and request.contact_name:
        return request.contact_name, request.contact_phone
    found = select(Contact).where(Contact.party_id == customer_id).order_by(Contact.id).limit(1)
    first = session.scalars(found).first()
    return (first.name, first.mobile or first.phone) if first is not None else ("", "")


def _address(site: Site | None) -> str:
    """Province, city and address, without saying twice what the address begins with."""
    if site is None:
        return ""
    text = site.address
    for part in (site.city, site.province):
        if part and part not in text:
            text = part + text
    return text


# slips to choose from --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SlipToShip:
    """A slip that may leave with a shipment, with its goods."""

    id: int
    number: str
    title: str
    customer_id: int | None
    customer: str
    state: SlipState
    checked_at: datetime | None
    goods: tuple[Goods, ...]

    @property
    def name(self) -> str:
        """What a list calls it: number, customer, what it is for."""
        return " · ".join(said for said in (offer_name(self.number, self.title), self.customer, self.title) if said)


def slips_to_ship(context: Context, *, shipment_id: int | None = None) -> tuple[SlipToShip, ...]:
    """Return the slips whose goods are consigned or go by courier and leave with no shipment yet, the checked ones
    first, and those of the shipment ``shipment_id``.
    """
    context.require(Permission.EDIT_SHIPMENT)
    with context.read() as session:
        own = Slip.shipment_id == (shipment_id or 0)
        waiting = and_(
            Slip.shipment_id.is_(None), ~Slip.is_red, Slip.handing_over.in_(SHIPPED_WAYS),
            Slip.state.in_((SlipState.APPROVED, *HANDED_OUT)),
        )  # fmt: skip
        slips = session.scalars(select(Slip).where(or_(own, waiting)).order_by(Slip.id)).all()
        goods = goods_of(session, [slip.id for slip in slips])
        customers = {slip.customer_id for slip in slips if slip.customer_id is not None}
        found = session.execute(select(Record.id, Record.title).where(Record.id.in_(customers)))
        names = {row[0]: row[1] for row in found}
        some = (_to_ship(slip, names.get(slip.customer_id or 0, ""), goods) for slip in slips)
        return tuple(sorted(some, key=lambda one: (one.state is SlipState.APPROVED, one.id)))


def _to_ship(slip: Slip, customer: str, goods: Sequence[Goods]) -> SlipToShip:
    return SlipToShip(
        id=slip.id,
        number=slip.number or "",
        title=slip.title,
        customer_id=slip.customer_id,
        customer=customer,
        state=SlipState(slip.state),
        checked_at=slip.checked_at,
        goods=tuple(one for one in goods if one.slip_id == slip.id),
    )
