"""The holiday duty roster (节假日值班表, duty_roster; N3): every day of a span with who is on duty by day and by night.

A day for which nobody is entered stays to be written in by hand; a roster without anybody is a draft.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.formatting import date_text, weekday_text
from app.forms.people import DutyTurnForm
from app.i18n import N_, _
from app.papers.filling import Filled
from app.queries.people.duty import turns_of
from app.queries.promises.deadlines import read_deadlines
from app.rules.duty import Shift, by_shift, day_kind, day_kind_words, days_of, shift_ends
from app.rules.gate import BlockReason
from app.rules.promises.calendar import WorkingCalendar
from app.rules.spans import span_name
from models.enums import BasicState, DutyShift
from models.people.department import Department
from models.record import Record
from models.report import Report

ISSUED_FROM = frozenset({BasicState.ACTIVE})


def gate(session: Session, record: Record) -> tuple[BlockReason, ...]:
    """Return what a roster lacks: somebody on duty (N3)."""
    report = session.get_one(Report, record.id)
    if turns_of(session, (report.since, report.until)):
        return ()
    return (BlockReason("N3", N_("Nobody is on duty on these days yet")),)


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the days of the roster; runs inside ``using_language`` of the paper's language."""
    report = session.get_one(Report, record.id)
    calendar = read_deadlines(session).calendar
    span = report.since, report.until
    turns = by_shift(turns_of(session, span))
    values = {
        "span": _("{first} to {last}").format(first=date_text(report.since), last=date_text(report.until)),
        "in_charge": in_charge(session),
        **shift_times(calendar),
    }
    lines = tuple(_line(day, calendar, turns) for day in days_of(span))
    return Filled(_("Holiday duty roster {span}").format(span=span_name(*span)), values, {"days": lines})


def in_charge(session: Session) -> str:
    """Return our own department's manager with the number under which one reports to them, "" when none is entered."""
    own = select(Department.manager_name, Department.manager_phone).where(Department.is_own).limit(1)
    found = session.execute(own).first()
    return "　".join(part for part in found if part) if found is not None else ""


def shift_times(calendar: WorkingCalendar) -> Mapping[str, str]:
    """Return when the shifts begin and end, by the fields of a form."""
    opening, closing = (f"{edge:%H:%M}" for edge in shift_ends(calendar))
    return {
        "day_shift": f"{opening}–{closing}",
        "night_shift": _("{start} to {end} the next day").format(start=closing, end=opening),
    }


def _line(day: date, calendar: WorkingCalendar, turns: Mapping[Shift, Sequence[DutyTurnForm]]) -> dict[str, str]:
    return {
        "day": date_text(day),
        "weekday": weekday_text(day),
        "kind": day_kind_words(day_kind(calendar, day)),
        "by_day": _people(turns.get((day, DutyShift.DAY), ())),
        "by_night": _people(turns.get((day, DutyShift.NIGHT), ())),
    }


def _people(turns: Sequence[DutyTurnForm]) -> str:
    return "\n".join("　".join(part for part in (turn.name, turn.phone, turn.note) if part) for turn in turns)
