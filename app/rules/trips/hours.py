"""Hours on site: what is proposed from coming and leaving, and what cannot be (N1: overtime hours are reported).

Moments here are local ones without a time zone; hours are decimals in quarters.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from app.errors import Invalid
from app.formatting import date_text, quantity
from app.i18n import _
from app.rules.promises.calendar import Span, WorkingCalendar

CLAUSE = "N1"
DAY = Decimal(24)
ZERO = Decimal(0)
LONGEST_STAY = timedelta(days=366)
_QUARTER = Decimal("0.25")
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayHours:
    """Hours of one day: in business hours, outside them, and on a day off."""

    day: date
    normal: Decimal = ZERO
    overtime: Decimal = ZERO
    holiday: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """All hours of the day."""
        return self.normal + self.overtime + self.holiday


def propose_hours(arrived: datetime, left: datetime, calendar: WorkingCalendar) -> tuple[DayHours, ...]:
    """Return the hours of each day between coming and leaving; none for a stay that ends before it begins.

    On a day off all of them are holiday hours. On a working day those within business hours are normal; overtime is
    what lies before opening or after closing on the day of coming or leaving. Breaks and nights between two days are
    not counted.
    """
    if left <= arrived or left - arrived > LONGEST_STAY:
        return ()
    days = (arrived.date() + _ONE_DAY * number for number in range((left.date() - arrived.date()).days + 1))
    found = (_hours_of(day, _presence(day, arrived, left, calendar), calendar) for day in days)
    return tuple(hours for hours in found if hours.total)


def _presence(day: date, arrived: datetime, left: datetime, calendar: WorkingCalendar) -> Span:
    """Return from when to when somebody worked on a day: business hours, widened or cut by coming and leaving."""
    start = arrived.time() if day == arrived.date() else calendar.spans[0][0]
    if day == left.date():
        return start, left.time()
    return start, max(start, calendar.spans[-1][1])


def _hours_of(day: date, there: Span, calendar: WorkingCalendar) -> DayHours:
    inside = sum((_overlap(there, span) for span in calendar.spans), timedelta())
    opens, closes = calendar.spans[0][0], calendar.spans[-1][1]
    outside = _overlap(there, (time.min, opens)) + _overlap(there, (closes, time.max))
    if calendar.is_working_day(day):
        return DayHours(day, normal=_in_hours(inside), overtime=_in_hours(outside))
    return DayHours(day, holiday=_in_hours(inside + outside))


def _overlap(one: Span, other: Span) -> timedelta:
    start, end = max(one[0], other[0]), min(one[1], other[1])
    return max(_since_midnight(end) - _since_midnight(start), timedelta())


def _since_midnight(moment: time) -> timedelta:
    return timedelta(hours=moment.hour, minutes=moment.minute, seconds=moment.second)


def _in_hours(length: timedelta) -> Decimal:
    quarters = (Decimal(int(length.total_seconds())) / 900).quantize(Decimal(1), ROUND_HALF_UP)
    return quarters * _QUARTER


def check_day(name: str, hours: DayHours, trip: tuple[date, date], other: Decimal = ZERO) -> None:
    """Raise Invalid at "hours" unless these hours of a person can be: some, none negative, within the days of the trip
    (both included), and with ``other`` hours of that day not more than it has.
    """
    problem = day_problem(name, hours, trip, other)
    if problem:
        raise Invalid(problem, field="hours", clause=CLAUSE)


def day_problem(name: str, hours: DayHours, trip: tuple[date, date], other: Decimal = ZERO) -> str:
    """Return what is wrong with the hours of a person on a day, "" when they can be."""
    told = {"name": name, "day": date_text(hours.day)}
    if min(hours.normal, hours.overtime, hours.holiday) < 0 or not hours.total:
        return _("{name}, {day}: enter how many hours.").format(**told)
    if not trip[0] <= hours.day <= trip[1]:
        span = {"first": date_text(trip[0]), "last": date_text(trip[1])}
        return _("{name}, {day}: outside the trip, which lasts from {first} to {last}.").format(**told, **span)
    if hours.total + other > DAY:
        total = quantity(hours.total + other)
        return _("{name}, {day}: {hours} hours are more than a day has.").format(**told, hours=total)
    return ""


def sum_hours(hours: Iterable[DayHours]) -> Mapping[str, Decimal]:
    """Return normal, overtime and holiday hours, and their total, by these names."""
    found = tuple(hours)
    names = ("normal", "overtime", "holiday", "total")
    return {name: sum((getattr(one, name) for one in found), ZERO) for name in names}
