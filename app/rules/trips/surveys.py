"""Satisfaction surveys: the items with their weights, and how satisfied the answers say a customer is (N1, N3)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from app.errors import Invalid
from app.i18n import _
from app.resources import resource_path
from models.enums import AgainWilling

CLAUSE = "N3"
BEST, WORST = 5, 1
NEEDS_REASON = 2  # and less
MOST_RECOMMENDED = 10
MOST_WEIGHT = 100


@dataclass(frozen=True, slots=True)
class SurveyItem:
    """An item that is asked for: a stable code, its words in Chinese and English, its weight in percent."""

    code: str
    group: tuple[str, str]
    words: tuple[str, str]
    weight: int


@dataclass(frozen=True, slots=True)
class Scored:
    """The points that one item was given, None where it was left open."""

    weight: int
    score: int | None


@cache
def survey_items() -> tuple[SurveyItem, ...]:
    """Return the items that a survey asks for, in their order; their weights make up 100 %."""
    rows = json.loads(resource_path("forms/satisfaction_survey.json").read_text(encoding="utf-8"))
    return tuple(
        SurveyItem(row["code"], (row["group"]["zh"], row["group"]["en"]), (row["zh"], row["en"]), row["weight"])
        for row in rows["default_rows"]["scores"]
    )


def satisfaction(scores: Iterable[Scored]) -> Decimal | None:
    """Return the weighted satisfaction in percent, to one decimal: points × weight over best points × weight of the
    items that were answered. None where none was.
    """
    answered = [one for one in scores if one.score is not None]
    return percent_of(sum(one.weight * (one.score or 0) for one in answered), sum(one.weight for one in answered))


def percent_of(points: int | None, weight: int | None) -> Decimal | None:
    """Return the satisfaction of so many weighted ``points`` over items of this ``weight`` in all; None without any."""
    if not weight:
        return None
    return (Decimal(points or 0) * 100 / (weight * BEST)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def is_dissatisfied(scores: Iterable[int | None], again: AgainWilling | None) -> bool:
    """Tell whether answers call for somebody to see to them: few points for an item, or never with us again (N6)."""
    low = any(score is not None and score <= NEEDS_REASON for score in scores)
    return low or again is AgainWilling.UNWILLING


def score_problem(item: str, score: int | None, reason: str) -> str:
    """Return what is wrong with the answer to an item, "" when it can be."""
    if score is None:
        return ""
    if not WORST <= score <= BEST:
        return _("{item}: 1 to 5 points.").format(item=item)
    if score <= NEEDS_REASON and not reason.strip():
        return _("{item}: enter why the customer is not satisfied.").format(item=item)
    return ""


def check_score(item: str, score: int | None, reason: str) -> None:
    """Raise Invalid at "scores" for an answer that cannot be: 1 to 5 points, with a reason for 2 or less."""
    problem = score_problem(item, score, reason)
    if problem:
        raise Invalid(problem, field="scores", clause=CLAUSE)


def check_recommend(points: int | None) -> int | None:
    """Return whether the customer would recommend us, 0 to 10 or None; Invalid for anything else."""
    if points is not None and not 0 <= points <= MOST_RECOMMENDED:
        raise Invalid(_("0 to 10 points."), field="recommend", clause=CLAUSE)
    return points
