"""Working days of mainland China as published, to seed the calendar that the department then edits.

The state publishes each year's holidays and make-up working days (调休) in the autumn before. Until then the library
knows the statutory days only; such a year is *provisional*.
"""

from collections.abc import Mapping
from datetime import date

PUBLISHED = "published"  # with its year: the stored source of days that the state published
_SATURDAY = 5


def published_days(year: int) -> dict[date, bool]:
    """Return the days of ``year`` that differ from Monday to Friday: free weekdays False, make-up days True."""
    import holidays  # heavy, and needed only when a year is seeded

    china = holidays.country_holidays("CN", years=year)
    free = {day: False for day in china if day.year == year and day.weekday() < _SATURDAY}
    # weekend_workdays also holds stray days of other years.
    made_up = {day: True for day in china.weekend_workdays if day.year == year}
    return dict(sorted((free | made_up).items()))


def is_provisional(days: Mapping[date, bool], year: int) -> bool:
    """Return whether ``days`` know no make-up working day in ``year``, hence not yet the published calendar."""
    return not any(worked and day.year == year and day.weekday() >= _SATURDAY for day, worked in days.items())
