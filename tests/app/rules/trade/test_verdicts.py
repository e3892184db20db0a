"""What a price brings, judged while it is typed (C8.3)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.forms.trade import PricedLineForm
from app.i18n import using_language
from app.rules.trade.pricing import LinePrice, sums
from app.rules.trade.verdicts import Verdict, margin_text, priced_so_far, verdict, verdict_words

FLOOR = Decimal(20)


def line(price: str = "113", cost: str | None = "50", quantity: str = "1") -> PricedLineForm:
    return PricedLineForm(
        name="机械密封",
        quantity=Decimal(quantity),
        unit_price=Decimal(price),
        unit_cost=None if cost is None else Decimal(cost),
        tax_rate=Decimal(13),
    )


@pytest.mark.parametrize(
    ("cost", "expected"),
    [
        ("50", Verdict.ENOUGH),
        ("80", Verdict.ENOUGH),
        ("80.01", Verdict.BELOW_FLOOR),
        ("100", Verdict.BELOW_FLOOR),
        ("100.01", Verdict.BELOW_COST),
        (None, Verdict.UNKNOWN),
    ],
)
def test_c8_3_a_margin_is_judged_against_cost_and_floor(cost: str | None, expected: Verdict) -> None:
    found = sums([LinePrice(Decimal(1), Decimal(113), Decimal(13), None if cost is None else Decimal(cost))])
    assert verdict(found, FLOOR) is expected


def test_what_is_given_away_is_below_cost_though_it_has_no_margin() -> None:
    found = sums([LinePrice(Decimal(1), Decimal(0), Decimal(13), Decimal(5))])
    assert (found.margin, verdict(found, FLOOR)) == (None, Verdict.BELOW_COST)


def test_only_what_is_too_little_has_words() -> None:
    with using_language("en"):
        said = {found: verdict_words(found, FLOOR) for found in Verdict}
    assert said[Verdict.BELOW_COST] == "below cost"
    assert said[Verdict.BELOW_FLOOR] == "below the floor of 20 %"
    assert (said[Verdict.ENOUGH], said[Verdict.UNKNOWN]) == ("", "")


def test_an_unknown_margin_is_nothing_to_read() -> None:
    assert (margin_text(None), margin_text(Decimal("33.10"))) == ("", "33.10 %")


def test_lines_are_summed_up_before_they_are_complete() -> None:
    found = priced_so_far([line(), PricedLineForm(name="运费")], Decimal(3))
    assert (found.sums.total, found.sums.cost, found.discount_problem) == (Decimal(110), None, "")


@given(st.decimals("0.01", "99999999", places=2))
def test_a_discount_that_is_more_than_all_lines_counts_as_none_and_is_told(too_much: Decimal) -> None:
    found = priced_so_far([line()], Decimal(113) + too_much)
    assert found.sums.total == Decimal(113)
    assert found.discount_problem


def test_sums_beyond_all_reason_are_not_the_fault_of_the_discount() -> None:
    found = priced_so_far([line("999999999.99", "1", "2")], None)
    assert found.sums.total == Decimal("1999999999.98")
    assert not found.discount_problem
