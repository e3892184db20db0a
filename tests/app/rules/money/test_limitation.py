"""When a claim runs out in law: three years, begun anew by a demand or an admission (C10.5)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.money.limitation import Interruption, is_pressing, limitation_date

DUE = date(2024, 5, 10)


def test_c10_5_a_claim_runs_out_three_years_after_it_was_due() -> None:
    assert limitation_date(DUE) == date(2027, 5, 10)


def test_c10_5_there_is_no_29_february_three_years_later() -> None:
    assert limitation_date(date(2024, 2, 29)) == date(2027, 2, 28)


def test_c10_5_a_demand_begins_it_anew() -> None:
    assert limitation_date(DUE, [Interruption(date(2025, 1, 2)), Interruption(date(2026, 3, 1))]) == date(2029, 3, 1)


def test_c10_5_what_was_asked_for_before_it_was_due_changes_nothing() -> None:
    assert limitation_date(DUE, [Interruption(date(2024, 4, 1))]) == date(2027, 5, 10)


@pytest.mark.parametrize(("admitted", "end"), [(False, date(2027, 5, 10)), (True, date(2030, 6, 1))])
def test_c10_5_only_an_admission_revives_what_has_run_out(*, admitted: bool, end: date) -> None:
    assert limitation_date(DUE, [Interruption(date(2027, 6, 1), admitted)]) == end


@pytest.mark.parametrize(
    ("limitation", "pressing"),
    [
        (None, False),
        (date(2026, 9, 6), False),
        (date(2026, 9, 5), True),
        (date(2026, 1, 1), True),
    ],
)
def test_c10_5_it_is_pressing_under_six_months(*, limitation: date | None, pressing: bool) -> None:
    assert is_pressing(limitation, date(2026, 3, 6)) is pressing


@given(st.lists(st.builds(Interruption, st.dates(date(2024, 1, 1), date(2040, 1, 1)), st.booleans()), max_size=5))
def test_it_never_runs_out_earlier_for_being_asked(interruptions: list[Interruption]) -> None:
    end = limitation_date(DUE, interruptions)
    assert end >= limitation_date(DUE)
    assert end <= max([DUE, *(one.day for one in interruptions)]) + timedelta(days=3 * 366)
