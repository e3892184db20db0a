"""What may stand on a slip, be counted by the keeper, and come back at its value (C6.3)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Invalid
from app.forms.material.slips import SlipForm, SlipLineForm
from app.rules.material.slips import (
    Left,
    Wanted,
    amount_problem,
    back_problem,
    check_amount,
    check_destination,
    line_problem,
    short_items,
)
from models.enums import SlipKind

SEAL = Wanted("机械密封", Decimal(3), "套")
thousandths = st.integers(1, 10**6).map(lambda number: Decimal(number) / 1000)
fen = st.integers(0, 10**9).map(lambda number: Decimal(number) / 100)


@given(parts=st.lists(thousandths, min_size=1, max_size=6), value=fen)
def test_however_goods_come_back_no_fen_is_lost(parts: list[Decimal], value: Decimal) -> None:
    left = Left(sum(parts, Decimal(0)), value)
    back = Decimal(0)
    for part in parts:
        worth = left.value_of(part)
        assert worth >= 0
        left = Left(left.quantity - part, left.value - worth)
        back += worth
    assert (left.quantity, back) == (0, value)


@pytest.mark.parametrize("quantity", [None, "-1", "4", "NaN", "Infinity", "1.0001"])
def test_the_keeper_counts_nothing_up_to_what_was_approved(quantity: str | None) -> None:
    counted = None if quantity is None else Decimal(quantity)
    assert amount_problem(counted, Decimal(3), SEAL)
    with pytest.raises(Invalid) as refusal:
        check_amount(counted, Decimal(3), SEAL)
    assert refusal.value.field == "lines"


@pytest.mark.parametrize("quantity", ["0", "0.001", "3"])
def test_what_lies_between_is_right(quantity: str) -> None:
    assert check_amount(Decimal(quantity), Decimal(3), SEAL) == Decimal(quantity)


@pytest.mark.parametrize(("quantity", "is_right"), [("0", False), ("3", True), ("3.001", False)])
def test_something_comes_back_and_no_more_than_is_out(quantity: str, *, is_right: bool) -> None:
    assert (back_problem(Decimal(quantity), SEAL) == "") is is_right


@pytest.mark.parametrize(
    "line", [SlipLineForm(quantity=Decimal(1)), SlipLineForm(part_id=1), SlipLineForm(part_id=1, quantity=Decimal(0))]
)
def test_an_item_names_its_part_and_how_many(line: SlipLineForm) -> None:
    assert "3" in line_problem(line, 3)


def test_lines_of_one_part_are_short_together() -> None:
    asked = [(1, SEAL), (2, Wanted("轴承", Decimal(1), "只")), (1, SEAL)]
    assert short_items(asked, {1: Decimal(5), 2: Decimal(1)}) == ("机械密封 6 套（可用 5）",)


@pytest.mark.parametrize(
    "form",
    [
        SlipForm(slip_kind=SlipKind.WARRANTY, dispatch_id=1),
        SlipForm(slip_kind=SlipKind.PROJECT, project_id=1),
        SlipForm(slip_kind=SlipKind.TRANSFER, purpose="调往二库"),
    ],
)
def test_what_says_what_it_is_for_is_right(form: SlipForm) -> None:
    check_destination(form)
