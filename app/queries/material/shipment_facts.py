"""What the gates of a shipment look at: its slips, both parties, packages, the notice, order and advance (C6, C8.1,
C9.1).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.forms.material.shipments import PartyForm
from app.i18n import _
from app.queries.material.shipped_goods import goods_of
from app.queries.material.slip_facts import is_paid_for, slip_facts
from app.queries.money.pay_first import order_advance, pay_first_facts
from app.queries.records.issued import is_issued_since
from app.queries.trade.of_request import offer_name
from app.rules.material.gates import ShipmentFacts
from app.rules.material.shipments import Goods, missing_of
from app.rules.material.slips import HANDED_OUT
from app.rules.trade.pay_first import PayFirstFacts, advance_missing
from models.enums import ShipmentState, SlipState
from models.material.shipment import Shipment
from models.material.slip import Slip
from models.trade.order import ServiceOrder

NOTICE = "shipping_notice"
PARTIES = ("shipper", "consignee")
_OF_PARTY = ("unit", "address", "contact", "phone", "postcode")


def slips_of(session: Session, shipment_id: int) -> Sequence[Slip]:
    """Return the slips of a shipment in the order of their numbers."""
    found = select(Slip).where(Slip.shipment_id == shipment_id)
    return session.scalars(found.order_by(Slip.number.is_(None), Slip.number, Slip.id)).all()


def party_of(shipment: Shipment, name: str) -> PartyForm:
    """Return the "shipper" or the "consignee" of a shipment."""
    return PartyForm(**{part: getattr(shipment, f"{name}_{part}") for part in _OF_PARTY})


def shipment_facts(
    session: Session,
    shipment: Shipment,
    moment: datetime | None = None,
    slips: Sequence[Slip] | None = None,
    goods: Sequence[Goods] | None = None,
) -> ShipmentFacts:
    """Read what the gates of a shipment look at; ``moment`` None is that of the write transaction, ``slips`` and
    ``goods`` are its own where they have been read already.

    Notice, order and advance are looked up once it may leave.
    """
    own = slips_of(session, shipment.id) if slips is None else slips
    carried = goods_of(session, [slip.id for slip in own]) if goods is None else goods
    facts = ShipmentFacts(
        slip_count=len(own),
        unchecked=tuple(_name(slip) for slip in own if slip.state not in HANDED_OUT),
        unpacked=tuple(_name(slip) for slip in own if slip.state != SlipState.PACKED),
        missing=_missing(shipment),
        has_packages=bool(shipment.packages),
        overpacked=_overpacked(shipment, carried),
        undeclared=() if shipment.dangerous_goods else tuple(one.title for one in carried if one.hazard),
        large=shipment.large,
    )
    if shipment.state != ShipmentState.NOTIFIED:
        return facts
    at = moment or session.info["now"]
    return replace(
        facts,
        noticed=not shipment.large or is_issued_since(session, shipment.id, NOTICE, shipment.notified_at),
        order_in_force=all(slip_facts(session, slip, at).order_in_force for slip in own),
        advance_in=all(_is_advance_in(session, slip, at) for slip in own),
    )


def _overpacked(shipment: Shipment, carried: Sequence[Goods]) -> tuple[str, ...]:
    """Name what stands in packages beyond what the slips issued, by its package where nothing of it is left."""
    known = {one.slip_line_id: one for one in carried}
    packed: dict[int, Decimal] = defaultdict(Decimal)
    for package in shipment.packages:
        for item in package.items:
            packed[item.slip_line_id] += item.quantity
    gone = [
        _("Package {place}: {problem}").format(place=package.package_no, problem=_("an item came back"))
        for package in shipment.packages
        if any(item.slip_line_id not in known for item in package.items)
    ]
    over = (known[line] for line, quantity in packed.items() if line in known and quantity > known[line].quantity)
    return (*(one.amount(one.quantity) for one in over), *gone)


def _name(slip: Slip) -> str:
    return offer_name(slip.number, slip.title)


def _missing(shipment: Shipment) -> tuple[str, ...]:
    names = {"shipper": _("consignor"), "consignee": _("consignee")}
    told = (missing_of(party_of(shipment, party), names[party]) for party in PARTIES)
    return tuple(text for text in told if text)


def _is_advance_in(session: Session, slip: Slip, moment: datetime) -> bool:
    """Tell whether what is paid for of a slip is paid in advance as agreed, or excepted (C9.1): by its own order where
    it names one, else by every order in force of its request.
    """
    if slip.is_red or not is_paid_for(session, slip):
        return True
    facts = PayFirstFacts(paid=True)
    if slip.request_id is not None:
        facts = replace(pay_first_facts(session, slip.request_id, moment), paid=True)
    if slip.order_id is not None:
        order = order_advance(session, session.get_one(ServiceOrder, slip.order_id))
        known = next((one for one in facts.orders if one.number == order.number), order)
        facts = replace(facts, orders=(known,))
    return not advance_missing(facts)
