"""The audit trail, written inside the flush that makes a change (decision 12).

Every inserted, changed or deleted row of the write lane becomes one :class:`AuditEntry`; so does every list that leaves
the program (``app.services.exports``). The head of the chain is read from the table once in a transaction, in which
nobody else writes, and again in and after every savepoint: one that is rolled back leaves the chain whole.
"""

import hashlib
import json
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from threading import Lock
from typing import Any, cast

from sqlalchemy import Table, event, inspect, select
from sqlalchemy.orm import Session, SessionTransaction, UOWTransaction

from app.database import WriteSession
from models.access.audit import AuditEntry
from models.base import Base
from models.enums import AuditAction
from models.record import Record

FIRST_HASH = "0" * 64
NOT_AUDITED = frozenset({"audit_entry", "number_series"})
SECRET = frozenset({"password_hash"})  # columns of which the trail tells only that they changed
HIDDEN = "•••"
HASHED = ("at", "user_name", "action", "table", "row_key", "record_id", "before", "after", "reason")  # in this order
READ_AT_A_TIME = 2000
MOST_REMEMBERED = 20_000  # entries; the screen looks for others' every two seconds

# Every flush says these two, so they are put together once and in terms of the table alone.
_TRAIL = cast("Table", AuditEntry.__table__)
_HEAD = select(_TRAIL.c.hash).order_by(_TRAIL.c.id.desc()).limit(1)
_APPEND = _TRAIL.insert()
_COLUMNS = [AuditEntry.__mapper__.columns[name] for name in ("id", "previous_hash", "hash", *HASHED)]
_ENTRIES = select(*_COLUMNS).order_by(_TRAIL.c.id)  # plain rows: a long trail makes no objects to be kept track of
_JSON = frozenset({str, int, bool})  # what most columns hold is told as it is
_written = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


class OwnWrites:
    """The hashes of the entries that one context wrote lately: what stands in the trail beside them, others wrote.

    They are noted before the commit, so that nobody can see an own entry and take it for another desk's; one that was
    rolled back is never looked for.
    """

    def __init__(self, most: int = MOST_REMEMBERED) -> None:
        self._most = most
        self._order: deque[str] = deque()
        self._known: set[str] = set()
        self._lock = Lock()

    def __contains__(self, entry: str) -> bool:
        with self._lock:
            return entry in self._known

    def note(self, entry: str) -> None:
        """Remember an entry by its hash; the oldest one is forgotten when there are too many."""
        with self._lock:
            self._order.append(entry)
            self._known.add(entry)
            if len(self._order) > self._most:
                self._known.discard(self._order.popleft())


def plain(value: object) -> Any:
    """Return a value as JSON can hold it."""
    if value is None or type(value) in _JSON:
        return value
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, Decimal | date):
        return str(value)
    return value


def entry_hash(previous: str, entry: dict[str, Any]) -> str:
    """Return the SHA-256 of an entry chained to the one before it."""
    return _hash(previous, [entry[name] for name in HASHED])


def _hash(previous: str, told: Iterable[object]) -> str:
    body = _written([plain(value) for value in told])
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()


Changed = tuple[AuditAction, Base, dict[str, Any] | None, dict[str, Any] | None]


def _changes(session: Session, flush: UOWTransaction) -> Iterator[Changed]:
    for row in session.new:
        yield AuditAction.INSERT, row, None, _values(row)
    # The session keeps them in no order; the same steps are to leave the same trail.
    for row in sorted((*session.dirty, *session.deleted), key=lambda row: (row.__tablename__, inspect(row).identity)):
        if flush.is_deleted(inspect(row)):  # type: ignore[no-untyped-call]  # also rows taken out of their owner's list, which ``deleted`` does not name
            yield AuditAction.DELETE, row, _values(row), None
            continue
        before, after = _difference(row)
        if after:
            yield AuditAction.UPDATE, row, before, after


def _values(row: Base) -> dict[str, Any]:
    known = inspect(row).dict
    values = {key: _told(key, known.get(key)) for key in _columns(type(row))}
    return {key: value for key, value in values.items() if value not in (None, "")}


@cache
def _columns(model: type[Base]) -> tuple[str, ...]:
    return tuple(attr.key for attr in inspect(model).column_attrs)


def _difference(row: Base) -> tuple[dict[str, Any], dict[str, Any]]:
    state = inspect(row)
    before, after = {}, {}
    for key in _columns(type(row)):
        history = state.attrs[key].history
        if history.has_changes() and key != "version":
            before[key] = _told(key, history.deleted[0]) if history.deleted else None
            after[key] = _told(key, history.added[0]) if history.added else None
    return before, after


def _told(column: str, value: object) -> Any:
    return HIDDEN if column in SECRET and value else plain(value)


def _row_key(row: Base) -> str:
    identity = inspect(row).mapper.primary_key_from_instance(row)
    return "/".join(str(part) for part in identity)


def _record_id(row: Base) -> int | None:
    value = row.id if isinstance(row, Record) else getattr(row, "record_id", None)
    return None if value is None else int(value)


def head_hash(session: Session) -> str:
    """Return the hash of the newest entry, the head of the chain."""
    return session.connection().scalar(_HEAD) or FIRST_HASH


def _known_head(session: Session) -> str:
    """Return the head as this transaction left it, read where it is not known."""
    transaction, head = session.info.get("audit_head", (None, ""))
    return str(head) if transaction is _innermost(session) else head_hash(session)


def _innermost(session: Session) -> SessionTransaction | None:
    return session.get_nested_transaction() or session.get_transaction()


def write_entries(session: Session, flush: UOWTransaction) -> None:
    """Append one entry per changed row of this flush; needs ``session.info`` from ``Context.write``."""
    entries = []
    for action, row, before, after in _changes(session, flush):
        table = row.__tablename__
        if table in NOT_AUDITED:
            continue
        entries.append(
            {"action": action, "table": table, "row_key": _row_key(row), "record_id": _record_id(row)}
            | {"before": before, "after": after}
        )
    append(session, entries)


def append(session: Session, entries: list[dict[str, Any]]) -> None:
    """Chain ``entries`` (action, table, row_key, record_id, before, after) to the trail in one statement."""
    if not entries:
        return
    info = session.info
    previous = _known_head(session)
    for entry in entries:
        entry |= {"at": info["now"], "user_name": info["user_name"], "reason": info["reason"]}
        entry["previous_hash"] = previous
        entry["hash"] = previous = entry_hash(previous, entry)
        info["own_writes"].note(previous)
    session.connection().execute(_APPEND, [_column_names(entry) for entry in entries])
    info["audit_head"] = _innermost(session), previous


def _column_names(entry: dict[str, Any]) -> dict[str, Any]:
    return {("table_name" if key == "table" else key): value for key, value in entry.items()}


def broken_links(session: Session, on_entries: Callable[[int], None] = lambda _done: None) -> Generator[int]:
    """Yield the id of every entry whose hash does not follow from its content and the entry before it.

    ``on_entries`` is told now and then how many have been looked at; it may raise to break off.
    """
    found = session.execute(_ENTRIES, execution_options={"yield_per": READ_AT_A_TIME})
    with closing(found) as entries:
        yield from _broken(entries, on_entries)


def _broken(entries: Iterable[Sequence[Any]], on_entries: Callable[[int], None]) -> Iterator[int]:
    previous = FIRST_HASH
    for done, entry in enumerate(entries, start=1):
        if done % READ_AT_A_TIME == 0:
            on_entries(done)
        entry_id, previous_hash, own_hash, *told = entry
        if previous_hash != previous or own_hash != _hash(previous, told):
            yield entry_id
        previous = own_hash


event.listen(WriteSession, "after_flush", write_entries)
