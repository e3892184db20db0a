"""Dates as people type them: ``3-7``, ``20260307``, ``2026-3-7``, ``3/7``, ``3月7日``, with a time ``3-7 14:05``."""

import re
from datetime import date, datetime, time

_FULL = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")
_SHORT = re.compile(r"(\d{1,2})[-./月](\d{1,2})日?")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_TIME = re.compile(r"(\d{1,2})[:：点](\d{1,2})?分?")
_TIME_DIGITS = re.compile(r"(\d{2})(\d{2})")


def parse_date(text: str, today: date) -> date:
    """Read a date; one without a year belongs to the year of ``today``. ValueError when it is no date."""
    typed = "".join(text.split())
    for pattern in (_FULL, _DIGITS):
        if match := pattern.fullmatch(typed):
            year, month, day = (int(part) for part in match.groups())
            return date(year, month, day)
    if match := _SHORT.fullmatch(typed):
        return date(today.year, int(match[1]), int(match[2]))
    raise ValueError(f"neither date nor time: {text!r}")


def parse_date_time(text: str, today: date) -> datetime:
    """Read a date with a time, or a time alone (today); the result has no zone. ValueError when it is neither."""
    parts = text.split()
    if len(parts) == 1 and _TIME.fullmatch(parts[0]):
        return datetime.combine(today, _parse_time(parts[0]))
    if len(parts) == 2:
        return datetime.combine(parse_date(parts[0], today), _parse_time(parts[1]))
    raise ValueError(f"neither date nor time: {text!r}")


def is_begun(text: str) -> bool:
    """True for the first few characters of a date or time: too early to call it wrong while one types."""
    return re.fullmatch(r"\s*(\d{1,4}|\d{1,2}[-./月:：点]\d?|\d{4}[-./年](\d{1,2}([-./月]\d?)?)?)", text) is not None


def _parse_time(text: str) -> time:
    match = _TIME.fullmatch(text) or _TIME_DIGITS.fullmatch(text)
    if match is None:
        raise ValueError(f"neither date nor time: {text!r}")
    return time(int(match[1]), int(match[2] or 0))
