"""What an entry of the audit trail says of each field, in words: codes by their labels, records by their numbers."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Boolean, Column, Date, select
from sqlalchemy.orm import Session

from app.formatting import MISSING, date_text, date_time_text, money
from app.i18n import _
from app.labels import label_of
from app.rules.trade.tax_rates import rate_text
from models.access.audit import AuditEntry
from models.access.user import User
from models.base import Base
from models.people.department import Department
from models.record import Record
from models.registry import KINDS
from models.types import Code, Money, Percent, UtcDateTime

# The program's own: keys, sort keys, hashes; and what nobody is to read.
NOT_SHOWN = frozenset(
    {
        "id", "kind", "version", "sort_at", "sort_title", "sort_customer", "sort_project", "content_hash", "terms_hash",
        "password_hash", "hash", "previous_hash",
    }
)  # fmt: skip
LONGEST = 400  # signs of a value; more is cut short


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of the row: its column, and what stood in it before and after, in words; a dash for nothing."""

    column: str
    before: str
    after: str


def field_changes(session: Session, entry: AuditEntry, zone: str) -> tuple[FieldChange, ...]:
    """Return what an entry says of each field that a person can read, in the order of the table's columns."""
    before, after = entry.before or {}, entry.after or {}
    columns = _columns(entry.table)
    names = [name for name in columns if name in before or name in after]
    shown = [name for name in (*names, *sorted((before.keys() | after.keys()) - set(names))) if name not in NOT_SHOWN]
    reader = _Reader(columns, _records(session, columns, shown, before, after), ZoneInfo(zone))
    return tuple(
        FieldChange(name, reader.words(name, before.get(name)), reader.words(name, after.get(name))) for name in shown
    )


@cache
def _columns(table: str) -> Mapping[str, Column[Any]]:
    """Return the columns of what is stored in a table, by the names the trail has for them; none for an unknown one."""
    mapper = next((one for one in Base.registry.mappers if one.class_.__tablename__ == table), None)
    if mapper is None:
        return {}
    found = {attribute.key: attribute.columns[-1] for attribute in mapper.column_attrs}
    return {name: column for name, column in found.items() if isinstance(column, Column)}


def _is_record(columns: Mapping[str, Column[Any]], name: str) -> bool:
    """Tell whether a column names a record of any kind."""
    column = columns.get(name)
    tables = {"record", *(kind.__tablename__ for kind in KINDS.values())}
    return column is not None and any(key.column.table.name in tables for key in column.foreign_keys)


Names = Mapping[tuple[str, int], str]  # what a person calls the row that a column names, by column and id


def _records(
    session: Session, columns: Mapping[str, Column[Any]], shown: Iterable[str], *sides: Mapping[str, Any]
) -> Names:
    """Return what the records, departments and users are called that are named."""
    named = {(name, side[name]) for name in shown for side in sides if isinstance(side.get(name), int)}
    wanted = {one for name, one in named if _is_record(columns, name)}
    rows = session.execute(select(Record.id, Record.number, Record.title).where(Record.id.in_(wanted)))
    called = {row.id: " ".join(part for part in (row.number, row.title) if part) for row in rows}
    found = {(name, one): called[one] for name, one in named if one in called and _is_record(columns, name)}
    for name, one in named:
        if name == "department_id" and (department := session.get(Department, one)) is not None:
            found[name, one] = department.name
        elif name == "user_id" and (user := session.get(User, one)) is not None:
            found[name, one] = user.display_name
    return found


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns what the trail kept of a column into words."""

    columns: Mapping[str, Column[Any]]
    names: Names
    zone: ZoneInfo

    def words(self, name: str, value: Any) -> str:
        """Return a value as a person reads it, a dash for none."""
        if value is None or value == "":
            return MISSING
        column = self.columns.get(name)
        if column is not None and column.foreign_keys and isinstance(value, int):
            return self.names.get((name, value), f"#{value}")
        return self._plain(column.type if column is not None else None, value)[:LONGEST]

    def _plain(self, kind: object, value: Any) -> str:
        if isinstance(kind, Code):
            known = value in {member.value for member in kind.enum_class}
            return label_of(kind.enum_class, value) if known else str(value)
        if isinstance(kind, UtcDateTime):
            return date_time_text(datetime.fromisoformat(value), self.zone)
        if isinstance(kind, Money):
            return money(Decimal(value))
        if isinstance(kind, Percent):
            return rate_text(Decimal(value))
        if isinstance(kind, Boolean) or isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(kind, Date):
            return date_text(date.fromisoformat(value))
        return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
