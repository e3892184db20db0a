"""Spans of days: months and their neighbours, how they are written and read, and which are refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Invalid
from app.rules.spans import check_span, is_month, month_beside, month_of, parse_span, span_name

DAYS = st.dates(date(1900, 1, 1), date(9998, 12, 31))


def test_a_month_is_its_first_and_last_day() -> None:
    assert month_of(date(2028, 2, 11)) == (date(2028, 2, 1), date(2028, 2, 29))
    assert month_of(date(2026, 12, 31)) == (date(2026, 12, 1), date(2026, 12, 31))
    assert month_of(date.max) == (date(9999, 12, 1), date.max)


def test_months_are_stepped_over_the_year() -> None:
    assert month_beside(date(2026, 1, 31), -1) == (date(2025, 12, 1), date(2025, 12, 31))
    assert month_beside(date(2026, 12, 5), 1)[0] == date(2027, 1, 1)
    with pytest.raises(OverflowError):
        month_beside(date.max, 1)


@given(DAYS, DAYS)
def test_what_is_written_is_read_again(since: date, until: date) -> None:
    assert parse_span(span_name(since, until)) == (since, until)


def test_a_month_is_written_short() -> None:
    assert span_name(*month_of(date(2026, 3, 6))) == "2026-03"
    assert is_month(date(2026, 3, 1), date(2026, 3, 31))
    assert span_name(date(2026, 3, 6), date(2026, 3, 6)) == "2026-03-06"
    assert span_name(date(2026, 3, 1), date(2026, 3, 30)) == "2026-03-01..2026-03-30"


@pytest.mark.parametrize("text", ["", "2026-13", "2026-3", "QD-2026-0001", "2026-02-01..2026-02-30", "0000-01"])
def test_anything_else_is_no_span(text: str) -> None:
    assert parse_span(text) is None


def test_a_span_covers_a_year_at_most() -> None:
    check_span(date(2026, 3, 1), date(2027, 2, 28))
    check_span(date(2026, 3, 1), date(2026, 3, 1))
    for since, until in (
        (date(2026, 3, 1), date(2027, 3, 1)),
        (date(2026, 3, 2), date(2026, 3, 1)),
        (date(1800, 1, 1), date(1800, 1, 2)),
        (date(9999, 1, 1), date.max),
    ):
        with pytest.raises(Invalid):
            check_span(since, until)
