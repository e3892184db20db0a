"""What belongs to an order beside its lines and terms: visits, calls off, costs, and the records around it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.queries.trade.order_facts import call_off_lines, visits_of
from app.rules.trade.orders import COSTED, MATERIAL_LINES, CallOffLine
from models.enums import CostKind, OrderState, RecordKind
from models.parties.site import Site
from models.record import Record
from models.trade.order import CallOff, OrderCost, ServiceOrder


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


def _last_called(row: CallOff) -> tuple[datetime, int]:
    return row.called_at, row.id


def _newest(row: OrderCost) -> tuple[date, int]:
    return row.incurred_on, row.id


def _cost(row: OrderCost) -> CostLine:
    return CostLine(**{name: getattr(row, name) for name in CostLine.__slots__})


@dataclass(frozen=True, slots=True)
class Around:
    """The records around an order: None where it has none. ``renewed_by`` is the agreement that follows it."""

    customer: Linked | None
    project: Linked | None
    site: str
    request: Linked | None
    quotation: Linked | None
    contract: Linked | None
    renews: Linked | None
    renewed_by: Linked | None


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
        .where(or_(table.id.in_(wanted), table.id.in_(follows)))
        .order_by(table.id)
    ).all()
    known = {row.id: Linked(row.id, row.kind, row.number or "", row.title, row.state) for row in rows}
    followers = [one for record_id, one in known.items() if record_id not in wanted]
    places = (part for row in rows if row.id == order.site_id for part in (row.title, row.address) if part)
    found = Around(
        site=" ".join(places),
        renewed_by=followers[0] if followers else None,
        **{name: known.get(record_id or 0) for name, record_id in ids.items()},
    )
    return found, {part_id: known[part_id].number for part_id in parts}
