"""What the text of a cell is to a spreadsheet."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exports.cells import DAY, LONGEST, MOMENT, TEXT, Cell, cell_of
from app.formatting import MISSING, date_text, money, quantity

TODAY = date(2026, 3, 6)


def cell(text: str, *, right: bool = False) -> Cell | None:
    return cell_of(text, right=right, today=TODAY)


@pytest.mark.parametrize(
    ("text", "value", "form"),
    [
        ("¥1,200.50", "1200.50", '"¥"#,##0.00'),
        ("-¥3.00", "-3", '"¥"#,##0.00'),
        ("2", "2", "0"),
        ("1,200.125", "1200.125", "#,##0.000"),
        ("+2.5", "2.5", "+0.0;-0.0"),
        ("-4", "-4", "0"),
        ("12.5%", "0.125", "0.0%"),
        ("23.0 %", "0.23", "0.0 %"),
    ],
)
def test_a_figure_of_a_column_of_figures_is_one_and_looks_the_same(text: str, value: str, form: str) -> None:
    assert cell(text, right=True) == Cell(Decimal(value), form)


@pytest.mark.parametrize("text", ["13800138000", "007", "110101199001011234", "3-7", "1.0", "1e5", "2,50", "+86 10"])
def test_a_code_a_phone_or_a_serial_number_stays_a_text(text: str) -> None:
    assert cell(text) == Cell(text, TEXT)


@pytest.mark.parametrize("text", ["007", "1234567890123456", "12,34", "1e5", "二", "—5", "NaN", "3 of 4", "١٢"])
def test_what_is_no_plain_figure_stays_a_text_among_figures(text: str) -> None:
    assert cell(text, right=True) == Cell(text, TEXT)


def test_days_and_moments_are_dates() -> None:
    assert cell("2026-03-05") == Cell(date(2026, 3, 5), DAY)
    assert cell("2025-12-31 23:59") == Cell(datetime.fromisoformat("2025-12-31 23:59"), MOMENT)
    assert cell("03-05 14:20") == Cell(datetime.fromisoformat("2026-03-05 14:20"), MOMENT)


@pytest.mark.parametrize("text", ["2026-02-30", "1899-12-31", "02-29 10:00", "03-05", "2026-03-05 – 2026-03-07"])
def test_what_is_no_day_stays_a_text(text: str) -> None:
    assert cell(text) == Cell(text, TEXT)


@pytest.mark.parametrize("text", ["", MISSING])
def test_nothing_is_an_empty_cell(text: str) -> None:
    assert cell(text, right=True) is None


@given(st.decimals(-(10**9), 10**9, places=2))
def test_every_amount_comes_back(amount: Decimal) -> None:
    found = cell(money(amount), right=True)
    assert found is not None
    assert found.value == amount


@given(st.decimals(-(10**9), 10**9, places=3))
def test_every_quantity_comes_back(amount: Decimal) -> None:
    found = cell(quantity(amount), right=True)
    assert found is not None
    assert found.value == amount


@given(st.dates(min_value=date(1901, 1, 1)))
def test_every_day_comes_back(day: date) -> None:
    assert cell(date_text(day)) == Cell(day, DAY)


def test_a_text_that_no_cell_holds_is_cut_and_says_so() -> None:
    found = cell("😀" * LONGEST)
    assert found is not None
    assert isinstance(found.value, str)
    assert len(found.value.encode("utf-16-le")) <= 2 * LONGEST
    assert found.value.startswith("😀😀")
    assert found.value.endswith("…")


def test_signs_that_no_cell_holds_are_replaced() -> None:
    assert cell("a\x00b\r\nc\td\ud800e\uffff") == Cell("a b\nc\td�e�", TEXT)
