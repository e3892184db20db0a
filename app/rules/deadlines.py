"""Deadlines as data: a policy row, an anchor and the calendar make a promise with its due time.

The due time is what the clause says and never rolls to another day. *Act by* is the last moment of business before it
and is what the work list sorts by.
"""

import json
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from typing import Any

from app.formatting import local
from app.resources import resource_path
from app.rules.calendar import NoWorkingDayError, WorkingCalendar
from models.enums import CommitmentKind, CommitmentState, DeadlineUnit

FactValue = str | bool
Amount = int | Decimal

_END_OF_DAY = time(23, 59, 59)
_SECONDS_PER_HOUR = 3600
_MONTHS_PER_YEAR = 12
_UNITS_OF_TIME = frozenset({DeadlineUnit.HOURS, DeadlineUnit.WORKING_HOURS})


class AmbiguousPolicyError(ValueError):
    """Two policy rows fit the facts equally well; the manager has to make one of them more specific (decision 7)."""


class DeadlineOutOfRangeError(ValueError):
    """A due time before the year 1, after the year 9999, or beyond the last working day of the calendar."""


@dataclass(frozen=True, slots=True)
class PolicyRule:
    """One row of a profile: where ``condition`` holds, ``kind`` is owed ``amount`` ``unit`` after ``anchor``.

    ``condition`` maps names of facts to the value each must have; an empty one always holds. ``anchor`` names the fact
    the clock starts at. ``target`` is the earlier, wished-for amount where the clause has one. A negative amount means
    before the anchor (not for working hours); days and months are whole numbers. The row holds from the local day
    ``effective_from`` on, until a later row with the same kind and condition. ``policy_id`` is its row in the
    database, None while only in a file.
    """

    kind: CommitmentKind
    clause: str
    condition: Mapping[str, FactValue]
    anchor: str
    unit: DeadlineUnit
    amount: Amount
    target: Amount | None = None
    effective_from: date = date.min
    policy_id: int | None = None
    _key: tuple[tuple[str, FactValue], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse amounts no clock can count."""
        for amount in (self.amount, self.target if self.target is not None else self.amount):
            if not Decimal(amount).is_finite() or amount == 0:
                raise ValueError(f"{self.clause}: {amount} is no length of time")
            if self.unit not in _UNITS_OF_TIME and amount != int(amount):
                raise ValueError(f"{self.clause}: {self.unit} are whole numbers, not {amount}")
            if self.unit is DeadlineUnit.WORKING_HOURS and amount < 0:
                raise ValueError(f"{self.clause}: working hours count forwards only")
        object.__setattr__(self, "_key", tuple(sorted(self.condition.items())))

    @property
    def key(self) -> tuple[CommitmentKind, tuple[tuple[str, FactValue], ...]]:
        """What two versions of one row have in common."""
        return self.kind, self._key

    def holds_for(self, facts: Mapping[str, FactValue | None]) -> bool:
        """Return whether every fact the condition names has its value."""
        return all(facts.get(name) == value for name, value in self.condition.items())


@dataclass(frozen=True, slots=True)
class Promise:
    """What is owed by when: ``due`` as the clause says, ``target`` where one is wished for, ``act_by`` for the desk."""

    kind: CommitmentKind
    clause: str
    policy_id: int | None
    due: datetime
    target: datetime | None
    act_by: datetime


def choose_policy(
    rules: Iterable[PolicyRule], kind: CommitmentKind, facts: Mapping[str, FactValue | None], on: date
) -> PolicyRule | None:
    """Return the row of ``kind`` for these facts: of those in force on the anchor's local day ``on`` the most specific.

    None if nothing is owed; AmbiguousPolicyError if two rows with equally many conditions fit.
    """
    fitting = [rule for rule in _in_force(rules, on) if rule.kind is kind and rule.holds_for(facts)]
    if not fitting:
        return None
    most = max(len(rule.condition) for rule in fitting)
    best = [rule for rule in fitting if len(rule.condition) == most]
    if len(best) > 1:
        raise AmbiguousPolicyError(f"{kind}: " + " | ".join(str(dict(rule.condition)) for rule in best))
    return best[0]


def _in_force(rules: Iterable[PolicyRule], on: date) -> Iterable[PolicyRule]:
    """Return of each row the version in force on a day."""
    versions: dict[tuple[Any, ...], PolicyRule] = {}
    for rule in sorted(rules, key=lambda rule: rule.effective_from):
        if rule.effective_from <= on:
            versions[rule.key] = rule
    return versions.values()


def promise(
    rule: PolicyRule, anchor: datetime, calendar: WorkingCalendar, zone: tzinfo, now: datetime | None = None
) -> Promise:
    """Return what ``rule`` promises for something that happened at ``anchor``."""
    due = due_time(rule, anchor, calendar, zone)
    target = None if rule.target is None else _due(rule, rule.target, anchor, calendar, zone)
    return Promise(rule.kind, rule.clause, rule.policy_id, due, target, act_by(due, calendar, zone, now))


def due_time(rule: PolicyRule, anchor: datetime, calendar: WorkingCalendar, zone: tzinfo) -> datetime:
    """Return the moment, on the clock of ``zone``, at which the promise falls due.

    Hours run day and night, working hours only while the office is open; working days end with the close of business
    of the last one. Calendar days and months count the whole last day: they fall due at 23:59:59 of it (decision 6).
    DeadlineOutOfRangeError if there is no such moment.
    """
    return _due(rule, rule.amount, anchor, calendar, zone)


def _due(rule: PolicyRule, amount: Amount, anchor: datetime, calendar: WorkingCalendar, zone: tzinfo) -> datetime:
    try:
        return _CLOCKS[rule.unit](local(anchor, zone), amount, calendar)
    except (OverflowError, NoWorkingDayError) as error:
        raise DeadlineOutOfRangeError(f"{rule.clause}: {amount} {rule.unit} from {anchor} is no date") from error


def _after_hours(anchor: datetime, amount: Amount, _calendar: WorkingCalendar) -> datetime:
    """Add clock hours to the moment, not to the wall clock, so that a change of summer time costs nobody an hour."""
    return (anchor.astimezone(UTC) + _length(amount)).astimezone(anchor.tzinfo)


def _after_working_hours(anchor: datetime, amount: Amount, calendar: WorkingCalendar) -> datetime:
    return calendar.add_working_time(anchor, _length(amount))


def _after_working_days(anchor: datetime, amount: Amount, calendar: WorkingCalendar) -> datetime:
    return calendar.close_of_business(calendar.add_working_days(anchor.date(), int(amount)), anchor.tzinfo)


def _after_calendar_days(anchor: datetime, amount: Amount, _calendar: WorkingCalendar) -> datetime:
    return datetime.combine(anchor.date() + timedelta(days=int(amount)), _END_OF_DAY, anchor.tzinfo)


def _after_calendar_months(anchor: datetime, amount: Amount, _calendar: WorkingCalendar) -> datetime:
    return datetime.combine(add_months(anchor.date(), int(amount)), _END_OF_DAY, anchor.tzinfo)


_CLOCKS: Mapping[DeadlineUnit, Callable[[datetime, Amount, WorkingCalendar], datetime]] = {
    DeadlineUnit.HOURS: _after_hours,
    DeadlineUnit.WORKING_HOURS: _after_working_hours,
    DeadlineUnit.WORKING_DAYS: _after_working_days,
    DeadlineUnit.CALENDAR_DAYS: _after_calendar_days,
    DeadlineUnit.CALENDAR_MONTHS: _after_calendar_months,
}


def _length(hours: Amount) -> timedelta:
    return timedelta(seconds=round(Decimal(hours) * _SECONDS_PER_HOUR))


def add_months(day: date, months: int) -> date:
    """Return the same day of another month, or that month's last day if it is shorter (31 March − 1 → 28 February).

    OverflowError outside the years 1 to 9999.
    """
    year, month = divmod(day.year * _MONTHS_PER_YEAR + day.month - 1 + months, _MONTHS_PER_YEAR)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(f"{months} months from {day} is no date")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def act_by(due: datetime, calendar: WorkingCalendar, zone: tzinfo, now: datetime | None = None) -> datetime:
    """Return by when the desk has to act: ``due`` itself in business hours, else the last business moment before it.

    Where that moment has already passed at ``now``, it is now, but never later than ``due``.
    """
    moment = calendar.last_business_moment_before(local(due, zone))
    return moment if now is None else min(local(due, zone), max(moment, local(now, zone)))


def verdict(due: datetime, met_at: datetime | None) -> CommitmentState:
    """Return how a promise stands: met up to its very due time, met late after it, open until then."""
    if met_at is None:
        return CommitmentState.OPEN
    return CommitmentState.MET if met_at <= due else CommitmentState.MET_LATE


def load_profile(name: str) -> tuple[PolicyRule, ...]:
    """Return the rows of a shipped profile (``resources/policies/<name>.json``); LookupError for one not shipped."""
    path = resource_path("policies", f"{name}.json")
    if not name.isidentifier() or not path.is_file():
        raise LookupError(f"no policy profile {name!r}")
    rows = json.loads(path.read_text(encoding="utf-8"))["rules"]
    return tuple(parse_rule(row) for row in rows)


def parse_rule(row: Mapping[str, Any]) -> PolicyRule:
    """Read one row as profiles hold it; KeyError or ValueError for a row that is none."""
    return PolicyRule(
        kind=CommitmentKind(row["kind"]),
        clause=row["clause"],
        condition=row["condition"],
        anchor=row["anchor"],
        unit=DeadlineUnit(row["unit"]),
        amount=row["amount"],
        target=row.get("target"),
        effective_from=date.fromisoformat(row["effective_from"]),
    )
