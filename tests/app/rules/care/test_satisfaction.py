"""How satisfied customers are over many surveys, and whose turn it is to be asked (N3, N8)."""

from datetime import date
from decimal import Decimal

import pytest

from app.rules.care.satisfaction import Answered, Satisfaction, by_customer, by_item, by_quarter, summed_up
from app.rules.care.survey_rounds import is_due
from app.rules.trips.surveys import Scored, is_dissatisfied
from models.enums import AgainWilling


def answered(survey: int, customer: int, day: date, *points: int | None) -> Answered:
    """Return a survey of items that weigh 60, 30 and 10 percent."""
    weights = zip(("speed", "quality", "price"), (60, 30, 10), points, strict=True)
    return Answered(survey, customer, day, {item: Scored(weight, score) for item, weight, score in weights})


SURVEYS = (
    answered(1, 7, date(2026, 1, 1), 5, 5, 5),
    answered(2, 7, date(2026, 3, 31), 4, 4, 4),
    answered(3, 8, date(2026, 4, 1), 2, 5, None),
)


def test_n3_a_survey_weighs_its_items_by_points_of_five() -> None:
    assert [one.percent for one in SURVEYS] == [Decimal("100.0"), Decimal("80.0"), Decimal("60.0")]


def test_n3_quarters_have_their_mean_and_their_share_of_satisfied() -> None:
    found = by_quarter(SURVEYS)
    assert found[1] == Satisfaction(2, Decimal("90.0"), 2)
    assert found[2] == Satisfaction(1, Decimal("60.0"), 0)
    assert (found[2].share, found[3].share) == (Decimal("0.0"), None)
    assert found[3] == found[4] == Satisfaction(0, None, 0)


def test_n3_eighty_percent_is_satisfied_and_less_is_not() -> None:
    assert summed_up((Decimal("80.0"), Decimal("79.9"), None)) == Satisfaction(2, Decimal("80.0"), 1)
    assert summed_up((Decimal(100), Decimal(100), Decimal(0))).share == Decimal("66.7")


def test_n3_items_count_only_who_gave_them_points() -> None:
    found = by_item(SURVEYS)
    assert found["speed"] == Satisfaction(3, Decimal("73.3"), 2)
    assert found["price"] == Satisfaction(2, Decimal("90.0"), 2)


def test_n3_customers_have_their_own_figure() -> None:
    assert by_customer(SURVEYS) == {
        7: Satisfaction(2, Decimal("90.0"), 2),
        8: Satisfaction(1, Decimal("60.0"), 0),
    }


@pytest.mark.parametrize(
    ("last", "due"),
    [(None, True), (date(2025, 9, 6), True), (date(2025, 9, 7), False), (date(2026, 3, 6), False)],
)
def test_n3_a_customer_is_asked_every_half_year(last: date | None, *, due: bool) -> None:
    assert is_due(last, date(2026, 3, 6)) is due


@pytest.mark.parametrize(
    ("scores", "again", "expected"),
    [
        ((5, 3, None), AgainWilling.WILLING, False),
        ((5, 2), None, True),
        ((5, 5), AgainWilling.UNWILLING, True),
        ((), None, False),
    ],
)
def test_n6_few_points_or_never_again_call_for_a_complaint(
    scores: tuple[int | None, ...], again: AgainWilling | None, *, expected: bool
) -> None:
    assert is_dissatisfied(scores, again) is expected
