"""Values as programs read them: what the command line answers with ``--json`` (decision 29)."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from enum import StrEnum

from app.formatting import local
from app.queries.records.record_parts import NextStep
from app.queries.records.records import RecordParts
from app.rules.gate import BlockReason
from app.rules.trips.marks import Mark

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]


def json_record(parts: RecordParts, details: object, zone: tzinfo) -> Json:
    """Return one record: what every record has, and under their own names the fields of its kind."""
    shared, own = plain(parts, zone), plain(details, zone)
    if not isinstance(shared, dict) or not isinstance(own, dict):
        raise TypeError("a record is shown by its fields")
    head = {name: shared[name] for name in ("kind", "number", "title", "state")}
    tail = {name: shared[name] for name in ("commitments", "papers", "events")}
    return head | {name: value for name, value in own.items() if name not in shared} | tail


def plain(value: object, zone: tzinfo) -> Json:
    """Return ``value`` as JSON can hold it: codes, "1200.50" for amounts, times with their offset in ``zone``."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return value.value if isinstance(value, StrEnum) else value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return local(value, zone).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return _compound(value, zone)


def _compound(value: object, zone: tzinfo) -> Json:
    if isinstance(value, Mapping):
        return {str(key): plain(item, zone) for key, item in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [plain(item, zone) for item in (sorted(value) if isinstance(value, frozenset) else value)]
    if isinstance(value, NextStep):
        blocked = plain(value.blocked, zone)
        return {"action": value.action, "asks": value.asks, "allowed": value.allowed, "blocked": blocked}
    if isinstance(value, BlockReason):
        return {"clause": value.clause, "text": value.text, "fix": value.fix}
    if isinstance(value, Mark):
        return {"where": value.where, "text": value.text, "amount": plain(value.amount, zone)}
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name), zone) for field in fields(value)}
    raise TypeError(f"{type(value).__name__} has no plain form")
