"""What may be given only once: names, numbers and codes, whatever their case and width (decision 17)."""

from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from app.errors import Invalid
from app.queries.lists.paging import matches
from app.rules.inputs import comparison_key
from app.rules.searching import sort_key
from models.enums import RecordKind
from models.record import Record


def refuse_same_name(
    session: Session,
    kind: RecordKind,
    name: str,
    record_id: int | None,
    message: str,
    *among: ColumnElement[bool],
) -> None:
    """Raise Invalid with ``message`` at ``name`` when another record of ``kind`` (``among`` these) is called the same.

    The indexed sort key, which is the same for names that differ in case only, finds the few to compare with.
    """
    others = select(Record.title).where(Record.id != (record_id or 0), Record.kind == kind, *among)
    if _stands_in(session, others.where(Record.sort_title == sort_key(name)[:400]), name):
        raise Invalid(message, field="name")


def is_taken(session: Session, model: type[Record], column: Any, text: str, record_id: int | None) -> bool:
    """Return whether another record of ``model`` has ``text`` in ``column``.

    ``column`` is one of those a record is found by, so the search index names the few that can be meant.
    """
    others = select(column).where(model.id != (record_id or 0))
    if session.scalar(others.where(column == text).limit(1)) is not None:
        return True
    found = matches(session, text, RecordKind(model.__mapper_args__["polymorphic_identity"]))
    return found is not None and _stands_in(session, others.where(found), text)


def _stands_in(session: Session, texts: Select[Any], text: str) -> bool:
    key = comparison_key(text)
    return any(comparison_key(other or "") == key for other in session.scalars(texts))
