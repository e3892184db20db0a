"""The quotations and orders of a request that are not over yet."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.i18n import _
from app.queries.trade.quotation_parts import OPEN_STATES
from models.enums import OrderState
from models.record import Record
from models.trade.priced import PricedRecord

OPEN_ORDERS = (OrderState.DRAFT, OrderState.SUBMITTED, OrderState.APPROVED, OrderState.EFFECTIVE, OrderState.SERVED)
OPEN_OFFERS = frozenset(state.value for state in (*OPEN_STATES, *OPEN_ORDERS))  # none of them ends the other kind
_record, _priced = Record.__table__, PricedRecord.__table__


def open_trade(session: Session, request_id: int) -> tuple[str, ...]:
    """Return the numbers (or titles) of the quotations and orders of a request that are not over."""
    found = select(_record.c.number, _record.c.title).join(_priced, _priced.c.id == _record.c.id)
    of_request = _priced.c.request_id == request_id, _record.c.state.in_(sorted(OPEN_OFFERS))
    rows = session.execute(found.where(*of_request).order_by(_record.c.number, _record.c.id))
    return tuple(offer_name(row.number, row.title) for row in rows)


def offer_name(number: str | None, title: str) -> str:
    """Return what a quotation or an order is called in a sentence; one without a number is a draft."""
    return number or _("{title} (draft)").format(title=title)
