"""The registers of calls (来电登记簿, call_register) and of letters (来函发文登记簿, letter_register): every line of a
span of days, as pages of a book (N6).

Letters about money name sums and customers who owe, so that the books are for those who may see money.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import actor_of, settings_of
from app.formatting import date_text, short_date_time
from app.i18n import _, ngettext
from app.labels import label
from app.papers.filling import Filled
from app.queries.care.registers import CALLS, LETTERS, RegisterRow, about_words, lines_of_span
from app.queries.lists.table_list import Looking
from app.rules.spans import span_name
from models.enums import BasicState, Direction, Medium
from models.record import Record
from models.report import Report

ISSUED_FROM = frozenset({BasicState.ACTIVE})
SHORT = 80  # characters: what does not fit a line of a book stands in the record


@dataclass(frozen=True, slots=True)
class _Book:
    """What all lines of a book share: the clock, and the first day."""

    zone: ZoneInfo
    since: date


def fill_calls(session: Session, record: Record, _language: str) -> Filled:
    """Return the calls and messages of the span; runs inside ``using_language`` of the paper's language."""
    span, found, rows = _read(session, record, CALLS, _call)
    title = _("Register of calls {span}").format(span=span)
    return Filled(title, found, {"calls": rows})


def fill_letters(session: Session, record: Record, _language: str) -> Filled:
    """Return the letters, faxes and e-mails of the span; runs inside ``using_language`` of the paper's language."""
    span, found, rows = _read(session, record, LETTERS, _letter)
    title = _("Register of letters {span}").format(span=span)
    return Filled(title, found, {"letters": rows})


Line = Callable[[int, RegisterRow, _Book], dict[str, str]]


def _read(
    session: Session, record: Record, media: Sequence[Medium], line: Line
) -> tuple[str, dict[str, str], tuple[dict[str, str], ...]]:
    """Return the name of the span, the values under the lines, and the lines by some media."""
    report = session.get_one(Report, record.id)
    book = _Book(ZoneInfo(settings_of(session).text("zone")), report.since)
    looking = Looking(actor_of(session), report.created_at, session)
    found = lines_of_span(looking, report.since, report.until, media)
    values = {
        "span": _("{first} to {last}").format(first=date_text(report.since), last=date_text(report.until)),
        "incoming": _counted(found, Direction.INCOMING),
        "outgoing": _counted(found, Direction.OUTGOING),
    }
    rows = tuple(line(position, one, book) for position, one in enumerate(found, start=1))
    return span_name(report.since, report.until), values, rows


def _counted(found: Sequence[RegisterRow], direction: Direction) -> str:
    count = sum(one.direction is direction for one in found)
    return ngettext("{count} entry", "{count} entries", count).format(count=count)


def _call(position: int, row: RegisterRow, book: _Book) -> dict[str, str]:
    return {
        "seq": str(position),
        "at": short_date_time(row.at, book.zone, book.since),
        "way": f"{label(row.direction)}\n{label(row.medium)}",
        "whose": row.whose,
        "counterpart": row.counterpart,
        "subject": _short(about_words(row)),
        "handled_by": row.handled_by,
        "result": _short(row.result),
        "number": row.number,
    }


def _letter(position: int, row: RegisterRow, book: _Book) -> dict[str, str]:
    return {
        "seq": str(position),
        "at": short_date_time(row.at, book.zone, book.since),
        "way": f"{label(row.direction)}\n{label(row.medium)}",
        "number": row.number,
        "their_no": row.their_no,
        "whose": "\n".join(part for part in (row.whose, row.counterpart) if part),
        "subject": _short(about_words(row)),
        "handled_by": row.handled_by,
        "result": _short(row.result),
    }


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHORT else line[: SHORT - 1] + "…"
