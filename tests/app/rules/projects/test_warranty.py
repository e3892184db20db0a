"""Warranty ends the day before the anniversary, inclusive."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Invalid
from app.rules.projects.warranty import WarrantyFacts, check_own_end, check_warranty, warranty_end
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


def test_an_extension_moves_the_end() -> None:
    facts = WarrantyFacts(months=12, handover=date(2025, 6, 1), extended_to=date(2026, 12, 31))
    assert facts.end == date(2026, 12, 31)


def test_without_its_start_or_length_the_end_is_not_known() -> None:
    assert WarrantyFacts(months=12).end is None
    assert WarrantyFacts(handover=date(2025, 6, 1)).end is None


@given(st.dates(max_value=date(9900, 1, 1)), st.integers(0, 600))
def test_c3_2_the_day_after_the_end_is_the_anniversary_or_the_month_has_none(start: date, months: int) -> None:
    end = warranty_end(start, months)
    after = end + timedelta(days=1)
    assert (after.year - start.year) * 12 + after.month - start.month in (months, months + 1)
    assert after.day == start.day or (after.day == 1 and start.day > end.day)


@given(st.dates(max_value=date(9900, 1, 1)), st.integers(0, 599))
def test_c3_2_a_longer_warranty_never_ends_earlier(start: date, months: int) -> None:
    assert warranty_end(start, months) < warranty_end(start, months + 1)


HANDED_OVER = WarrantyFacts(
    months=12, order=date(2024, 1, 1), acceptance=date(2025, 5, 1), handover=date(2025, 6, 1)
)  # ends 2026-05-31
BY_ACCEPTANCE = replace(HANDED_OVER, start_rule=WarrantyStart.ACCEPTANCE)
EXTENDED = replace(HANDED_OVER, extended_to=date(2026, 6, 1), extension_reason="停机两月")
LEAP_DAY = replace(EXTENDED, order=None, handover=date(2024, 2, 29), acceptance=None, extended_to=date(2025, 3, 1))

REFUSED: list[tuple[WarrantyFacts, str, dict[str, Any]]] = [
    (HANDED_OVER, "warranty_months", {"months": None}),
    (HANDED_OVER, "warranty_months", {"months": -1}),
    (HANDED_OVER, "warranty_months", {"months": 601}),
    (HANDED_OVER, "accepted_on", {"acceptance": date(2023, 12, 31)}),
    (HANDED_OVER, "handed_over_on", {"handover": date(2025, 4, 30)}),
    (HANDED_OVER, "handed_over_on", {"acceptance": None, "handover": date(2023, 12, 31)}),
    (HANDED_OVER, "handed_over_on", {"handover": date(9999, 6, 1)}),
    (BY_ACCEPTANCE, "accepted_on", {"acceptance": date(9999, 6, 1), "handover": None}),
    (HANDED_OVER, "warranty_extended_to", {"extension_reason": "停机"}),
    (EXTENDED, "warranty_extension_reason", {"extension_reason": " "}),
    (EXTENDED, "warranty_extended_to", {"extended_to": date(2026, 5, 31)}),
    (EXTENDED, "warranty_extended_to", {"handover": None}),
    (EXTENDED, "warranty_extended_to", {"extended_to": date(2025, 4, 30)}),
    (EXTENDED, "warranty_extended_to", {"months": 0, "extended_to": date(2025, 5, 31)}),
    (LEAP_DAY, "warranty_extended_to", {"extended_to": date(2025, 2, 28)}),
]


@pytest.mark.parametrize(("facts", "field", "change"), REFUSED)
def test_c3_2_what_cannot_be_so_is_refused_at_its_field(
    facts: WarrantyFacts, field: str, change: dict[str, Any]
) -> None:
    with pytest.raises(Invalid) as refusal:
        check_warranty(replace(facts, **change))
    assert refusal.value.field == field


@pytest.mark.parametrize(
    "facts",
    [
        HANDED_OVER,
        EXTENDED,
        replace(EXTENDED, months=0, extended_to=date(2025, 6, 1)),
        replace(EXTENDED, extended_to=date.max),
        LEAP_DAY,
        replace(HANDED_OVER, handover=date(9999, 12, 31), months=0),
        replace(HANDED_OVER, acceptance=None, handover=None),
        replace(HANDED_OVER, handover=HANDED_OVER.acceptance),
    ],
)
def test_c3_2_what_can_be_so_is_taken(facts: WarrantyFacts) -> None:
    check_warranty(facts)


@pytest.mark.parametrize(
    ("end", "commissioned", "acceptance", "fits"),
    [
        (None, date(2026, 1, 1), date(2026, 1, 1), True),
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 1, 1), True),
        (date(2025, 12, 31), date(2026, 1, 1), None, False),
        (date(2025, 12, 31), None, date(2026, 1, 1), False),
    ],
)
def test_c3_2_equipments_own_warranty_ends_after_it_runs(
    end: date | None, commissioned: date | None, acceptance: date | None, fits: bool
) -> None:
    if fits:
        check_own_end(end, commissioned, acceptance)
    else:
        with pytest.raises(Invalid) as refusal:
            check_own_end(end, commissioned, acceptance)
        assert refusal.value.field == "warranty_end_on"
