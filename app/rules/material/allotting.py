"""What each need gets of a line of a purchase that came in by a part: who needs it first is served first (C6.2); and
what of it lies there for the need still.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.rules.material.valuation import ZERO


@dataclass(frozen=True, slots=True)
class Claim:
    """So much of a purchase's line is for a need, by its day, of it ``held`` by slips that handed it out or are going
    to: nobody else can have that any more. One that no longer ``stands`` gets no more than this: its request or order
    is over, or what it needs is another part by now.
    """

    need_id: int
    quantity: Decimal
    needed_on: date | None = None
    stands: bool = True
    held: Decimal = ZERO


def allot(received: Decimal, claims: Iterable[Claim]) -> Mapping[int, Decimal]:
    """Return by need what it has of ``received``: what is held already, then by need date, those without one last, of
    one day the older need.

    What is left over is for nobody: it goes to the free stock.
    """
    left, shares = received, {}
    in_order = sorted(claims, key=_place)
    for claim in in_order:
        shares[claim.need_id] = min(left, claim.held, claim.quantity)
        left -= shares[claim.need_id]
    for claim in in_order:
        more = min(left, claim.quantity - shares[claim.need_id]) if claim.stands else ZERO
        shares[claim.need_id] += more
        left -= more
    return shares


def held_of(share: Decimal, needed: Decimal, taken: Decimal) -> Decimal:
    """Return what of a ``share`` slips hold that have ``taken`` so much for its need: what was not bought with it is
    taken from stock first.
    """
    return min(share, max(taken - max(needed - share, ZERO), ZERO))


def kept_for(quantity: Decimal, taken: Decimal, *, came: Decimal, coming: Decimal) -> Decimal:
    """Return what of the goods that ``came`` in for a need of ``quantity`` is set aside for it, when slips have
    ``taken`` so much: what was never bought for it is taken from stock first, and no more is kept than it lacks.
    """
    from_stock = max(quantity - came - coming, ZERO)
    used = max(taken - from_stock, ZERO)
    return max(min(quantity - taken, came - used), ZERO)


def _place(claim: Claim) -> tuple[bool, date, int]:
    return claim.needed_on is None, claim.needed_on or date.max, claim.need_id
