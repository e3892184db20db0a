"""The facts of an order that its gates ask for, which approval it stands on, and what is left to be called off."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, literal, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from app.context import settings_of
from app.formatting import date_text, local
from app.queries.approvals.known import granted_approval
from app.queries.material.open_shipments import open_shipments
from app.queries.material.open_slips import open_slips
from app.queries.money.instalments import InstalmentLine, follow_terms, instalments_of, paid_sums
from app.queries.trade.priced import content_hash, lines_without_cost, price_hash, terms_are_usual
from app.rules.trade.gates import OrderFacts
from app.rules.trade.orders import MATERIAL_LINES, TAKEN_EFFECT, CallOffLine, Force, called_off
from models.approval import Approval
from models.enums import ClassBasis, OrderKind, OrderState, QuotationState
from models.record import Record
from models.requests.request import Request
from models.trade.order import OrderVisit, ServiceOrder
from models.trade.quotation import Quotation

_order, _record = ServiceOrder.__table__, Record.__table__


def order_facts(
    session: Session,
    order: ServiceOrder,
    today: date,
    instalments: Sequence[InstalmentLine] | None = None,
    slips: tuple[str, ...] | None = None,
    shipments: tuple[str, ...] | None = None,
) -> OrderFacts:
    """Read what the gates of an order look at; the usual terms are those of ``today``. ``instalments`` are its own,
    ``slips`` and ``shipments`` the open ones, where they have been read already.
    """
    request = session.get(Request, order.request_id) if order.request_id else None
    lines = instalments_of(session, order.id) if instalments is None else instalments
    paid = paid_sums(lines)
    return OrderFacts(
        class_confirmed=request is None or request.confirmed_class is not None,
        line_count=len(order.lines),
        total=order.total,
        lines_without_cost=lines_without_cost(order),
        terms_usual=terms_are_usual(session, order, today),
        terms_reason=order.terms_reason,
        is_accepted=is_accepted(session, order),
        is_frozen=standing_approval(session, order, lines) is not None,
        needs_period=order.order_kind is OrderKind.MAINTENANCE,
        has_period=order.starts_on is not None and order.ends_on is not None,
        instalments=paid.total,
        unpaid=paid.unpaid,
        received=paid.paid,
        open_visits=tuple(date_text(visit.planned_on) for visit in visits_of(order) if visit.done_at is None),
        open_slips=open_slips(session, order.id) if slips is None else slips,
        open_shipments=open_shipments(session, order.id) if shipments is None else shipments,
    )


def is_accepted(session: Session, order: ServiceOrder) -> bool:
    """Tell whether the customer signed the order, or accepted the very quotation that it repeats (C8.1)."""
    if order.signed_on is not None:
        return True
    quotation = quotation_of(session, order)
    if quotation is None or quotation.state != QuotationState.ACCEPTED:
        return False
    return price_hash(quotation) == price_hash(order)


def quotation_of(session: Session, order: ServiceOrder) -> Quotation | None:
    """Return the quotation that an order follows, None for one that stands by itself."""
    with_lines = [joinedload(Quotation.lines)]
    return session.get(Quotation, order.quotation_id, options=with_lines) if order.quotation_id else None


def former_approval(
    session: Session, order: ServiceOrder, instalments: Sequence[InstalmentLine] | None = None
) -> Approval | None:
    """Return the approval of the quotation that an order repeats: it has whose word that one had (C8.2).

    None where the order changes customer, lines, discount or terms of payment, or has instalments of its own that ask
    for something else; they are read unless they are given.
    """
    quotation = quotation_of(session, order)
    if quotation is None or price_hash(quotation) != price_hash(order):
        return None
    if not follow_terms(instalments_of(session, order.id) if instalments is None else instalments, order):
        return None
    approval = granted_approval(session, quotation.id)
    return approval if approval is not None and approval.content_hash == content_hash(quotation) else None


def standing_approval(
    session: Session, order: ServiceOrder, instalments: Sequence[InstalmentLine] | None = None
) -> Approval | None:
    """Return the approval that an order as it stands rests on: its own, or that of the quotation it repeats."""
    own = granted_approval(session, order.id)
    if own is not None and own.content_hash == content_hash(order):
        return own
    return former_approval(session, order, instalments)


def visits_of(order: ServiceOrder) -> Sequence[OrderVisit]:
    """Return the visits that an order promises; only maintenance agreements do."""
    return order.visits if order.order_kind is OrderKind.MAINTENANCE else ()


def call_off_lines(order: ServiceOrder) -> tuple[CallOffLine, ...]:
    """Return the lines of material and chemicals, each with what was called off and what is left."""
    lines = [line for line in order.lines if line.kind in MATERIAL_LINES]
    called = called_off((one.line_no, one.quantity) for one in order.call_offs) if lines else {}
    return tuple(
        CallOffLine(line.line_no, line.name, line.unit, line.quantity, called.get(line.line_no, Decimal(0)))
        for line in lines
    )


# orders in force -------------------------------------------------------------------------------------------------


def is_in_force(session: Session, order: ServiceOrder, moment: datetime) -> bool:
    """Tell whether an order is in force at a moment: taken effect by then, and not past the end of an agreement."""
    return Force(order.state, order.effective_at, order.ends_on).holds(moment, _zone(session))


def in_force(session: Session, moment: datetime) -> ColumnElement[bool]:
    """Return the condition, on ``ServiceOrder`` with its ``Record``, that an order is in force at a moment."""
    day = local(moment, _zone(session)).date()
    condition: ColumnElement[bool] = and_(
        ServiceOrder.state == OrderState.EFFECTIVE.value,
        ServiceOrder.effective_at <= literal(moment, ServiceOrder.effective_at.type),
        or_(ServiceOrder.ends_on.is_(None), ServiceOrder.ends_on >= day),
    )
    return condition


def orders_in_force(session: Session, request_id: int, moment: datetime) -> Select[int, str | None]:
    """Return the statement of id and number of the orders of a request that are in force at a moment, in the order in
    which they took effect.

    What is paid for by an agreement rests on the maintenance agreements of its project as well (C3.2).
    """
    asking = aliased(Request, flat=True)
    own = select(ServiceOrder.id).where(ServiceOrder.request_id == request_id).correlate(None)
    agreed = (
        select(ServiceOrder.id)
        .join(asking, asking.project_id == ServiceOrder.project_id)
        .where(
            asking.id == request_id,
            asking.confirmed_basis == ClassBasis.AGREEMENT,
            ServiceOrder.order_kind == OrderKind.MAINTENANCE,
        )
        .correlate(None)
    )
    found = select(ServiceOrder.id, ServiceOrder.number).where(
        ServiceOrder.id.in_(own.union(agreed)), in_force(session, moment)
    )
    return found.order_by(ServiceOrder.effective_at, ServiceOrder.id)


def agreement_at(session: Session, project_id: int, moment: datetime, day: date) -> tuple[str, date] | None:
    """Return number and last day of the maintenance agreement that covered a project at a moment of the local ``day``,
    None where none did (C3.2). One that has ended since did cover what was received before.
    """
    last_day = _order.c.ends_on
    columns: tuple[ColumnElement[Any], ...] = (_record.c.number, last_day)
    found = session.execute(
        select(*columns)
        .join(_order, _order.c.id == _record.c.id)
        .where(
            _record.c.project_id == project_id,
            _record.c.state.in_([state.value for state in TAKEN_EFFECT]),
            _order.c.order_kind == literal(OrderKind.MAINTENANCE, _order.c.order_kind.type),
            _order.c.effective_at <= literal(moment, _order.c.effective_at.type),
            or_(_order.c.served_at.is_(None), _order.c.served_at > literal(moment, _order.c.served_at.type)),
            _order.c.starts_on <= day,
            last_day >= day,
        )
        .order_by(last_day.desc(), _record.c.id.desc())
        .limit(1)
    ).first()
    return (found[0] or "", found[1]) if found is not None else None


def _zone(session: Session) -> ZoneInfo:
    return ZoneInfo(settings_of(session).text("zone"))
