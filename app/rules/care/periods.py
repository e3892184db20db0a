"""The spans of periodic reports: a calendar month, quarter, half-year or year, and those to compare it with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.errors import Invalid
from app.i18n import N_, _
from app.rules.promises.clocks import add_months
from app.rules.spans import Span, check_span, part_of_year, span_name

PERIODIC = "periodic_report"  # the form


class Period(StrEnum):
    """How long a periodic report's span is."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.HALF_YEAR: 6, Period.YEAR: 12}
TITLES = {
    Period.MONTH: N_("After-sales monthly report {span}"),
    Period.QUARTER: N_("After-sales quarterly report {span}"),
    Period.HALF_YEAR: N_("After-sales half-yearly report {span}"),
    Period.YEAR: N_("After-sales yearly report {span}"),
}


@dataclass(frozen=True, slots=True)
class Compared:
    """A span with the one before it, the same one a year before, and the year up to its end."""

    current: Span
    previous: Span
    year_before: Span
    year_to_date: Span


def period_of(since: date, until: date) -> Period | None:
    """Return which period two days (both included) make, None where they make none."""
    return next((one for one, months in MONTHS.items() if (since, until) == part_of_year(since, months)), None)


def span_of(day: date, period: Period) -> Span:
    """Return the span of a period that a day lies in."""
    return part_of_year(day, MONTHS[period])


def span_beside(span: Span, period: Period, step: int) -> Span:
    """Return the span of a period ``step`` such spans further."""
    return span_of(add_months(span[0], step * MONTHS[period]), period)


def compared(since: date, until: date) -> Compared:
    """Return the spans that a report is compared with; Invalid where the days make no period."""
    period = _known(since, until)
    span = (since, until)
    before = span_of(add_months(since, -12), period)
    return Compared(span, span_beside(span, period, -1), before, (date(until.year, 1, 1), until))


def check_period(since: date, until: date, today: date) -> Period:
    """Return the period of a report; Invalid for days that make none, and for a span that has not begun."""
    check_span(since, until)
    period = _known(since, until)
    if since > today:
        raise Invalid(_("This span has not begun yet: there is nothing to report."), field="since")
    return period


def _known(since: date, until: date) -> Period:
    period = period_of(since, until)
    if period is None:
        message = _("A report covers a whole calendar month, quarter, half-year or year.")
        raise Invalid(message, field="until")
    return period


def title_of(since: date, until: date) -> str:
    """Return what the report of a span is called; ValueError for days that make no period."""
    period = period_of(since, until)
    if period is None:
        raise ValueError("a periodic report covers a period")
    return _(TITLES[period]).format(span=span_name(since, until))


def just_ended(today: date) -> Iterator[Span]:
    """Yield the month before a day, and the quarter, half-year and year that ended with it."""
    last = today.replace(day=1) - timedelta(days=1)
    for period in Period:
        span = span_of(last, period)
        if span[1] == last:
            yield span
