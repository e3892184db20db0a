"""Deadlines as data: policy rows, the profiles they come from, and which of them counts for a case."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from itertools import takewhile
from typing import Any

from app.resources import resource_path
from app.rules.promises.conditions import (
    Condition,
    Facts,
    condition_key,
    holds,
    parse_condition,
)
from models.enums import CommitmentKind, DeadlineUnit

Amount = int | Decimal
BASE_PROFILE = "engineering"  # what no chosen profile says a word about follows it
SHIPPED_PROFILES = ("engineering", "hotline", "product", "product_province", "security", "graded", "graded_hours")

_COUNTED = frozenset(
    {
        DeadlineUnit.MINUTES,
        DeadlineUnit.HOURS,
        DeadlineUnit.WORKING_HOURS,
        DeadlineUnit.WORKING_DAYS,
        DeadlineUnit.CALENDAR_DAYS,
        DeadlineUnit.CALENDAR_MONTHS,
    }
)
_FORWARDS_ONLY = frozenset({DeadlineUnit.WORKING_HOURS})
_UNITS_OF_TIME = frozenset({DeadlineUnit.MINUTES, DeadlineUnit.HOURS, DeadlineUnit.WORKING_HOURS})


class AmbiguousPolicyError(ValueError):
    """Two policy rows fit the facts equally well; the manager has to make one of them more specific (decision 7)."""


@dataclass(frozen=True, slots=True)
class CutOff:
    """One line of a cut-off table (C5.2): what starts ``before`` this time of a working day is due ``days`` working
    days later at ``at``.

    ``before`` None stands for the rest of the day, ``at`` None for close of business. The line of a ``free_day`` is for
    what starts on a day that is not worked, whatever the time; a table without one takes it as starting with the next
    working day.
    """

    before: time | None
    days: int
    at: time | None
    free_day: bool = False


@dataclass(frozen=True, slots=True)
class PolicyRule:
    """One row of a profile: where ``condition`` holds, ``kind`` is owed ``amount`` ``unit`` after ``anchor``.

    ``anchor`` names the fact the clock starts at. ``target`` is the earlier, wished-for amount where the clause has
    one. A negative amount means before the anchor (not for working hours); days and months are whole numbers. A row
    of unit CUT_OFF has a table instead of an amount; AGREED owes what is agreed with the customer, NONE nothing. The
    row holds from the local day ``effective_from`` on, until a later row with the same kind and condition; one of unit
    ENDED only takes it away, so that the other rows decide.
    ``policy_id`` is its row in the database, None while only in a file.
    """

    kind: CommitmentKind
    clause: str
    condition: Condition
    anchor: str
    unit: DeadlineUnit
    amount: Amount | None = None
    target: Amount | None = None
    cut_offs: tuple[CutOff, ...] = ()
    effective_from: date = date.min
    policy_id: int | None = None
    _key: tuple[tuple[str, str], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse amounts and tables that no clock can count."""
        self._check_amounts()
        self._check_cut_offs()
        object.__setattr__(self, "_key", condition_key(self.condition))

    def _check_amounts(self) -> None:
        if (self.amount is not None) is not (self.unit in _COUNTED):
            raise ValueError(f"{self.clause}: {self.unit} and an amount of {self.amount} do not go together")
        if self.target is not None and self.amount is None:
            raise ValueError(f"{self.clause}: a target without a limit")
        for amount in (self.amount, self.target):
            if amount is None:
                continue
            if not Decimal(amount).is_finite() or amount == 0:
                raise ValueError(f"{self.clause}: {amount} is no length of time")
            if self.unit not in _UNITS_OF_TIME and amount != int(amount):
                raise ValueError(f"{self.clause}: {self.unit} are whole numbers, not {amount}")
            if self.unit in _FORWARDS_ONLY and amount < 0:
                raise ValueError(f"{self.clause}: working hours count forwards only")
        if self.target is not None and self.amount is not None and not self.target < self.amount:
            raise ValueError(f"{self.clause}: the target lies before the limit")

    def _check_cut_offs(self) -> None:
        if bool(self.cut_offs) is not (self.unit is DeadlineUnit.CUT_OFF):
            raise ValueError(f"{self.clause}: a cut-off table and {self.unit} do not go together")
        if not self.cut_offs:
            return
        worked = working_day_lines(self.cut_offs)
        if not worked or self.cut_offs[len(worked) + 1 :] or any(line.free_day for line in worked):
            raise ValueError(f"{self.clause}: a cut-off table has lines for working days, and may end with a free day")
        *timed, rest = worked
        times = [line.before for line in timed if line.before is not None]
        if rest.before is not None or len(times) != len(timed) or times != sorted(set(times)):
            raise ValueError(f"{self.clause}: the lines of a cut-off table are in order, the last for the rest")
        if any(line.days < line.free_day for line in self.cut_offs):
            raise ValueError(f"{self.clause}: nothing is due before it starts")

    @property
    def key(self) -> tuple[CommitmentKind, tuple[tuple[str, str], ...]]:
        """What two versions of one row have in common."""
        return self.kind, self._key

    def holds_for(self, facts: Facts) -> bool:
        """Return whether every fact the condition names is as it wants."""
        return holds(self.condition, facts)


def working_day_lines(lines: Sequence[CutOff]) -> Sequence[CutOff]:
    """Return the lines of a cut-off table that are for working days: all before that of a free day."""
    return tuple(takewhile(lambda line: not line.free_day, lines))


def free_day_line(lines: Iterable[CutOff]) -> CutOff | None:
    """Return the line for what starts on a free day, None where a table has none."""
    return next((line for line in lines if line.free_day), None)


def in_force(rules: Iterable[PolicyRule], on: date) -> tuple[PolicyRule, ...]:
    """Return of each row the version in force on a day."""
    versions: dict[tuple[Any, ...], PolicyRule] = {}
    for rule in sorted(rules, key=lambda rule: (rule.effective_from, rule.policy_id or 0)):
        if rule.effective_from <= on:
            versions[rule.key] = rule
    return tuple(rule for rule in versions.values() if rule.unit is not DeadlineUnit.ENDED)


def choose_among(rows: Iterable[PolicyRule], facts: Facts) -> PolicyRule | None:
    """Return of rows of one kind in force the most specific one that fits, the one with most conditions.

    None if no row speaks of these facts; AmbiguousPolicyError if two rows with equally many conditions fit.
    """
    fitting = [rule for rule in rows if rule.holds_for(facts)]
    if not fitting:
        return None
    most = max(len(rule.condition) for rule in fitting)
    best = [rule for rule in fitting if len(rule.condition) == most]
    if len(best) > 1:
        raise AmbiguousPolicyError(f"{best[0].kind}: " + " | ".join(str(dict(rule.condition)) for rule in best))
    return best[0]


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
        condition=parse_condition(row["condition"]),
        anchor=row["anchor"],
        unit=DeadlineUnit(row["unit"]),
        amount=row.get("amount"),
        target=row.get("target"),
        cut_offs=parse_cut_offs(row.get("cut_offs") or ()),
        effective_from=date.fromisoformat(row["effective_from"]),
    )


def parse_cut_offs(lines: Iterable[Mapping[str, Any]]) -> tuple[CutOff, ...]:
    """Read a cut-off table as JSON holds it: ``{"before": "12:00", "days": 0, "at": "close"}``, the last without
    ``before``; a line with ``"free_day": true`` may follow.
    """
    return tuple(
        CutOff(
            before=time.fromisoformat(line["before"]) if line.get("before") else None,
            days=int(line["days"]),
            at=None if line["at"] == "close" else time.fromisoformat(line["at"]),
            free_day=bool(line.get("free_day")),
        )
        for line in lines
    )


def plain_cut_offs(lines: Iterable[CutOff]) -> list[dict[str, Any]]:
    """Return a cut-off table as JSON stores it."""
    return [
        ({"before": f"{line.before:%H:%M}"} if line.before else {})
        | {"days": line.days, "at": f"{line.at:%H:%M}" if line.at else "close"}
        | ({"free_day": True} if line.free_day else {})
        for line in lines
    ]
