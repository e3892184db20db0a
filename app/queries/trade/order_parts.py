"""What belongs to an order beside its lines and terms: visits, calls off, costs, and the records around it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CompoundSelect, or_, select, union_all
from sqlalchemy.orm import Session

from app.queries.material.open_shipments import open_ones
from app.queries.material.open_slips import open_names
from app.queries.trade.order_facts import call_off_lines, visits_of
from app.rules.trade.orders import COSTED, MATERIAL_LINES, CallOffLine
from models.enums import CostKind, OrderState, RecordKind
from models.material.purchase import Purchase
from models.material.shipment import Shipment
from models.material.slip import Slip
from models.parties.site import Site
from models.record import Record
from models.trade.order import OrderCost, ServiceOrder


@dataclass(frozen=True, slots=True)
class Linked:
    """Another record that an order has to do with; ``number`` is "" while it is a draft."""

    id: int
    kind: RecordKind
    number: str
    title: str
    state: str


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit that an agreement promises; ``done_at`` None means that it is still to be made."""

    visit_no: int
    planned_on: date
    done_at: datetime | None
    note: str


@dataclass(frozen=True, slots=True)
class CallOffEntry:
    """What was called off a line, when, by whom, and for which day."""

    line_no: int
    name: str
    unit: str
    called_at: datetime
    quantity: Decimal
    wanted_on: date | None
    called_by: str
    note: str


@dataclass(frozen=True, slots=True)
class CostLine:
    """What an order really cost, without tax."""

    id: int
    kind: CostKind
    text: str
    quantity: Decimal | None
    amount: Decimal
    incurred_on: date
    recorded_by: str
    note: str


@dataclass(frozen=True, slots=True)
class OrderParts:
    """The parts of one order; ``costs`` is empty for those who may not see margins."""

    visits: tuple[VisitLine, ...]
    call_off_lines: tuple[CallOffLine, ...]
    call_offs: tuple[CallOffEntry, ...]
    costs: tuple[CostLine, ...]


def order_parts(order: ServiceOrder, *, with_costs: bool) -> OrderParts:
    """Return the parts of an order in their order, calls off and costs the newest first."""
    lines = {line.line_no: line for line in order.lines}
    is_called = any(line.kind in MATERIAL_LINES for line in order.lines)
    shows_costs = with_costs and order.state in COSTED
    return OrderParts(
        visits=tuple(VisitLine(row.visit_no, row.planned_on, row.done_at, row.note) for row in visits_of(order)),
        call_off_lines=call_off_lines(order),
        call_offs=tuple(
            CallOffEntry(
                name=lines[row.line_no].name,
                unit=lines[row.line_no].unit,
                **{name: getattr(row, name) for name in _CALL_OFF},
            )
            for row in sorted(
                order.call_offs if is_called else (), key=lambda one: (one.called_at, one.id), reverse=True
            )
        ),
        costs=tuple(_cost(row) for row in sorted(order.costs, key=_newest, reverse=True)) if shows_costs else (),
    )


_CALL_OFF = ("line_no", "called_at", "quantity", "wanted_on", "called_by", "note")


def _newest(row: OrderCost) -> tuple[date, int]:
    return row.incurred_on, row.id


def _cost(row: OrderCost) -> CostLine:
    return CostLine(**{name: getattr(row, name) for name in CostLine.__slots__})


@dataclass(frozen=True, slots=True)
class Around:
    """The records around an order: None where it has none. ``renewed_by`` is the agreement that follows it.

    ``material`` are the slips, purchases and shipments made for it.
    """

    customer: Linked | None
    project: Linked | None
    site: str
    request: Linked | None
    quotation: Linked | None
    contract: Linked | None
    renews: Linked | None
    renewed_by: Linked | None
    material: tuple[Linked, ...] = ()

    @property
    def open_slips(self) -> tuple[str, ...]:
        """What the issue slips are called from which nothing has left yet."""
        return open_names(one for one in self.material if one.kind is RecordKind.SLIP)

    @property
    def open_shipments(self) -> tuple[str, ...]:
        """What the shipments are called whose goods the customer has not confirmed."""
        return open_ones(one for one in self.material if one.kind is RecordKind.SHIPMENT)


def around(session: Session, order: ServiceOrder) -> tuple[Around, dict[int, str]]:
    """Read the records around an order and the codes of the parts that its lines name, in one reading."""
    ids = {
        name: getattr(order, f"{name}_id")
        for name in ("customer", "project", "request", "quotation", "contract", "renews")
    }
    follows = select(ServiceOrder.id).where(
        ServiceOrder.renews_id == order.id, ServiceOrder.state != OrderState.CANCELLED
    )
    table, site = Record.__table__.c, Site.__table__
    parts = {line.part_id for line in order.lines if line.part_id}
    wanted = [one for one in (*ids.values(), order.site_id, *parts) if one]
    rows = session.execute(
        select(table.id, table.kind, table.number, table.title, table.state, site.c.address)
        .outerjoin(site, site.c.id == table.id)
        .where(or_(table.id.in_(wanted), table.id.in_(follows), table.id.in_(_material(order.id))))
        .order_by(table.id)
    ).all()
    known = {row.id: Linked(row.id, row.kind, row.number or "", row.title, row.state) for row in rows}
    others = [one for record_id, one in known.items() if record_id not in wanted]
    followers = [one for one in others if one.kind is RecordKind.ORDER]
    places = (part for row in rows if row.id == order.site_id for part in (row.title, row.address) if part)
    found = Around(
        site=" ".join(places),
        renewed_by=followers[0] if followers else None,
        material=tuple(one for one in others if one.kind is not RecordKind.ORDER),
        **{name: known.get(record_id or 0) for name, record_id in ids.items()},
    )
    return found, {part_id: known[part_id].number for part_id in parts}


def _material(order_id: int) -> CompoundSelect[int]:
    """Return the statement of the ids of what was made for an order, each along its own index."""
    tables = (Slip.__table__, Purchase.__table__, Shipment.__table__)
    own = (select(table.c.id).where(table.c.order_id == order_id) for table in tables)
    slip = Slip.__table__.c
    mixed = select(slip.shipment_id).where(slip.order_id == order_id, slip.shipment_id.is_not(None))
    return union_all(*own, mixed)
