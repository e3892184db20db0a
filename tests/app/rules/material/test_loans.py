"""What is lent in pieces: each has its share of the value and its own serial number (N4)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.material.loans import pieces


@given(st.integers(1, 30), st.decimals("0", "99999.99", places=2))
def test_pieces_add_up_to_what_left(quantity: int, value: Decimal) -> None:
    found = pieces(Decimal(quantity), value, "")
    assert sum(one.quantity for one in found) == quantity
    assert sum(one.value for one in found) == value
    assert all(one.value >= 0 for one in found)


def test_what_is_not_counted_in_pieces_stays_together() -> None:
    assert len(pieces(Decimal("2.5"), Decimal(100), "")) == 1


@pytest.mark.parametrize("serials", ["S-1、S-2", "S-1 S-2", "S-1，S-2", "S-1/S-2;"])
def test_serial_numbers_are_told_apart(serials: str) -> None:
    assert [one.serial_no for one in pieces(Decimal(2), Decimal(9), serials)] == ["S-1", "S-2"]


def test_serial_numbers_that_are_too_few_stay_with_each_piece() -> None:
    assert [one.serial_no for one in pieces(Decimal(2), Decimal(9), "S-1")] == ["S-1", "S-1"]
