"""The list of needs: every line of an open request or order that needs material, looked up or not (C6.1, C6.2).

What was handed out stays in the list until its request or order is over; the slips tell of it for good.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, null, or_, select, union_all
from sqlalchemy.orm import Session

from app.context import Context
from app.queries.lists.paging import Page, PageRequest
from app.queries.lists.record_list import of_kind
from app.queries.lists.table_list import Looking, TableList
from app.queries.material.arrivals import GIVEN_UP
from app.queries.material.need_reading import NeedView, needs_by_id
from app.queries.material.needs import LOOKED_UP_ORDERS, LOOKED_UP_REQUESTS
from app.queries.trade.of_request import OPEN_ORDERS
from app.rules.material.coverage import NeedStage
from app.rules.material.valuation import ZERO
from app.rules.permissions import Permission
from app.rules.trade.orders import MATERIAL_LINES
from models.enums import RecordKind, ServiceClass, StockAnswer
from models.material.need import MaterialNeed
from models.material.part import Part
from models.parties.customer import Customer
from models.record import Record
from models.requests.request import Request, RequestLine
from models.trade.order import ServiceOrder
from models.trade.priced import PricedLine, PricedRecord

_VIEWED = (NeedStage.SHORT, NeedStage.COMING, NeedStage.READY, NeedStage.HANDED_OUT)
OPEN_STAGES = frozenset({NeedStage.SHORT, NeedStage.COMING, NeedStage.READY, NeedStage.ON_SLIP})
_STAGES = "need_stages"  # where a reading keeps them
_need, _line, _priced = MaterialNeed.__table__, RequestLine.__table__, PricedLine.__table__
_record, _request, _order = Record.__table__, Request.__table__, ServiceOrder.__table__
_offer = PricedRecord.__table__
_offered, _owner = _record.alias("offered"), _record.alias("owner")
_buyer, _part, _named = Customer.__table__.alias("buyer"), Part.__table__, _record.alias("named")
_ordering, _asking = _offer.alias("ordering"), _record.alias("asking")
_of_order = _need.alias("of_order")


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A line of the list. ``id`` is that of the need; below zero where nobody looked in stock yet: then ``text`` says
    what the line asks for. ``number`` is the request's or order's; ``short`` is missing, ``coming`` expected on
    ``expected_on``, ``free`` what the stock could give now.
    """

    id: int
    record_id: int
    record_kind: RecordKind
    number: str
    customer: str
    text: str
    code: str
    name: str
    spec: str
    unit: str
    quantity: Decimal | None
    needed_on: date | None
    answer: StockAnswer | None
    stage: NeedStage
    handed_out: Decimal
    short: Decimal
    coming: Decimal
    free: Decimal
    expected_on: date | None


def line_of_row(row_id: int) -> tuple[RecordKind, int]:
    """Return of which kind of record the line is that nobody looked up, and its id: such a row's id is below zero, even
    for a line of a request, odd for one of an order.
    """
    return (RecordKind.ORDER if row_id % 2 else RecordKind.REQUEST), -row_id // 2


def in_open_records(record_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Return the condition that a request or an order still waits for material."""
    of_open = select(_record.c.id).where(
        or_(
            and_(of_kind(_record, RecordKind.REQUEST), _record.c.state.in_(LOOKED_UP_REQUESTS)),
            and_(of_kind(_record, RecordKind.ORDER), _record.c.state.in_(LOOKED_UP_ORDERS)),
        )
    )
    return record_id.in_(of_open)


def _looked_up() -> Select[Any]:
    wanted = func.coalesce(_need.c.chosen_id, _need.c.part_id, type_=_need.c.part_id.type)
    return select(
        _need.c.id.label("id"), _need.c.record_id, wanted.label("part_id"), _need.c.quantity, _need.c.needed_on,
        _need.c.answer, literal("").label("text"), literal("").label("unit"),
    ).where(in_open_records(_need.c.record_id), ~_taken_over())  # fmt: skip


def _taken_over() -> ColumnElement[bool]:
    """Return the condition that an order of the request needs the same part: it stands for it from then on."""
    ordered = (
        select(_of_order.c.id)
        .join(_offer, _offer.c.id == _of_order.c.record_id)
        .join(_offered, _offered.c.id == _offer.c.id)
        .where(_offer.c.request_id == _need.c.record_id, _of_order.c.part_id == _need.c.part_id)
        .where(_offered.c.state.not_in(GIVEN_UP))
    )
    return ordered.exists()


def _not_looked_up(row_id: Any, record_id: Any, line: Any, text: Any) -> Select[Any]:
    """Return the rows of lines that nobody looked up; they have no part yet, and no day."""
    known = select(_need.c.id).where(_need.c.record_id == record_id, _need.c.line_no == line.line_no)
    columns = row_id, record_id, null(), line.quantity, null(), null(), text, line.unit
    return select(*columns).where(~known.exists())


def _of_requests() -> Select[Any]:
    """The parts that open requests wait for; what the customer pays for is an order's once there is one."""
    material = select(_priced.c.id).where(_priced.c.record_id == _offer.c.id, _priced.c.kind.in_(MATERIAL_LINES))
    orders = (
        select(_offer.c.id)
        .join(_order, _order.c.id == _offer.c.id)
        .join(_offered, _offered.c.id == _offer.c.id)
        .where(_offer.c.request_id == _line.c.request_id, _offered.c.state.in_(OPEN_ORDERS), material.exists())
    )
    paid = func.coalesce(_line.c.service_class, _request.c.confirmed_class, type_=_line.c.service_class.type)
    rows = _not_looked_up(-2 * _line.c.id, _line.c.request_id, _line.c, _line.c.text)
    return (
        rows.join_from(_line, _request, _request.c.id == _line.c.request_id)
        .join(_record, _record.c.id == _request.c.id)
        .where(of_kind(_record, RecordKind.REQUEST), _record.c.state.in_(LOOKED_UP_REQUESTS))
        .where(_line.c.part_class.is_not(None), _line.c.handed_over_at.is_(None))
        .where(or_(paid.is_(None), paid != ServiceClass.PAID, ~orders.exists()))
    )


def _of_orders() -> Select[Any]:
    """The material of orders that are approved or in force."""
    text = func.trim(_priced.c.name + " " + _priced.c.spec)
    rows = _not_looked_up(-2 * _priced.c.id - 1, _priced.c.record_id, _priced.c, text)
    return (
        rows.join_from(_priced, _order, _order.c.id == _priced.c.record_id)
        .join(_record, _record.c.id == _order.c.id)
        .where(of_kind(_record, RecordKind.ORDER), _record.c.state.in_(LOOKED_UP_ORDERS))
        .where(_priced.c.kind.in_(MATERIAL_LINES))
    )


_waiting = union_all(_looked_up(), _of_requests(), _of_orders()).subquery("waiting")


def _stages(session: Session) -> Mapping[int, NeedStage]:
    """Return what every need of an open record waits for, read once per transaction: so few are open at a time."""
    known: Mapping[int, NeedStage] | None = session.info.get(_STAGES)
    if known is None:
        ids = session.scalars(select(_need.c.id).where(in_open_records(_need.c.record_id), ~_taken_over())).all()
        known = session.info[_STAGES] = {need.id: need.stage for need in needs_by_id(session, ids)}
    return known


def _waits_for(*stages: NeedStage) -> Callable[[Looking], ColumnElement[bool]]:
    def condition(looking: Looking) -> ColumnElement[bool]:
        ids = [need_id for need_id, stage in _stages(looking.session).items() if stage in stages]
        return _waiting.c.id.in_(ids)

    return condition


def _open(looking: Looking) -> ColumnElement[bool]:
    return or_(_TO_LOOK_UP, _waits_for(*OPEN_STAGES)(looking))


_TO_LOOK_UP = _waiting.c.answer.is_(None)


def _number(found: Any, looking: Looking) -> str:
    """Return the number of the request or order; who may not see orders reads that of the request behind it."""
    if found.record_kind is RecordKind.ORDER and not looking.actor.may(Permission.VIEW_MONEY):
        return found.asking_number or ""
    return found.owner_number or ""


@dataclass(frozen=True, kw_only=True)
class NeedList(TableList[NeedRow]):
    """The list of needs; what covers them is computed for the rows of a page at once."""

    def read(self, context: Context, page: PageRequest) -> Page[NeedRow]:
        found = super().read(context, page)
        with context.read() as session:
            needs = {need.id: need for need in needs_by_id(session, [row.id for row in found.rows if row.id > 0])}
        return replace(found, rows=tuple(_covered(row, needs.get(row.id)) for row in found.rows))


def _covered(row: NeedRow, need: NeedView | None) -> NeedRow:
    if need is None:
        return row
    covered = need.coverage
    figures = {name: getattr(covered, name) for name in ("handed_out", "short", "coming", "free", "expected_on")}
    return replace(row, stage=need.stage, **figures)


NEEDS = NeedList(
    row=NeedRow,
    own=_waiting,
    columns={
        "record_id": _waiting.c.record_id,
        "record_kind": _owner.c.kind,
        "owner_number": _owner.c.number,
        "asking_number": _asking.c.number,
        "customer": _buyer.c.short_name,
        "code": _named.c.number,
        "name": _named.c.title,
        "spec": _part.c.spec,
        "unit": func.coalesce(_part.c.unit, _waiting.c.unit),
    },
    derived={
        "number": _number,
        "stage": lambda _found, _looking: NeedStage.TO_LOOK_UP,
        "expected_on": lambda _found, _looking: None,
        **dict.fromkeys(("handed_out", "short", "coming", "free"), lambda _found, _looking: ZERO),
    },
    joins=(
        (_owner, _owner.c.id == _waiting.c.record_id),
        (_buyer, _buyer.c.id == _owner.c.customer_id),
        (_part, _part.c.id == _waiting.c.part_id),
        (_named, _named.c.id == _part.c.id),
        (_ordering, _ordering.c.id == _waiting.c.record_id),
        (_asking, _asking.c.id == _ordering.c.request_id),
    ),
    orders={
        "needed_on": _waiting.c.needed_on,
        "number": _owner.c.number,
        "customer": _owner.c.sort_customer,
        "name": _named.c.sort_title,
    },
    views={
        "open": _open,
        "to_look_up": _TO_LOOK_UP,
        **{stage.value: _waits_for(stage) for stage in _VIEWED},
    },
    words=(_named.c.title, _named.c.number, _part.c.spec, _owner.c.number, _buyer.c.short_name, _waiting.c.text),
)
