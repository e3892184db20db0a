"""The duty rosters of the demo: the nights of this week, and the next holiday, printed and put up (N3)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from app.context import Context
from app.queries.people.duty import duty_person, roster, roster_span
from app.rules.duty import DayKind, days_of, take_turns, turn_of
from app.rules.spans import Span
from app.sample.ground import Person
from app.sample.story import Story
from app.services.papers import issue_paper
from app.services.people.duty import save_duty
from app.services.promises.recomputing import recompute_open
from app.services.reports import open_report
from app.services.setup import add_lacking
from models.enums import DutyShift

FORM = "duty_roster"


def keep_rosters(story: Story, people: Sequence[Person]) -> None:
    """Enter both rosters, ``people`` taking turns, and print the holiday's, where the context has a printer."""
    context = story.context
    today = story.clock.now().astimezone(story.zone).date()
    _complete_calendar(context, today)
    monday = today - timedelta(days=today.weekday())
    holiday = roster_span(context)
    _enter(context, (monday, monday + timedelta(days=6)), people)
    _enter(context, holiday, people)
    if context.printer is not None:
        issue_paper(context, form_id=FORM, record_id=_report(context, holiday))


def _complete_calendar(context: Context, today: date) -> None:
    """The calendar of a year that has come near is added, as the program does when it starts."""
    with context.write() as session:
        add_lacking(session, today)
    recompute_open(context)


def _report(context: Context, span: Span) -> int:
    return open_report(context, form_id=FORM, since=span[0], until=span[1])


def _enter(context: Context, span: Span, people: Sequence[Person]) -> None:
    """Our own people take turns; while the office is open nobody is on duty."""
    found = roster(context, *span)
    open_days = {day for day, kind in found.kinds.items() if kind in (DayKind.WORKED, DayKind.MADE_UP)}
    days = tuple(days_of(span))
    shifts = [(day, shift) for day in days for shift in DutyShift]
    first = [duty_person(context, person.id) for person in people]
    entered = tuple(turn_of(*shift, person) for shift, person in zip(shifts, first, strict=False))
    turns = (*entered, *take_turns(days, entered))
    kept = tuple(turn for turn in turns if turn.shift is DutyShift.NIGHT or turn.day not in open_days)
    save_duty(context, form=replace(found.form, turns=kept))
