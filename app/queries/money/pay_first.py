"""Pay first, then serve: what the two gates look at, and what a person reads of them (C8.1, C9.1)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.context import Actor
from app.queries.approvals.exceptions import GrantedException, exceptions_of
from app.queries.trade.order_facts import orders_in_force
from app.rules.gate import BlockReason
from app.rules.permissions import Permission
from app.rules.trade.pay_first import OrderInForce, PayFirstFacts, departure_blocks
from app.rules.trade.pricing import ZERO
from models.enums import InstalmentKind, ReceivableState, ServiceClass
from models.money.receivable import Instalment
from models.requests.request import Request, RequestLine
from models.trade.order import ServiceOrder


@dataclass(frozen=True, slots=True)
class AdvanceLine:
    """An order in force: what of its ``advance`` came in; None for those who may not see money."""

    id: int
    number: str
    advance: Decimal | None
    paid: Decimal | None


@dataclass(frozen=True, slots=True)
class PayFirst:
    """How a paid request stands: its orders in force, what was excepted, and what still keeps it from departing."""

    orders: tuple[AdvanceLine, ...]
    exceptions: tuple[GrantedException, ...]
    blocks: tuple[BlockReason, ...]

    @property
    def may_depart(self) -> bool:
        """True when people and goods may leave."""
        return not self.blocks


def pay_first_facts(session: Session, request_id: int, moment: datetime | None = None) -> PayFirstFacts:
    """Read what the gates look at; ``moment`` None is that of the write transaction."""
    if not is_paid_for(session, request_id):
        return PayFirstFacts(paid=False)
    orders = orders_in_force(session, request_id, moment or session.info["now"])
    excepted = frozenset(one.gate for one in exceptions_of(session, request_id))
    return PayFirstFacts(paid=True, orders=_advances(session, orders), excepted=excepted)


def is_paid_for(session: Session, request_id: int) -> bool:
    """Tell whether the customer pays for a request, or for any line of it, as a person confirmed (C3.2)."""
    own = select(Request.id).where(Request.id == request_id, Request.confirmed_class == ServiceClass.PAID)
    line = select(RequestLine.id).where(
        RequestLine.request_id == request_id, RequestLine.service_class == ServiceClass.PAID
    )
    return session.scalar(select(own.exists() | line.exists())) is True


def _advances(session: Session, orders: Sequence[ServiceOrder]) -> tuple[OrderInForce, ...]:
    advance, paid = (func.sum(column, type_=column.type) for column in (Instalment.amount, Instalment.paid))
    advances = (
        select(Instalment.source_id, advance, paid)
        .where(
            Instalment.source_id.in_([order.id for order in orders]),
            Instalment.instalment_kind == InstalmentKind.ADVANCE,
            Instalment.state != ReceivableState.CANCELLED,
        )
        .group_by(Instalment.source_id)
    )
    found = {row[0]: (row[1], row[2]) for row in session.execute(advances)} if orders else {}
    return tuple(OrderInForce(order.number or "", *found.get(order.id, (ZERO, ZERO))) for order in orders)


def pay_first(session: Session, request: Request, actor: Actor, moment: datetime) -> PayFirst | None:
    """Read how a request stands with its gates of pay first; None for one that the customer does not pay for.

    Its lines are read where they have not been already.
    """
    classes = {request.confirmed_class, *(line.service_class for line in request.lines)}
    if ServiceClass.PAID not in classes:
        return None
    orders = orders_in_force(session, request.id, moment)
    exceptions = exceptions_of(session, request.id) if request.urgent else ()  # there are none for other work
    facts = PayFirstFacts(
        paid=True, orders=_advances(session, orders), excepted=frozenset(one.gate for one in exceptions)
    )
    may_see = actor.may(Permission.VIEW_MONEY)
    return PayFirst(
        orders=tuple(
            AdvanceLine(order.id, told.number, told.advance if may_see else None, told.paid if may_see else None)
            for order, told in zip(orders, facts.orders, strict=True)
        ),
        exceptions=tuple(one if may_see else replace(one, reason="") for one in exceptions),
        blocks=departure_blocks(facts, with_sums=may_see),
    )
