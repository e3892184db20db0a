"""How satisfied customers are, over many surveys: by quarter, by item, by customer (N3, N8)."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from app.rules.trips.surveys import Scored, satisfaction

SATISFIED = Decimal(80)  # percent of a survey or an item, and more: the customer is satisfied
TARGET = Decimal(85)  # percent of the surveys that should be satisfied (N8)
QUARTERS = (1, 2, 3, 4)
_ONE = Decimal("0.1")
KeyT = TypeVar("KeyT", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Answered:
    """A survey that was answered: by which customer, when, with which points (by the code of the item)."""

    survey_id: int
    customer_id: int | None
    answered_on: date
    scores: Mapping[str, Scored]

    @property
    def percent(self) -> Decimal | None:
        """Its weighted satisfaction: the sum of weight × points / 5; None where no item has points."""
        return satisfaction(self.scores.values())

    @property
    def quarter(self) -> int:
        """In which quarter of its year it was answered."""
        return (self.answered_on.month + 2) // 3


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """What some answers come to: how many there are, their mean satisfaction in percent, how many are satisfied."""

    count: int
    percent: Decimal | None
    satisfied: int

    @property
    def share(self) -> Decimal | None:
        """How many percent of them are satisfied; None where there is none."""
        if not self.count:
            return None
        return (Decimal(self.satisfied) * 100 / self.count).quantize(_ONE, ROUND_HALF_UP)


def summed_up(percents: Iterable[Decimal | None]) -> Satisfaction:
    """Return what these satisfactions come to; those of nothing answered do not count."""
    found = [one for one in percents if one is not None]
    mean = (sum(found, Decimal(0)) / len(found)).quantize(_ONE, ROUND_HALF_UP) if found else None
    return Satisfaction(len(found), mean, sum(one >= SATISFIED for one in found))


def by_quarter(surveys: Sequence[Answered]) -> Mapping[int, Satisfaction]:
    """Return the satisfaction of each quarter of a year, also of one without a survey."""
    found = _grouped(surveys, lambda one: one.quarter)
    return {quarter: summed_up(one.percent for one in found.get(quarter, ())) for quarter in QUARTERS}


def by_customer(surveys: Sequence[Answered]) -> Mapping[int | None, Satisfaction]:
    """Return the satisfaction of each customer who answered."""
    found = _grouped(surveys, lambda one: one.customer_id)
    return {customer: summed_up(one.percent for one in own) for customer, own in found.items()}


def by_item(surveys: Sequence[Answered]) -> Mapping[str, Satisfaction]:
    """Return the satisfaction with each item that somebody gave points to, in the order of the first survey."""
    percents: dict[str, list[Decimal | None]] = {}
    for survey in surveys:
        for item, scored in survey.scores.items():
            percents.setdefault(item, []).append(satisfaction((scored,)))
    found = {item: summed_up(own) for item, own in percents.items()}
    return {item: own for item, own in found.items() if own.count}


def _grouped(surveys: Iterable[Answered], key: Callable[[Answered], KeyT]) -> Mapping[KeyT, list[Answered]]:
    found: dict[KeyT, list[Answered]] = defaultdict(list)
    for survey in surveys:
        found[key(survey)].append(survey)
    return found
