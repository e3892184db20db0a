"""What of purchases is for which need: what came in for it already, what is still to come and when (C6.1, C6.2).

Only submitted purchases count. Nothing of it is stored: what a need gets of goods that came in by a part follows from
the days of all needs of that line (``app.rules.material.allotting``).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, FromClause, case, func, select
from sqlalchemy.orm import Session

from app.rules.material.allotting import Claim, allot, held_of
from app.rules.material.purchases import COMING, SUBMITTED
from app.rules.material.valuation import ZERO
from models.enums import OrderState, PurchaseState, RequestState, SlipState, StockAnswer
from models.material.need import MaterialNeed
from models.material.purchase import Purchase, PurchaseLine, PurchaseShare
from models.material.slip import Slip, SlipLine
from models.record import Record

TAKING = (SlipState.APPROVED, SlipState.CHECKED, SlipState.PACKED)
GIVEN_UP = (RequestState.CANCELLED, RequestState.MERGED, OrderState.CANCELLED)
_OVER = (*GIVEN_UP, RequestState.CLOSED, OrderState.SETTLED)  # nothing is handed out for it any more

_purchase, _line, _share = Purchase.__table__, PurchaseLine.__table__, PurchaseShare.__table__
_need = MaterialNeed.__table__
_of_purchase = Record.__table__.alias("of_purchase")
_of_need = Record.__table__.alias("of_need")


@dataclass(frozen=True, slots=True)
class Arrival:
    """What of a purchase's line is for a need of ``record_id``: ``quantity`` in all, of it ``came`` in already and
    ``coming`` still. So much of it as an answer ``reserved`` of goods on order was not bought for the need.

    ``expected_on`` is None while nobody has ordered it. ``stands`` tells that it is still needed: neither was the
    request or order given up or closed, nor is another part, or none, handed out for it by now. ``came`` may have been
    handed out since.
    """

    need_id: int
    record_id: int
    needed_on: date | None
    part_id: int
    purchase_id: int
    number: str
    state: PurchaseState
    line_no: int
    quantity: Decimal
    reserved: Decimal
    came: Decimal
    coming: Decimal
    expected_on: date | None
    stands: bool


def arrivals(
    session: Session, *, part_ids: Collection[int] | None = None, need_ids: Collection[int] | None = None
) -> tuple[Arrival, ...]:
    """Return what of submitted purchases is for needs: of these parts, for these needs, or all; by purchase, line."""
    wanted = []
    if part_ids is not None:
        wanted.append(_line.c.part_id.in_(part_ids))
    if need_ids is not None:  # with the other needs of the same lines, as they share what came in
        wanted.append(_line.c.id.in_(select(_share.c.line_id).where(_share.c.need_id.in_(need_ids))))
    found = _read(session, *wanted, _of_purchase.c.state.in_([state.value for state in SUBMITTED]))
    return tuple(one for one in found if need_ids is None or one.need_id in need_ids)


def arrivals_of(session: Session, purchase_id: int) -> tuple[Arrival, ...]:
    """Return what of one purchase is for which need, whatever its state."""
    return tuple(_read(session, _purchase.c.id == purchase_id))


def _taken() -> ColumnElement[Decimal]:
    """Return what slips have handed out of the part for the need of a share, or are going to."""
    line, slip, of_slip = SlipLine.__table__, Slip.__table__, Record.__table__.alias("taking")
    amount = case((of_slip.c.state == SlipState.APPROVED.value, line.c.quantity), else_=line.c.checked_quantity)
    total = func.coalesce(func.sum(amount), 0, type_=line.c.quantity.type)
    tables = line.join(slip, slip.c.id == line.c.slip_id).join(of_slip, of_slip.c.id == slip.c.id)
    its = line.c.need_id == _need.c.id, line.c.part_id == _line.c.part_id, ~slip.c.is_red
    wanted = select(total).select_from(tables).where(*its, of_slip.c.state.in_([state.value for state in TAKING]))
    return wanted.correlate(_need, _line).scalar_subquery()


# What is read of a share, and from which tables: joined to it, or as a row of its own in a larger reading.
SHARE_COLUMNS: tuple[ColumnElement[Any], ...] = (
    _share.c.line_id, _share.c.need_id, _share.c.quantity, _share.c.reserved, _line.c.part_id, _line.c.line_no,
    _line.c.received, _line.c.closed, _purchase.c.id.label("purchase_id"),
    func.coalesce(_line.c.expected_on, _purchase.c.expected_on, type_=_line.c.expected_on.type).label("expected_on"),
    _of_purchase.c.number, _of_purchase.c.state, _need.c.record_id, _need.c.needed_on, _need.c.answer,
    _need.c.part_id.label("asked_id"), _need.c.chosen_id, _of_need.c.state.label("need_state"),
    _need.c.quantity.label("needed"), _taken().label("taken"),
)  # fmt: skip


def share_tables(tables: FromClause, share: ColumnElement[bool]) -> FromClause:
    """Return ``tables`` with those of a share, where the condition ``share`` finds one."""
    return (
        tables.outerjoin(_share, share)
        .outerjoin(_line, _line.c.id == _share.c.line_id)
        .outerjoin(_purchase, _purchase.c.id == _line.c.purchase_id)
        .outerjoin(_of_purchase, _of_purchase.c.id == _purchase.c.id)
        .outerjoin(_need, _need.c.id == _share.c.need_id)
        .outerjoin(_of_need, _of_need.c.id == _need.c.record_id)
    )


def _read(session: Session, *wanted: ColumnElement[bool]) -> Iterator[Arrival]:
    tables = (
        _share.join(_line, _line.c.id == _share.c.line_id)
        .join(_purchase, _purchase.c.id == _line.c.purchase_id)
        .join(_of_purchase, _of_purchase.c.id == _purchase.c.id)
        .join(_need, _need.c.id == _share.c.need_id)
        .join(_of_need, _of_need.c.id == _need.c.record_id)
    )
    found = select(*SHARE_COLUMNS).select_from(tables).where(*wanted)
    rows = session.execute(found.order_by(_purchase.c.id, _line.c.line_no, _share.c.id))
    yield from arrivals_in(rows)


def arrivals_in(rows: Iterable[Any]) -> Iterator[Arrival]:
    """Yield what rows of SHARE_COLUMNS say, with all shares of each line among them."""
    of_line: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        of_line[row.line_id].append(row)
    for shares in of_line.values():
        yield from _of_line(shares)


def _of_line(shares: Sequence[Any]) -> Iterator[Arrival]:
    claims = [_claim(row) for row in shares]
    came = allot(shares[0].received, claims)
    for row, claim in zip(shares, claims, strict=True):
        given = came[row.need_id]
        to_come = claim.stands and not row.closed and row.state in COMING
        yield Arrival(
            need_id=row.need_id,
            record_id=row.record_id,
            needed_on=row.needed_on,
            part_id=row.part_id,
            purchase_id=row.purchase_id,
            number=row.number or "",
            state=PurchaseState(row.state),
            line_no=row.line_no,
            quantity=row.quantity,
            reserved=row.reserved,
            came=given,
            coming=row.quantity - given if to_come else ZERO,
            expected_on=row.expected_on,
            stands=claim.stands,
        )


def _claim(row: Any) -> Claim:
    held = held_of(row.quantity, row.needed, row.taken)
    return Claim(row.need_id, row.quantity, row.needed_on, _stands(row), held)


def _stands(row: Any) -> bool:
    over = row.need_state in _OVER or row.answer is StockAnswer.NOT_SUPPLIED
    return not over and row.part_id == (row.chosen_id or row.asked_id)
