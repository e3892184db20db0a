"""What the text of a cell is to a spreadsheet: a figure, a day, a moment, or a text that stays one.

Only a column of figures gives figures: a telephone, serial or part number that looks like one is a text, and keeps its
noughts and its length.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from app.formatting import MISSING

MOST_DIGITS = 15  # a spreadsheet keeps no more of a figure
LONGEST = 32_767  # UTF-16 units in a cell
FIRST_YEAR = 1900  # a spreadsheet knows no day before it; its first two months are off by one
DAY, MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
TEXT = "@"

_FIGURE = re.compile(r"([+-]?)(¥?)(0|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*)(?:\.([0-9]+))?( ?%)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"([0-9]{4}-)?([0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2})")

# Control characters but tabs and line breaks, halves of characters, and the two that are none.
_UNFIT = re.compile("[\\x00-\\x08\\x0b-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")


@dataclass(frozen=True, slots=True)
class Cell:
    """A value and how a spreadsheet is to show it: as it was on the screen."""

    value: Decimal | date | datetime | str
    form: str = TEXT


def cell_of(text: str, *, right: bool, today: date) -> Cell | None:
    """Return what ``text`` is; None for nothing and for what is missing.

    ``right`` says that its column holds figures. A moment without a year is of the year of ``today``: that is when the
    screen leaves it out.
    """
    if text in ("", MISSING):
        return None
    return (_figure(text) if right else None) or _day(text) or _moment(text, today) or Cell(_text(text))


def _figure(text: str) -> Cell | None:
    found = _FIGURE.fullmatch(text)
    if found is None:
        return None
    sign, yuan, whole, places, percent = found.groups(default="")
    digits = whole.replace(",", "")
    if len(digits) + len(places) > MOST_DIGITS:
        return None
    amount = Decimal(f"{sign}{digits}.{places or 0}")
    shown = ("#,##0" if "," in whole or yuan else "0") + ("." + "0" * len(places) if places else "")
    if percent:
        return Cell(amount / 100, f"{shown}{percent}")
    form = f'"¥"{shown}' if yuan else shown
    return Cell(amount, f"+{form};-{form}" if sign == "+" else form)


def _day(text: str) -> Cell | None:
    return _parsed(text, date.fromisoformat, DAY) if _DAY.fullmatch(text) else None


def _moment(text: str, today: date) -> Cell | None:
    found = _MOMENT.fullmatch(text)
    if found is None:
        return None
    year, rest = found.groups()
    return _parsed(f"{year or f'{today.year:04}-'}{rest}", datetime.fromisoformat, MOMENT)


def _parsed(text: str, read: Callable[[str], date], form: str) -> Cell | None:
    try:
        value = read(text)
    except ValueError:
        return None
    return Cell(value, form) if value.year > FIRST_YEAR else None


def _text(text: str) -> str:
    """Return a text that fits a cell: one that is too long is cut, with a sign that it goes on."""
    clean = _UNFIT.sub(_instead, text)
    if len(clean) > LONGEST // 2 and len(clean.encode("utf-16-le")) > 2 * LONGEST:
        return clean.encode("utf-16-le")[: 2 * (LONGEST - 1)].decode("utf-16-le", errors="ignore") + "…"
    return clean


def _instead(found: re.Match[str]) -> str:
    """Return what stands for a sign that no cell can hold."""
    sign = found[0]
    if sign == "\r":
        return ""
    return " " if sign < " " else "\N{REPLACEMENT CHARACTER}"
