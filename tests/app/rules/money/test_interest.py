"""Default interest: what it is claimed on, and what it comes to by a day."""

from datetime import date
from decimal import Decimal

import pytest

from app.rules.money.interest import InterestTerms, LprSettings, interest_on, terms_by
from models.enums import CustomerNature, InterestBasis

LPR = LprSettings(Decimal("3.0"), Decimal(30))
CONTRACT = InterestTerms(InterestBasis.CONTRACT, Decimal("0.05"), "9.2")
DUE = date(2026, 1, 15)


@pytest.mark.parametrize(
    ("outstanding", "until", "terms", "expected"),
    [
        ("100000", date(2026, 1, 15), CONTRACT, "0"),  # the due day itself is in time
        ("100000", date(2026, 1, 16), CONTRACT, "50.00"),  # a day at 0.05 %
        ("100000", date(2026, 3, 6), CONTRACT, "2500.00"),  # 50 days
        ("518406.30", date(2026, 3, 6), CONTRACT, "12960.16"),  # 12,960.1575 rounded half up
        ("100000", date(2026, 3, 6), InterestTerms(InterestBasis.LPR, Decimal("3.9")), "534.25"),  # 50/365 of 3.9 %
        ("365000", date(2026, 1, 16), InterestTerms(InterestBasis.LPR, Decimal("3.9")), "39.00"),
        ("100000", date(2026, 3, 6), InterestTerms(), "0"),
        ("100000", date(2026, 1, 1), CONTRACT, "0"),
        ("0.01", date(2026, 1, 16), CONTRACT, "0.00"),
        ("10", date(2026, 1, 16), CONTRACT, "0.01"),  # 0.005 rounded half up
    ],
)
def test_interest_runs_from_the_day_after_the_due_day(
    outstanding: str, until: date, terms: InterestTerms, expected: str
) -> None:
    assert interest_on(Decimal(outstanding), DUE, until, terms) == Decimal(expected)


def test_nothing_is_claimed_of_what_has_no_due_day() -> None:
    assert interest_on(Decimal(100), None, date(2026, 3, 6), CONTRACT) == 0


@pytest.mark.parametrize(
    ("nature", "basis"),
    [
        (CustomerNature.GOVERNMENT, InterestBasis.REGULATION),
        (CustomerNature.INSTITUTION, InterestBasis.REGULATION),
        (CustomerNature.STATE_OWNED, InterestBasis.REGULATION),
        (CustomerNature.PRIVATE, InterestBasis.NONE),
        (CustomerNature.FOREIGN, InterestBasis.NONE),
        (None, InterestBasis.NONE),
    ],
)
def test_the_regulation_binds_only_some_customers(nature: CustomerNature | None, basis: InterestBasis) -> None:
    assert terms_by(InterestBasis.REGULATION, nature, LPR).basis is basis


def test_the_lpr_has_its_margin() -> None:
    assert terms_by(InterestBasis.LPR, None, LPR) == InterestTerms(InterestBasis.LPR, Decimal("3.900"))
    assert terms_by(InterestBasis.LPR, None, LprSettings(Decimal("3.45"), Decimal(50))).rate == Decimal("5.175")


def test_without_a_basis_nothing_is_claimed() -> None:
    assert terms_by(InterestBasis.NONE, CustomerNature.GOVERNMENT, LPR) == InterestTerms()
