"""Finding records by words for a list that is not read from the database line by line."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.queries.lists.paging import find_hits
from app.queries.lists.record_list import record
from models.enums import RecordKind


def ids_found(session: Session, text: str, kind: RecordKind) -> frozenset[int] | None:
    """Return the records of a kind that are found by words, None where nothing is asked for."""
    hits = find_hits(session, text, kind)
    return None if hits is None else frozenset(session.scalars(select(record.c.id).where(hits.condition)))
