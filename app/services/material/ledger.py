"""Moving stock: the only place that writes the ledger and what a part repeats of it (invariant 1).

Plain functions inside the transaction of a use case. One writer works at a time on either database (decision 12), so
what is read here is what is there.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import Invalid
from app.formatting import quantity as quantity_text
from app.i18n import _
from app.queries.material.stock import local_day, on_order_sums, reserved_sums
from app.rules.material.valuation import ZERO, Stock, value_in, value_out
from models.enums import MoveKind
from models.material.ledger import StockMove
from models.material.need import MaterialNeed
from models.material.part import Part
from models.material.slip import SlipLine

ISSUES = frozenset({MoveKind.ISSUE, MoveKind.LOAN_OUT})  # what shows that a part is used


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a movement comes from: the record and line behind it, whose cost it is, who took or brought it, and why."""

    at: datetime
    person: str
    reason: str = ""
    source_id: int | None = None
    line_no: int | None = None
    request_id: int | None = None
    order_id: int | None = None
    project_id: int | None = None
    batch: str = ""
    expires_on: date | None = None


def take_in(
    session: Session, part: Part, quantity: Decimal, origin: Origin, *, kind: MoveKind, value: Decimal | None = None
) -> StockMove:
    """Add ``quantity`` (> 0) to the stock of a part, worth ``value`` yuan without tax.

    ``value`` None takes the moving average, or the part's own cost while nothing is on hand.
    """
    if value is None:
        value = value_in(quantity, _stock(part).average or part.cost or ZERO)
    if not part.on_hand:
        part.idle_since = local_day(session, origin.at)
    return _move(session, part, quantity, value, origin, kind)


def take_out(
    session: Session,
    part: Part,
    quantity: Decimal,
    origin: Origin,
    *,
    kind: MoveKind,
    value: Decimal | None = None,
    field: str = "lines",
) -> StockMove:
    """Take ``quantity`` (> 0) out of the stock of a part; Invalid at ``field`` when less is on hand (C6.3).

    ``value`` is what it takes with it, as far as the stock is worth so much; None takes the moving average.
    """
    if quantity > part.on_hand:
        message = _("{part}: only {on_hand} {unit} on hand, {quantity} asked for.")
        told = message.format(
            part=part.title, on_hand=quantity_text(part.on_hand), unit=part.unit, quantity=quantity_text(quantity)
        )
        raise Invalid(told, field=field, clause="C6.3")
    if value is None or quantity == part.on_hand:
        value = value_out(_stock(part), quantity)
    value = min(value, part.stock_value)
    moved = _move(session, part, -quantity, -value, origin, kind)
    if not part.on_hand:
        part.idle_since = None
    elif kind in ISSUES and origin.source_id is not None:  # what is written off by hand was not used
        used_on = local_day(session, origin.at)
        part.idle_since = max(part.idle_since or used_on, used_on)
    return moved


def _stock(part: Part) -> Stock:
    return Stock(part.on_hand, part.stock_value)


def _move(session: Session, part: Part, quantity: Decimal, value: Decimal, origin: Origin, kind: MoveKind) -> StockMove:
    moved = StockMove(
        part_id=part.id, kind=kind, quantity=quantity, value=value, at=origin.at, person=origin.person,
        reason=origin.reason, batch=origin.batch, expires_on=origin.expires_on, source_id=origin.source_id,
        line_no=origin.line_no, request_id=origin.request_id, order_id=origin.order_id, project_id=origin.project_id,
        recorded_at=session.info["now"], recorded_by=session.info["user_name"],
    )  # fmt: skip
    part.on_hand += quantity
    part.stock_value += value
    session.add(moved)
    return moved


def recount_needs(session: Session, record_id: int) -> None:
    """Write again what is reserved of the parts that a request or an order needs, when it is given up or over."""
    wanted = select(MaterialNeed.part_id, MaterialNeed.chosen_id).where(MaterialNeed.record_id == record_id)
    part_ids = {part_id for row in session.execute(wanted) for part_id in row if part_id is not None}
    if part_ids:
        recount(session, part_ids)


def recount(session: Session, part_ids: Collection[int]) -> None:
    """Write again what these parts repeat of slips, purchases and needs, after what they rest on has changed."""
    session.flush()
    ids = {*part_ids, *_bought_instead(session, part_ids)}
    reserved, coming = reserved_sums(session, ids), on_order_sums(session, ids)
    for part in session.scalars(select(Part).where(Part.id.in_(ids))):
        part.reserved = reserved.get(part.id, ZERO)
        part.on_order = coming.get(part.id, ZERO)


def _bought_instead(session: Session, part_ids: Collection[int]) -> Collection[int]:
    """Return the parts that needs ask for which are served by slips of these: what came in for them is freed by it."""
    wanted = func.coalesce(MaterialNeed.chosen_id, MaterialNeed.part_id)
    served = select(wanted).join(SlipLine, SlipLine.need_id == MaterialNeed.id)
    return session.scalars(served.where(SlipLine.part_id.in_(part_ids), SlipLine.part_id != wanted).distinct()).all()
