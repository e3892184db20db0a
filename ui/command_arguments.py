"""How the command line reads its arguments; what cannot be read ends the program with status 2 and these words."""

import argparse
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from app.clock import LOCAL_ZONE_DEFAULT
from app.i18n import LANGUAGES, _, using_language
from app.labels import label
from models.enums import ServiceZone

Span = tuple[datetime, datetime]


def scale(text: str) -> int:
    """Read how many times as much."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(_("a whole number from 1 on is expected"))
    return int(text)


def moment(text: str) -> datetime:
    """Read a moment; without an offset it is on the department's clock."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        message = _("a time such as 2026-03-06 11:59 is expected, not {text}")
        raise argparse.ArgumentTypeError(message.format(text=text)) from error
    return found if found.tzinfo else found.replace(tzinfo=ZoneInfo(LOCAL_ZONE_DEFAULT))


def day(text: str) -> date:
    """Read a date."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = _("a date such as 2026-03-06 is expected, not {text}")
        raise argparse.ArgumentTypeError(message.format(text=text)) from error


def span(text: str) -> Span:
    """Read two moments, "A..B"."""
    start, dots, end = text.partition("..")
    if not dots:
        message = _("two times such as 2026-03-06 09:00..2026-03-06 11:00 are expected, not {text}")
        raise argparse.ArgumentTypeError(message.format(text=text))
    return moment(start.strip()), moment(end.strip())


def kilometres(text: str) -> Decimal:
    """Read a distance."""
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise argparse.ArgumentTypeError(
            _("a distance in kilometres is expected, not {text}").format(text=text)
        ) from error


def zone(text: str) -> ServiceZone:
    """Read a zone by its code, or by its name in any language."""
    for member in ServiceZone:
        if text.casefold() in {member.value, *(name.casefold() for name in _names(member))}:
            return member
    known = _(", ").join(f"{member.value} ({label(member)})" for member in ServiceZone)
    raise argparse.ArgumentTypeError(_("a zone is expected: {zones}").format(zones=known))


def _names(member: ServiceZone) -> list[str]:
    names = []
    for language in LANGUAGES:
        with using_language(language):
            names.append(label(member))
    return names


def copies(text: str) -> tuple[int, ...]:
    """Read "all" or copy numbers; none means all."""
    if text == "all":
        return ()
    numbers = tuple(dict.fromkeys(int(part) for part in text.split(",")))
    return tuple(sorted(numbers))
