"""A name is given once: neither case nor width of the letters makes another one of it (decision 17)."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.errors import Invalid
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
    alike = select(Record.title).where(Record.kind == kind, Record.sort_title == sort_key(name)[:400])
    if record_id is not None:
        alike = alike.where(Record.id != record_id)
    key = comparison_key(name)
    if any(comparison_key(title) == key for title in session.scalars(alike.where(*among))):
        raise Invalid(message, field="name")
