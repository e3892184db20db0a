"""The records that a record names, as far as somebody may see them."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Actor
from app.queries.trade.order_parts import Linked
from app.rules.visible import viewing
from models.record import Record


def linked_records(session: Session, record_ids: Iterable[int | None], actor: Actor) -> Mapping[int, Linked]:
    """Read these records in one reading, by id; those of kinds that ``actor`` may not see are left out."""
    table = Record.__table__.c
    wanted = select(table.id, table.kind, table.number, table.title, table.state)
    rows = session.execute(wanted.where(table.id.in_({one for one in record_ids if one})).order_by(table.id))
    linked = (Linked(row.id, row.kind, row.number or "", row.title, row.state) for row in rows)
    return {one.id: one for one in linked if actor.may(viewing(one.kind))}


def named_ids(record: Record, names: Iterable[str]) -> list[int | None]:
    """Return the ids by which a record names others: its customer, its project."""
    return [getattr(record, f"{name}_id") for name in names]


def named_links(record: Record, names: Iterable[str], known: Mapping[int, Linked]) -> dict[str, Any]:
    """Return by name the records that a record names, None where it names none or one that is not ``known``."""
    return {name: known.get(getattr(record, f"{name}_id") or 0) for name in names}
