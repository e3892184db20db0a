"""What people type into cells is read as what they mean, or refused with the reason."""

from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.imports import cells
from app.imports.cells import BadCell, CellError, Sense

SENSE = Sense(date(2026, 3, 6))


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2026.3.5", "2026-03-05"),
        ("2026/03/05", "2026-03-05"),
        ("２０２６－３－５", "2026-03-05"),
        ("2026年3月5日", "2026-03-05"),
        ("2026年3月5号", "2026-03-05"),
        ("3月5日", "2026-03-05"),
        ("20260305", "2026-03-05"),
        (20260305.0, "2026-03-05"),
        ("26.3.5", "2026-03-05"),
        ("2026-03-05 14:20:31", "2026-03-05"),
        ("2026-03-05 星期四", "2026-03-05"),
        ("2026年3月", "2026-03-01"),
        (45000.0, "2023-03-15"),
        ("45000", "2023-03-15"),
        (datetime.fromisoformat("2026-03-05T08:00"), "2026-03-05"),
        (date(2026, 3, 5), "2026-03-05"),
    ],
)
def test_days_are_read_as_people_write_them(value: Any, day: str) -> None:
    assert cells.read_date(value, SENSE).isoformat() == day


def test_a_month_by_which_something_is_due_is_its_last_day() -> None:
    assert cells.read_due_date("2026年2月", SENSE) == date(2026, 2, 28)
    assert cells.read_due_date("2026.12", SENSE) == date(2026, 12, 31)


@pytest.mark.parametrize("value", ["2026-13-40", "待定吧", "2026-02-29", 12.5, True, CellError("#REF!"), "5日"])
def test_what_is_no_day_is_refused(value: Any) -> None:
    with pytest.raises(BadCell):
        cells.read_date(value, SENSE)


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("￥1,200.50", "1200.50"),
        ("１２００．５", "1200.50"),
        ("1.2万", "12000.00"),
        ("1.2万元", "12000.00"),
        ("(1,200)", "-1200.00"),
        ("（1,200.00）", "-1200.00"),
        ("1200元整", "1200.00"),
        (33.1 + 33.2, "66.30"),
        (1200.0, "1200.00"),
        ("-¥3.00", "-3.00"),
    ],
)
def test_sums_are_read_as_people_write_them(value: Any, amount: str) -> None:
    assert cells.read_amount(value, SENSE) == Decimal(amount)


@pytest.mark.parametrize("value", ["壹万", "1,2,3", 10.005, "12.345", CellError("#DIV/0!"), date(2026, 3, 5), "约3万"])
def test_what_is_no_sum_is_refused(value: Any) -> None:
    with pytest.raises(BadCell):
        cells.read_amount(value, SENSE)


def test_sums_in_ten_thousands_are_yuan() -> None:
    assert cells.read_amount(12.5, Sense(SENSE.today, Decimal(10_000))) == Decimal(125_000)


@pytest.mark.parametrize(
    ("value", "percent"), [("30%", 30), (0.3, 30), ("30", 30), (30.0, 30), ("0.3", 30), (1.0, 100)]
)
def test_shares_are_percent_however_they_are_kept(value: Any, percent: int) -> None:
    assert cells.read_percent(value, SENSE) == percent


def test_an_error_of_a_formula_is_named() -> None:
    with pytest.raises(BadCell, match="#DIV/0!"):
        cells.read_text(CellError("#DIV/0!"), SENSE)


def test_a_long_number_that_the_spreadsheet_rounded_is_refused() -> None:
    with pytest.raises(BadCell):
        cells.read_code(123456789012345678.0, SENSE)
    assert cells.read_code(13800000000.0, SENSE) == "13800000000"


@pytest.mark.parametrize(("value", "said"), [("是", True), ("√", True), ("否", False), (True, True), (0.0, False)])
def test_yes_and_no(value: Any, said: bool) -> None:
    assert cells.read_yes_no(value, SENSE) is said


@pytest.mark.parametrize(("value", "months"), [("12个月", 12), ("2年", 24), (18.0, 18), ("1.5年", 18)])
def test_months_of_warranty(value: Any, months: int) -> None:
    assert cells.read_months(value, SENSE) == months


@given(st.one_of(st.text(max_size=40), st.floats(), st.booleans()))
def test_no_cell_makes_a_reader_stumble(value: Any) -> None:
    readers = (cells.read_date, cells.read_due_date, cells.read_amount, cells.read_percent, cells.read_yes_no,
               cells.read_months, cells.read_km, cells.read_text, cells.read_code)  # fmt: skip
    for read in readers:
        with suppress(BadCell):
            read(value, SENSE)
