"""The cards of a shipment: both parties, slips, packages, transport, the look-ups on the way (C6.4, C6.6)."""

from collections.abc import Iterable
from datetime import date, datetime

from app.formatting import date_text, money, quantity, short_date_time
from app.forms.material.shipments import PartyForm
from app.i18n import _, ngettext
from app.labels import label
from app.queries.material.shipments import PackageView, ShipmentDetails
from app.queries.trade.order_parts import Linked
from models.enums import EventKind, FreightPayer, RecordKind, SlipState
from ui.runtime.desk import Desk
from ui.tabs.inventory.slips.columns import slip_badge
from ui.tabs.links import LINK_ROOM, clipped, link_code
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import FactGroup
from ui.widgets.detail.facts import Fact

PARTIES, PACKAGES, TRANSPORT = "parties", "packages", "transport"
SLIPS, LOOK_UPS, FACTS = "slips", "look_ups", "facts"
ON_THE_WAY = (EventKind.SHIPPED, EventKind.TRACKED, EventKind.GOODS_ARRIVED, EventKind.RECEIPT_CONFIRMED)


def parties_group(details: ShipmentDetails, link: str = "") -> FactGroup:
    """Return the card of who sends and who receives; ``link`` (translated) stands at its title."""
    facts = (*_party_facts(_("Consignor"), details.shipper), *_party_facts(_("Consignee"), details.consignee))
    return FactGroup(PARTIES, _("From whom to whom (C6.4)"), facts, link)


def _party_facts(name: str, party: PartyForm) -> Iterable[Fact]:
    yield Fact(name, party.unit) if party.unit else Fact(name, "", badge=Badge(_("unit is missing"), Tone.SOON))
    yield from _told(party.address, _("address is missing"))
    yield from _told(_joined(party.contact, party.phone, party.postcode), _("contact is missing"))


def _told(words: str, missing: str) -> Iterable[Fact]:
    yield Fact("", words) if words else Fact("", "", badge=Badge(missing, Tone.SOON))


def _joined(*words: str) -> str:
    return " · ".join(word for word in words if word)


# slips and packages ----------------------------------------------------------------------------------------------


def slips_group(details: ShipmentDetails) -> FactGroup:
    """Return the card of the slips whose goods leave; one that is not packed yet says so."""
    facts = [fact for slip in details.slips for fact in _slip_facts(details, slip.id)]
    return FactGroup(SLIPS, _("Issue slips (C6.3)"), tuple(facts) or (Fact("", _("No issue slip yet.")),))


def _slip_facts(details: ShipmentDetails, slip_id: int) -> Iterable[Fact]:
    slip = next(one for one in details.slips if one.id == slip_id)
    yield Fact(clipped(slip.number or _("Draft"), LINK_ROOM), clipped(slip.title, LINK_ROOM),
               link_code(RecordKind.SLIP, slip.id))  # fmt: skip
    if slip.state is not SlipState.PACKED:
        yield Fact("", "", badge=slip_badge(slip.state))
    for goods in (one for one in details.carried if one.slip_id == slip_id):
        yield Fact("", _joined(goods.amount(goods.quantity), goods.code))


def packages_group(details: ShipmentDetails, link: str = "") -> FactGroup:
    """Return the card of the packages with what is in them, their sums, and what is in none of them."""
    facts = [fact for package in details.packages for fact in _package_facts(package)]
    if details.packages:
        count = ngettext("{count} package", "{count} packages", len(details.packages))
        told = count.format(count=len(details.packages))
        facts.append(Fact(_("In all"), _joined(told, f"{quantity(details.gross_kg)} kg", _volume(details.volume))))
    for text in details.not_packed:
        facts.append(Fact("", "", badge=Badge(_("in no package: {name}").format(name=text), Tone.SOON)))
    return FactGroup(PACKAGES, _("Packages"), tuple(facts) or (Fact("", _("No package yet.")),), link)


def _volume(volume: object) -> str:
    return f"{volume} m³" if volume else ""


def _package_facts(package: PackageView) -> Iterable[Fact]:
    size = f"{package.length_cm}×{package.width_cm}×{package.height_cm} cm" if package.length_cm else ""
    gross = _("gross {kg} kg").format(kg=quantity(package.gross_kg)) if package.gross_kg is not None else ""
    net = _("net {kg} kg").format(kg=quantity(package.net_kg)) if package.net_kg is not None else ""
    inside = _(", ").join(item.text for item in package.items) or package.contents
    lines = [line for line in (_joined(package.packing, size), _joined(gross, net), inside) if line]
    yield Fact(str(package.package_no), lines[0] if lines else "")
    yield from (Fact("", line) for line in lines[1:])


# transport and the way -------------------------------------------------------------------------------------------


def transport_group(details: ShipmentDetails, link: str = "") -> FactGroup:
    """Return the card of how the goods travel; sums only for those who may see money."""
    rows = (
        (_("Transport mode"), _joined(label(details.mode), label(details.pickup))),
        (_("Carrier"), details.carrier_name),
        (_("Waybill no."), details.waybill_no),
        (_("Vehicle"), _joined(details.vehicle_no, details.driver)),
        (_("Ship on"), _day(details.ship_on)),
        (_("Arrive by"), _day(details.arrive_on)),
        (_("Freight, payer"), _freight(details)),
        (_("Insurance"), _insurance(details)),
        (_("Marks"), _(", ").join(label(mark) for mark in details.marks)),
        (_("UN no., class"), details.dangerous_goods),
        (_("Documents enclosed"), details.documents_enclosed),
        (_("Note"), details.note),
    )
    facts = tuple(Fact(name, value) for name, value in rows if value)
    return FactGroup(TRANSPORT, _("Transport"), facts, link)


def _day(day: date | None) -> str:
    return date_text(day) if day is not None else ""


def _freight(details: ShipmentDetails) -> str:
    is_usual = details.freight_payer is FreightPayer.PREPAID and details.freight is None
    amount = money(details.freight) if details.freight is not None else ""
    return "" if is_usual and not details.carrier_name else _joined(label(details.freight_payer), amount)


def _insurance(details: ShipmentDetails) -> str:
    if not details.insured:
        return ""
    value = money(details.declared_value) if details.declared_value is not None else ""
    fee = _("fee {sum}").format(sum=money(details.insurance_fee)) if details.insurance_fee is not None else ""
    return _joined(_("insured"), value, fee)


def look_ups_group(details: ShipmentDetails, desk: Desk) -> FactGroup:
    """Return the card of the original records of the way, the newest first."""
    found = (event for event in details.events if event.kind in ON_THE_WAY)
    facts = []
    for event in found:
        who = event.counterpart or event.person
        facts.append(Fact(_moment(event.at, desk), _joined(label(event.kind), who)))
        facts += [Fact("", line) for line in event.text.splitlines() if line]
    return FactGroup(LOOK_UPS, _("On the way (C6.6)"), tuple(facts))


def facts_group(details: ShipmentDetails, desk: Desk) -> FactGroup:
    """Return the card of what became of the goods, and of the records around the shipment."""
    sent = len(details.packages)
    came = "" if details.received_packages is None else _("{count} of {sent} packages")
    told = (
        (_("Notice given at"), _moment(details.notified_at, desk)),
        (_("Shipped at"), _moment(details.shipped_at, desk)),
        (_("Arrived at"), _moment(details.arrived_at, desk)),
        (_("Packages received"), came.format(count=details.received_packages, sent=sent)),
        (_("Confirmed"), _joined(_moment(details.confirmed_at, desk), details.confirmed_by)),
    )
    facts = [Fact(name, value) for name, value in told if value]
    return FactGroup(FACTS, _("Basic facts"), (*facts, *_linked_facts(details)))


def _linked_facts(details: ShipmentDetails) -> Iterable[Fact]:
    linked = (
        *((_("Request"), one) for one in details.requests),
        *((_("Order"), one) for one in details.orders),
        (_("Customer"), details.customer),
        (_("Project"), details.project),
        (_("Carrier"), details.carrier),
    )
    for name, one in linked:
        if one is not None:
            yield Fact(name, clipped(_linked_words(one), LINK_ROOM), link_code(one.kind, one.id))


def _linked_words(linked: Linked) -> str:
    if linked.kind in (RecordKind.CUSTOMER, RecordKind.PARTNER):
        return linked.title
    return f"{linked.number or _('Draft')} {linked.title}"


def _moment(moment: datetime | None, desk: Desk) -> str:
    return short_date_time(moment, desk.zone, desk.today()) if moment is not None else ""
