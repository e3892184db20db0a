"""Spans of local days that reports are made over, and how they are written: a month as 2026-03, a quarter as 2026-Q1, a
half-year as 2026-H1, a year as 2026, a day as 2026-03-06, any other by both ends.
"""

import re
from datetime import date, timedelta

from app.errors import Invalid
from app.i18n import _
from app.rules.promises.clocks import add_months

LONGEST_MONTHS = 12
FIRST_YEAR = 1900  # before, a day may have no local time
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_PART = re.compile(r"([0-9]{4})-([QH])([1-4])")
_YEAR = re.compile(r"[0-9]{4}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAYS = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.\.([0-9]{4}-[0-9]{2}-[0-9]{2})")

MONTHS_OF = {"Q": 3, "H": 6}  # months in a quarter, in a half-year

Span = tuple[date, date]


def month_of(day: date) -> Span:
    """Return the first and last day of a day's month."""
    first = day.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1) if (first.year, first.month) != (9999, 12) else None
    return first, following - timedelta(days=1) if following else date.max


def month_beside(day: date, step: int) -> Span:
    """Return the month ``step`` months further; OverflowError outside the calendar."""
    return month_of(add_months(day.replace(day=1), step))


def is_month(since: date, until: date) -> bool:
    """Return whether the two days are the first and last of one month."""
    return (since, until) == month_of(since)


def part_of_year(day: date, months: int) -> Span:
    """Return the part of so many months of the year that a day lies in: 3 its quarter, 6 its half-year, 12 its year."""
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return first, month_of(date(day.year, first.month + months - 1, 1))[1]


def span_name(since: date, until: date) -> str:
    """Return how a span is written: "2026-03", "2026-Q1", "2026-H1", "2026", "2026-03-06", else both its ends."""
    if since == until:
        return since.isoformat()
    if is_month(since, until):
        return since.isoformat()[:7]
    for letter, months in MONTHS_OF.items():
        if (since, until) == part_of_year(since, months):
            return f"{since.isoformat()[:4]}-{letter}{(since.month - 1) // months + 1}"
    if (since, until) == part_of_year(since, 12):
        return since.isoformat()[:4]
    return f"{since.isoformat()}..{until.isoformat()}"


def parse_span(text: str) -> Span | None:
    """Return the span that is written so, None if the text is none."""
    try:
        if month := _MONTH.fullmatch(text.strip()):
            return month_of(date(int(month[1]), int(month[2]), 1))
        if _YEAR.fullmatch(text.strip()):
            return part_of_year(date(int(text), 1, 1), 12)
        if part := _PART.fullmatch(text.strip()):
            months = MONTHS_OF[part[2]]
            return part_of_year(date(int(part[1]), (int(part[3]) - 1) * months + 1, 1), months)
        if _DAY.fullmatch(text.strip()):
            return date.fromisoformat(text.strip()), date.fromisoformat(text.strip())
        if days := _DAYS.fullmatch(text.strip()):
            return date.fromisoformat(days[1]), date.fromisoformat(days[2])
    except ValueError:
        return None
    return None


def check_span(since: date, until: date) -> None:
    """Raise Invalid for a span that ends before it begins, is longer than a year, or lies in no calendar of ours."""
    if until < since:
        raise Invalid(_("The last day lies before the first one."), field="until")
    if not (since.year >= FIRST_YEAR and until.year < date.max.year):
        raise Invalid(_("Check the year of this date."), field="since")
    if until >= add_months(since, LONGEST_MONTHS):
        raise Invalid(_("A register page covers a year at most."), field="until")
