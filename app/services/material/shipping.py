"""Goods that leave, are looked up on their way, arrive and are confirmed by the customer (C6.4, C6.6, C8.1, C9.1)."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.archive.scans import Scan
from app.context import Context, settings_of
from app.errors import Invalid
from app.formatting import local
from app.forms.material.shipments import ArrivalForm, ConfirmationForm, ShippingForm, TrackingForm
from app.i18n import _
from app.labels import label
from app.queries.material.shipment_facts import shipment_facts, slips_of
from app.queries.material.shipped_goods import goods_of, packed_by_line, packed_of
from app.queries.trade.of_request import offer_name
from app.rules.inputs import clean_line, clean_text
from app.rules.material.shipments import (
    CLAUSE,
    TRACKING_CLAUSE,
    UNDER_WAY,
    check_arrival,
    check_carrier,
    clean_waybill,
    is_same_carrier,
    not_packed,
)
from app.rules.permissions import Permission
from app.services.material.shipment_news import tell_sources
from app.services.material.shipment_writing import write_carrier
from app.services.material.spare_parts_orders import end_confirmed_orders
from app.services.moves import move
from app.services.promises import keeping
from app.services.scans import ScannedPaper, file_scan, stored_scan
from app.services.use_case import check_past, load, log, required, use_case
from models.enums import ArrivalCondition, EventKind, ShipmentState
from models.material.shipment import Shipment

TEXT_LIMIT = 4000
NAME_LIMIT = 60
RETURN_SLIP = "B3-03"  # shipping notices and their signed return slips, in the catalogue of the archive
_LINES = {"carrier_name": NAME_LIMIT, "vehicle_no": 40, "driver": NAME_LIMIT}


@use_case(Permission.EDIT_SHIPMENT)
def ship(context: Context, *, record_id: int, version: int, form: ShippingForm) -> None:
    """Record that the goods left: when, with whom, under which waybill; the clock of the first look-up starts (C6.6).

    Blocked until the goods are packed (C6.3), the notice for large goods was printed (C6.4), paid work has its order in
    force (C8.1) and the advance is in (C9.1). Invalid at ``incomplete`` where something that the slips issued is in no
    package and nobody says why; at ``same_waybill`` where the carrier had this number before and nobody says that it is
    meant.
    """
    why = clean_text(form.incomplete, field="incomplete", limit=TEXT_LIMIT)
    with context.write() as session:
        shipment = load(session, Shipment, record_id, version)
        at = _moment(session, form.at, shipment.notified_at, _("This lies before the notice of consignment."))
        told = _("Not in the packages: {reason}").format(reason=why) if why else ""
        move(context, session, shipment, "ship", shipment_facts(session, shipment), text=told)
        _check_complete(session, shipment, why)
        _write_carrier(session, shipment, form)
        _check_waybill(session, shipment, form)
        shipment.shipped_at = at
        words = _(", ").join(said for said in (shipment.carrier_name, shipment.waybill_no, shipment.vehicle_no) if said)
        log(session, shipment, EventKind.SHIPPED, words, at=at)
        tell_sources(session, shipment, EventKind.SHIPPED, words, at=at)
        keeping.settle(session, shipment)


def _moment(session: Session, at: datetime | None, former: datetime | None, early: str) -> datetime:
    """Return when something happened, to the minute as forms know it; Invalid for a time ahead or before ``former``."""
    moment = check_past(at or session.info["now"], session.info["now"], field="at").replace(second=0, microsecond=0)
    if former is not None and moment < former.replace(second=0, microsecond=0):
        raise Invalid(early, field="at", clause=TRACKING_CLAUSE)
    return moment


def _check_complete(session: Session, shipment: Shipment, why: str) -> None:
    goods = goods_of(session, [slip.id for slip in slips_of(session, shipment.id)])
    left = not_packed(packed_by_line(packed_of(session, shipment.id)), goods)
    if left and not why:
        text = _("In no package: {names}. Pack it, or say why it does not leave with the rest.")
        raise Invalid(text.format(names=_(", ").join(left)), field="incomplete", clause=CLAUSE)


def _write_carrier(session: Session, shipment: Shipment, form: ShippingForm) -> None:
    for name, limit in _LINES.items():
        setattr(shipment, name, clean_line(getattr(form, name), field=name, limit=limit))
    shipment.waybill_no = clean_waybill(form.waybill_no, field="waybill_no")
    write_carrier(session, shipment, form.carrier_id)
    check_carrier(shipment.mode, shipment.carrier_name, shipment.waybill_no, shipment.vehicle_no)


def _check_waybill(session: Session, shipment: Shipment, form: ShippingForm) -> None:
    if not shipment.waybill_no or form.same_waybill:
        return
    same = Shipment.waybill_no == shipment.waybill_no, Shipment.id != shipment.id
    live = select(Shipment.number, Shipment.title, Shipment.carrier_name).where(
        *same, Shipment.state != ShipmentState.CANCELLED
    )
    carrier = shipment.carrier_name
    used = [offer_name(row[0], row[1]) for row in session.execute(live) if is_same_carrier(row[2], carrier)]
    if used:
        text = _("{carrier} has carried {names} under this waybill number. Check it, or confirm that it is the same.")
        told = text.format(carrier=carrier, names=_(", ").join(used))
        raise Invalid(told, field="same_waybill", clause=TRACKING_CLAUSE)


# on the way ------------------------------------------------------------------------------------------------------


@use_case(Permission.EDIT_SHIPMENT)
def track(context: Context, *, record_id: int, form: TrackingForm) -> None:
    """Record a look-up of goods on their way: who found out when where they are; the clock of the next one starts."""
    who = required(form.person, _("Enter who looked it up."), field="person", limit=NAME_LIMIT)
    text = required(form.text, _("Write down where the goods are."), field="text", limit=TEXT_LIMIT)
    with context.write() as session:
        shipment = load(session, Shipment, record_id)
        if shipment.state not in UNDER_WAY:
            raise Invalid(_("Only goods on their way are looked up."), clause=TRACKING_CLAUSE)
        at = _after_leaving(session, shipment, form.at)
        log(session, shipment, EventKind.TRACKED, text, at=at, person=who)
        keeping.settle(session, shipment)


def _after_leaving(session: Session, shipment: Shipment, at: datetime | None) -> datetime:
    return _moment(session, at, shipment.shipped_at, _("This lies before the goods left."))


@use_case(Permission.EDIT_SHIPMENT)
def arrive(context: Context, *, record_id: int, version: int, form: ArrivalForm) -> None:
    """Record that the goods arrived: when, how many packages, in which condition; it counts as a look-up.

    Damage and shortage are told to the requests and orders. Invalid at the field that contradicts another one.
    """
    with context.write() as session:
        shipment = load(session, Shipment, record_id, version)
        at = _after_leaving(session, shipment, form.at)
        count = check_arrival(form, len(shipment.packages))
        move(context, session, shipment, "arrive", shipment_facts(session, shipment))
        shipment.arrived_at, shipment.received_packages, shipment.condition = at, count, form.condition
        shipment.exceptions = clean_text(form.exceptions, field="exceptions", limit=TEXT_LIMIT)
        text = _arrival_text(shipment)
        log(session, shipment, EventKind.GOODS_ARRIVED, text, at=at, data={"condition": form.condition.value})
        tell_sources(session, shipment, EventKind.GOODS_ARRIVED, text, at=at)
        keeping.settle(session, shipment)


def _arrival_text(shipment: Shipment) -> str:
    count, sent = shipment.received_packages, len(shipment.packages)
    text = _("{count} of {sent} packages").format(count=count, sent=sent)
    condition = shipment.condition or ArrivalCondition.INTACT
    said = _(", ").join((text, label(condition)))
    return f"{said}\n{shipment.exceptions}" if shipment.exceptions else said


@use_case(Permission.EDIT_SHIPMENT)
def confirm(context: Context, *, record_id: int, version: int, form: ConfirmationForm) -> None:
    """Record that the customer confirmed the receipt: who, when; it ends the look-ups, and the signed return slip is
    due, or filed at once (C6.6).

    An order of spare parts of which all goods are confirmed by now has ended its service (C9.2). Invalid at the form's
    field, at ``scan`` for a file that is none.
    """
    who = required(form.person, _("Enter who confirmed it."), field="person", limit=NAME_LIMIT)
    text = clean_text(form.text, field="text", limit=TEXT_LIMIT)
    scan = stored_scan(context.store, form.scan) if form.scan else None
    with context.write() as session:
        shipment = load(session, Shipment, record_id, version)
        at = _moment(session, form.at, shipment.arrived_at, _("This lies before the goods arrived."))
        move(context, session, shipment, "confirm", shipment_facts(session, shipment), text=text)
        shipment.confirmed_at, shipment.confirmed_by = at, who
        log(session, shipment, EventKind.RECEIPT_CONFIRMED, text, at=at, counterpart=who)
        tell_sources(session, shipment, EventKind.RECEIPT_CONFIRMED, text, at=at, counterpart=who)
        if scan is not None:
            _file(context, session, shipment, scan)
        keeping.settle(session, shipment)
        end_confirmed_orders(context, session, shipment)


@use_case(Permission.EDIT_SHIPMENT)
def file_return_slip(context: Context, *, record_id: int, scan: Path) -> None:
    """File the return slip that the customer signed; Invalid at ``scan`` for a file that is none."""
    stored = stored_scan(context.store, scan)
    with context.write() as session:
        shipment = load(session, Shipment, record_id)
        if shipment.state not in (*UNDER_WAY, ShipmentState.CONFIRMED):
            raise Invalid(_("A return slip comes back once the goods have left."), clause=TRACKING_CLAUSE)
        shipment.version += 1
        _file(context, session, shipment, stored)
        keeping.settle(session, shipment)


def _file(context: Context, session: Session, shipment: Shipment, scan: Scan) -> None:
    """The first slip that is filed is the one that counts; further sheets are filed with it."""
    zone = ZoneInfo(settings_of(session).text("zone"))
    day = local(shipment.confirmed_at or session.info["now"], zone).date()
    title = _("Return slip {number}: {title}").format(number=shipment.number, title=shipment.title)
    document = file_scan(session, context.store, shipment, scan, ScannedPaper(RETURN_SLIP, title, day))
    shipment.receipt_id = shipment.receipt_id or document.id
