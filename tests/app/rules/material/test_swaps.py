"""What is replaced again and again on one piece of equipment is pointed out (N2)."""

from datetime import date
from decimal import Decimal

import pytest

from app.errors import Invalid
from app.rules.material.swaps import Replaced, check_swapped, often_replaced, serial_words

DAY = date(2026, 3, 6)


def replaced(name: str, times: int, part_id: int | None = None) -> list[Replaced]:
    return [Replaced(part_id, name, "", DAY) for _ in range(times)]


def test_n2_three_times_are_let_pass_a_fourth_is_pointed_out() -> None:
    assert often_replaced(replaced("轴承", 3)) == ()
    (found,) = often_replaced(replaced("轴承", 4))
    assert (found.name, found.count, found.since) == ("轴承", 4, DAY)


def test_a_part_without_entry_in_the_list_is_told_by_its_name_however_it_is_written() -> None:
    assert len(often_replaced([*replaced("Bearing 6205", 2), *replaced("bearing ６２０５", 2)])) == 1


def test_parts_of_one_name_are_told_apart_by_the_list() -> None:
    assert often_replaced([*replaced("轴承", 3, 1), *replaced("轴承", 3, 2)]) == ()


def test_the_most_often_replaced_comes_first() -> None:
    assert [one.name for one in often_replaced([*replaced("甲", 4), *replaced("乙", 6)])] == ["乙", "甲"]


@pytest.mark.parametrize("amount", [None, Decimal(0), Decimal("-1"), Decimal("0.0001"), Decimal("NaN")])
def test_what_is_no_quantity_is_refused(amount: Decimal | None) -> None:
    with pytest.raises(Invalid) as refused:
        check_swapped(amount, None, "套")
    assert refused.value.field == "quantity"


def test_no_more_is_replaced_than_is_left() -> None:
    assert check_swapped(Decimal(2), Decimal(2), "套") == 2
    with pytest.raises(Invalid):
        check_swapped(Decimal(3), Decimal(2), "套")


def test_serial_numbers_are_said_where_one_is_known() -> None:
    assert serial_words("", "") == ""
    assert "—" in serial_words("", "B-1")
