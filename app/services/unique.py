"""Numbers and codes that may be given only once, however they are typed."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.queries.lists.paging import matches
from app.rules.inputs import comparison_key
from models.enums import RecordKind
from models.record import Record


def is_taken(session: Session, model: type[Record], column: Any, text: str, record_id: int | None) -> bool:
    """Return whether another record of ``model`` has ``text`` in ``column``, whatever its case and width (decision 17).

    ``column`` is one of those a record is found by, so the search index names the few that can be meant.
    """
    others = select(column).where(model.id != (record_id or 0))
    if session.scalar(others.where(column == text).limit(1)) is not None:
        return True
    found = matches(session, text, RecordKind(model.__mapper_args__["polymorphic_identity"]))
    if found is None:
        return False
    key = comparison_key(text)
    return any(comparison_key(other or "") == key for other in session.scalars(others.where(found)))
