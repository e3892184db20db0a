"""Holds: for which reasons and how long the clocks of a record may stand (domain.md)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.rules.promises.clocks import Interval, merged

CLAUSE = "C4"  # holds stop the clocks of C4, and those of C5 alike
LONGEST_UNCONFIRMED = timedelta(hours=24)  # what is longer, the manager confirms


@dataclass(frozen=True, slots=True)
class Held:
    """One hold: from, to, and up to which moment the manager has confirmed it (None: not at all)."""

    starts_at: datetime
    ends_at: datetime
    confirmed_until: datetime | None = None


def needs_confirmation(hold: Held) -> bool:
    """Return whether a hold is so long that a part of it waits for the manager."""
    return counted_end(hold) < hold.ends_at


def counted_end(hold: Held) -> datetime:
    """Return until when a hold stops clocks: 24 h without the manager, longer as far as the manager has confirmed it.

    A hold that is made longer after it was confirmed does not lose what was confirmed.
    """
    unconfirmed = hold.starts_at + LONGEST_UNCONFIRMED
    allowed = max(unconfirmed, hold.confirmed_until) if hold.confirmed_until else unconfirmed
    return min(hold.ends_at, allowed)


def counted_holds(held: Iterable[Held]) -> Sequence[Interval]:
    """Return from when to when clocks stand, in order and without overlap."""
    return merged((hold.starts_at, counted_end(hold)) for hold in held)


def in_a_row(hold: Held, others: Iterable[Held]) -> Interval | None:
    """Return the hold beside which this one would let clocks stand for more than 24 h without the manager, None where
    it would not: what holds count that adjoin each other is one stretch, and the manager has confirmed none of it.
    """
    if hold.confirmed_until is not None:
        return None
    beside = [other for other in others if other.confirmed_until is None]
    start, end = next(stretch for stretch in counted_holds([hold, *beside]) if hold.starts_at <= stretch[1])
    if end - start <= LONGEST_UNCONFIRMED:
        return None
    return next((other.starts_at, other.ends_at) for other in beside if start <= other.starts_at <= end)


def overlap(starts_at: datetime, ends_at: datetime, others: Iterable[Interval]) -> Interval | None:
    """Return the first of the ``others`` that a hold would overlap, None when it is beside all of them."""
    return next((other for other in others if starts_at < other[1] and other[0] < ends_at), None)
