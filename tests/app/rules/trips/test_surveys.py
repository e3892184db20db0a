"""Satisfaction: weighted by item, low points with their reason (N1, N3)."""

from decimal import Decimal

import pytest

from app.errors import Invalid
from app.rules.trips.surveys import Scored, check_recommend, check_score, satisfaction, survey_items


@pytest.mark.parametrize(
    ("scores", "percent"),
    [
        ([(50, 5), (50, 5)], "100.0"),
        ([(50, 1), (50, 1)], "20.0"),
        ([(70, 5), (30, 3)], "88.0"),
        ([(15, 4), (15, 5), (70, None)], "90.0"),  # what was left open does not count
        ([(33, 4), (33, 4), (34, 3)], "73.2"),
        ([(0, 5)], None),
        ([(50, None)], None),
        ([], None),
    ],
)
def test_n3_satisfaction_is_the_weighted_share_of_the_best_points(
    scores: list[tuple[int, int | None]], percent: str | None
) -> None:
    told = satisfaction(Scored(weight, score) for weight, score in scores)
    assert told == (Decimal(percent) if percent is not None else None)


def test_the_ten_items_make_up_a_hundred_percent() -> None:
    items = survey_items()
    assert len({item.code for item in items}) == 10
    assert sum(item.weight for item in items) == 100
    assert all(all((*item.words, *item.group)) and len(item.code) <= 40 for item in items)


@pytest.mark.parametrize(("score", "reason"), [(0, ""), (6, ""), (2, ""), (1, "  ")])
def test_n3_two_points_or_less_need_a_reason(score: int, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_score("到场及时性", score, reason)
    assert refused.value.field == "scores"


@pytest.mark.parametrize(("score", "reason"), [(None, ""), (3, ""), (5, ""), (2, "晚到一天")])
def test_other_answers_need_none(score: int | None, reason: str) -> None:
    check_score("到场及时性", score, reason)


def test_a_recommendation_is_0_to_10_points() -> None:
    assert [check_recommend(points) for points in (None, 0, 10)] == [None, 0, 10]
    for points in (-1, 11):
        with pytest.raises(Invalid):
            check_recommend(points)
