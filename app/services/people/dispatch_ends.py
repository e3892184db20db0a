"""An order ends its service with the last dispatch of its request (C9.2)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.i18n import _
from app.queries.people.whereabouts import AWAY
from app.rules.gates import check_gates
from app.rules.transitions import arrow
from app.services.trade.order_steps import service_ended
from app.services.trade.orders import facts_of
from models.enums import DispatchState, OrderKind, OrderState
from models.people.dispatch import Dispatch, OpenItem
from models.trade.order import ServiceOrder

GOING = (DispatchState.DRAFT, *(state for state in AWAY if state is not DispatchState.FINISHED))


def end_orders(context: Context, session: Session, dispatch: Dispatch) -> None:
    """End the service of the repair orders in force whose last dispatch is finished, with nothing left undone.

    An order that may not end yet for another reason, or not at that time, is left to somebody who ends it by hand.
    """
    session.flush()
    if dispatch.finished_at is None or _goes_on(session, dispatch.request_id):
        return
    running = (
        ServiceOrder.request_id == dispatch.request_id,
        ServiceOrder.order_kind == OrderKind.REPAIR,
        ServiceOrder.state == OrderState.EFFECTIVE,
    )
    text = _("The last dispatch, {number}, is finished.").format(number=dispatch.number)
    for order in session.scalars(select(ServiceOrder).where(*running).order_by(ServiceOrder.id)).all():
        if _may_end(session, order, dispatch.finished_at):
            service_ended(context, session, order, dispatch.finished_at, text)


def _goes_on(session: Session, request_id: int) -> bool:
    """Tell whether somebody is still to go or on site for the request, or something of it was left undone."""
    going = select(Dispatch.id).where(Dispatch.request_id == request_id, Dispatch.state.in_(GOING))
    undone = (
        select(OpenItem.id)
        .join(Dispatch, Dispatch.id == OpenItem.dispatch_id)
        .where(Dispatch.request_id == request_id, OpenItem.settled_at.is_(None))
    )
    return session.scalar(select(going.exists() | undone.exists())) is True


def _may_end(session: Session, order: ServiceOrder, served_at: datetime) -> bool:
    step = arrow(order.kind, order.state, "serve")
    began = order.effective_at is None or order.effective_at <= served_at
    return began and not check_gates(step.gates, facts_of(session, order))
