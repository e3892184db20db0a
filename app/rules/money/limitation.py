"""When a claim runs out in law: three years, begun anew by a demand or by what the debtor admits (C10.5).

Civil Code, articles 188 (three years), 192 (admitting it revives what has run out), 195 (what begins it anew).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.rules.promises.clocks import add_months

YEARS = 3
WARNED_MONTHS = 6  # so long before its end a claim is pressing
_MONTHS_PER_YEAR = 12


@dataclass(frozen=True, slots=True, order=True)
class Interruption:
    """A day on which a claim began anew: demanded by a sent letter, or ``admitted`` by the debtor (a promise, a
    confirmed amount), which revives even one that had run out.
    """

    day: date
    admitted: bool = False


def limitation_date(due_on: date, interruptions: Iterable[Interruption] = ()) -> date:
    """Return the last day on which a claim due on a day can still be taken to court."""
    end = _years_after(due_on)
    for one in sorted(interruptions):
        if one.day > due_on and (one.admitted or one.day <= end):
            end = max(end, _years_after(one.day))
    return end


def _years_after(day: date) -> date:
    return add_months(day, YEARS * _MONTHS_PER_YEAR)


def is_pressing(limitation: date | None, today: date) -> bool:
    """Return whether a claim runs out within six months, or has run out already."""
    return limitation is not None and limitation < add_months(today, WARNED_MONTHS)
