"""Free spare parts by contract: what is left decides (C3.2)."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Invalid
from app.forms.projects import FreePartForm
from app.i18n import using_language
from app.rules.projects.free_parts import MOST_LINES, checked_lines, left, line_text, still_owed

FILTERS = FreePartForm("滤芯", "PP-40", "支", Decimal(20), Decimal(12))
USED_UP = replace(FILTERS, used=Decimal(20))
thousandths = st.decimals(0, 1_000_000, places=3)


@pytest.mark.parametrize(("language", "words"), [("zh_CN", "滤芯 PP-40 20 支（剩 8）"), ("en", "20 支 (8 left)")])
def test_c3_2_a_line_says_what_is_left(language: str, words: str) -> None:
    with using_language(language):
        assert words in line_text(FILTERS)


@pytest.mark.parametrize(
    ("lines", "words", "owed"),
    [
        ((), "滤芯 20 支", "滤芯 20 支"),
        ((), "", ""),
        ((USED_UP,), "滤芯 20 支", ""),
        ((USED_UP,), "", ""),
        ((FILTERS, USED_UP), "", "滤芯 PP-40 20 支（剩 8）"),
        ((FILTERS,), "两年内供", "滤芯 PP-40 20 支（剩 8）；两年内供"),
    ],
)
def test_c3_2_the_contracts_words_count_while_something_is_left(
    lines: tuple[FreePartForm, ...], words: str, owed: str
) -> None:
    with using_language("zh_CN"):
        assert still_owed(lines, words) == owed


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "  "},
        {"name": "滤\x00芯"},
        {"name": "滤" * 201},
        {"unit": "支" * 21},
        {"agreed": None},
        {"agreed": Decimal(0)},
        {"agreed": Decimal(-1)},
        {"agreed": Decimal("0.0001")},
        {"agreed": Decimal("NaN")},
        {"agreed": Decimal(10) ** 30},
        {"used": Decimal("20.001")},
        {"used": Decimal(-1)},
        {"used": Decimal("Infinity")},
    ],
)
def test_c3_2_a_line_that_cannot_be_so_is_refused_and_named(wrong: dict[str, object]) -> None:
    with pytest.raises(Invalid) as refusal:
        checked_lines((FILTERS, replace(FILTERS, **wrong)))
    assert refusal.value.field == "free_part_lines"


def test_there_are_not_endlessly_many_lines() -> None:
    assert len(checked_lines((FILTERS,) * MOST_LINES)) == MOST_LINES
    with pytest.raises(Invalid):
        checked_lines((FILTERS,) * (MOST_LINES + 1))


@given(thousandths.filter(bool), thousandths)
def test_c3_2_no_more_is_used_than_was_agreed_and_the_rest_is_left(agreed: Decimal, used: Decimal) -> None:
    line = replace(FILTERS, agreed=agreed, used=used)
    if used > agreed:
        with pytest.raises(Invalid):
            checked_lines((line,))
    else:
        assert left(*checked_lines((line,))) == agreed - used
        assert bool(still_owed((line,), "")) is (used < agreed)
