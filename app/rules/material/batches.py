"""What is left of the batches of a part: what was issued names its batch, or the oldest goes first (FIFO)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from app.rules.material.valuation import ZERO


@dataclass(frozen=True, slots=True)
class Lot:
    """What came in at once; ``batch`` is "" where none was noted."""

    batch: str
    expires_on: date | None
    came_at: datetime
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Batch:
    """What is left of a batch, since when it lies there at the longest, and until when it can be used."""

    batch: str
    expires_on: date | None
    came_at: datetime
    left: Decimal


def batches_left(lots: Sequence[Lot], out: Mapping[str, Decimal]) -> tuple[Batch, ...]:
    """Return what is left of ``lots`` (oldest first) once ``out`` (by batch, "" for any) is gone; what expires first
    in front.

    What was taken out under a batch in excess of it was taken from the oldest of the others.
    """
    rest = ZERO
    left = list(lots)
    for batch, quantity in out.items():
        if batch:
            left, over = _taken(left, quantity, batch)
            rest += over
    left, _over = _taken(left, rest + out.get("", ZERO))
    return _by_batch(left)


def _taken(lots: Sequence[Lot], quantity: Decimal, batch: str = "") -> tuple[list[Lot], Decimal]:
    """Return the lots less ``quantity``, taken from the oldest of ``batch`` (of all for ""), and what was too much."""
    left = []
    for lot in lots:
        part = min(lot.quantity, quantity) if batch in ("", lot.batch) else ZERO
        quantity -= part
        left.append(replace(lot, quantity=lot.quantity - part))
    return left, quantity


def _by_batch(lots: Sequence[Lot]) -> tuple[Batch, ...]:
    found: dict[tuple[str, date | None], Batch] = {}
    for lot in lots:
        key = lot.batch, lot.expires_on
        known = found.get(key, Batch(lot.batch, lot.expires_on, lot.came_at, ZERO))
        if lot.quantity:
            found[key] = replace(known, left=known.left + lot.quantity)
    return tuple(sorted(found.values(), key=lambda one: (one.expires_on or date.max, one.came_at, one.batch)))
