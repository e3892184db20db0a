"""What other desks changed: read from the audit trail, which every writer appends to (decision 15)."""

from collections import defaultdict

from sqlalchemy import func, select

from app.changes import Change
from app.context import Context
from models.access.audit import AuditEntry
from models.record import Record


def newest_audit(context: Context) -> int:
    """Return the id of the newest audit entry, 0 in an empty trail."""
    with context.read() as session:
        return session.scalar(select(func.max(AuditEntry.id))) or 0


def changes_since(context: Context, audit_id: int) -> tuple[int, tuple[Change, ...]]:
    """Return the newest audit id, and which records changed after ``audit_id``, grouped by kind."""
    with context.read() as session:
        newest = session.scalar(select(func.max(AuditEntry.id))) or 0
        if newest <= audit_id:
            return newest, ()
        rows = session.execute(
            select(Record.kind, Record.id)
            .join(AuditEntry, AuditEntry.record_id == Record.id)
            .where(AuditEntry.id > audit_id, AuditEntry.id <= newest)
            .distinct()
        )
        touched: dict[str, set[int]] = defaultdict(set)
        for kind, record_id in rows:
            touched[kind.value].add(record_id)
    return newest, tuple(Change(kind, frozenset(ids)) for kind, ids in touched.items())
