"""Limits as rows with a first day (C8.2, C8.3, C9)."""

from datetime import date
from decimal import Decimal

import pytest

from app.rules.approvals.limits import CLAUSES, SHIPPED, LimitRow, limits_on
from models.enums import LimitKind

ROWS = [
    LimitRow(LimitKind.LEADER_AMOUNT, Decimal(80_000), date(2026, 3, 1), 1),
    LimitRow(LimitKind.LEADER_AMOUNT, Decimal(60_000), date(2026, 4, 1), 2),
    LimitRow(LimitKind.LEADER_AMOUNT, Decimal(70_000), date(2026, 4, 1), 3),
    LimitRow(LimitKind.MARGIN_FLOOR, Decimal("17.5"), date(2026, 4, 1), 4),
]


def test_without_rows_the_shipped_limits_count() -> None:
    limits = limits_on((), date(2026, 3, 6))
    assert (limits.leader_amount, limits.together_days, limits.margin_floor) == (50_000, 30, 20)
    assert (limits.usual_advance, limits.usual_balance_days, limits.validity_days) == (100, 15, 30)


@pytest.mark.parametrize(
    ("day", "amount", "floor"),
    [
        (date(2026, 2, 28), "50000", "20"),
        (date(2026, 3, 1), "80000", "20"),
        (date(2026, 3, 31), "80000", "20"),
        (date(2026, 4, 1), "70000", "17.5"),  # of one day the last one entered counts
    ],
)
def test_the_last_row_from_that_day_or_before_counts(day: date, amount: str, floor: str) -> None:
    limits = limits_on(reversed(ROWS), day)
    assert (limits.leader_amount, limits.margin_floor) == (Decimal(amount), Decimal(floor))


def test_every_kind_is_shipped_and_names_its_clause() -> None:
    assert set(SHIPPED) == set(CLAUSES) == set(LimitKind)
