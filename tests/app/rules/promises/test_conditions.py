"""Conditions over facts, as they are written and as they hold."""

from decimal import Decimal
from typing import Any

import pytest

from app.rules.promises.conditions import Range, holds, parse_condition, plain_condition


@pytest.mark.parametrize(
    ("condition", "facts", "expected"),
    [
        ({}, {}, True),
        ({"km": {"over": "100.0"}}, {"km": Decimal("100.0")}, False),
        ({"km": {"over": "100.0"}}, {"km": Decimal("100.1")}, True),
        ({"km": {"to": "300.0"}}, {"km": Decimal(300)}, True),
        ({"km": {"over": "300.0", "to": "1000.0"}}, {"km": Decimal("1000.1")}, False),
        ({"km": {"over": "300.0"}}, {"km": None}, False),
        ({"km": {"over": "300.0"}}, {}, False),
        ({"km": {"over": "0"}}, {"km": True}, False),
        ({"grade": ["A", "B"]}, {"grade": "B"}, True),
        ({"grade": ["A", "B"]}, {"grade": "C"}, False),
        ({"level": 1}, {"level": True}, False),
        ({"urgent": True}, {"urgent": 1}, False),
        ({"urgent": False}, {"urgent": False}, True),
        ({"class": "free", "urgent": True}, {"class": "free", "urgent": False}, False),
    ],
)
def test_a_condition_holds_where_every_fact_is_as_it_wants(
    condition: dict[str, Any], facts: dict[str, Any], expected: bool
) -> None:
    assert holds(parse_condition(condition), facts) is expected


@pytest.mark.parametrize(
    "condition",
    [
        {"km": {}},
        {"km": {"over": "1", "under": "2"}},
        {"km": {"over": "2", "to": "2"}},
        {"km": {"over": "NaN"}},
        {"km": {"over": "far"}},
        {"grade": []},
        {"grade": [{}]},
        {"grade": None},
    ],
)
def test_what_is_no_condition_is_refused(condition: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_condition(condition)


def test_a_condition_is_stored_as_it_is_read() -> None:
    stored = {"grade": ["A", "B"], "km": {"over": "300.0", "to": "1000.0"}, "level": 1, "visit": True}
    condition = parse_condition(stored)
    assert condition["km"] == Range(Decimal(300), Decimal(1000))
    assert plain_condition(condition) == stored
