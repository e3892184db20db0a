"""What the steps of a quotation's or order's approval hang on, read from it and from what else its customer gets."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.context import settings_of
from app.formatting import local
from app.queries.approvals.limits import read_limits
from app.queries.lists.record_list import of_kind
from app.queries.trade.priced import price_sums
from app.rules.approvals.steps import ApprovalFacts
from app.rules.trade.pricing import Sums
from models.approval import Approval
from models.enums import ApprovalState, OrderState, QuotationState, RecordKind
from models.record import Record
from models.trade.order import ServiceOrder
from models.trade.priced import PricedRecord
from models.trade.quotation import Quotation

# An order under review counts: of several that are submitted together each alone may stay below the limit.
ORDERED = (OrderState.SUBMITTED, OrderState.APPROVED, OrderState.EFFECTIVE, OrderState.SERVED, OrderState.SETTLED)
OFFERED = (QuotationState.APPROVED, QuotationState.SENT, QuotationState.ACCEPTED)

_record, _priced = Record.__table__, PricedRecord.__table__
_order, _quotation = ServiceOrder.__table__, Quotation.__table__
_approval = Approval.__table__
_given = aliased(_record, name="given")
_following, _follower = aliased(_order, name="following"), aliased(_record, name="follower")


def approval_facts(session: Session, record: PricedRecord, now: datetime | None = None) -> ApprovalFacts:
    """Return what decides whose word a quotation or an order needs (C8.2, C8.3), as it stands ``now``: by default when
    the transaction began.
    """
    zone = ZoneInfo(settings_of(session).text("zone"))
    today = local(now or session.info["now"], zone).date()
    sums = price_sums(record)
    others = _others(session, record, today, zone)
    return ApprovalFacts(
        total=sums.total,
        margin=sums.margin,
        large=record.large,
        below_cost=sums.profit is not None and sums.profit < 0,
        lines_below_cost=_below_cost(record, sums),
        together=sum((total for _number, total in others), Decimal(0)),
        others=tuple(number for number, _total in others),
    )


def _below_cost(record: PricedRecord, sums: Sums) -> tuple[str, ...]:
    lines = zip(record.lines, sums.lines, strict=True)
    return tuple(line.name for line, said in lines if said.profit is not None and said.profit < 0)


def _others(session: Session, record: PricedRecord, today: date, zone: ZoneInfo) -> Sequence[tuple[str, Decimal]]:
    """Return number and amount of what else this customer ordered or was offered within the days of the limit (C8.2).

    Quotations count once approved, orders once submitted. A quotation and the order that follows it are one and the
    same business: the order counts.
    """
    if record.customer_id is None:
        return ()
    first_day = today - timedelta(days=read_limits(session, today).together_days)
    since = datetime.combine(first_day, time.min, zone)
    rows = session.execute(
        select(_record.c.number, _priced.c.total)
        .join(_priced, _priced.c.id == _record.c.id)
        .outerjoin(_order, _order.c.id == _record.c.id)
        .outerjoin(_quotation, _quotation.c.id == _record.c.id)
        .where(_record.c.customer_id == record.customer_id, *_other_business(record))
        .where(or_(_is_ordered(), _is_offered(today)), or_(_approved_at() >= since, _priced.c.submitted_at >= since))
        .order_by(_record.c.number)
    )
    return [(row.number, row.total) for row in rows]


def _other_business(record: PricedRecord) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a record is neither this one, nor what it follows, nor what follows it."""
    own = [record.id, *([record.quotation_id] if isinstance(record, ServiceOrder) else [])]
    follows = or_(_order.c.quotation_id.is_(None), _order.c.quotation_id != record.id)
    return _record.c.id.not_in([one for one in own if one is not None]), follows


def _is_ordered() -> ColumnElement[bool]:
    return and_(of_kind(_record, RecordKind.ORDER), _record.c.state.in_(ORDERED))


def _is_offered(today: date) -> ColumnElement[bool]:
    """Return the condition of quotations that still may become orders and have not yet."""
    ordered = (
        select(_following.c.id)
        .join(_follower, _follower.c.id == _following.c.id)
        .where(_following.c.quotation_id == _record.c.id, _follower.c.state.in_(ORDERED))
    )
    stands = or_(_quotation.c.valid_until >= today, _record.c.state == QuotationState.ACCEPTED.value)
    return and_(of_kind(_record, RecordKind.QUOTATION), _record.c.state.in_(OFFERED), stands, ~ordered.exists())


def _approved_at() -> ColumnElement[datetime]:
    """Return when a record's own approval was given, NULL for an order that rests on that of its quotation."""
    return (
        select(func.max(_approval.c.decided_at, type_=_approval.c.decided_at.type))
        .join(_given, _given.c.id == _approval.c.id)
        .where(_approval.c.subject_id == _record.c.id, _given.c.state == ApprovalState.APPROVED.value)
        .correlate(_record)
        .scalar_subquery()
    )
