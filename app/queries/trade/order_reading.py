"""Reading an order whole: with its request, and all its lines, visits, calls off and costs, in two statements."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import and_, literal, select, union_all
from sqlalchemy.orm import Session, aliased, lazyload
from sqlalchemy.orm.attributes import set_committed_value

from app.errors import NotFound
from app.i18n import _
from models.requests.request import Request
from models.trade.order import CallOff, OrderCost, OrderVisit, ServiceOrder
from models.trade.priced import PricedLine

# What hangs on an order: the name of its list there, the column that names the order, and its order in the list.
_PIECES: tuple[tuple[str, Any, Any, Callable[[Any], Any]], ...] = (
    ("lines", PricedLine, PricedLine.record_id, lambda row: row.position),
    ("visits", OrderVisit, OrderVisit.order_id, lambda row: row.planned_on),
    ("call_offs", CallOff, CallOff.order_id, lambda row: row.id),
    ("costs", OrderCost, OrderCost.order_id, lambda row: row.id),
)


def order_with_parts(session: Session, record_id: int) -> tuple[ServiceOrder, Request | None]:
    """Return an order with all that hangs on it, and the request that it serves; NotFound when there is none."""
    asking = aliased(Request, flat=True)
    both = select(ServiceOrder, asking).outerjoin(asking, asking.id == ServiceOrder.request_id)
    found = session.execute(both.where(ServiceOrder.id == record_id).options(lazyload(asking.lines))).one_or_none()
    if found is None:
        raise NotFound(_("This record no longer exists."))
    order, request = found
    _read_pieces(session, order)
    return order, request


def _read_pieces(session: Session, order: ServiceOrder) -> None:
    """Read every piece as a row of its own: a join of them all would multiply them."""
    named = (
        select(literal(place).label("place"), piece.id.label("piece_id")).where(owner == order.id)
        for place, (_name, piece, owner, _key) in enumerate(_PIECES)
    )
    which = union_all(*named).subquery()
    wanted = select(*(piece for _name, piece, _owner, _key in _PIECES)).select_from(which)
    for place, (_name, piece, _owner, _key) in enumerate(_PIECES):
        wanted = wanted.outerjoin(piece, and_(which.c.place == place, piece.id == which.c.piece_id))
    rows = session.execute(wanted).all()
    for place, (name, _piece, _owner, key) in enumerate(_PIECES):
        own = sorted((row[place] for row in rows if row[place] is not None), key=key)
        set_committed_value(order, name, own)
