"""The kinds of columns that lists are made of: what they show, above all where nothing is known."""

from datetime import date
from decimal import Decimal

import pytest

from app.formatting import MISSING
from tests.ui.table.people import Person
from ui.table.column import LEFT, RIGHT, Column
from ui.table.column_kinds import badge_column, count_column, day_column, money_column, text_column
from ui.theme.badge import Badge
from ui.theme.palette import Tone

ROW = Person(1, "Ann")
GONE = Badge("gone", Tone.SOON)


@pytest.mark.parametrize(
    ("column", "shown"),
    [
        (text_column("a", "A", lambda row: row.name), "Ann"),
        (text_column("a", "A", lambda _row: ""), MISSING),
        (badge_column("a", "A", lambda _row: GONE), "gone"),
        (badge_column("a", "A", lambda _row: None), ""),
        (badge_column("a", "A", lambda _row: None, none=MISSING), MISSING),
        (day_column("a", "A", lambda _row: date(2026, 3, 5)), "2026-03-05"),
        (day_column("a", "A", lambda _row: None), MISSING),
    ],
)
def test_texts_badges_and_days_stand_at_the_left(column: Column[Person], shown: str) -> None:
    assert (column.value(ROW), column.align) == (shown, LEFT)


@pytest.mark.parametrize(
    ("column", "shown"),
    [
        (count_column("a", "A", lambda _row: 0), "0"),
        (count_column("a", "A", lambda _row: None), MISSING),
        (money_column("a", "A", lambda _row: Decimal("1200.5")), "¥1,200.50"),
        (money_column("a", "A", lambda _row: None), MISSING),
    ],
)
def test_figures_stand_at_the_right(column: Column[Person], shown: str) -> None:
    assert (column.value(ROW), column.align) == (shown, RIGHT)


def test_the_layout_is_that_of_the_column() -> None:
    column = text_column("a", "A", lambda row: row.name, width=77, sort_key="name", hidden=True)
    assert (column.key, column.width, column.sort_key, column.hidden) == ("a", 77, "name", True)
