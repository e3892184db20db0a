"""The consignment notice (货物托运通知单, shipping_notice): what goes where, by whom, with goods tags (C6.4).

Gate: the slips are checked (C6.3) and notice was given. Units, addresses and contacts are in regular script. The copy
that travels with the goods has the return slip, and no prices.
"""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.formatting import MISSING, money, quantity
from app.i18n import _
from app.labels import label
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import Row, contract_of, dated, day_of, title_of, zone_of
from app.papers.material.packages import (
    Carried,
    Packed,
    carried_by,
    package_count,
    request_numbers,
    size_text,
    total_gross,
    total_volume,
)
from app.papers.sources import TITLE_LIMIT, ticked
from app.queries.material.shipment_facts import PARTIES
from models.enums import HandlingMark
from models.material.shipment import Shipment
from models.record import Record

PARTY = ("unit", "address", "contact", "phone", "postcode")
LEAST_TAGS = 2  # a single package is marked on two sides


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of a notice; runs inside ``using_language`` of the paper's language."""
    shipment = session.get_one(Shipment, record.id)
    carried = carried_by(session, shipment)
    values: dict[str, FieldValue] = {
        f"{side}_{part}": getattr(shipment, f"{side}_{part}") for side in PARTIES for part in PARTY
    }
    values |= _head(session, shipment, carried)
    values |= _transport(session, shipment)
    values |= {
        "total_pkgs": package_count(shipment),
        "total_weight": total_gross(shipment),
        "total_volume": total_volume(shipment),
        "receipt_for": _receipt_for(shipment),
    }
    rows = {"items": tuple(map(_row, carried.lines)), "tags": tuple(_tags(shipment))}
    title = _("Consignment notice: {title}").format(title=shipment.title)
    return Filled(title[:TITLE_LIMIT], values, {key: table for key, table in rows.items() if table})


def _head(session: Session, shipment: Shipment, carried: Carried) -> dict[str, FieldValue]:
    values: dict[str, FieldValue] = {
        "ship_on": dated(shipment.ship_on),
        "arrive_on": dated(shipment.arrive_on),
        "contract_no": contract_of(session, shipment),
        "project_name": title_of(session, shipment.project_id),
        "issue_no": carried.slip_numbers,
        "request_no": request_numbers(session, shipment, carried),
    }
    if shipment.notified_at is not None:
        values["doc_date"] = day_of(shipment.notified_at, zone_of(session))
    return values


def _transport(session: Session, shipment: Shipment) -> dict[str, FieldValue]:
    values: dict[str, FieldValue] = {
        "carrier": shipment.carrier_name or title_of(session, shipment.carrier_id),
        "waybill_no": shipment.waybill_no,
        "mode": ticked(shipment.mode),
        "pickup": ticked(shipment.pickup),
        "vehicle_no": shipment.vehicle_no,
        "driver": shipment.driver,
        "freight_payer": ticked(shipment.freight_payer),
        "marks": ticked(*shipment.marks),
        "dangerous_goods": shipment.dangerous_goods,
        "docs_enclosed": shipment.documents_enclosed,
    }
    sums = {name: getattr(shipment, name) for name in ("freight", "declared_value", "insurance_fee")}
    values |= {name: money(amount) for name, amount in sums.items() if amount is not None}
    return values | ({} if shipment.insured else {"declared_value": _("not insured"), "insurance_fee": MISSING})


def _row(line: Packed) -> Row:
    row = {"goods_name": line.text}
    if line.goods is not None:
        row |= {"goods_name": line.goods.name, "spec": line.goods.spec, "unit": line.goods.unit}
        row |= {"qty": quantity(line.quantity)}
    if line.package is None:
        return row
    row["pkg"] = str(line.package.package_no)
    if line.first:
        gross = line.package.gross_kg
        row |= {"packing": line.package.packing, "size": size_text(line.package)}
        row |= {"weight": "" if gross is None else quantity(gross)}
    return row


def _receipt_for(shipment: Shipment) -> str:
    said = _("We have received from {consignor} {packages}, as listed on the notice of this number.")
    return said.format(consignor=shipment.shipper_unit, packages=package_count(shipment))


def _tags(shipment: Shipment) -> Iterator[Row]:
    """Yield a goods tag for every package, two for a single one."""
    count = len(shipment.packages)
    marks = [label(mark) for mark in HandlingMark if mark in shipment.marks]
    for place in range(max(LEAST_TAGS, count) if count else 0):
        yield {
            "unit": shipment.consignee_unit,
            "address": shipment.consignee_address,
            "contact": shipment.consignee_contact,
            "phone": shipment.consignee_phone,
            "package": _("Package {no}\nof {count}").format(no=min(place + 1, count), count=count),
            "marks": "　".join(marks),
        }
