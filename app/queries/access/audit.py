"""Reading the audit trail: who changed what, when, and how it was before and after (C11.5, invariant 4)."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from app.context import Context, settings_of
from app.errors import NotFound
from app.i18n import _
from app.queries.access.audit_words import FieldChange, field_changes
from app.queries.lists.table_list import Looking, TableList
from app.rules.permissions import Permission
from app.security.audit import broken_links, head_hash
from models.access.audit import AuditEntry
from models.enums import AuditAction, RecordKind
from models.record import Record

entry = AuditEntry.__table__
record = Record.__table__


@dataclass(frozen=True, slots=True)
class AuditRow:
    """A line of the list; ``number``, ``title`` and ``kind`` are those of the record changed, where it is of one."""

    id: int
    at: datetime
    user_name: str
    action: AuditAction
    table: str
    record_id: int | None
    kind: RecordKind | None
    number: str
    title: str
    reason: str


def _mine(looking: Looking) -> ColumnElement[bool]:
    return entry.c.user_name == looking.actor.display_name


AUDIT = TableList(
    row=AuditRow,
    own=entry,
    columns={
        "table": entry.c.table_name,
        "kind": record.c.kind,
        "number": record.c.number,
        "title": record.c.title,
    },
    joins=((record, record.c.id == entry.c.record_id),),
    orders={"at": entry.c.id},  # entries are chained in the order in which they were written
    views={
        "mine": _mine,
        **{action.value: entry.c.action == action for action in AuditAction if action is not AuditAction.BULK},
    },
    uncounted=frozenset({"mine", *AuditAction}),
    words=(entry.c.user_name, entry.c.reason, record.c.number, record.c.title),
    moment=entry.c.at,
    permission=Permission.VIEW_AUDIT,
)


@dataclass(frozen=True, slots=True)
class AuditDetails:
    """One entry in full: what it says of each field, and the hash that chains it to the one before."""

    id: int
    at: datetime
    user_name: str
    action: AuditAction
    table: str
    row_key: str
    record_id: int | None
    kind: RecordKind | None
    number: str
    title: str
    reason: str
    hash: str
    changes: tuple[FieldChange, ...]


def audit_details(context: Context, entry_id: int) -> AuditDetails:
    """Read one entry; NotFound when there is none."""
    context.require(Permission.VIEW_AUDIT)
    with context.read() as session:
        found = session.get(AuditEntry, entry_id)
        if found is None:
            raise NotFound(_("There is no such entry in the audit trail."))
        of = session.get(Record, found.record_id) if found.record_id is not None else None
        zone = settings_of(session).text("zone")
        names = ("id", "at", "user_name", "action", "table", "row_key", "record_id", "reason", "hash")
        own: dict[str, Any] = {name: getattr(found, name) for name in names}
        return AuditDetails(
            **own,
            kind=of.kind if of else None,
            number=(of.number or "") if of else "",
            title=of.title if of else "",
            changes=field_changes(session, found, zone),
        )


@dataclass(frozen=True, slots=True)
class ChainMark:
    """What checking the whole trail found: how many entries it has, the hash of the last one, when it was checked, and
    the first entry that does not follow from the one before, None where the chain is whole.
    """

    entries: int
    last_id: int
    head: str
    checked_at: datetime
    broken_at: int | None

    @property
    def is_whole(self) -> bool:
        """Whether nothing was altered or taken out."""
        return self.broken_at is None


def check_chain(context: Context, on_progress: Callable[[int, int], None]) -> ChainMark:
    """Compute the hash of every entry again; ``on_progress`` is told how far it is and may break off."""
    context.require(Permission.VIEW_AUDIT)
    with context.read() as session:
        count, last_id = session.execute(select(func.count(), func.coalesce(func.max(entry.c.id), 0))).one()
        with closing(broken_links(session, lambda done: on_progress(done, count))) as links:
            broken = next(links, None)
        return ChainMark(count, last_id, head_hash(session), context.clock.now(), broken)
