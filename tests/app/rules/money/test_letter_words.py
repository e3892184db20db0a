"""Days and sums as letters write them: figure and capitals are one value."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.formatting import figure, rmb_capitals
from app.i18n import using_language
from app.rules.money.letter_words import day_text, figure_text, in_sentence, number_text, percent_text, sum_facts

YUAN = st.decimals(min_value=0, max_value=Decimal("9999999999.99"), places=2, allow_nan=False)


@given(YUAN)
def test_figure_and_capitals_agree(amount: Decimal) -> None:
    facts = sum_facts(outstanding=amount)
    printed = figure(facts["outstanding"])
    assert printed == amount
    assert facts["outstanding_caps"] == rmb_capitals(printed, prefix="")


def test_an_unknown_sum_is_empty_both_ways() -> None:
    assert sum_facts(interest=None) == {"interest": "", "interest_caps": ""}


@pytest.mark.parametrize(("language", "text"), [("zh_CN", "2026年3月5日"), ("en", "5 March 2026")])
def test_days_are_written_out(language: str, text: str) -> None:
    with using_language(language):
        assert day_text(date(2026, 3, 5)) == text
        assert day_text(None) == ""


def test_shares_have_no_needless_zeros() -> None:
    assert [percent_text(Decimal(one)) for one in ("10.00", "0.050", "3.9", "100")] == ["10%", "0.05%", "3.9%", "100%"]
    assert [figure_text(one) for one in ("30", "30.0", "30.50", "")] == ["30", "30", "30.5", ""]


def test_a_sum_of_less_than_a_fen_is_rounded_the_same_way_in_both() -> None:
    assert sum_facts(interest=Decimal("0.085")) == {"interest": "0.09", "interest_caps": "玖分"}


@pytest.mark.parametrize(("language", "text"), [("zh_CN", "清源售函〔2026〕31号"), ("en", "清源售函 [2026] No. 31")])
def test_the_number_of_a_letter_is_written_the_way_of_its_language(language: str, text: str) -> None:
    with using_language(language):
        assert number_text("清源售函〔2026〕31号") == text
        assert number_text("") == ""


def test_an_english_letter_says_its_sums_in_words() -> None:
    with using_language("en"):
        assert sum_facts(paid=Decimal("20.5")) == {"paid": "20.50", "paid_caps": "twenty yuan and fifty fen only"}


def test_names_stand_within_a_sentence_without_their_capital() -> None:
    assert [in_sentence(one) for one in ("Lawyer's letter", "电话", "")] == ["lawyer's letter", "电话", ""]
