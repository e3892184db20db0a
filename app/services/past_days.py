"""The department's day, and days on which something happened, as they are entered."""

from datetime import date

from sqlalchemy.orm import Session

from app.errors import Invalid
from app.i18n import _
from app.queries.material.stock import local_day
from app.rules.inputs import day_come


def today_of(session: Session) -> date:
    """Return the department's day of an open transaction."""
    return local_day(session, session.info["now"])


def past_day(session: Session, day: date | None, *, field: str, missing: str = "", clause: str | None = None) -> date:
    """Return a day that has come; Invalid at ``field`` where it is missing (in the words ``missing``), where its year
    can only be a slip of the finger, or where it lies in the future.
    """
    if day is None:
        raise Invalid(missing or _("Enter the day."), field=field, clause=clause)
    return day_come(day, today_of(session), field=field, clause=clause)
