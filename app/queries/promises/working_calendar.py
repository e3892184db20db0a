"""Reading the working calendar of a year: the days that differ from Monday to Friday, and whether they are final."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.context import Context, settings_of
from app.rules.permissions import Permission
from app.rules.promises.published_calendar import PUBLISHED, is_provisional
from models.access.calendar import CalendarDay


@dataclass(frozen=True, slots=True)
class DayLine:
    """A day that differs: worked though a weekend (调休), or free though a weekday; ``source`` says who says so, empty
    where the state does; ``provisional`` where it only will, as its law stands.
    """

    day: date
    working: bool
    source: str
    provisional: bool = False

    @property
    def id(self) -> int:
        """The day as a number, by which tables know it."""
        return self.day.toordinal()


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """One year. It is ``provisional`` while no make-up day of it is known; ``years`` are those with days."""

    year: int
    days: tuple[DayLine, ...]
    provisional: bool
    years: tuple[int, ...]
    business_hours: str
    home_province: str


def calendar_year(context: Context, year: int) -> CalendarYear:
    """Read a year of the calendar."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        rows = session.scalars(select(CalendarDay).order_by(CalendarDay.day)).all()
        settings = settings_of(session)
    of_year = [row for row in rows if row.day.year == year]
    provisional = is_provisional({row.day: row.working for row in of_year}, year)
    days = tuple(DayLine(row.day, row.working, _source(row.source), provisional) for row in of_year)
    return CalendarYear(
        year=year,
        days=days,
        provisional=provisional,
        years=tuple(sorted({row.day.year for row in rows})),
        business_hours=settings.text("business_hours"),
        home_province=settings.text("home_province"),
    )


def _source(stored: str) -> str:
    return "" if stored.startswith(PUBLISHED) else stored
