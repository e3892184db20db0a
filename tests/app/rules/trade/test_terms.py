"""Terms of payment (C9.1, C9.2)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.i18n import using_language
from app.rules.approvals.limits import limits_on
from app.rules.trade.amounts import check_percent, check_sum
from app.rules.trade.terms import advance_of, payment_terms, terms_usual
from tests.app.services.refusing import refused_at
from tests.quotation_factories import TODAY

LIMITS = limits_on((), TODAY)


@pytest.mark.parametrize(
    ("advance", "days", "usual"),
    [("100", 15, True), ("100", 60, True), ("99.99", 15, False), ("0", 15, False)],
)
def test_c9_1_less_than_the_usual_advance_is_a_deviation(advance: str, days: int, usual: bool) -> None:
    assert terms_usual(Decimal(advance), days, LIMITS) is usual


@pytest.mark.parametrize(("days", "usual"), [(15, True), (16, False)])
def test_c9_2_a_later_balance_than_usual_is_a_deviation(days: int, usual: bool) -> None:
    half = replace(LIMITS, usual_advance=Decimal(50))
    assert terms_usual(Decimal(50), days, half) is usual


def test_the_advance_is_a_share_to_the_fen() -> None:
    assert advance_of(Decimal("1000.01"), Decimal("33.33")) == Decimal("333.30")


@pytest.mark.parametrize(("advance", "said"), [("100", "¥1,000.01"), ("30", "¥700.01"), ("0", "15")])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_papers_say_the_terms_in_a_sentence_with_the_sums(advance: str, said: str, language: str) -> None:
    with using_language(language):
        assert said in payment_terms(Decimal("1000.01"), Decimal(advance), 15)


@pytest.mark.parametrize("amount", ["-0.01", "1000000000", "0.001", "NaN", "Infinity", "-Infinity", "1e40"])
def test_negative_or_absurd_sums_are_refused(amount: str) -> None:
    assert refused_at(lambda: check_sum(Decimal(amount), field="discount")) == "discount"


@pytest.mark.parametrize("percent", ["-1", "100.01", "0.001", "NaN", "Infinity"])
def test_what_is_no_percentage_is_refused(percent: str) -> None:
    assert refused_at(lambda: check_percent(Decimal(percent), field="advance_percent")) == "advance_percent"
    assert check_percent(Decimal(30), field="advance_percent") == 30
