"""Pay first, then serve: what the two gates look at, and what a person reads of them (C8.1, C9.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import Session

from app.context import Actor
from app.queries.approvals.exceptions import GrantedException, PendingException, exceptions_of, open_exceptions
from app.queries.trade.order_facts import orders_in_force
from app.rules.gate import BlockReason
from app.rules.permissions import Permission
from app.rules.trade.pay_first import OrderInForce, PayFirstFacts, departure_blocks
from app.rules.trade.pricing import ZERO
from models.enums import InstalmentKind, ReceivableState, ServiceClass
from models.money.receivable import Instalment
from models.record import Record
from models.requests.request import Request, RequestLine
from models.trade.order import ServiceOrder

_instalment, _owed = Instalment.__table__, Record.__table__.alias("owed")


@dataclass(frozen=True, slots=True)
class AdvanceLine:
    """An order in force: what of its ``advance`` came in; None for those who may not see money."""

    id: int
    number: str
    advance: Decimal | None
    paid: Decimal | None


@dataclass(frozen=True, slots=True)
class PayFirst:
    """How a paid request stands: its orders in force, what was excepted, which exceptions are still being decided
    (``asked``), and what still keeps it from departing.
    """

    orders: tuple[AdvanceLine, ...]
    exceptions: tuple[GrantedException, ...]
    blocks: tuple[BlockReason, ...]
    asked: tuple[PendingException, ...] = ()

    @property
    def may_depart(self) -> bool:
        """True when people and goods may leave."""
        return not self.blocks


def pay_first_facts(session: Session, request_id: int, moment: datetime | None = None) -> PayFirstFacts:
    """Read what the gates look at; ``moment`` None is that of the write transaction."""
    if not is_paid_for(session, request_id):
        return PayFirstFacts(paid=False)
    orders = _orders(session, request_id, moment or session.info["now"])
    return _facts(orders, exceptions_of(session, request_id))


def _facts(orders: Mapping[int, OrderInForce], exceptions: Sequence[GrantedException]) -> PayFirstFacts:
    """An exception that names orders is for their advances and no others."""
    named = {number for one in exceptions for number in one.orders}
    known = tuple(replace(order, excepted=order.number in named) for order in orders.values())
    return PayFirstFacts(paid=True, orders=known, excepted=frozenset(one.gate for one in exceptions if not one.orders))


def is_paid_for(session: Session, request_id: int) -> bool:
    """Tell whether the customer pays for a request, or for any line of it, as a person confirmed (C3.2)."""
    own = select(Request.id).where(Request.id == request_id, Request.confirmed_class == ServiceClass.PAID)
    line = select(RequestLine.id).where(
        RequestLine.request_id == request_id, RequestLine.service_class == ServiceClass.PAID
    )
    return session.scalar(select(own.exists() | line.exists())) is True


def _orders(session: Session, request_id: int, moment: datetime) -> Mapping[int, OrderInForce]:
    """Return by id the orders in force at a moment, each with its advance, in one reading."""
    advance, paid = (_of_advance(column) for column in (_instalment.c.amount, _instalment.c.paid))
    rows = session.execute(orders_in_force(session, request_id, moment).add_columns(advance, paid))
    return {row[0]: OrderInForce(row[1] or "", row[2] or ZERO, row[3] or ZERO) for row in rows}


def order_advance(session: Session, order: ServiceOrder) -> OrderInForce:
    """Return what of the advance of an order is due and paid, whether or not it is in force or has a request."""
    amount, paid = _instalment.c.amount, _instalment.c.paid
    sums = select(func.sum(amount, type_=amount.type), func.sum(paid, type_=paid.type))
    found = sums.select_from(_instalment.join(_owed, _owed.c.id == _instalment.c.id)).where(
        _instalment.c.source_id == order.id,
        _instalment.c.instalment_kind == InstalmentKind.ADVANCE,
        _owed.c.state != ReceivableState.CANCELLED.value,
    )
    row = session.execute(found).one()
    return OrderInForce(order.number or "", row[0] or ZERO, row[1] or ZERO)


def _of_advance(column: ColumnElement[Any]) -> ScalarSelect[Any]:
    """Return what a column of the advances of an order comes to."""
    order = ServiceOrder.__table__
    return (
        select(func.sum(column, type_=column.type))
        .select_from(_instalment.join(_owed, _owed.c.id == _instalment.c.id))
        .where(
            _instalment.c.source_id == order.c.id,
            _instalment.c.instalment_kind == InstalmentKind.ADVANCE,
            _owed.c.state != ReceivableState.CANCELLED.value,
        )
        .correlate(order)
        .scalar_subquery()
    )


@dataclass(frozen=True, slots=True)
class PayFirstReading:
    """What the gates of pay first look at, and what a person reads of it, None for free work."""

    facts: PayFirstFacts
    view: PayFirst | None


def pay_first(session: Session, request: Request, actor: Actor, moment: datetime) -> PayFirst | None:
    """Read how a request stands with its gates of pay first; None for one that the customer does not pay for.

    Its lines are read where they have not been already.
    """
    return read_pay_first(session, request, actor, moment).view


def read_pay_first(session: Session, request: Request, actor: Actor, moment: datetime) -> PayFirstReading:
    """Read how a request stands with its gates of pay first, for the gates and for a person."""
    classes = {request.confirmed_class, *(line.service_class for line in request.lines)}
    if ServiceClass.PAID not in classes:
        return PayFirstReading(PayFirstFacts(paid=False), None)
    orders = _orders(session, request.id, moment)
    exceptions = exceptions_of(session, request.id) if request.urgent else ()  # there are none for other work
    facts = _facts(orders, exceptions)
    may_see = actor.may(Permission.VIEW_MONEY)
    view = PayFirst(
        orders=tuple(
            AdvanceLine(order_id, one.number, one.advance if may_see else None, one.paid if may_see else None)
            for order_id, one in orders.items()
        ),
        exceptions=tuple(one if may_see else replace(one, reason="") for one in exceptions),
        blocks=departure_blocks(facts, with_sums=may_see),
        asked=open_exceptions(session, request.id) if request.urgent else (),
    )
    return PayFirstReading(facts, view)
