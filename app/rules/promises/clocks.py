"""Clocks: from the moment something happened, through hours, days and holds, to the moment a promise falls due.

The due time is what the clause says and never rolls to another day. While a record is on hold its clocks stand: clock
hours and business hours of the hold are left out, a day counts only if the clock runs up to its end. What is counted
back from its anchor is never on hold. Everything is computed from the anchor and the holds each time, so that no order
of entering them makes a difference.
"""

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal

from app.formatting import local
from app.rules.promises.calendar import NoWorkingDayError, WorkingCalendar
from app.rules.promises.policies import Amount, CutOff, PolicyRule, free_day_line
from models.enums import DeadlineUnit

Interval = tuple[datetime, datetime]
Holds = Sequence[Interval]

END_OF_DAY = time(23, 59, 59)
_ONE_DAY = timedelta(days=1)
_SECONDS_PER_MINUTE = 60
_MINUTES_PER_HOUR = 60
_MONTHS_PER_YEAR = 12


class DeadlineOutOfRangeError(ValueError):
    """A due time before the year 1, after the year 9999, or beyond the last working day of the calendar."""


def due_time(
    rule: PolicyRule, anchor: datetime, calendar: WorkingCalendar, zone: tzinfo, holds: Iterable[Interval] = ()
) -> datetime | None:
    """Return the moment, on the clock of ``zone``, at which the promise falls due; None if it is a matter of agreement.

    Hours run day and night, working hours only while the office is open; working days end with the close of business
    of the last one. Calendar days and months count the whole last day: they fall due at 23:59:59 of it (decision 6).
    ``holds`` are moments from and to which the clock stands. DeadlineOutOfRangeError if there is no such moment.
    """
    return _due(rule, rule.amount, anchor, calendar, zone, holds)


def target_time(
    rule: PolicyRule, anchor: datetime, calendar: WorkingCalendar, zone: tzinfo, holds: Iterable[Interval] = ()
) -> datetime | None:
    """Return the wished-for moment, None where the clause has none."""
    return None if rule.target is None else _due(rule, rule.target, anchor, calendar, zone, holds)


def _due(
    rule: PolicyRule,
    amount: Amount | None,
    anchor: datetime,
    calendar: WorkingCalendar,
    zone: tzinfo,
    holds: Iterable[Interval],
) -> datetime | None:
    try:
        start = local(anchor, zone)
        stopped = merged((max(local(a, zone), start), local(b, zone)) for a, b in holds)
        if rule.unit is DeadlineUnit.CUT_OFF:
            return _after_cut_off(start, rule.cut_offs, calendar, stopped)
        if amount is None:
            return None
        return _CLOCKS[rule.unit](start, amount, calendar, stopped if amount > 0 else ())
    except (OverflowError, NoWorkingDayError) as error:
        raise DeadlineOutOfRangeError(f"{rule.clause}: {amount} {rule.unit} from {anchor} is no date") from error


def merged(intervals: Iterable[Interval]) -> Holds:
    """Return the union of intervals, in order; empty ones are left out (decision 6)."""
    union: list[Interval] = []
    for start, end in sorted(interval for interval in intervals if interval[0] < interval[1]):
        if union and start <= union[-1][1]:
            union[-1] = (union[-1][0], max(end, union[-1][1]))
        else:
            union.append((start, end))
    return union


def _after_minutes(anchor: datetime, amount: Amount, _calendar: WorkingCalendar, holds: Holds) -> datetime:
    return _run(anchor, _minutes(amount), holds, _later, _between)


def _after_hours(anchor: datetime, amount: Amount, _calendar: WorkingCalendar, holds: Holds) -> datetime:
    return _run(anchor, _minutes(amount * _MINUTES_PER_HOUR), holds, _later, _between)


def _after_working_hours(anchor: datetime, amount: Amount, calendar: WorkingCalendar, holds: Holds) -> datetime:
    length = _minutes(amount * _MINUTES_PER_HOUR)
    return _run(anchor, length, holds, calendar.add_working_time, calendar.working_time_between)


def _later(moment: datetime, length: timedelta) -> datetime:
    """Add clock time to the moment, not to the wall clock, so that a change of summer time costs nobody an hour."""
    return (moment.astimezone(UTC) + length).astimezone(moment.tzinfo)


def _between(start: datetime, end: datetime) -> timedelta:
    """Return the time that passes between two moments, summer time or not."""
    return end.astimezone(UTC) - start.astimezone(UTC)


def _run(
    anchor: datetime,
    length: timedelta,
    holds: Holds,
    add: Callable[[datetime, timedelta], datetime],
    between: Callable[[datetime, datetime], timedelta],
) -> datetime:
    """Return when ``length`` has passed on a clock that stands during ``holds``."""
    moment, left = anchor, length
    for start, end in holds:
        due = add(moment, left)
        if due <= start:
            return due
        left -= between(moment, start)
        moment = end
    return add(moment, left)


def _after_working_days(anchor: datetime, amount: Amount, calendar: WorkingCalendar, holds: Holds) -> datetime:
    """Return the close of business of the last day; the day it starts on is none of them, unless a hold takes it."""
    zone, number = anchor.tzinfo, int(amount)
    if not holds:
        return calendar.close_of_business(calendar.add_working_days(anchor.date(), number), zone)
    day = anchor.date()
    left = number + (calendar.is_working_day(day) and _stands(calendar.close_of_business(day, zone), holds))
    while left:
        day = calendar.next_working_day(day)
        left -= not _stands(calendar.close_of_business(day, zone), holds)
    return calendar.close_of_business(day, zone)


def _after_calendar_days(anchor: datetime, amount: Amount, _calendar: WorkingCalendar, holds: Holds) -> datetime:
    return _whole_days(anchor.date() + timedelta(days=int(amount)), anchor, holds)


def _after_calendar_months(anchor: datetime, amount: Amount, _calendar: WorkingCalendar, holds: Holds) -> datetime:
    return _whole_days(add_months(anchor.date(), int(amount)), anchor, holds)


def _whole_days(last: date, anchor: datetime, holds: Holds) -> datetime:
    """Return the end of the day ``last``, put off by as many days as end while the clock stands."""
    counted = anchor.date()
    while holds and counted <= last:
        last += _ONE_DAY * _stands(_end_of(counted, anchor.tzinfo), holds)
        counted += _ONE_DAY
    return _end_of(last, anchor.tzinfo)


def _end_of(day: date, zone: tzinfo | None) -> datetime:
    return datetime.combine(day, END_OF_DAY, zone)


def _stands(moment: datetime, holds: Holds) -> bool:
    """Tell whether the clock stood just before ``moment``: what begins at a due time moves it no more."""
    return any(start < moment <= end for start, end in holds)


def _after_cut_off(anchor: datetime, lines: Sequence[CutOff], calendar: WorkingCalendar, holds: Holds) -> datetime:
    """Return when something is due by a cut-off table (C5.2), put off by the business hours that holds took of it.

    What starts on a day that is not worked is due by the table's own line for it; without one it starts as if at the
    next working day's opening.
    """
    due = _by_table(anchor, lines, calendar)
    for start, end in holds:
        lost = calendar.working_time_between(start, end) if start < due else timedelta()
        due = calendar.add_working_time(due, lost) if lost else due
    return due


def _by_table(start: datetime, lines: Sequence[CutOff], calendar: WorkingCalendar) -> datetime:
    line = free_day_line(lines)
    if calendar.is_working_day(start.date()):
        line = None
    elif line is None:
        start = calendar.opening(calendar.next_working_day(start.date()), start.tzinfo)
    if line is None:
        line = next(line for line in lines if line.before is None or start.time() < line.before)
    day = calendar.add_working_days(start.date(), line.days)
    if line.at is None:
        return calendar.close_of_business(day, start.tzinfo)
    return datetime.combine(day, line.at, start.tzinfo)


_CLOCKS: Mapping[DeadlineUnit, Callable[[datetime, Amount, WorkingCalendar, Holds], datetime]] = {
    DeadlineUnit.MINUTES: _after_minutes,
    DeadlineUnit.HOURS: _after_hours,
    DeadlineUnit.WORKING_HOURS: _after_working_hours,
    DeadlineUnit.WORKING_DAYS: _after_working_days,
    DeadlineUnit.CALENDAR_DAYS: _after_calendar_days,
    DeadlineUnit.CALENDAR_MONTHS: _after_calendar_months,
}


def _minutes(amount: Amount) -> timedelta:
    return timedelta(seconds=round(Decimal(amount) * _SECONDS_PER_MINUTE))


def add_months(day: date, months: int) -> date:
    """Return the same day of another month, or that month's last day if it is shorter (31 March − 1 → 28 February).

    OverflowError outside the years 1 to 9999.
    """
    year, month = divmod(day.year * _MONTHS_PER_YEAR + day.month - 1 + months, _MONTHS_PER_YEAR)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(f"{months} months from {day} is no date")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def act_by(due: datetime, anchor: datetime, calendar: WorkingCalendar, zone: tzinfo) -> datetime:
    """Return by when the desk has to act: ``due`` itself in business hours, else the last business moment before it.

    Where that lies before the clock even started (``anchor``), it is at once: at the anchor. What is due before its
    anchor (a letter before the warranty ends) has no such bound. DeadlineOutOfRangeError where no day is worked.
    """
    due = local(due, zone)
    try:
        moment = calendar.last_business_moment_before(due)
    except NoWorkingDayError as error:
        raise DeadlineOutOfRangeError(f"there is no business before {due}") from error
    return max(moment, local(anchor, zone)) if due >= anchor else moment
