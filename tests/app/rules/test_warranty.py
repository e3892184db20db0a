"""Warranty ends the day before the anniversary, inclusive."""

from datetime import date

import pytest

from app.rules.warranty import WarrantyFacts, in_warranty, warranty_end
from models.enums import WarrantyStart


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2025-04-01", 12, "2026-03-31"),
        ("2025-03-15", 12, "2026-03-14"),
        ("2025-01-01", 12, "2025-12-31"),
        ("2025-08-31", 6, "2026-02-28"),
        ("2025-08-29", 6, "2026-02-28"),
        ("2025-08-28", 6, "2026-02-27"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-28"),
        ("2025-03-31", 1, "2025-04-30"),
        ("2025-05-10", 0, "2025-05-09"),
    ],
)
def test_c3_2_warranty_end(start: str, months: int, end: str) -> None:
    assert warranty_end(date.fromisoformat(start), months) == date.fromisoformat(end)


def test_a_warranty_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="backwards"):
        warranty_end(date(2026, 1, 1), -1)


@pytest.mark.parametrize(
    ("start_rule", "end"), [(WarrantyStart.HANDOVER, date(2026, 5, 31)), (WarrantyStart.ACCEPTANCE, date(2026, 2, 28))]
)
def test_it_starts_as_the_contract_says(start_rule: WarrantyStart, end: date) -> None:
    facts = WarrantyFacts(start_rule, 12, acceptance=date(2025, 3, 1), handover=date(2025, 6, 1))
    assert facts.end == end
    assert in_warranty(end, facts) is True
    assert in_warranty(date.fromordinal(end.toordinal() + 1), facts) is False


def test_an_extension_moves_the_end() -> None:
    facts = WarrantyFacts(months=12, handover=date(2025, 6, 1), extended_to=date(2026, 12, 31))
    assert facts.end == date(2026, 12, 31)


def test_without_its_start_or_length_the_end_is_not_known() -> None:
    assert in_warranty(date(2026, 1, 1), WarrantyFacts(months=12)) is None
    assert in_warranty(date(2026, 1, 1), WarrantyFacts(handover=date(2025, 6, 1))) is None
