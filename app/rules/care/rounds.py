"""The half-yearly rounds of visits: between which days, when their list is issued, when they are drawn up (C13)."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from app.errors import Invalid
from app.i18n import _
from app.resources import resource_path
from app.rules.care.priorities import Reason

CLAUSE = "C13"


@dataclass(frozen=True, slots=True, order=True)
class RoundDays:
    """A round: its first and last day, both included, and the day by which its list is issued."""

    starts_on: date
    ends_on: date
    list_by: date


@dataclass(frozen=True, slots=True)
class RoundRules:
    """What is shipped about rounds: their days in every year as "MM-DD", how many days ahead of ``list_by`` one is
    drawn up, how many ahead of its due day a single visit; beyond how many kilometres customers are called rather than
    visited; below how many percent somebody is dissatisfied; for how many months ahead an end of warranty counts; how
    many customers a list proposes at most; how much each reason weighs.
    """

    days: tuple[tuple[str, str, str], ...]
    appears_days_ahead: int
    visits_appear_days_ahead: int
    phone_beyond_km: int
    low_percent: int
    warranty_months_ahead: int
    most_listed: int
    weights: Mapping[Reason, int]


@cache
def round_rules() -> RoundRules:
    """Return what is shipped in ``resources/care/rounds.json``."""
    data = json.loads(resource_path("care", "rounds.json").read_text(encoding="utf-8"))
    figures = {name: value for name, value in data.items() if isinstance(value, int)}
    return RoundRules(
        days=tuple((row["start"], row["end"], row["list_by"]) for row in data["rounds"]),
        weights={Reason(code): weight for code, weight in data["weights"].items()},
        **figures,
    )


def rounds_of(year: int) -> tuple[RoundDays, ...]:
    """Return the rounds of a year in their order."""
    days = round_rules().days
    return tuple(sorted(RoundDays(*(date.fromisoformat(f"{year}-{day}") for day in row)) for row in days))


def next_round(today: date, taken: Collection[date]) -> RoundDays:
    """Return the round that comes next: the first not over by ``today`` whose first day is not ``taken``."""
    for year in range(today.year, today.year + len(taken) + 2):
        for one in rounds_of(year):
            if one.ends_on >= today and one.starts_on not in taken:
                return one
    raise ValueError("a year has at least one round")


def appearing_round(today: date, taken: Collection[date]) -> RoundDays | None:
    """Return the round whose list is to be drawn up now: its ``list_by`` is near and has not passed."""
    ahead = timedelta(days=round_rules().appears_days_ahead)
    for one in (*rounds_of(today.year), *rounds_of(today.year + 1)):
        if one.list_by - ahead <= today <= one.list_by and one.starts_on not in taken:
            return one
    return None


def check_round(days: RoundDays, others: Iterable[RoundDays]) -> None:
    """Refuse a round that ends before it starts, whose list comes after its start, or that overlaps another (C13)."""
    if days.ends_on < days.starts_on:
        raise Invalid(_("The round ends before it starts."), field="ends_on", clause=CLAUSE)
    if days.list_by > days.starts_on:
        raise Invalid(_("The list is issued before the round starts."), field="list_by", clause=CLAUSE)
    if any(one.starts_on <= days.ends_on and days.starts_on <= one.ends_on for one in others):
        raise Invalid(_("Another round has these days."), field="starts_on", clause=CLAUSE)
