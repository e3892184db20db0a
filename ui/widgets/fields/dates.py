"""Dates as people type them: ``3-7``, ``20260307``, ``2026.3.7``, ``3月7日``, ``今天``, ``+3``; with a time
``3-7 14:05``. What could mean two days is refused, with a word on how to write it.
"""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from app.i18n import _
from app.rules.figures import DIGIT_DATE, FULL_DATE, SHORT_DATE, written_date

_SHIFT = re.compile(r"([+-])(\d{1,4})(?:天|d)?")
_TIME = re.compile(r"(\d{1,2})[:点](\d{1,2})?分?")
_TIME_DIGITS = re.compile(r"(\d{2})(\d{2})")
_SHORT_YEAR = re.compile(r"\d{2}[-./年]\d{1,2}[-./月]\d{1,2}日?|\d{6}")
_LONELY = re.compile(r"\d{1,4}[日号]?")
_BEGUN = re.compile(r"\s*(\d{1,4}|\d{1,2}[-./月:点]\d?|\d{4}[-./年](\d{1,2}([-./月]\d?)?)?|[+-]|\d{5,7})")
_DAYS = {"今天": 0, "今日": 0, "today": 0, "明天": 1, "tomorrow": 1, "后天": 2, "昨天": -1, "yesterday": -1, "前天": -2}


def parse_date(text: str, today: date) -> date:
    """Read a date; one without a year belongs to the year of ``today``. ValueError when it is no date."""
    typed = _plain(text).replace(" ", "")
    day = written_date(typed, today)
    if day is not None:
        return day
    if match := _SHIFT.fullmatch(typed):
        return _shifted(today, int(match[1] + match[2]))
    if typed in _DAYS:
        return _shifted(today, _DAYS[typed])
    raise ValueError(f"no date: {text!r}")


def parse_date_time(text: str, today: date) -> datetime:
    """Read a date with a time, or a time alone (today); the result has no zone. ValueError when it is neither."""
    parts = _plain(text).split()
    if len(parts) == 1 and _TIME.fullmatch(parts[0]):
        return datetime.combine(today, _parse_time(parts[0]))
    if len(parts) == 2:
        return datetime.combine(parse_date(parts[0], today), _parse_time(parts[1]))
    raise ValueError(f"neither date nor time: {text!r}")


def parse_time(text: str) -> time:
    """Read a time of day, ``14:05``, ``1405``, ``9:00``; ValueError when it is none."""
    return _parse_time(_plain(text))


def is_begun(text: str) -> bool:
    """True for the first few characters of a date or time: too early to call it wrong while one types."""
    return _BEGUN.fullmatch(_plain(text)) is not None


def why_no_date(text: str) -> str:
    """Return how to write a text that ``parse_date`` refused."""
    typed = _plain(text).replace(" ", "")
    if _SHORT_YEAR.fullmatch(typed):
        return _("Write the year with four digits: 2026-03-07.")
    if _LONELY.fullmatch(typed):
        return _("Which month? Type 3-7 or 2026-03-07.")
    if any(pattern.fullmatch(typed) for pattern in (FULL_DATE, DIGIT_DATE, SHORT_DATE)):
        return _("There is no such day.")
    return _("Not a date. Type 3-7 or 2026-03-07.")


def why_no_time(text: str) -> str:
    """Return how to write a text that ``parse_date_time`` refused."""
    day, _blank, clock = _plain(text).partition(" ")
    if _TIME.fullmatch(clock) and any(pattern.fullmatch(day) for pattern in (_SHORT_YEAR, _LONELY)):
        return why_no_date(day)
    return _("Not a time. Type 3-7 14:05 or 14:05.")


def _plain(text: str) -> str:
    """Return what is typed in half width and small letters, with single blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


def _shifted(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError as error:
        raise ValueError("the calendar ends before") from error


def _parse_time(text: str) -> time:
    match = _TIME.fullmatch(text) or _TIME_DIGITS.fullmatch(text)
    if match is None:
        raise ValueError(f"no time: {text!r}")
    return time(int(match[1]), int(match[2] or 0))
