"""A working calendar as it would be after a change, for seeing what that does to due times before it is saved."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.rules.promises.calendar import Span, WorkingCalendar


def with_day(calendar: WorkingCalendar, day: date, *, working: bool) -> WorkingCalendar:
    """Return the calendar with a day worked or free."""
    return replace(calendar, days={**calendar.days, day: working})


def with_hours(calendar: WorkingCalendar, spans: Sequence[Span]) -> WorkingCalendar:
    """Return the calendar with other business hours; ValueError for spans that are none."""
    return replace(calendar, spans=tuple(spans))
