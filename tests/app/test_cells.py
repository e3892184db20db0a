"""Cells that leave the program are harmless and still what they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cells import cell_text


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-2+3|cmd", "@SUM(A1)", "＝1+1", "＠SUM(A1)", "=\t1", "-a", "+86 21"])
def test_a_formula_becomes_text(text: str) -> None:
    assert cell_text(text).startswith("'")


@pytest.mark.parametrize("text", ["-", "-5", "-¥3.00", "-1,200.50", "+8613800138000", "XM-1", "3-7", "007", "", "—"])
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert cell_text(text) == text


def test_a_cell_is_one_line() -> None:
    assert cell_text("two\nlines\tand\u2028tab ") == "two lines and tab"


@given(st.text())
def test_no_cell_breaks_out_or_computes(text: str) -> None:
    cell = cell_text(text)
    assert not set(cell) & set("\t\r\n")
    assert cell[:1] not in {"=", "@", "＝", "＠"} or len(cell) == 1
