"""How far a need is covered, and what it waits for (C6.1, C6.2)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.material.coverage import Coverage, NeedStage
from models.enums import StockAnswer

FROM_STOCK = StockAnswer.FROM_STOCK


def covered(needed: int = 4, **fields: int) -> Coverage:
    """Return the coverage of a need of four."""
    return Coverage(needed=Decimal(needed), **{name: Decimal(value) for name, value in fields.items()})


WORKED = [
    # what there is, what is short of four, what the need waits for
    ({}, 4, NeedStage.SHORT),
    ({"free": 4}, 0, NeedStage.READY),
    ({"free": 9}, 0, NeedStage.READY),
    ({"free": 1}, 3, NeedStage.SHORT),
    ({"free": 1, "coming": 3}, 0, NeedStage.COMING),
    ({"coming": 4}, 0, NeedStage.COMING),
    ({"on_slips": 4}, 0, NeedStage.ON_SLIP),
    ({"on_slips": 1, "free": 3}, 0, NeedStage.READY),
    ({"handed_out": 3}, 1, NeedStage.SHORT),
    ({"handed_out": 4}, 0, NeedStage.HANDED_OUT),
    ({"handed_out": 5}, 0, NeedStage.HANDED_OUT),
    ({"free": -2}, 4, NeedStage.SHORT),  # a count took reserved goods away
]


@pytest.mark.parametrize(("there", "short", "stage"), WORKED)
def test_worked_examples(there: dict[str, int], short: int, stage: NeedStage) -> None:
    found = covered(**there)
    assert (found.short, found.stage(FROM_STOCK)) == (Decimal(short), stage)


def test_what_is_on_a_draft_is_short_and_need_not_be_bought_again() -> None:
    found = covered(drafted=3)
    assert (found.short, found.to_buy) == (Decimal(4), Decimal(1))


def test_without_an_answer_it_is_to_be_looked_up() -> None:
    assert covered(free=4).stage(None) is NeedStage.TO_LOOK_UP
    assert covered().stage(StockAnswer.NOT_SUPPLIED) is NeedStage.NOT_SUPPLIED


FIGURES = st.integers(min_value=0, max_value=9)


@given(out=FIGURES, slips=FIGURES, coming=FIGURES, free=st.integers(-5, 9), drafted=FIGURES)
def test_nothing_is_counted_twice(out: int, slips: int, coming: int, free: int, drafted: int) -> None:
    found = covered(handed_out=out, on_slips=slips, coming=coming, free=free, drafted=drafted)
    assert 0 <= found.to_buy <= found.short <= found.left <= found.needed
    assert found.available + found.short <= found.left
