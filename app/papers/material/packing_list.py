"""The packing list (装箱单, packing_list): what is in which package, for whoever opens it (C6.4).

Gate: as the consignment notice. It has a number of its own and no prices.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.formatting import MISSING, quantity
from app.i18n import _
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import Row, contract_of, enumerated, owner_values, title_of
from app.papers.material.packages import (
    Packed,
    carried_by,
    package_count,
    size_text,
    total,
    total_gross,
    total_volume,
    volume,
)
from app.papers.sources import TITLE_LIMIT
from models.material.shipment import Package, Shipment
from models.material.slip import SlipLine
from models.record import Record

SCRIPT = ("consignee_unit", "consignee_address", "consignee_contact", "consignee_phone", "shipper_unit")


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of a packing list; runs inside ``using_language`` of the paper's language."""
    shipment = session.get_one(Shipment, record.id)
    carried = carried_by(session, shipment)
    serials = _serials(session, [line.goods.slip_line_id for line in carried.lines if line.goods])
    values: dict[str, FieldValue] = {
        **{name: getattr(shipment, name) for name in SCRIPT},
        "notice_no": shipment.number or "",
        "issue_no": carried.slip_numbers,
        "contract_no": contract_of(session, shipment),
        "project_name": owner_values(session, shipment)["project_name"],
        "carrier": shipment.carrier_name or title_of(session, shipment.carrier_id),
        "waybill_no": shipment.waybill_no,
        "total_pkgs": package_count(shipment),
        "total_gross": total_gross(shipment),
        "total_net": total([package.net_kg for package in shipment.packages], "kg"),
        "total_volume": total_volume(shipment),
    }
    items = tuple(_item(position, line, serials) for position, line in enumerate(carried.lines, start=1))
    rows = {"items": items, "packages": tuple(map(_package, shipment.packages))}
    title = _("Packing list: {title}").format(title=shipment.title)
    return Filled(title[:TITLE_LIMIT], values, {key: table for key, table in rows.items() if table})


def _serials(session: Session, line_ids: list[int]) -> dict[int, str]:
    """Return by line of a slip the serial numbers and the batch that went out."""
    lines = session.scalars(select(SlipLine).where(SlipLine.id.in_(line_ids)))
    return {line.id: enumerated((line.serial_no, line.batch)) for line in lines}


def _item(position: int, line: Packed, serials: dict[int, str]) -> Row:
    row = {"seq": str(position), "pkg": str(line.package.package_no) if line.package else "", "part_name": line.text}
    if line.goods is None:
        return row
    return row | {
        "part_no": line.goods.code,
        "part_name": line.goods.name,
        "spec": line.goods.spec,
        "unit": line.goods.unit,
        "qty": quantity(line.quantity),
        "serial_no": serials.get(line.goods.slip_line_id, ""),
    }


def _package(package: Package) -> Row:
    return {
        "pkg": str(package.package_no),
        "packing": package.packing or MISSING,
        "size": size_text(package) or MISSING,
        "volume": quantity(volume(package)),
        "gross": quantity(package.gross_kg),
        "net": quantity(package.net_kg),
    }
