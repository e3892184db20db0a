"""What belongs to a slip beside its own row: its items with the stock behind them, and the records around it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.context import Actor
from app.queries.material.slip_facts import left_of
from app.queries.material.stock import free_for
from app.queries.trade.order_parts import Linked
from app.rules.material.slips import HANDED_OUT
from app.rules.material.valuation import ZERO
from app.rules.visible import viewing
from models.enums import SlipState
from models.material.ledger import StockMove
from models.material.part import Part
from models.material.slip import Slip
from models.parties.site import Site
from models.record import Record


@dataclass(frozen=True, slots=True)
class SlipLineView:
    """One item as shown: ``quantity`` asked for, ``checked`` what the keeper handed out or took back, None before;
    ``back`` what came back of it, ``left`` what is still out.

    ``on_hand`` and ``free`` are what lies in stock now; for a draft, what was bought for its need is free. ``value`` is
    what left, without tax, None for those who may not see costs.
    """

    line_no: int
    part_id: int
    code: str
    name: str
    spec: str
    unit: str
    bin: str
    quantity: Decimal
    checked: Decimal | None
    back: Decimal
    left: Decimal
    on_hand: Decimal
    free: Decimal
    serial_no: str
    batch: str
    need_id: int | None
    remark: str
    value: Decimal | None

    @property
    def is_short(self) -> bool:
        """Tell whether less was handed out than asked for."""
        return self.checked is not None and self.checked < self.quantity


def slip_lines(session: Session, slip: Slip, *, with_values: bool) -> tuple[SlipLineView, ...]:
    """Return the items of a slip in their order."""
    parts = parts_of(session, {line.part_id for line in slip.lines})
    needs = tuple(line.need_id for line in slip.lines if line.need_id is not None)
    free = free_for(session, tuple(parts), needs) if slip.state == SlipState.DRAFT else {}
    left = left_of(session, slip.id) if slip.state in HANDED_OUT else {}
    values = _values(session, slip.id) if with_values and slip.state in HANDED_OUT else {}
    return tuple(
        SlipLineView(
            **{name: getattr(line, name) for name in _OF_LINE},
            **part_facts(parts[line.part_id]),
            checked=line.checked_quantity,
            left=left[line.line_no].quantity if line.line_no in left else ZERO,
            back=_back(line.checked_quantity, left[line.line_no].quantity) if line.line_no in left else ZERO,
            free=free.get(line.part_id, parts[line.part_id].free),
            value=values.get(line.line_no),
        )
        for line in slip.lines
    )


_OF_LINE = ("line_no", "part_id", "quantity", "serial_no", "batch", "need_id", "remark")


def part_facts(part: Part) -> dict[str, Any]:
    """Return what a line says of its part."""
    return {
        "code": part.number or "", "name": part.title, "spec": part.spec, "unit": part.unit, "bin": part.bin,
        "on_hand": part.on_hand,
    }  # fmt: skip


def parts_of(session: Session, part_ids: Collection[int]) -> Mapping[int, Part]:
    """Read parts by id."""
    return {part.id: part for part in session.scalars(select(Part).where(Part.id.in_(part_ids)))}


def _back(checked: Decimal | None, left: Decimal) -> Decimal:
    """What came back of an issued item; of a red slip nothing does."""
    return max((checked or ZERO) - left, ZERO) if left >= 0 else ZERO


def _values(session: Session, slip_id: int) -> Mapping[int, Decimal]:
    rows = session.execute(select(StockMove.line_no, StockMove.value).where(StockMove.source_id == slip_id))
    return {row[0]: abs(row[1]) for row in rows if row[0] is not None}


@dataclass(frozen=True, slots=True)
class SlipAround:
    """The records around a slip, None where it has none; ``reds`` are the slips by which its goods come back."""

    customer: Linked | None
    project: Linked | None
    request: Linked | None
    order: Linked | None
    dispatch: Linked | None
    shipment: Linked | None
    reverses: Linked | None
    reds: tuple[Linked, ...]
    site: str


_AROUND = ("customer", "project", "request", "order", "dispatch", "shipment", "reverses")


def slip_around(session: Session, slip: Slip, actor: Actor) -> SlipAround:
    """Read the records around a slip in one reading, as far as this person may see them: the keeper sees no order."""
    ids = {name: getattr(slip, f"{name}_id") for name in _AROUND}
    reds = select(Slip.__table__.c.id).where(Slip.__table__.c.reverses_id == slip.id)
    table, site = Record.__table__.c, Site.__table__
    wanted = [one for one in (*ids.values(), slip.site_id) if one]
    rows = session.execute(
        select(table.id, table.kind, table.number, table.title, table.state, site.c.address)
        .outerjoin(site, site.c.id == table.id)
        .where(or_(table.id.in_(wanted), table.id.in_(reds)))
        .order_by(table.id)
    ).all()
    linked = (Linked(row.id, row.kind, row.number or "", row.title, row.state) for row in rows)
    known = {one.id: one for one in linked if actor.may(viewing(one.kind))}
    places = (text for row in rows if row.id == slip.site_id for text in (row.title, row.address) if text)
    return SlipAround(
        **{name: known.get(record_id or 0) for name, record_id in ids.items()},
        reds=tuple(one for key, one in known.items() if key not in wanted and one.state != SlipState.CANCELLED),
        site=" ".join(places),
    )
