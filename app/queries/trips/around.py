"""What an advance and a claim name around them, and the people of a dispatch who may have one (C7.3, C7.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Actor
from app.queries.records.linked import linked_records, named_ids, named_links
from app.queries.trade.order_parts import Linked
from models.people.dispatch import DispatchPerson
from models.record import Record
from models.trips.advance import Advance
from models.trips.expense import Expense

AROUND = ("staff", "dispatch", "customer", "project")


@dataclass(frozen=True, slots=True)
class Payee:
    """One of our people on a dispatch."""

    staff_id: int
    name: str


def around_of(session: Session, found: Advance | Expense, actor: Actor, *more: str) -> Mapping[str, Linked | None]:
    """Return person, dispatch, customer and project that a record names, and those of the names ``more``."""
    names = (*AROUND, *more)
    return named_links(found, names, linked_records(session, named_ids(found, names), actor))


def payees_of(session: Session, dispatch_id: int | None) -> tuple[Payee, ...]:
    """Return those of our own people who are on a dispatch, the lead first; none without a dispatch."""
    named = select(DispatchPerson.staff_id, DispatchPerson.name).where(DispatchPerson.dispatch_id == dispatch_id)
    own = named.where(DispatchPerson.staff_id.is_not(None))
    rows = session.execute(own.order_by(DispatchPerson.is_lead.desc(), DispatchPerson.position))
    return tuple(Payee(row[0] or 0, row[1]) for row in rows)


def plain_values(found: Record, names: tuple[str, ...]) -> dict[str, Any]:
    """Return what a record says of itself, by name."""
    return {name: getattr(found, name) for name in names}
