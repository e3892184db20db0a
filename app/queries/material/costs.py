"""What parts used up cost, without tax: by request, order or project, as the ledger valued them when they left (C8.3).

Costs are for those who may see margins: whoever shows them asks for it.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy import ColumnElement, Select, Subquery, func, select, union_all
from sqlalchemy.orm import Session

from app.context import Actor
from app.rules.material.valuation import ZERO
from app.rules.permissions import Permission
from models.enums import LoanState, MoveKind
from models.material.ledger import StockMove
from models.material.loan import Loan
from models.material.part import Part
from models.material.slip import Slip, SlipLine
from models.record import Record
from models.types import Money, Quantity

USED = (MoveKind.ISSUE, MoveKind.RETURN)
_move, _slip, _line, _loan = StockMove.__table__, Slip.__table__, SlipLine.__table__, Loan.__table__
_record = Record.__table__


@dataclass(frozen=True, slots=True)
class IssuedPart:
    """How much of a part was used, less what came back, and what it cost without tax, None for those who may not see
    costs.
    """

    part_id: int
    number: str
    name: str
    spec: str
    unit: str
    quantity: Decimal
    cost: Decimal | None


def parts_cost(
    session: Session, *, request_id: int | None = None, order_id: int | None = None, project_id: int | None = None
) -> Decimal:
    """Return what the parts handed out for a request, an order or a project cost, less what came back.

    A stand-in machine counts once it is settled: kept, sold or lost. ValueError unless one of them is named.
    """
    moved = _moved(request_id, order_id, project_id)
    return session.scalar(select(func.sum(moved.c.cost, type_=Money()))) or ZERO


def issued_parts(
    session: Session, *, request_id: int | None = None, order_id: int | None = None, project_id: int | None = None
) -> tuple[IssuedPart, ...]:
    """Return the parts that ``parts_cost`` adds up, by code; none that came back altogether."""
    moved = _moved(request_id, order_id, project_id)
    quantity = func.sum(moved.c.quantity, type_=Quantity())
    rows = session.execute(
        select(Part.id, Part.number, Part.title, Part.spec, Part.unit, quantity, func.sum(moved.c.cost, type_=Money()))
        .join(moved, moved.c.part_id == Part.id)
        .group_by(Part.id, Part.number, Part.title, Part.spec, Part.unit)
        .order_by(Part.number, Part.id)
    )
    found = (IssuedPart(row[0], row[1] or "", row[2], row[3], row[4], row[5], row[6]) for row in rows)
    return tuple(one for one in found if one.quantity)


def used_parts(
    session: Session, actor: Actor, *, request_id: int | None = None, project_id: int | None = None
) -> tuple[IssuedPart, ...]:
    """Return the parts used for a request or a project as ``actor`` may see them."""
    found = issued_parts(session, request_id=request_id, project_id=project_id)
    if actor.may(Permission.VIEW_MARGINS):
        return found
    return tuple(replace(one, cost=None) for one in found)


def moved_for(requests: Select[int]) -> Subquery:
    """Return part, quantity and cost of what was used up for these requests."""
    return _used(_move.c.request_id.in_(requests), _loan.c.request_id.in_(requests))


def _moved(request_id: int | None, order_id: int | None, project_id: int | None) -> Subquery:
    """Return part, quantity and cost of what slips moved, and of the stand-in machines that were kept."""
    if request_id is not None:
        moves, loans = _move.c.request_id == request_id, _loan.c.request_id == request_id
    elif order_id is not None:
        moves, loans = _move.c.order_id == order_id, _slip.c.order_id == order_id
    elif project_id is not None:
        moves, loans = _move.c.project_id == project_id, _record.c.project_id == project_id
    else:
        raise ValueError("whose cost is it?")
    return _used(moves, loans)


def _used(moves: ColumnElement[bool], loans: ColumnElement[bool]) -> Subquery:
    used = (
        select(_move.c.part_id, (-_move.c.quantity).label("quantity"), (-_move.c.value).label("cost"))
        .join(_slip, _slip.c.id == _move.c.source_id)
        .where(moves, _move.c.kind.in_(USED))
    )
    kept = (
        select(_loan.c.part_id, _loan.c.quantity, _loan.c.value)
        .join(_record, _record.c.id == _loan.c.id)
        .join(_line, _line.c.id == _loan.c.slip_line_id)
        .join(_slip, _slip.c.id == _line.c.slip_id)
        .where(loans, _record.c.state == LoanState.SETTLED.value)
    )
    return union_all(used, kept).subquery("moved")
