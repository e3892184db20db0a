"""The deadlines as they are shipped, for working one out where no data folder is: profiles and published calendar."""

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from app.clock import LOCAL_ZONE_DEFAULT
from app.rules.promises.calendar import WorkingCalendar
from app.rules.promises.deadlines import PolicyBook
from app.rules.promises.policies import SHIPPED_PROFILES, load_profile
from app.rules.promises.published_calendar import published_days


def shipped_book(years: Iterable[int]) -> PolicyBook:
    """Return all shipped profiles with the published working days of ``years`` and of the years beside them."""
    wanted = sorted({beside for year in years for beside in (year - 1, year, year + 1)})
    days: dict[date, bool] = {}
    for year in wanted:
        if date.min.year <= year <= date.max.year:
            days |= published_days(year)
    profiles = {name: load_profile(name) for name in SHIPPED_PROFILES}
    return PolicyBook(profiles, WorkingCalendar(days), ZoneInfo(LOCAL_ZONE_DEFAULT))
