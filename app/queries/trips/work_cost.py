"""What free work cost us: parts as the ledger valued them, hours on site, trips, by request or project (C3.2, C8.3).

Costs are for those who may see margins.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import Session

from app.context import Actor, settings_of
from app.formatting import figure
from app.queries.material.costs import moved_for
from app.rules.permissions import Permission
from app.rules.trips.work_cost import USUAL_COST_PER_HOUR, WorkCost
from models.enums import ExpenseState, ServiceClass, SignOffState
from models.people.dispatch import Dispatch
from models.record import Record
from models.requests.request import Request
from models.trips.expense import Expense
from models.trips.service_receipt import ServiceReceipt, WorkHours
from models.types import Money, Quantity


def work_cost(session: Session, actor: Actor, *, request_id: int) -> WorkCost | None:
    """Return what the free work for a request cost without tax; None for those who may not see costs, and where there
    is none.
    """
    if not actor.may(Permission.VIEW_MARGINS):
        return None
    return cost_of(session, actor, session.execute(select(*spent(Request.id == request_id))).one())


def cost_of(session: Session, actor: Actor, figures: Iterable[Decimal | None]) -> WorkCost | None:
    """Return the cost that the figures of ``spent`` tell, in the same way."""
    parts, hours, trips = (Decimal(value or 0) for value in figures)
    if not actor.may(Permission.VIEW_MARGINS) or not (parts or hours or trips):
        return None
    rate = figure(settings_of(session).text("labour_cost_per_hour"))
    return WorkCost(parts, hours, USUAL_COST_PER_HOUR if rate is None else rate, trips)


_trip, _hours, _sheet, _claim = (
    Dispatch.__table__,
    WorkHours.__table__,
    Record.__table__.alias("sheet"),
    Expense.__table__,
)
_receipt, _claimed = ServiceReceipt.__table__, Record.__table__.alias("claimed")


def spent(of: ColumnElement[bool]) -> tuple[ScalarSelect[Any], ...]:
    """Return as columns what the free ones of the requests ``of`` used up: parts in yuan, hours, trips in yuan."""
    requests = select(Request.id).where(Request.confirmed_class == ServiceClass.FREE, of)
    moved = moved_for(requests)
    of_them = _trip.c.request_id.in_(requests)
    worked = (
        select(func.sum(_hours.c.normal + _hours.c.overtime + _hours.c.holiday, type_=Quantity()))
        .select_from(_hours.join(_receipt, _receipt.c.id == _hours.c.receipt_id))
        .join(_sheet, _sheet.c.id == _receipt.c.id)
        .join(_trip, _trip.c.id == _receipt.c.dispatch_id)
        .where(of_them, _sheet.c.state != SignOffState.CANCELLED.value)
    )
    claimed = (
        select(func.sum(_claim.c.total - _claim.c.deducted, type_=Money()))
        .select_from(_claim.join(_claimed, _claimed.c.id == _claim.c.id))
        .join(_trip, _trip.c.id == _claim.c.dispatch_id)
        .where(of_them, _claimed.c.state != ExpenseState.CANCELLED.value)
    )
    used = select(func.sum(moved.c.cost, type_=Money()))
    return used.scalar_subquery(), worked.scalar_subquery(), claimed.scalar_subquery()
