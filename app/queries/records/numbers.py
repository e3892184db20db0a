"""Reading number series: which number a series gives next (invariant 3)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import settings_of
from app.rules.numbering import format_number, number_year
from models.record import NumberSeries


def series_year(session: Session, moment: datetime) -> int:
    """Return the year of a number given at ``moment`` on the department's clock."""
    return number_year(moment, ZoneInfo(settings_of(session).text("zone")))


def foreseen_number(session: Session, prefix: str, moment: datetime) -> str:
    """Return the number that the series of ``prefix`` gives next, without giving it: another desk may be faster."""
    year = series_year(session, moment)
    series = session.get(NumberSeries, (prefix, year))
    return format_number(prefix, year, (series.last if series else 0) + 1)
