"""The ledger of one part: its movements, and what is left of each batch (C6.3)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.context import Actor
from app.queries.lists.paging import ListFilter
from app.queries.lists.table_list import Looking, TableList
from app.rules.material.batches import Batch, Lot, batches_left
from app.rules.permissions import Permission
from models.enums import MoveKind, RecordKind
from models.material.ledger import StockMove
from models.record import Record

LATEST_MOVES = 30
move = StockMove.__table__
_source = Record.__table__.alias("source")


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One movement: ``quantity`` with its sign in the part's unit, ``value`` in yuan without tax, None for those who
    may not see costs. ``source_id`` is the record behind it, None for what was entered by hand.
    """

    id: int
    at: datetime
    kind: MoveKind
    quantity: Decimal
    value: Decimal | None
    person: str
    reason: str
    batch: str
    expires_on: date | None
    source_id: int | None
    source_kind: RecordKind | None
    source: str
    recorded_by: str


@dataclass(frozen=True, kw_only=True)
class PartMoves(TableList[MoveRow]):
    """The movements of the part ``part_id``, by when they happened."""

    part_id: int

    def _conditions(
        self, wanted: ListFilter, looking: Looking, _order: ColumnElement[Any] | None = None
    ) -> list[ColumnElement[bool]]:
        return [move.c.part_id == self.part_id, *super()._conditions(wanted, looking, _order)]

    def _all_counted(self) -> ColumnElement[bool]:
        return move.c.part_id == self.part_id


def moves_of(part_id: int) -> PartMoves:
    """Return the list of the movements of a part."""
    return PartMoves(
        part_id=part_id,
        row=MoveRow,
        own=move,
        columns={"source_kind": _source.c.kind, "source": func.coalesce(_source.c.number, _source.c.title)},
        joins=((_source, _source.c.id == move.c.source_id),),
        orders={"at": move.c.at},
        views={"in": move.c.quantity > 0, "out": move.c.quantity < 0},
        words=(move.c.person, move.c.reason, move.c.batch, _source.c.number),
        moment=move.c.at,
        margins=frozenset({"value"}),
    )


def latest_moves(session: Session, part_id: int, actor: Actor) -> tuple[tuple[MoveRow, ...], int]:
    """Return the newest movements of a part, the newest in front, and how many there are in all."""
    number = func.coalesce(_source.c.number, _source.c.title).label("source")
    rows = session.execute(
        select(move, _source.c.kind.label("source_kind"), number, func.count().over().label("total"))
        .outerjoin(_source, _source.c.id == move.c.source_id)
        .where(move.c.part_id == part_id)
        .order_by(move.c.at.desc(), move.c.id.desc())
        .limit(LATEST_MOVES)
    ).all()
    with_value = actor.may(Permission.VIEW_MARGINS)
    return tuple(_row(row, with_value=with_value) for row in rows), rows[0].total if rows else 0


_ROW = ("id", "at", "kind", "quantity", "person", "reason", "batch", "expires_on", "source_id", "recorded_by")


def _row(found: Any, *, with_value: bool) -> MoveRow:
    own = {name: getattr(found, name) for name in _ROW}
    value = found.value if with_value else None
    return MoveRow(**own, value=value, source_kind=found.source_kind, source=found.source or "")


def batches_of(session: Session, part_id: int) -> tuple[Batch, ...]:
    """Return what is left of the batches of a part; nothing for one whose stock has neither batch nor expiry day."""
    known = select(move.c.id).where(move.c.part_id == part_id, (move.c.batch != "") | move.c.expires_on.is_not(None))
    if session.execute(known.limit(1)).first() is None:
        return ()
    rows = session.execute(
        select(move.c.quantity, move.c.batch, move.c.expires_on, move.c.at)
        .where(move.c.part_id == part_id)
        .order_by(move.c.at, move.c.id)
    ).all()
    return batches_left(
        [Lot(row.batch, row.expires_on, row.at, row.quantity) for row in rows if row.quantity > 0], _out(rows)
    )


def _out(rows: Sequence[Any]) -> dict[str, Decimal]:
    out: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        if row.quantity < 0:
            out[row.batch] -= row.quantity
    return out
