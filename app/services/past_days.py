"""The department's day, and days on which something happened, as they are entered."""

from datetime import date

from sqlalchemy.orm import Session

from app.errors import Invalid
from app.i18n import _
from app.queries.material.stock import local_day
from app.services.use_case import plausible_day


def today_of(session: Session) -> date:
    """Return the department's day of an open transaction."""
    return local_day(session, session.info["now"])


def past_day(session: Session, day: date | None, *, field: str, missing: str = "", clause: str | None = None) -> date:
    """Return a day that has come; Invalid at ``field`` where it is missing (in the words ``missing``), where its year
    can only be a slip of the finger, or where it lies in the future.
    """
    if day is None:
        raise Invalid(missing or _("Enter the day."), field=field, clause=clause)
    plausible_day(day, field=field)
    if day > today_of(session):
        raise Invalid(_("This day lies in the future."), field=field, clause=clause)
    return day
