"""The quotations and orders that follow from a request, for those who may see prices."""

from dataclasses import dataclass
from typing import Any

from app.rules.trade.revisions import printed_number
from models.enums import OrderState, QuotationState, RecordKind


@dataclass(frozen=True, slots=True)
class LinkedOffer:
    """A quotation or an order, without its price; ``number`` is that of its paper, "" for a draft that has none."""

    id: int
    kind: RecordKind
    number: str
    title: str
    state: QuotationState | OrderState


def linked_offer(row: Any) -> LinkedOffer:
    """Return what a row of id, kind, number, title, state and revision says; an order has no revision."""
    states = QuotationState if row.kind is RecordKind.QUOTATION else OrderState
    number = printed_number(row.number, row.revision or 1)
    return LinkedOffer(row.id, row.kind, number, row.title, states(row.state))
