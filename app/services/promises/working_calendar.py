"""The working-day calendar, the business hours and our province, as the department sets them; each moves due times.

After each of these, open requests are settled again by ``app.services.promises.recomputing.recompute_open``.
"""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.errors import Invalid, NotFound
from app.forms.promises import CalendarDayForm
from app.i18n import _
from app.rules.inputs import clean_line
from app.rules.permissions import Permission
from app.rules.promises.calendar import WorkingCalendar
from app.rules.promises.published_calendar import PUBLISHED, published_days
from app.services.setup import checked_hours, published_source, touch_rules, write_setting
from app.services.use_case import required, use_case
from models.access.calendar import CalendarDay

YEARS = range(2000, 2101)
LONGEST_SOURCE = 60
LONGEST_PROVINCE = 40


@use_case(Permission.EDIT_POLICIES)
def save_day(context: Context, *, form: CalendarDayForm) -> None:
    """Set a day worked or free, and who says so; Invalid for a day that is no other than its weekday."""
    day = checked_day(form)
    source = required(
        clean_line(form.source, field="source", limit=LONGEST_SOURCE),
        _("Enter who says so, e.g. the notice."),
        field="source",
    )
    with context.write() as session:
        row = session.get(CalendarDay, day)
        if row is None:
            session.add(CalendarDay(day=day, working=form.working, source=source))
        else:
            row.working, row.source = form.working, source
        touch_rules(session)


def checked_day(form: CalendarDayForm) -> date:
    """Return the day of a form; Invalid where it cannot be meant or is worked, or free, anyway."""
    if form.day is None:
        raise Invalid(_("Enter the day."), field="day")
    if form.day.year not in YEARS:
        raise Invalid(_("Check the year of this date."), field="day")
    if form.working is WorkingCalendar().is_working_day(form.day):
        told = _("This is a weekday and worked anyway.") if form.working else _("This is a weekend and free anyway.")
        raise Invalid(told, field="working")
    return form.day


@use_case(Permission.EDIT_POLICIES)
def remove_day(context: Context, *, day: date) -> None:
    """Take a day out of the calendar: it is worked as its weekday is. NotFound for one that is not in it."""
    with context.write() as session:
        row = session.get(CalendarDay, day) if day else None
        if row is None:
            raise NotFound(_("This day is not in the calendar."))
        session.delete(row)
        touch_rules(session)


@use_case(Permission.EDIT_POLICIES)
def take_over_year(context: Context, *, year: int) -> int:
    """Put a year right as it was published; returns how many days are other than before.

    Days entered by hand stay: the department knows its own days better.
    """
    if year not in YEARS:
        raise Invalid(_("Check the year."), field="year")
    published = published_days(year)
    with context.write() as session:
        stored = _days_of(session, year)
        changed = _take_away(session, stored, published) + _take_over(session, stored, published)
        if changed:
            touch_rules(session)
        return changed


def _days_of(session: Session, year: int) -> dict[date, CalendarDay]:
    rows = session.scalars(select(CalendarDay).where(CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31))))
    return {row.day: row for row in rows}


def _take_away(session: Session, stored: dict[date, CalendarDay], published: dict[date, bool]) -> int:
    """Take out what was published once and is no more."""
    gone = [row for day, row in stored.items() if row.source.startswith(PUBLISHED) and day not in published]
    for row in gone:
        session.delete(row)
    return len(gone)


def _take_over(session: Session, stored: dict[date, CalendarDay], published: dict[date, bool]) -> int:
    changed = 0
    for day, working in published.items():
        row = stored.get(day)
        if row is None:
            session.add(CalendarDay(day=day, working=working, source=published_source(day.year)))
            changed += 1
        elif row.source.startswith(PUBLISHED) and row.working is not working:
            row.working = working
            changed += 1
    return changed


@use_case(Permission.EDIT_POLICIES)
def save_workplace(context: Context, *, business_hours: str, home_province: str = "") -> None:
    """Set the business hours, as they are written ("08:30-12:00, 13:00-17:30"), and our province, by which N2 tells
    near from far; empty while it is not to be asked. Invalid for hours that are none.
    """
    values = {
        "business_hours": checked_hours(business_hours),
        "home_province": clean_line(home_province, field="home_province", limit=LONGEST_PROVINCE),
    }
    with context.write() as session:
        changed = {key: value for key, value in values.items() if settings_of(session).text(key) != value}
        for key, value in changed.items():
            write_setting(session, key, value)
        if changed:
            touch_rules(session)
