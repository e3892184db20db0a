"""What may stand on a priced line, and what is refused with a word about which line (C8.3)."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Invalid
from app.forms.trade import PricedLineForm
from app.rules.trade.lines import LARGEST_SUM, MOST_LINES, checked_lines, checked_sums, line_price, line_problem
from app.rules.trade.tax_rates import parse_rates, rate_text
from tests.quotation_factories import SEAL

RATES = parse_rates("13, 9, 6, 3, 1, 0")
WRONG = {
    "no name": {"name": " "},
    "no quantity": {"quantity": None},
    "quantity 0": {"quantity": Decimal(0)},
    "a negative quantity": {"quantity": Decimal(-1)},
    "an absurd quantity": {"quantity": Decimal("1000000.001")},
    "a quantity of four places": {"quantity": Decimal("0.0001")},
    "a quantity that is no number": {"quantity": Decimal("NaN")},
    "no price": {"unit_price": None},
    "a negative price": {"unit_price": Decimal("-0.01")},
    "an absurd price": {"unit_price": Decimal("1000000000.00")},
    "parts of a fen": {"unit_price": Decimal("0.001")},
    "an endless price": {"unit_price": Decimal("Infinity")},
    "a negative cost": {"unit_cost": Decimal(-5)},
    "no tax rate": {"tax_rate": None},
    "an unknown tax rate": {"tax_rate": Decimal(17)},
    "too much together": {"quantity": Decimal(1000), "unit_price": Decimal("999999999.99")},
    "too long a name": {"name": "泵" * 201},
    "a sign nobody can keep": {"spec": "a\x00b"},
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_line_is_refused_by_its_place(case: str) -> None:
    wrong = replace(SEAL, **WRONG[case])
    with pytest.raises(Invalid) as refusal:
        checked_lines((SEAL, wrong), RATES)
    assert refusal.value.field == "lines"
    assert "2" in refusal.value.message


def test_a_complete_line_is_taken_with_clean_texts() -> None:
    (line,) = checked_lines([replace(SEAL, name=" 机械密封\n", unit_cost=None)], RATES)
    assert (line.name, line.unit_cost) == ("机械密封", None)
    assert line_problem(line, 1, RATES) == ""


def test_too_many_lines_are_refused() -> None:
    with pytest.raises(Invalid):
        checked_lines([SEAL] * (MOST_LINES + 1), RATES)


def test_what_is_not_entered_yet_counts_as_nothing() -> None:
    assert checked_sums([PricedLineForm(name="待定")], Decimal(0)).total == 0
    assert line_price(PricedLineForm()).quantity == 0


@pytest.mark.parametrize(("discount", "field"), [(Decimal("2260.01"), "discount"), (Decimal("2260.00"), "")])
def test_a_discount_never_takes_more_than_the_lines(discount: Decimal, field: str) -> None:
    if not field:
        assert checked_sums([SEAL], discount).total == 0
        return
    with pytest.raises(Invalid) as refusal:
        checked_sums([SEAL], discount)
    assert refusal.value.field == field


def test_lines_that_come_to_more_than_anybody_means_are_refused() -> None:
    dear = replace(SEAL, quantity=Decimal(1), unit_price=LARGEST_SUM)
    with pytest.raises(Invalid) as refusal:
        checked_sums([dear, dear], Decimal(0))
    assert refusal.value.field == "lines"


@given(st.decimals(allow_nan=True, allow_infinity=True), st.decimals(allow_nan=True, allow_infinity=True))
def test_no_number_whatever_it_is_ends_in_anything_but_a_word(quantity: Decimal, price: Decimal) -> None:
    assert isinstance(line_problem(replace(SEAL, quantity=quantity, unit_price=price), 1, RATES), str)


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("13, 9, 6, 3, 1, 0", ["13", "9", "6", "3", "1", "0"]),
        ("13%，9％、1.5 0", ["13", "9", "1.5", "0"]),
        ("13, 13, x, 101, -1, NaN, 1e-9", ["13"]),
        ("", []),
    ],
)
def test_the_rates_in_use_are_read_from_the_settings(text: str, rates: list[str]) -> None:
    assert parse_rates(text) == tuple(Decimal(rate) for rate in rates)


def test_a_rate_is_written_without_needless_places() -> None:
    assert [rate_text(Decimal(rate)) for rate in ("13.00", "1.50", "0.00", "100")] == ["13 %", "1.5 %", "0 %", "100 %"]
