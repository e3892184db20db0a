"""Reading the holds of a record."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.rules.promises.holds import Held, needs_confirmation
from models.commitment import Hold
from models.enums import HoldReason


@dataclass(frozen=True, slots=True)
class HoldLine:
    """A hold as shown; ``needs_confirmation`` tells that a part of it waits for the manager and does not count yet."""

    id: int
    reason: HoldReason
    note: str
    starts_at: datetime
    ends_at: datetime
    created_by: str
    confirmed_at: datetime | None
    confirmed_by: str
    needs_confirmation: bool


def holds_of(session: Session, record_id: int) -> tuple[HoldLine, ...]:
    """Return the holds of a record that were not taken back, in the order of their start."""
    return hold_lines(session.scalars(select(Hold).where(Hold.record_id == record_id, ~Hold.withdrawn)))


def hold_lines(found: Iterable[Any]) -> tuple[HoldLine, ...]:
    """Return the holds that their rows tell of, in the order of their start."""
    return tuple(_line(hold) for hold in sorted(found, key=lambda hold: (hold.starts_at, hold.id)))


def _line(hold: Any) -> HoldLine:
    return HoldLine(
        id=hold.id,
        reason=hold.reason,
        note=hold.note,
        starts_at=hold.starts_at,
        ends_at=hold.ends_at,
        created_by=hold.created_by,
        confirmed_at=hold.confirmed_at,
        confirmed_by=hold.confirmed_by,
        needs_confirmation=needs_confirmation(Held(hold.starts_at, hold.ends_at, hold.confirmed_until)),
    )
