"""The quotations and orders of a request, for those who may see prices."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Actor
from app.queries.lists.record_list import record
from app.rules.permissions import Permission
from app.rules.trade.revisions import printed_number
from models.enums import OrderState, QuotationState, RecordKind
from models.trade.priced import PricedRecord
from models.trade.quotation import Quotation

_priced, _quotation = PricedRecord.__table__, Quotation.__table__


@dataclass(frozen=True, slots=True)
class LinkedOffer:
    """A quotation or an order, without its price; ``number`` is that of its paper, "" for a draft that has none."""

    id: int
    kind: RecordKind
    number: str
    title: str
    state: QuotationState | OrderState


def offers_of(session: Session, request_id: int, actor: Actor) -> tuple[LinkedOffer, ...]:
    """Return the quotations and orders of a request in the order of their making; none to those who see no prices."""
    if not actor.may(Permission.VIEW_MONEY):
        return ()
    rows = session.execute(
        select(record.c.id, record.c.kind, record.c.number, record.c.title, record.c.state, _quotation.c.revision)
        .join(_priced, _priced.c.id == record.c.id)
        .outerjoin(_quotation, _quotation.c.id == record.c.id)
        .where(_priced.c.request_id == request_id)
        .order_by(record.c.id)
    )
    return tuple(_offer(row) for row in rows)


def _offer(row: Any) -> LinkedOffer:
    states = QuotationState if row.kind is RecordKind.QUOTATION else OrderState
    number = printed_number(row.number, row.revision or 1)
    return LinkedOffer(row.id, row.kind, number, row.title, states(row.state))
