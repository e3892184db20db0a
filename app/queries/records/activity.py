"""What other desks changed: read from the audit trail, which every writer appends to (decision 15)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from app.changes import Change
from app.context import Context
from app.i18n import _
from models.access.audit import AuditEntry
from models.record import Record

DEPARTMENT, DUTY, USER, DELEGATION = "department", "duty", "user", "delegation"
OWN_TABLES = frozenset({DEPARTMENT, DUTY, USER, DELEGATION})  # that screens show; everything else hangs on a record


@dataclass(frozen=True, slots=True)
class LastSaved:
    """Who saved something last, and when."""

    by: str
    at: datetime


def newest_audit(context: Context) -> int:
    """Return the id of the newest audit entry, 0 in an empty trail."""
    with context.read() as session:
        return session.scalar(select(func.max(AuditEntry.id))) or 0


def changes_since(context: Context, audit_id: int) -> tuple[int, tuple[Change, ...]]:
    """Return the newest audit id, and what other desks changed after ``audit_id``, grouped by kind and person.

    What this context wrote itself was published when it was committed and is left out; a person who works at two desks
    is two desks all the same.
    """
    with context.read() as session:
        newest = session.scalar(select(func.max(AuditEntry.id))) or 0
        if newest <= audit_id:
            return newest, ()
        rows = session.execute(
            select(AuditEntry.hash, AuditEntry.user_name, AuditEntry.table, AuditEntry.row_key, Record.kind, Record.id)
            .outerjoin(Record, AuditEntry.record_id == Record.id)
            .where(AuditEntry.id > audit_id, AuditEntry.id <= newest)
            .where(or_(AuditEntry.record_id.is_not(None), AuditEntry.table.in_(OWN_TABLES)))
        )
        return newest, _changes(row for row in rows if row.hash not in context.own_writes)


def _changes(rows: Iterable[Any]) -> tuple[Change, ...]:
    touched: dict[tuple[str, str], set[int]] = defaultdict(set)
    for _hash, by, table, row_key, kind, record_id in rows:
        if kind is None:
            touched[table, by].add(int(row_key))
        else:
            touched[kind.value, by].add(record_id)
    return tuple(Change(kind, frozenset(ids), by or _("Another desk")) for (kind, by), ids in touched.items())


def last_saved(context: Context, record_id: int, kind: str = "") -> LastSaved | None:
    """Return who saved a record last; ``kind`` is "department" for what is no record. None in an empty trail."""
    of_record: ColumnElement[bool] = AuditEntry.record_id == record_id
    of_table = and_(AuditEntry.table == kind, AuditEntry.row_key == str(record_id))
    newest = select(AuditEntry.user_name, AuditEntry.at).order_by(AuditEntry.id.desc()).limit(1)
    with context.read() as session:
        found = session.execute(newest.where(of_table if kind else of_record)).first()
    return LastSaved(*found) if found is not None else None
