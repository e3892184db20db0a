"""What every indicator's list consists of: a record, what it counts for, and what it is counted among."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, literal, null, select, type_coerce, union_all
from sqlalchemy.sql.elements import KeyedColumnElement

from app.queries.care.windows import Window
from models.commitment import Commitment

Lines = Select[Any] | CompoundSelect[Any]
Count = Callable[[Window], Lines]
ONE = literal(1)
NOTHING = literal(0)
_kind_type = Commitment.__table__.c.kind.type


def counted(
    record_id: ColumnElement[Any],
    part: ColumnElement[Any] = ONE,
    whole: ColumnElement[Any] = ONE,
    about: ColumnElement[Any] | None = None,
) -> Select[Any]:
    """Select lines: ``part`` is what a record adds to the figure, ``whole`` what it adds to that which the figure is a
    share of; ``about`` is the kind of the promise that is meant, of a record that owes several.
    """
    kind = type_coerce(null(), _kind_type) if about is None else about
    return select(record_id.label("record_id"), kind.label("about"), part.label("part"), whole.label("whole"))


def both(*parts: Select[Any]) -> Lines:
    """Return the lines of several selections together."""
    return union_all(*parts)


def as_of_type(expression: ColumnElement[Any], like: KeyedColumnElement[Any]) -> ColumnElement[Any]:
    """Return an expression that comes back as the column it was made of does: a sum of money as yuan."""
    return type_coerce(expression, like.type)
