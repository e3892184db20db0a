"""What a record owes and when its clocks stood still, as pieces of a larger reading."""

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, select

from app.queries.records.pieces import Piece
from app.queries.records.record_parts import PROMISE_COLUMNS, promise_tables
from models.commitment import Commitment, Hold

_commitment, _hold = Commitment.__table__, Hold.__table__
RECORD = "record_id"  # the parameter of both


def _promised(tables: FromClause, is_one: ColumnElement[bool], row_id: ColumnElement[int]) -> FromClause:
    return promise_tables(tables.outerjoin(_commitment, and_(is_one, _commitment.c.id == row_id)))


def _held(tables: FromClause, is_one: ColumnElement[bool], row_id: ColumnElement[int]) -> FromClause:
    return tables.outerjoin(_hold, and_(is_one, _hold.c.id == row_id))


PROMISES = Piece(
    "promise",
    select(_commitment.c.id).where(_commitment.c.record_id == bindparam(RECORD)),
    {"promise": PROMISE_COLUMNS},
    _promised,
)
HOLDS = Piece(
    "hold",
    select(_hold.c.id).where(_hold.c.record_id == bindparam(RECORD), ~_hold.c.withdrawn),
    {"hold": tuple(_hold.c)},
    _held,
)
