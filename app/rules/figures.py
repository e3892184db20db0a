"""Figures, sums and dates as people write them, read the same way in a field of the screen and in a cell of a sheet."""

import re
import unicodedata
from datetime import date
from decimal import Decimal

_FIGURE = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)?(\.\d+)?([万亿]?)")
_TIMES = {"": 1, "万": 10**4, "亿": 10**8}
_MOST_SIGNS = 40  # longer texts are no figure, and no sum is exact beyond that
_BEFORE_MONEY = ("人民币", "rmb", "cny", "¥")
_BEHIND_MONEY = ("整", "元", "圆", "rmb", "cny")
FULL_DATE = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")
SHORT_DATE = re.compile(r"(\d{1,2})[-./月](\d{1,2})日?")
DIGIT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")


def plain(text: str) -> str:
    """Return what is typed in half width and without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def parse_number(text: str) -> Decimal:
    """Read a figure with or without thousands separators, in half or full width, also in 万 and 亿.

    ValueError when it is none.
    """
    typed = plain(text)
    match = _FIGURE.fullmatch(typed)
    if match is None or len(typed) > _MOST_SIGNS or not (match[2] or match[3]):
        raise ValueError(text)
    sign, whole, fraction, unit = match.groups(default="")
    return Decimal(f"{sign}{whole.replace(',', '') or '0'}{fraction}") * _TIMES[unit]


def parse_money(text: str) -> Decimal:
    """Read an amount with or without the words around it: ``¥1,200.50``, ``1200.5 元``, ``-¥3.00``, ``1.2万``.

    ValueError when it is none.
    """
    typed = plain(text).lower()
    sign = "-" if typed.startswith("-") else ""  # "-¥3.00" is how a negative amount is written
    typed = typed.removeprefix(sign)
    for word in _BEFORE_MONEY:
        typed = typed.removeprefix(word)
    for word in _BEHIND_MONEY:
        typed = typed.removesuffix(word)
    return parse_number(sign + typed)


def written_date(text: str, today: date) -> date | None:
    """Read ``2026.3.7``, ``20260307``, ``2026年3月7日``, ``3-7``; one without a year belongs to the year of ``today``.

    None for a text of another form, ValueError for a day that there is not. ``text`` is in half width, without blanks.
    """
    for pattern in (FULL_DATE, DIGIT_DATE):
        if match := pattern.fullmatch(text):
            year, month, day = (int(part) for part in match.groups())
            return date(year, month, day)
    if match := SHORT_DATE.fullmatch(text):
        return date(today.year, int(match[1]), int(match[2]))
    return None
