"""The days that figures are counted over, as the database compares them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, literal
from sqlalchemy.orm import InstrumentedAttribute

from app.formatting import local
from app.rules.spans import Span

Column = ColumnElement[Any] | InstrumentedAttribute[Any]


@dataclass(frozen=True, slots=True)
class Window:
    """A span of local days, both included: ``start`` is its first moment, ``end`` the first one after it.

    ``on`` is the day that balances are as of: the last one, or today while that lies ahead.
    """

    since: date
    until: date
    start: datetime
    end: datetime
    on: date
    now: datetime

    def holds(self, moment: Column) -> ColumnElement[bool]:
        """Return that a moment lies in the span."""
        return and_(moment >= literal(self.start, moment.type), moment < literal(self.end, moment.type))

    def holds_day(self, day: Column) -> ColumnElement[bool]:
        """Return that a day lies in the span."""
        return day.between(self.since, self.until)

    def is_past(self, moment: Column) -> ColumnElement[bool]:
        """Return that a moment lies before the end of the span."""
        return moment < literal(self.end, moment.type)


def window(span: Span, now: datetime, zone: ZoneInfo) -> Window:
    """Return a span as seen now."""
    since, until = span
    start, end = (datetime.combine(day, time.min, zone).astimezone(UTC) for day in (since, until + timedelta(days=1)))
    return Window(since, until, start, end, min(until, local(now, zone).date()), now)
