"""Holds: for which reasons and how long the clocks of a record may stand (domain.md)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.rules.promises.clocks import Interval, merged

LONGEST_UNCONFIRMED = timedelta(hours=24)  # what is longer, the manager confirms


@dataclass(frozen=True, slots=True)
class Held:
    """One hold: from, to, and whether the manager has confirmed it."""

    starts_at: datetime
    ends_at: datetime
    confirmed: bool


def needs_confirmation(starts_at: datetime, ends_at: datetime) -> bool:
    """Return whether a hold is so long that the manager has to confirm it."""
    return ends_at - starts_at > LONGEST_UNCONFIRMED


def counted_holds(held: Iterable[Held]) -> Sequence[Interval]:
    """Return from when to when clocks stand: of a hold that waits for the manager only the first 24 h count."""
    return merged((hold.starts_at, _counted_end(hold)) for hold in held)


def _counted_end(hold: Held) -> datetime:
    return hold.ends_at if hold.confirmed else min(hold.ends_at, hold.starts_at + LONGEST_UNCONFIRMED)


def overlap(starts_at: datetime, ends_at: datetime, others: Iterable[Interval]) -> Interval | None:
    """Return the first of the ``others`` that a hold would overlap, None when it is beside all of them."""
    return next((other for other in others if starts_at < other[1] and other[0] < ends_at), None)
