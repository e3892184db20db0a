"""What finance paid of an expense claim, as its log tells it (C7.4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.enums import EventKind
from models.record import Event

PAYMENT_EVENTS = (EventKind.CLAIM_PAID, EventKind.CLAIM_PAYMENT_UNDONE)


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment that stands, in yuan; ``id`` is that of its entry in the log."""

    id: int
    paid_on: date
    amount: Decimal
    voucher_no: str


def payment_entries(session: Session, claim_id: int) -> tuple[Event, ...]:
    """Read the entries of a claim's log that tell of its payments."""
    told = Event.record_id == claim_id, Event.kind.in_(PAYMENT_EVENTS)
    return tuple(session.scalars(select(Event).where(*told)))


def payments_of(entries: Iterable[Event]) -> tuple[Payment, ...]:
    """Return of these entries the payments that were not taken back, in the order in which they were entered."""
    in_order = sorted(entries, key=lambda entry: entry.id)
    undone = {entry.data["payment"] for entry in in_order if entry.kind is EventKind.CLAIM_PAYMENT_UNDONE}
    return tuple(_payment(entry) for entry in in_order if entry.kind is EventKind.CLAIM_PAID and entry.id not in undone)


def _payment(entry: Event) -> Payment:
    data = entry.data
    return Payment(entry.id, date.fromisoformat(data["on"]), Decimal(data["amount"]), data["voucher"])
