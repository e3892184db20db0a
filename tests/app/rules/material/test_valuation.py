"""What stock is worth: the moving average, to the fen, and nothing lost on the way."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.material.valuation import Stock, value_in, value_out

D = Decimal
QUANTITIES = st.decimals(D("0.001"), D(10_000), places=3)
COSTS = st.decimals(D(0), D(100_000), places=2)


@pytest.mark.parametrize(
    ("on_hand", "value", "average"),
    [("10", "6000.00", "600.00"), ("3", "100.00", "33.33"), ("0.5", "10.00", "20.00"), ("7", "0.00", "0.00")],
)
def test_the_average_is_the_value_divided_to_the_fen(on_hand: str, value: str, average: str) -> None:
    assert Stock(D(on_hand), D(value)).average == D(average)


def test_nothing_has_no_average() -> None:
    assert Stock(D(0), D(0)).average is None


@pytest.mark.parametrize(
    ("on_hand", "value", "taken", "worth"),
    [
        ("10", "6000.00", "4", "2400.00"),
        ("3", "100.00", "1", "33.33"),
        ("2", "66.67", "1", "33.34"),  # rounded half up
        ("1", "33.33", "1", "33.33"),  # the last piece takes what is left
        ("3", "0.01", "1", "0.00"),
        ("2.5", "25.00", "0.5", "5.00"),
    ],
)
def test_what_is_taken_takes_its_share(on_hand: str, value: str, taken: str, worth: str) -> None:
    assert value_out(Stock(D(on_hand), D(value)), D(taken)) == D(worth)


def test_a_receipt_is_worth_its_cost_to_the_fen() -> None:
    assert value_in(D("2.5"), D("33.33")) == D("83.33")


@given(st.lists(st.tuples(QUANTITIES, COSTS), min_size=1, max_size=4), st.lists(QUANTITIES, max_size=6))
def test_whatever_is_taken_no_fen_is_lost_and_none_is_owed(receipts: list[tuple[D, D]], issues: list[D]) -> None:
    left = sum((quantity for quantity, _cost in receipts), D(0))
    worth = sum((value_in(quantity, cost) for quantity, cost in receipts), D(0))
    for wanted in (*issues, left):
        taken = min(wanted, left)
        out = value_out(Stock(left, worth), taken)
        assert 0 <= out <= worth
        left, worth = left - taken, worth - out
    assert (left, worth) == (0, 0)
