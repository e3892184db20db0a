"""The spans of periodic reports: whole periods, those they are compared with, those that have just ended (N8)."""

from datetime import date

import pytest

from app.errors import Invalid
from app.i18n import using_language
from app.rules.care.periods import Compared, Period, check_period, compared, just_ended, period_of, title_of
from app.rules.spans import Span, parse_span, span_name

TODAY = date(2026, 3, 6)
Q1 = (date(2026, 1, 1), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("name", "period", "last"),
    [
        ("2026-02", Period.MONTH, date(2026, 2, 28)),
        ("2026-Q1", Period.QUARTER, date(2026, 3, 31)),
        ("2026-Q4", Period.QUARTER, date(2026, 12, 31)),
        ("2026-H2", Period.HALF_YEAR, date(2026, 12, 31)),
        ("2026", Period.YEAR, date(2026, 12, 31)),
    ],
)
def test_a_period_is_written_short_and_read_again(name: str, period: Period, last: date) -> None:
    span = parse_span(name)
    assert span is not None
    assert (period_of(*span), span[1], span_name(*span)) == (period, last, name)


@pytest.mark.parametrize("text", ["2026-Q5", "2026-H3", "2026-Q0", "26", "2026-h1"])
def test_anything_else_is_no_period(text: str) -> None:
    assert parse_span(text) is None


@pytest.mark.parametrize(
    ("span", "field"),
    [
        ((date(2026, 1, 1), date(2026, 2, 28)), "until"),  # two months
        ((date(2026, 2, 1), date(2026, 4, 30)), "until"),  # three, but no quarter
        ((date(2026, 2, 1), date(2026, 2, 27)), "until"),
        ((date(2026, 4, 1), date(2026, 4, 30)), "since"),  # not begun
    ],
)
def test_a_report_covers_a_whole_period_that_has_begun(span: Span, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_period(*span, TODAY)
    assert refused.value.field == field
    assert check_period(*Q1, TODAY) is Period.QUARTER


def test_a_span_is_compared_with_the_one_before_a_year_before_and_the_year_so_far() -> None:
    assert compared(*Q1) == Compared(
        current=Q1,
        previous=(date(2025, 10, 1), date(2025, 12, 31)),
        year_before=(date(2025, 1, 1), date(2025, 3, 31)),
        year_to_date=Q1,
    )
    leap = compared(date(2028, 2, 1), date(2028, 2, 29))
    assert (leap.previous[0], leap.year_before[1]) == (date(2028, 1, 1), date(2027, 2, 28))
    assert leap.year_to_date == (date(2028, 1, 1), date(2028, 2, 29))


@pytest.mark.parametrize(
    ("today", "ended"),
    [
        (TODAY, ["2026-02"]),
        (date(2026, 4, 1), ["2026-03", "2026-Q1"]),
        (date(2026, 7, 31), ["2026-06", "2026-Q2", "2026-H1"]),
        (date(2026, 1, 2), ["2025-12", "2025-Q4", "2025-H2", "2025"]),
    ],
)
def test_what_has_just_ended(today: date, ended: list[str]) -> None:
    assert [span_name(*span) for span in just_ended(today)] == ended


def test_a_report_is_called_by_its_period() -> None:
    with using_language("zh_CN"):
        assert title_of(*Q1) == "售后服务季报 2026-Q1"
    with pytest.raises(ValueError, match="period"):
        title_of(date(2026, 1, 1), TODAY)
