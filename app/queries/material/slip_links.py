"""The issue slips of a dispatch, as links."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, select

from app.queries.parties import LinkLine
from app.queries.records.pieces import Piece, Row
from models.enums import RecordKind
from models.material.slip import Slip
from models.record import Record

_own, _named = Slip.__table__.alias("own_slip"), Record.__table__.alias("own_slip_record")


def _slips(tables: FromClause, is_one: ColumnElement[bool], row_id: ColumnElement[int]) -> FromClause:
    return tables.outerjoin(_named, and_(is_one, _named.c.id == row_id))


OWN_SLIPS = Piece(
    "own_slip",
    select(_own.c.id).where(_own.c.dispatch_id == bindparam("dispatch_id")),
    {"own_slip": (_named.c.id, _named.c.number, _named.c.title, _named.c.state)},
    _slips,
)  # those of a dispatch, as a part of a larger reading


def own_slips(rows: Mapping[str, Sequence[Row]]) -> tuple[LinkLine, ...]:
    """Return the slips as the piece OWN_SLIPS read them, in the order in which they were made."""
    found = sorted((row["own_slip"] for row in rows["own_slip"]), key=lambda one: one.id)
    return tuple(LinkLine(one.id, RecordKind.SLIP, one.number or "", one.title, one.state) for one in found)
