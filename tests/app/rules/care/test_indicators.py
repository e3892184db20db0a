"""The indicators as data: their figures, targets and words (N8)."""

from decimal import Decimal

import pytest

from app.errors import Invalid
from app.queries.care.indicators import COUNTED
from app.rules.care.indicators import (
    BY_CODE,
    INDICATORS,
    TARGETS,
    Measure,
    checked_target,
    figure_text,
    is_met,
    target_of,
    target_text,
    value_of,
)
from app.settings import Settings

USUAL = Settings({})


def test_n8_every_indicator_has_a_formula_and_a_list() -> None:
    assert set(COUNTED) == set(BY_CODE)
    assert len(BY_CODE) == len(INDICATORS)
    assert all(one.formula_text and "{" not in one.formula_text for one in INDICATORS)


@pytest.mark.parametrize(
    ("measure", "part", "whole", "value"),
    [
        (Measure.SHARE, 999, 1000, "99.9"),
        (Measure.SHARE, 8999, 10000, "89.9"),  # a miss is not rounded away
        (Measure.SHARE, 0, 0, None),
        (Measure.HOURS, 5400, 3600, "1.5"),
        (Measure.HOURS, 0, 0, None),
        (Measure.COUNT, 7, 7, "7"),
        (Measure.MONEY, 12, 1, "12.00"),
    ],
)
def test_how_a_figure_is_made(measure: Measure, part: int, whole: int, value: str | None) -> None:
    assert value_of(measure, Decimal(part), Decimal(whole)) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("code", "value", "met"),
    [
        ("in_time", "90.0", True),
        ("in_time", "89.9", False),
        ("satisfied", "85.0", True),
        ("satisfied", "84.9", False),
        ("our_fault", "2.9", True),
        ("our_fault", "3.0", False),
        ("received", "3", None),
        ("in_time", None, None),
    ],
)
def test_n8_targets_are_met_or_missed(code: str, value: str | None, met: bool | None) -> None:
    one = BY_CODE[code]
    assert is_met(one, None if value is None else Decimal(value), target_of(one, USUAL)) is met


def test_n8_targets_are_settings() -> None:
    assert {key: USUAL.text(key) for key in TARGETS} == {
        "target_in_time": "90", "target_satisfied": "85", "target_our_fault": "3",
    }  # fmt: skip
    stricter = Settings({"target_in_time": "95.5"})
    assert target_text(BY_CODE["in_time"], target_of(BY_CODE["in_time"], stricter)) == "≥ 95.5 %"
    assert target_text(BY_CODE["our_fault"], target_of(BY_CODE["our_fault"], stricter)) == "< 3 %"


@pytest.mark.parametrize(("typed", "kept"), [("95", "95"), ("95.5 %", "95.5"), ("100％", "100"), ("90.0", "90")])
def test_a_target_is_a_percentage(typed: str, kept: str) -> None:
    assert checked_target("target_in_time", typed) == kept


@pytest.mark.parametrize("typed", ["", "0", "101", "most", "-3", "90.55"])
def test_what_is_no_percentage_is_refused_at_its_field(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_target("target_in_time", typed)
    assert refused.value.field == "target_in_time"


def test_figures_are_told_with_their_unit() -> None:
    assert figure_text(BY_CODE["in_time"], Decimal("92.3")) == "92.3 %"
    assert figure_text(BY_CODE["collected"], Decimal("1200")) == "¥1,200.00"
    assert figure_text(BY_CODE["received"], Decimal(18)) == "18"
    assert figure_text(BY_CODE["response_hours"], None) == "—"
