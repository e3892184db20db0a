"""The goods that slips issued and that a shipment carries: line by line, what is still out of them (C6.3)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.rules.material.shipments import Goods
from app.rules.material.slips import HANDED_OUT
from app.rules.material.valuation import ZERO
from models.enums import PartClass
from models.material.part import Part
from models.material.shipment import Package, PackedItem
from models.material.slip import Slip, SlipLine
from models.record import Record

_slip, _line, _part = Slip.__table__, SlipLine.__table__, Part.__table__
_of_slip, _of_part = Record.__table__.alias("of_slip"), Record.__table__.alias("of_part")
_red, _red_line, _of_red = _slip.alias("red"), _line.alias("red_line"), Record.__table__.alias("of_red")
_HARMLESS = ("", "none")


def _came_back() -> Any:
    """Return the column of what came back of a line by checked red slips."""
    total = func.coalesce(func.sum(_red_line.c.checked_quantity), 0, type_=_line.c.quantity.type)
    return (
        select(total)
        .select_from(_red_line.join(_red, _red.c.id == _red_line.c.slip_id).join(_of_red, _of_red.c.id == _red.c.id))
        .where(
            _red.c.reverses_id == _slip.c.id,
            _red_line.c.line_no == _line.c.line_no,
            _of_red.c.state.in_([state.value for state in HANDED_OUT]),
        )
        .correlate(_slip, _line)
        .scalar_subquery()
        .label("back")
    )


def goods_of(session: Session, slip_ids: Collection[int]) -> tuple[Goods, ...]:
    """Return the goods of slips in the order of these, without what came back as a whole; all in one reading."""
    if not slip_ids:
        return ()
    tables = (
        _line.join(_slip, _slip.c.id == _line.c.slip_id)
        .join(_of_slip, _of_slip.c.id == _slip.c.id)
        .join(_part, _part.c.id == _line.c.part_id)
        .join(_of_part, _of_part.c.id == _part.c.id)
    )
    rows = session.execute(
        select(
            _line, _of_slip.c.number.label("slip_number"), _of_part.c.number.label("code"),
            _of_part.c.title.label("name"), _part.c.spec, _part.c.unit, _part.c.part_class, _part.c.attributes,
            _came_back(),
        )
        .select_from(tables)
        .where(_line.c.slip_id.in_(tuple(slip_ids)))
        .order_by(_line.c.slip_id, _line.c.line_no)
    )  # fmt: skip
    found = [_goods(row) for row in rows]
    places = {slip_id: place for place, slip_id in enumerate(slip_ids)}
    return tuple(sorted((one for one in found if one.quantity > 0), key=lambda one: (places[one.slip_id], one.line_no)))


def _goods(row: Any) -> Goods:
    issued = row.quantity if row.checked_quantity is None else row.checked_quantity
    hazard = (row.attributes or {}).get("hazard", "")
    return Goods(
        slip_line_id=row.id,
        slip_id=row.slip_id,
        slip_number=row.slip_number or "",
        line_no=row.line_no,
        part_id=row.part_id,
        need_id=row.need_id,
        code=row.code or "",
        name=row.name,
        spec=row.spec,
        unit=row.unit,
        quantity=issued - row.back,
        large=row.part_class is PartClass.LARGE,
        hazard="" if hazard in _HARMLESS else hazard,
    )


def packed_of(session: Session, shipment_id: int) -> Mapping[int, Sequence[PackedItem]]:
    """Return by package what is in the packages of a shipment."""
    items: dict[int, list[PackedItem]] = defaultdict(list)
    found = select(PackedItem).join(Package, Package.id == PackedItem.package_id)
    for item in session.scalars(found.where(Package.shipment_id == shipment_id).order_by(PackedItem.id)):
        items[item.package_id].append(item)
    return items


def packed_by_line(items: Mapping[int, Sequence[PackedItem]]) -> Mapping[int, Decimal]:
    """Add up by line of a slip what is in packages."""
    sums: dict[int, Decimal] = {}
    for one in (one for some in items.values() for one in some):
        sums[one.slip_line_id] = sums.get(one.slip_line_id, ZERO) + one.quantity
    return sums
