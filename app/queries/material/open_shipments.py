"""The shipments of a request or an order whose goods the customer has not confirmed yet (C6.6)."""

from collections.abc import Iterable

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.queries.material.open_slips import NamedSlip
from app.queries.trade.of_request import offer_name
from app.rules.material.shipments import OVER
from models.material.shipment import Shipment
from models.material.slip import Slip


def open_ones(shipments: Iterable[NamedSlip]) -> tuple[str, ...]:
    """Return what those of these shipments are called whose goods the customer has not confirmed."""
    return tuple(offer_name(one.number, one.title) for one in shipments if one.state not in OVER)


def open_shipments(session: Session, record_id: int) -> tuple[str, ...]:
    """Return what the shipments are called by which goods of a request or an order leave, or are on their way."""
    with_goods = select(Slip.shipment_id).where(
        or_(Slip.request_id == record_id, Slip.order_id == record_id), Slip.shipment_id.is_not(None)
    )
    of_record = or_(Shipment.request_id == record_id, Shipment.order_id == record_id, Shipment.id.in_(with_goods))
    found = select(Shipment.number, Shipment.title).where(of_record, Shipment.state.not_in(OVER))
    return tuple(offer_name(row[0], row[1]) for row in session.execute(found.order_by(Shipment.id)))
