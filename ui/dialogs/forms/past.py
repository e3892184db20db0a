"""What is wrong with when something happened: forms say it before the service refuses it."""

from datetime import date, datetime

from app.i18n import _
from ui.runtime.desk import Desk


def past_problem(moment: datetime | None, desk: Desk) -> str:
    """Return what is wrong with the time of something that has happened, "" when nothing is."""
    if moment is None or moment <= desk.now():
        return ""
    return _("This time lies in the future. Enter when it really happened.")


def past_day_problem(day: date | None, desk: Desk) -> str:
    """Return what is wrong with the day of something that has happened, "" when nothing is."""
    return _("This day lies in the future.") if day is not None and day > desk.today() else ""
