"""What stands in a cell, read as what a column holds; people type dates and sums in many ways (ui.md).

Every reader takes the value of a cell that is not empty and returns what it means, or raises BadCell with a word on
what is wrong with it.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from app.i18n import _
from app.rules.figures import parse_money, parse_number, plain, written_date

Choice = TypeVar("Choice")
FIRST_SERIAL_DAY = date(1899, 12, 30)
SERIAL_DAYS = range(20_000, 80_000)  # 1954 to 2119: a number that far from them is no date
FEN = Decimal("0.01")
NEARLY = Decimal("0.00001")  # what sums of a spreadsheet are off by
TEN_THOUSAND = Decimal(10_000)
HUNDRED = Decimal(100)
LARGEST = 10**12  # of sums, shares and whatever else is counted
EXACT_DIGITS = 15  # a spreadsheet keeps no more of a number

_MONTH = re.compile(r"(\d{4})[-./年](\d{1,2})月?份?")
_DAY_TIME = re.compile(r"(.*?\d)[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?")
_SHORT_YEAR = re.compile(r"(\d{2})([-./年])(\d{1,2})([-./月])(\d{1,2})日?")
_WEEKDAY = re.compile(r"[(（]?(星期|周)[一二三四五六日天][)）]?$")
_NEGATIVE = re.compile(r"\((.+)\)")
_MONTHS = re.compile(r"(\d+(?:\.\d+)?)(个?月|年|months?|years?)?")
_YES = frozenset({"是", "有", "√", "✓", "v", "y", "yes", "true", "1", "对", "重点", "a"})
_NO = frozenset({"否", "无", "×", "x", "n", "no", "false", "0", "不", "非", "-", "—", "/", "一般", "普通"})
EMPTY_WORDS = frozenset({"-", "--", "—", "——", "/", "无", "n/a", "na", "null", "none", "暂无", "待定", "未定", "\\"})


class BadCell(Exception):  # noqa: N818 (reads better where it is raised, as those of app.errors)
    """What a cell holds cannot be what its column holds; ``message`` says why, in the user's language."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class CellError:
    """The result of a formula that has none, such as ``#DIV/0!``."""

    code: str


Value = str | float | bool | date | datetime | time | timedelta | CellError


@dataclass(frozen=True, slots=True)
class Sense:
    """What the reader of a cell has to know: the day the sheet is read, and the unit of its sums (1 or 10 000 yuan)."""

    today: date
    unit: Decimal = Decimal(1)


def is_empty(value: Value) -> bool:
    """Tell whether nothing stands in a cell."""
    return isinstance(value, str) and not value.strip()


def shown(value: Value) -> str:
    """Return what a cell holds as a person reads it."""
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _figure(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes") if value.time() != time() else value.date().isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value).strip()


def _figure(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e21 else repr(value)


def read_text(value: Value, _sense: Sense) -> str:
    """Read a text; a number is its digits. BadCell for the error of a formula."""
    _refuse_error(value)
    return "\n".join(line.strip() for line in shown(value).splitlines()).strip()


def read_code(value: Value, sense: Sense) -> str:
    """Read digits that are no figure (an account, a telephone number); BadCell where a spreadsheet has rounded them."""
    if isinstance(value, float) and abs(value) >= 10**EXACT_DIGITS:
        message = _("The spreadsheet has rounded this long number. Format the cell as text and type it again.")
        raise BadCell(message)
    return read_text(value, sense)


def read_date(value: Value, sense: Sense) -> date:
    """Read a day; BadCell when it is none. A month is its first day."""
    return _day(value, sense, last_of_month=False)


def read_due_date(value: Value, sense: Sense) -> date:
    """Read the day by which something is due; a month is its last day."""
    return _day(value, sense, last_of_month=True)


def _day(value: Value, sense: Sense, *, last_of_month: bool) -> date:
    if isinstance(value, CellError):
        raise _no_result(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool | time | timedelta):
        raise BadCell(_("This is no date."))
    if isinstance(value, float):
        return _serial_day(value)
    return _written_day(value, sense, last_of_month=last_of_month)


def _serial_day(value: float) -> date:
    """Read a date that lost its format (45000 is 2023-03-15), or eight digits."""
    if not abs(value) <= LARGEST:  # nor is what is no number at all
        raise BadCell(_("This is no date. Write it as 2026-03-07."))
    if int(value) in SERIAL_DAYS:
        return FIRST_SERIAL_DAY + timedelta(days=int(value))
    if value.is_integer() and len(str(int(value))) == 8:
        return _checked_day(str(int(value)), FIRST_SERIAL_DAY)
    raise BadCell(_("The number {number} is no date.").format(number=_figure(value)))


def _written_day(text: str, sense: Sense, *, last_of_month: bool) -> date:
    typed = unicodedata.normalize("NFKC", text).strip()
    timed = _DAY_TIME.fullmatch(typed)
    typed = plain(_WEEKDAY.sub("", timed[1] if timed else typed)).replace("号", "日").lstrip("'")
    if typed.isdigit() and int(typed) in SERIAL_DAYS:
        return _serial_day(float(typed))
    if month := _MONTH.fullmatch(typed):
        return _of_month(month, last=last_of_month)
    if _SHORT_YEAR.fullmatch(typed):
        typed = f"20{typed}"
    return _checked_day(typed, sense.today)


def _of_month(month: re.Match[str], *, last: bool) -> date:
    first = _checked_day(f"{month[1]}-{month[2]}-1", FIRST_SERIAL_DAY)
    if not last:
        return first
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _checked_day(typed: str, today: date) -> date:
    try:
        day = written_date(typed, today)
    except ValueError as error:
        raise BadCell(_("There is no such day.")) from error
    if day is None:
        raise BadCell(_("This is no date. Write it as 2026-03-07."))
    return day


def read_amount(value: Value, sense: Sense) -> Decimal:
    """Read a sum in yuan, in brackets or red less than nothing; BadCell for what is none, or has parts of a fen."""
    number = _number(value)
    amount = number * sense.unit
    rounded = amount.quantize(FEN)
    if abs(amount - rounded) > NEARLY:
        raise BadCell(_("An amount has at most two decimal places."))
    return rounded


def _number(value: Value) -> Decimal:
    _refuse_error(value)
    if isinstance(value, float) and abs(value) <= LARGEST:
        return Decimal(repr(value))
    if not isinstance(value, str):
        raise BadCell(_("This is no amount. Write it as 1,200.50."))
    typed = plain(value)
    negative = _NEGATIVE.fullmatch(typed)
    try:
        number = parse_money(negative[1] if negative else typed)
    except (ValueError, InvalidOperation) as error:
        raise BadCell(_("This is no amount. Write it as 1,200.50.")) from error
    if abs(number) > LARGEST:
        raise BadCell(_("This is no amount. Write it as 1,200.50."))
    return -number if negative else number


def read_percent(value: Value, _sense: Sense) -> Decimal:
    """Read a share in percent: ``30%``, ``30``, or 0.3 as spreadsheets keep it."""
    _refuse_error(value)
    if isinstance(value, float):
        number = _number(value)
        share = number * HUNDRED if 0 < number <= 1 else number
    else:
        share = _written_share(shown(value))
    if not 0 < share <= HUNDRED:
        raise BadCell(_("A share is more than 0 % and at most 100 %."))
    return share.quantize(FEN)


def _written_share(text: str) -> Decimal:
    typed = plain(text)
    try:
        number = parse_number(typed.removesuffix("%"))
    except ValueError as error:
        raise BadCell(_("This is no share. Write it as 30%.")) from error
    return number * HUNDRED if not typed.endswith("%") and 0 < number < 1 else number


def is_share(value: Value) -> bool:
    """Tell whether a cell of sums holds a share of the whole instead: ``30%``, or 0.3 as spreadsheets keep it."""
    if isinstance(value, str):
        return plain(value).endswith("%")
    return isinstance(value, float) and 0 < value <= 1


def read_yes_no(value: Value, _sense: Sense) -> bool:
    """Read 是, 否, √, yes …"""
    _refuse_error(value)
    if isinstance(value, bool):
        return value
    typed = plain(shown(value)).lower()
    if typed in _YES or typed in _NO:
        return typed in _YES
    raise BadCell(_("Write yes or no."))


def read_choice(value: Value, words: Mapping[str, Choice], refusal: str) -> Choice:
    """Return what the first of ``words`` stands for that is in a cell; BadCell with ``refusal`` for none of them."""
    _refuse_error(value)
    said = shown(value).lower()
    found = next((choice for word, choice in words.items() if word in said), None)
    if found is None:
        raise BadCell(refusal)
    return found


def read_months(value: Value, _sense: Sense) -> int:
    """Read a number of months; 2年 are 24."""
    _refuse_error(value)
    match = _MONTHS.fullmatch(plain(shown(value)).lower())
    if match is None:
        raise BadCell(_("This is no number of months."))
    months = Decimal(match[1]) * (12 if (match[2] or "").startswith(("年", "year")) else 1)
    if months != months.to_integral_value():
        raise BadCell(_("This is no whole number of months."))
    return int(months)


def read_km(value: Value, _sense: Sense) -> Decimal:
    """Read a distance in kilometres, with or without its unit."""
    _refuse_error(value)
    typed = plain(shown(value)).lower()
    for unit in ("公里", "千米", "km"):
        typed = typed.removesuffix(unit)
    try:
        return parse_number(typed.lstrip("约"))
    except ValueError as error:
        raise BadCell(_("This is no distance in kilometres.")) from error


def _refuse_error(value: Value) -> None:
    if isinstance(value, CellError):
        raise _no_result(value)


def _no_result(error: CellError) -> BadCell:
    return BadCell(_("The formula of this cell has no result ({code}).").format(code=error.code))
