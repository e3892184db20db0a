"""Keeping the promises of orders where something outside them changed that their clocks hang on (C5.4)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.rules.trade.orders import TAKEN_EFFECT
from app.services.promises.keeping import settle
from models.people.dispatch import Dispatch, DispatchPerson
from models.trade.order import ServiceOrder


def settle_orders_of(session: Session, request_id: int) -> None:
    """Settle the orders of a request again: whether it needs a visit changed, or whose people were agreed on for it."""
    session.flush()
    running = select(ServiceOrder).where(ServiceOrder.request_id == request_id, ServiceOrder.state.in_(TAKEN_EFFECT))
    for order in session.scalars(running.order_by(ServiceOrder.id)).all():
        settle(session, order)


def settle_orders_with(session: Session, staff_id: int) -> None:
    """Settle the orders of the requests for which a person is sent: the department changed that lends this person."""
    session.flush()
    sent = select(Dispatch.request_id).join(DispatchPerson, DispatchPerson.dispatch_id == Dispatch.id)
    for request_id in session.scalars(sent.where(DispatchPerson.staff_id == staff_id).distinct()).all():
        settle_orders_of(session, request_id)
