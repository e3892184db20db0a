"""What customers promised to pay: when a promise is kept, and when it is broken (C10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.errors import Invalid
from app.i18n import _
from app.rules.trade.pricing import ZERO

FARTHEST_DAYS = 731  # a promise for later than two years ahead is a slip of the finger


@dataclass(frozen=True, slots=True)
class CameIn:
    """Money that came in for an instalment: the bank's day and the sum, in yuan."""

    received_on: date
    amount: Decimal


def kept_on(amount: Decimal, made_on: date, came_in: Iterable[CameIn]) -> date | None:
    """Return the bank's day on which what came in since a promise was made reached its sum, None while it has not."""
    total = ZERO
    for one in sorted(came_in, key=lambda money: money.received_on):
        if one.received_on < made_on:
            continue
        total += one.amount
        if total >= amount:
            return one.received_on
    return None


def is_broken(promised_on: date, kept: date | None, today: date) -> bool:
    """Return whether a promise was broken: its day has passed, and the money was not there by then."""
    return promised_on < today and (kept is None or kept > promised_on)


def check_promised_day(promised_on: date | None, made_on: date) -> date:
    """Return the day promised; Invalid at ``promised_on`` without one, before the talk, or absurdly far ahead."""
    if promised_on is None:
        raise Invalid(_("Enter by when they promised to pay."), field="promised_on")
    if promised_on < made_on:
        raise Invalid(_("This lies before the talk."), field="promised_on")
    if (promised_on - made_on).days > FARTHEST_DAYS:
        raise Invalid(_("Check the year of this date."), field="promised_on")
    return promised_on
