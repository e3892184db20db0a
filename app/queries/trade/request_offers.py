"""What follows from a request: its dispatches, and its quotations and orders for those who may see prices."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Actor
from app.queries.lists.record_list import record
from app.queries.requests.request_facts import LinkedDispatch
from app.rules.permissions import Permission
from app.rules.trade.revisions import printed_number
from models.enums import DispatchState, OrderState, QuotationState, RecordKind
from models.people.dispatch import Dispatch
from models.trade.priced import PricedRecord
from models.trade.quotation import Quotation

_priced, _quotation, _dispatch = PricedRecord.__table__, Quotation.__table__, Dispatch.__table__


@dataclass(frozen=True, slots=True)
class LinkedOffer:
    """A quotation or an order, without its price; ``number`` is that of its paper, "" for a draft that has none."""

    id: int
    kind: RecordKind
    number: str
    title: str
    state: QuotationState | OrderState


def followers_of(
    session: Session, request_id: int, actor: Actor
) -> tuple[tuple[LinkedDispatch, ...], tuple[LinkedOffer, ...]]:
    """Return the dispatches of a request in the order of their start, and its quotations and orders in the order of
    their making, none to those who see no prices: all in one reading.
    """
    wanted = select(_dispatch.c.id).where(_dispatch.c.request_id == request_id)
    if actor.may(Permission.VIEW_MONEY):  # each along its own index; an "or" would read everything
        wanted = wanted.union_all(select(_priced.c.id).where(_priced.c.request_id == request_id))  # type: ignore[assignment]
    rows = session.execute(
        select(
            record.c.id, record.c.kind, record.c.number, record.c.title, record.c.state, _quotation.c.revision,
            _dispatch.c.starts_at,
        )
        .outerjoin(_quotation, _quotation.c.id == record.c.id)
        .outerjoin(_dispatch, _dispatch.c.id == record.c.id)
        .where(record.c.id.in_(wanted))
        .order_by(_dispatch.c.starts_at, record.c.id)
    ).all()  # fmt: skip
    dispatches = tuple(_dispatched(row) for row in rows if row.kind is RecordKind.DISPATCH)
    return dispatches, tuple(_offer(row) for row in rows if row.kind is not RecordKind.DISPATCH)


def _dispatched(row: Any) -> LinkedDispatch:
    return LinkedDispatch(row.id, row.number, row.title, DispatchState(row.state), row.starts_at)


def _offer(row: Any) -> LinkedOffer:
    states = QuotationState if row.kind is RecordKind.QUOTATION else OrderState
    number = printed_number(row.number, row.revision or 1)
    return LinkedOffer(row.id, row.kind, number, row.title, states(row.state))
