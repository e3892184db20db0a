"""The LEC method: three figures, their product, the level it means (C12.1)."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Invalid
from app.rules.safety.lec import (
    BANDS,
    CONSEQUENCES,
    EXPOSURES,
    FIGURES,
    LIKELIHOODS,
    band,
    checked_danger,
    danger,
    figure_words,
    level_of,
    plan_needed,
)
from models.enums import RiskLevel

WORST_FIRST = list(RiskLevel)
figures = st.tuples(*(st.sampled_from(list(known)) for known in (LIKELIHOODS, EXPOSURES, CONSEQUENCES)))
values = st.decimals(0, 20_000, places=3)


@pytest.mark.parametrize(
    ("value", "level"),
    [
        ("160", RiskLevel.MAJOR), ("159.999", RiskLevel.SERIOUS), ("70", RiskLevel.SERIOUS),
        ("69.999", RiskLevel.MODERATE), ("20", RiskLevel.MODERATE), ("19.999", RiskLevel.LOW), ("0", RiskLevel.LOW),
    ],
)  # fmt: skip
def test_c12_1_the_usual_bands(value: str, level: RiskLevel) -> None:
    assert level_of(Decimal(value)) is level


@given(values, values)
def test_a_greater_d_never_means_a_lesser_level(one: Decimal, other: Decimal) -> None:
    if one <= other:
        assert WORST_FIRST.index(level_of(one)) >= WORST_FIRST.index(level_of(other))


@given(values)
def test_every_d_lies_in_the_band_of_its_level_and_in_no_other(value: Decimal) -> None:
    within = [level for level in RiskLevel if band(level)[0] <= value and (band(level)[1] or value + 1) > value]
    assert within == [level_of(value)]


@given(figures)
def test_c12_1_d_is_the_product_of_figures_of_the_method(chosen: tuple[Decimal, Decimal, Decimal]) -> None:
    assert checked_danger(*chosen) == danger(*chosen) == chosen[0] * chosen[1] * chosen[2]


@given(st.sampled_from(list(FIGURES)), values)
def test_c12_1_a_figure_that_the_method_does_not_have_is_refused_at_its_field(name: str, value: Decimal) -> None:
    if value in FIGURES[name]:
        return
    with pytest.raises(Invalid) as refused:
        checked_danger(**{**dict.fromkeys(FIGURES, Decimal(1)), name: value})
    assert (refused.value.field, refused.value.clause) == (name, "C12.1")


def test_a_figure_that_is_missing_is_asked_for() -> None:
    with pytest.raises(Invalid) as refused:
        checked_danger(Decimal(3), None, Decimal(15))
    assert refused.value.field == "exposure"


def test_every_product_of_the_method_can_be_kept_to_three_places() -> None:
    smallest = min(danger(*one) for one in product(LIKELIHOODS, EXPOSURES, CONSEQUENCES))
    assert smallest == Decimal("0.05")


def test_c12_1_from_serious_up_prevention_and_emergency_are_needed() -> None:
    assert [plan_needed(least) for least, _level in BANDS] == [True, True, False]


def test_a_figure_is_said_in_words() -> None:
    assert figure_words("likelihood", Decimal("6.000")) == "6 · 相当可能"
    assert figure_words("exposure", Decimal("0.5")) == "0.5 · 非常罕见暴露"
