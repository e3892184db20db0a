"""The department's working time: which days are worked and when the office is open.

All dates and times here are local ones; ``app.rules.promises.deadlines`` goes from and to moments with a time zone.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import pairwise

Span = tuple[time, time]

OFFICE_HOURS: tuple[Span, ...] = ((time(8, 30), time(12)), (time(13), time(17, 30)))

_ONE_DAY = timedelta(days=1)
_SPAN = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")
_SATURDAY = 5
_LONGEST_CLOSURE = 400  # days; a calendar without any working day in this stretch is a mistake, not a holiday


class NoWorkingDayError(ValueError):
    """The calendar knows no working day near a date, or the dates Python can count have run out."""


def parse_hours(text: str) -> tuple[Span, ...]:
    """Read business hours as they are written, "08:30-12:00, 13:00-17:30"; ValueError for what are none."""
    spans = []
    for part in text.replace("，", ",").replace("–", "-").split(","):
        found = _SPAN.fullmatch(part.replace(" ", ""))
        if found is None:
            raise ValueError(f"{part!r} are no business hours")
        spans.append((time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))))
    return WorkingCalendar(spans=tuple(spans)).spans


def hours_text(spans: tuple[Span, ...]) -> str:
    """Return how business hours are written."""
    return ", ".join(f"{start:%H:%M}-{end:%H:%M}" for start, end in spans)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Working days and business hours.

    ``days`` says for single days whether they are worked (public holidays, make-up working days 调休, the company's own
    days); for any other day Monday to Friday are. ``spans`` are the business hours of every working day in order, so
    that a lunch break is a gap between two of them.
    """

    days: Mapping[date, bool] = field(default_factory=dict)
    spans: tuple[Span, ...] = OFFICE_HOURS

    def __post_init__(self) -> None:
        """Refuse hours that are empty, overlap or go backwards."""
        edges = [edge for span in self.spans for edge in span]
        if not edges or any(later <= earlier for earlier, later in pairwise(edges)):
            raise ValueError("business hours must be spans in order that do not overlap")

    def is_working_day(self, day: date) -> bool:
        """Return whether ``day`` is worked."""
        return self.days.get(day, day.weekday() < _SATURDAY)

    def next_working_day(self, day: date) -> date:
        """Return the first working day after ``day``."""
        return self._working_day_from(day, _ONE_DAY)

    def previous_working_day(self, day: date) -> date:
        """Return the last working day before ``day``."""
        return self._working_day_from(day, -_ONE_DAY)

    def add_working_days(self, day: date, number: int) -> date:
        """Return the ``number``-th working day after ``day`` (before it, if negative); ``day`` itself for zero."""
        for _step in range(abs(number)):
            day = self._working_day_from(day, _ONE_DAY if number > 0 else -_ONE_DAY)
        return day

    def opening(self, day: date, zone: tzinfo | None = None) -> datetime:
        """Return when business opens on ``day`` (whether or not it is worked)."""
        return datetime.combine(day, self.spans[0][0], zone)

    def close_of_business(self, day: date, zone: tzinfo | None = None) -> datetime:
        """Return when business closes on ``day`` (whether or not it is worked)."""
        return datetime.combine(day, self.spans[-1][1], zone)

    def is_open(self, moment: datetime) -> bool:
        """Return whether the office is open at a local moment; opening and closing time both count as open."""
        if not self.is_working_day(moment.date()):
            return False
        return any(start <= moment.time() <= end for start, end in self.spans)

    def last_business_moment_before(self, moment: datetime) -> datetime:
        """Return the latest moment of business not after a local ``moment``, keeping its time zone."""
        day = moment.date()
        if self.is_working_day(day):
            for start, end in reversed(self.spans):
                if start <= moment.time():
                    return datetime.combine(day, min(end, moment.time()), moment.tzinfo)
        return self.close_of_business(self.previous_working_day(day), moment.tzinfo)

    def add_working_time(self, moment: datetime, length: timedelta) -> datetime:
        """Return when ``length`` of business hours has passed since a local ``moment``.

        Outside business hours the clock stands. What ends with a span ends then, not at the next span's start.
        """
        left = length
        for start, end in self._spans_from(moment):
            if left <= end - start:
                return start + left
            left -= end - start
        raise NoWorkingDayError("the calendar ends before the deadline")

    def working_time_between(self, start: datetime, end: datetime) -> timedelta:
        """Return how much of the time between two local moments the office is open."""
        open_time = timedelta()
        if start >= end:
            return open_time
        for opened, closed in self._spans_from(start):
            if opened >= end:
                return open_time
            open_time += min(closed, end) - opened
        return open_time

    def _spans_from(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Yield the open spans from ``moment`` on, the first cut to what is left of it."""
        day = moment.date() if self.is_working_day(moment.date()) else self.next_working_day(moment.date())
        while True:
            for span in self.spans:
                start, end = (datetime.combine(day, edge, moment.tzinfo) for edge in span)
                if end > moment:
                    yield max(start, moment), end
            day = self.next_working_day(day)

    def _working_day_from(self, day: date, step: timedelta) -> date:
        start = day
        try:
            for _attempt in range(_LONGEST_CLOSURE):
                day += step
                if self.is_working_day(day):
                    return day
        except OverflowError as error:
            raise NoWorkingDayError(f"no working day beside {start}") from error
        raise NoWorkingDayError(f"no working day beside {start}")
