"""Reading the manager's exceptions from gates of a record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, select
from sqlalchemy.orm import Session

from app.queries.records.pieces import Piece
from models.people.dispatch import DispatchPerson
from models.people.gate_exception import GateException


@dataclass(frozen=True, slots=True)
class ExceptionLine:
    """One exception: from which gate of which clause, for whom (``person`` "" where it is for all), why, by whom."""

    gate: str
    clause: str
    person_id: int | None
    person: str
    reason: str
    given_by: str
    entered_by: str
    given_at: datetime


_exception, _about = GateException.__table__, DispatchPerson.__table__.alias("excepted_person")


def _excepted(tables: FromClause, is_one: ColumnElement[bool], row_id: ColumnElement[int]) -> FromClause:
    return tables.outerjoin(_exception, and_(is_one, _exception.c.id == row_id)).outerjoin(
        _about, _about.c.id == _exception.c.person_id
    )


EXCEPTIONS = Piece(
    "exception",
    select(_exception.c.id).where(_exception.c.record_id == bindparam("dispatch_id")),
    {"exception": tuple(_exception.c), "excepted": (_about.c.name,)},
    _excepted,
)  # those of a dispatch, as a part of a larger reading


def exceptions_on(session: Session, record_id: int) -> tuple[ExceptionLine, ...]:
    """Return the exceptions made for a record, in the order in which they were given."""
    rows = session.execute(
        select(GateException, DispatchPerson.name)
        .outerjoin(DispatchPerson, DispatchPerson.id == GateException.person_id)
        .where(GateException.record_id == record_id)
        .order_by(GateException.id)
    )
    return tuple(exception_line(row, name) for row, name in rows)


def exception_line(row: Any, name: str | None) -> ExceptionLine:
    """Return an exception as it is shown; ``name`` is that of the person it is about, if it is about one."""
    return ExceptionLine(
        row.gate, row.clause, row.person_id, name or "", row.reason, row.given_by, row.entered_by, row.given_at
    )


def excepted_gates(lines: Sequence[ExceptionLine]) -> frozenset[str]:
    """Return the gates that are excepted for the whole record."""
    return frozenset(one.gate for one in lines if one.person_id is None)


def excepted_people(lines: Sequence[ExceptionLine], gate: str) -> frozenset[int]:
    """Return the people for whom a gate is excepted."""
    return frozenset(one.person_id for one in lines if one.gate == gate and one.person_id is not None)
