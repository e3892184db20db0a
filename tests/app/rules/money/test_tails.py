"""Tails against their six months (C10.6)."""

from datetime import date

import pytest

from app.rules.money.tails import TailAge, tail_age, tail_age_title, tail_limit, tail_since

TODAY = date(2026, 3, 6)


@pytest.mark.parametrize(
    ("since", "age"),
    [
        (None, TailAge.NO_DATE), (date(2026, 3, 7), TailAge.NOT_DUE), (TODAY, TailAge.NOT_DUE),
        (date(2026, 3, 5), TailAge.RUNNING), (date(2025, 10, 6), TailAge.RUNNING), (date(2025, 10, 5), TailAge.SOON),
        (date(2025, 9, 6), TailAge.SOON), (date(2025, 9, 5), TailAge.OVER), (date(2020, 1, 1), TailAge.OVER),
    ],
)  # fmt: skip
def test_c10_6_six_months_and_the_thirty_days_before_them(since: date | None, age: TailAge) -> None:
    assert tail_age(since, tail_limit(since) if since else None, TODAY) is age


def test_c10_6_the_due_day_counts_before_the_handover() -> None:
    due, handed_over = date(2025, 8, 1), date(2025, 7, 1)
    assert tail_since(due, handed_over) == due
    assert (tail_since(None, handed_over), tail_since(None, None)) == (handed_over, None)


def test_six_months_from_the_end_of_august_end_with_february() -> None:
    assert tail_limit(date(2025, 8, 31)) == date(2026, 2, 28)


def test_each_age_has_its_own_words() -> None:
    assert len({tail_age_title(age) for age in TailAge}) == len(TailAge)
