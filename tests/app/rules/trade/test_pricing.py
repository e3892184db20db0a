"""Money to the fen: lines, discount, tax and margin (C8.3, decision 5)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.trade.pricing import LinePrice, line_amount, margin, share_of, spread, sums, tax_in
from models.enums import LineKind

D = Decimal
prices = st.decimals(min_value=0, max_value=9_999_999, places=2)
quantities = st.decimals(min_value="0.001", max_value=9_999, places=3)
rates = st.sampled_from([D(13), D(9), D(6), D(3), D(1), D(0)])
priced = st.builds(LinePrice, quantities, prices, rates, st.none() | prices, st.sampled_from(LineKind))


@pytest.mark.parametrize(
    ("quantity", "price", "expected"),
    [
        ("1", "100.00", "100.00"),
        ("3", "33.33", "99.99"),
        ("0.5", "0.01", "0.01"),  # half a fen goes up
        ("0.333", "10.00", "3.33"),
        ("2.5", "1234.56", "3086.40"),
    ],
)
def test_a_line_is_rounded_half_up_to_the_fen(quantity: str, price: str, expected: str) -> None:
    assert line_amount(D(quantity), D(price)) == D(expected)


@pytest.mark.parametrize(
    ("amount", "rate", "expected"),
    [
        ("113.00", "13", "13.00"),
        ("100.00", "13", "11.50"),
        ("109.00", "9", "9.00"),
        ("106.00", "6", "6.00"),
        ("103.00", "3", "3.00"),
        ("100.00", "0", "0.00"),
        ("0.01", "13", "0.00"),
        ("0.00", "13", "0.00"),
    ],
)
def test_the_tax_is_what_the_price_holds_of_it(amount: str, rate: str, expected: str) -> None:
    assert tax_in(D(amount), D(rate)) == D(expected)


@pytest.mark.parametrize(
    ("discount", "amounts", "expected"),
    [
        ("1.00", ["100.00", "100.00", "100.00"], ["0.34", "0.33", "0.33"]),
        ("0.01", ["50.00", "50.00"], ["0.01", "0.00"]),
        ("10.00", ["90.00", "10.00"], ["9.00", "1.00"]),
        ("100.00", ["60.00", "40.00"], ["60.00", "40.00"]),
        ("0.00", ["0.00"], ["0.00"]),
    ],
)
def test_a_discount_is_spread_by_largest_remainder(discount: str, amounts: list[str], expected: list[str]) -> None:
    assert list(spread(D(discount), [D(amount) for amount in amounts])) == [D(share) for share in expected]


@pytest.mark.parametrize("discount", ["-0.01", "100.01"])
def test_a_discount_is_neither_negative_nor_more_than_there_is(discount: str) -> None:
    with pytest.raises(ValueError, match="discount"):
        spread(D(discount), [D("60.00"), D("40.00")])


@pytest.mark.parametrize(
    ("net", "cost", "expected"),
    [
        ("100", "80", "20.00"),
        ("100", "80.01", "19.99"),
        ("100", "120", "-20.00"),
        ("0", "5", None),
        ("100", None, None),
        ("3", "2", "33.33"),
    ],
)
def test_c8_3_the_margin_is_without_tax(net: str, cost: str | None, expected: str | None) -> None:
    assert margin(D(net), None if cost is None else D(cost)) == (None if expected is None else D(expected))


def test_the_sums_of_a_small_quotation() -> None:
    material = LinePrice(D(2), D("1130.00"), D(13), D("700.00"))
    labour = LinePrice(D(3), D("530.00"), D(6), D("300.00"), LineKind.LABOUR)
    whole = sums([material, labour], D("50.00"))
    assert (whole.subtotal, whole.discount, whole.total) == (D("3850.00"), D("50.00"), D("3800.00"))
    assert [line.discount for line in whole.lines] == [D("29.35"), D("20.65")]
    assert (whole.tax, whole.net) == (D("345.45"), D("3454.55"))
    assert (whole.cost, whole.profit, whole.margin) == (D("2300.00"), D("1154.55"), D("33.42"))
    assert whole.of_kind(LineKind.LABOUR) == D("1590.00")


def test_without_the_cost_of_a_line_there_is_no_margin() -> None:
    whole = sums([LinePrice(D(1), D(10), D(13), D(5)), LinePrice(D(1), D(10), D(13))])
    assert (whole.cost, whole.profit, whole.margin) == (None, None, None)


@given(st.lists(priced, max_size=12), st.decimals(min_value=0, max_value=1, places=4))
def test_every_total_is_the_sum_of_its_lines(lines: list[LinePrice], part: Decimal) -> None:
    subtotal = sums(lines).subtotal
    discount = share_of(subtotal, part * 100)
    whole = sums(lines, discount)
    assert whole.subtotal == subtotal
    assert whole.total == subtotal - discount
    assert sum(line.discount for line in whole.lines) == discount
    assert whole.net + whole.tax == whole.total
    assert all(0 <= line.discount <= line.amount for line in whole.lines)
    assert all(0 <= line.tax <= line.total for line in whole.lines)
    assert sum(whole.of_kind(kind) for kind in LineKind) == subtotal


@given(prices, st.decimals(min_value=0, max_value=100, places=2))
def test_advance_and_balance_make_the_whole(total: Decimal, percent: Decimal) -> None:
    advance = share_of(total, percent)
    assert 0 <= advance <= total
    assert share_of(total, D(100)) == total
