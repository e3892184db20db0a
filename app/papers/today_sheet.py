"""Today's work sheet (今日工作单, today_sheet): what is owed on a day, as a list to tick off by hand.

A sheet is of a day and not of a minute: what fell due before the day began is overdue, what falls due in its course
stands under it, so that a second print without a change in between is a reprint. It is filed under nothing.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, tzinfo
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import date_text, short_date_time, weekday_text
from app.i18n import _, ngettext
from app.labels import label
from app.papers.filling import Filled
from app.queries.people.duty import turns_of
from app.queries.promises.agenda import DueLine, Section, SectionLines, sections_at
from app.queries.promises.agenda_words import section_empty, section_name, waiting_reason, waiting_title
from app.queries.promises.waiting import WaitingLine, all_waiting
from models.enums import BasicState, DutyShift
from models.record import Record
from models.report import Report

ISSUED_FROM = frozenset({BasicState.ACTIVE})
EVERYTHING = 10_000  # lines of a section: more than anybody can work off
BOX = "□"
WAITING = "waiting"


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the lists of the day; runs inside ``using_language`` of the paper's language."""
    day = session.get_one(Report, record.id).since
    zone = ZoneInfo(settings_of(session).text("zone"))
    begins = datetime.combine(day, time.min, zone)
    sections = sections_at(session, begins, zone, dict.fromkeys(Section, EVERYTHING))
    waiting = all_waiting(session)
    values = {
        "day": f"{date_text(day)}　{weekday_text(day)}",
        "duty": _duty(session, day),
        "summary": _(", ").join(_counts(sections, waiting)),
    }
    rows = {section.code.value: _rows(section, begins, zone) for section in sections}
    rows[WAITING] = _waiting_rows(waiting, begins, zone)
    return Filled(_("Work sheet {day}").format(day=date_text(day)), values, rows)


def _duty(session: Session, day: date) -> str:
    """Return who is on duty, a line for each shift that has somebody."""
    names: dict[DutyShift, list[str]] = {}
    for turn in turns_of(session, (day, day)):
        names.setdefault(turn.shift, []).append(f"{turn.name} {turn.phone}".strip())
    return "\n".join(f"{label(shift)}　{_(', ').join(named)}" for shift, named in names.items())


def _counts(sections: Sequence[SectionLines], waiting: Sequence[WaitingLine]) -> Iterator[str]:
    for section in sections:
        yield _("{name} {count}").format(name=section_name(section.code), count=section.count)
    count = len(waiting)
    yield ngettext("{count} waits for approval", "{count} wait for approval", count).format(count=count)


def _rows(section: SectionLines, day: datetime, zone: tzinfo) -> tuple[dict[str, str], ...]:
    if not section.lines:
        return ({"what": section_empty(section.code)},)
    return tuple(_row(line, day, zone) for line in section.lines)


def _row(line: DueLine, day: datetime, zone: tzinfo) -> dict[str, str]:
    return {
        "done": BOX,
        "clause": line.clause,
        "what": _("{promise}: {title}").format(promise=label(line.kind), title=line.title),
        "record": line.number or "",
        "customer": "\n".join(part for part in (line.customer, line.project) if part and part != line.title),
        "person": line.person,
        "due": "\n".join(_due(line, day, zone)),
    }


def _due(line: DueLine, day: datetime, zone: tzinfo) -> Iterator[str]:
    if line.due is None:
        yield _("Date to be agreed")
        return
    yield short_date_time(line.due, zone, day.date())
    if line.act_by is not None and line.act_by < line.due:
        yield _("act by {time}").format(time=short_date_time(line.act_by, zone, day.date()))


def _waiting_rows(waiting: Sequence[WaitingLine], day: datetime, zone: tzinfo) -> tuple[dict[str, str], ...]:
    if not waiting:
        return ({"what": _("Nothing waits for approval.")},)
    return tuple(
        {
            "done": BOX,
            "clause": line.clause,
            "what": f"{waiting_title(line)}\n{waiting_reason(line, zone, day)}",
            "record": line.number or "",
            "customer": line.customer,
            "person": line.person,
            "due": short_date_time(line.asked_at, zone, day.date()),
        }
        for line in waiting
    )
