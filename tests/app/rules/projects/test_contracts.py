"""What a contract comes to with its supplements."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Invalid
from app.rules.projects.contracts import LARGEST_AMOUNT, check_amount, check_total, contract_total

amounts = st.decimals(-10_000_000, 10_000_000, places=2)
fen = st.integers(0, 10**15)


@given(fen, st.lists(st.none() | amounts, max_size=8))
def test_the_total_is_the_exact_sum_of_what_is_known(main: int, supplements: list[Decimal | None]) -> None:
    start = Decimal(main).scaleb(-2)
    in_fen = main + sum(int(amount * 100) for amount in supplements if amount is not None)
    assert contract_total(start, supplements) == Decimal(in_fen).scaleb(-2)
    if in_fen < 0:
        with pytest.raises(Invalid):
            check_total(start, supplements)
    else:
        check_total(start, supplements)


def test_without_the_main_amount_nothing_can_be_summed() -> None:
    assert contract_total(None, [Decimal(5)]) is None
    check_total(None, [Decimal(-5)])


@pytest.mark.parametrize(
    ("amount", "is_supplement"),
    [
        ("-0.01", False),
        ("0.001", False),
        ("0.001", True),
        ("NaN", True),
        ("Infinity", True),
        ("1e14", False),
        ("-1e14", True),
    ],
)
def test_what_is_no_amount_is_refused_at_its_field(amount: str, is_supplement: bool) -> None:
    with pytest.raises(Invalid) as refusal:
        check_amount(Decimal(amount), is_supplement=is_supplement, field="contract_amount")
    assert refusal.value.field == "contract_amount"


@pytest.mark.parametrize(("amount", "is_supplement"), [("0", False), ("-0.01", True), (str(LARGEST_AMOUNT), False)])
def test_an_amount_of_yuan_and_fen_is_taken(amount: str, is_supplement: bool) -> None:
    check_amount(Decimal(amount), is_supplement=is_supplement)
    check_amount(None)
