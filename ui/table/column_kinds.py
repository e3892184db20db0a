"""Kinds of columns that many lists have, so that each says only what is its own: what it is called and shows.

``layout`` is what else a ``Column`` takes: ``width``, ``sort_key``, ``stretch``, ``hidden``, ``dim``.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from app.formatting import MISSING, date_text, money, quantity
from ui.table.column import RIGHT, Column, RowT
from ui.theme.badge import Badge


class Layout(TypedDict, total=False):
    """How a column stands in its table."""

    width: int
    sort_key: str
    stretch: bool
    hidden: bool
    dim: bool


def text_column(key: str, title: str, value: Callable[[RowT], str], **layout: Unpack[Layout]) -> Column[RowT]:
    """Return a column of texts; one that is not known is shown as missing."""
    return Column(key=key, title=title, value=lambda row: value(row) or MISSING, **layout)


def badge_column(
    key: str, title: str, badge: Callable[[RowT], Badge | None], *, none: str = "", **layout: Unpack[Layout]
) -> Column[RowT]:
    """Return a column of badges, whose words are copied; where there is none stands ``none``."""

    def words(row: RowT) -> str:
        found = badge(row)
        return found.text if found else none

    return Column(key=key, title=title, value=words, badge=badge, **layout)


def count_column(key: str, title: str, count: Callable[[RowT], int | None], **layout: Unpack[Layout]) -> Column[RowT]:
    """Return a column of numbers, at the right; None is shown as missing."""

    def text(row: RowT) -> str:
        found = count(row)
        return MISSING if found is None else str(found)

    return Column(key=key, title=title, value=text, align=RIGHT, **layout)


def quantity_column(
    key: str, title: str, amount: Callable[[RowT], Decimal | None], **layout: Unpack[Layout]
) -> Column[RowT]:
    """Return a column of quantities, at the right; None is shown as missing."""
    return Column(key=key, title=title, value=lambda row: quantity(amount(row)), align=RIGHT, **layout)


def money_column(
    key: str, title: str, amount: Callable[[RowT], Decimal | None], **layout: Unpack[Layout]
) -> Column[RowT]:
    """Return a column of amounts, at the right; None, not known or not to be seen, is shown as missing."""
    return Column(key=key, title=title, value=lambda row: money(amount(row)), align=RIGHT, **layout)


def day_column(key: str, title: str, day: Callable[[RowT], date | None], **layout: Unpack[Layout]) -> Column[RowT]:
    """Return a column of days; None is shown as missing."""
    return Column(key=key, title=title, value=lambda row: date_text(day(row)), **layout)
