"""The company's allowance table: its rates as they are entered, and what it grants where (C7.4)."""

from collections.abc import Iterable, Sequence

from app.errors import Invalid
from app.forms.trip_money import AllowanceRateForm
from app.i18n import _
from app.labels import label
from app.rules.trade.amounts import is_sum
from app.rules.trips.places import cities_in, is_among
from models.enums import CityClass, PostLevel

FIELD = "rates"
SUMS = ("daily", "hotel", "local_transport")


def checked_rates(rates: Sequence[AllowanceRateForm]) -> tuple[AllowanceRateForm, ...]:
    """Return the rates; Invalid at ``rates`` where there are none, one is incomplete, or two are for the same class and
    level.
    """
    if not rates:
        raise Invalid(_("Enter at least one rate."), field=FIELD)
    for place, rate in enumerate(rates, start=1):
        problem = rate_problem(rate, place)
        if problem:
            raise Invalid(problem, field=FIELD)
    twice = twice_named(rates)
    if twice:
        raise Invalid(twice, field=FIELD)
    return tuple(rates)


def rate_problem(rate: AllowanceRateForm, place: int) -> str:
    """Return what is wrong with the rate at ``place`` (from 1), "" when nothing is."""
    sums = [getattr(rate, name) for name in SUMS]
    if all(one is not None and is_sum(one) for one in sums):
        return ""
    problem = _("enter allowance, hotel and local transport, each 0 or more with at most two places")
    return _("Line {place}: {problem}").format(place=place, problem=problem)


def twice_named(rates: Iterable[AllowanceRateForm]) -> str:
    """Return which class and level has two rates, "" where none has."""
    seen: set[tuple[CityClass, PostLevel]] = set()
    for rate in rates:
        key = (rate.city_class, rate.post_level)
        if key in seen:
            name = f"{label(rate.city_class)} · {label(rate.post_level)}"
            return _("“{name}” is named twice.").format(name=name)
        seen.add(key)
    return ""


def class_of(city: str, first: str, second: str) -> CityClass:
    """Return the class of a city by the cities that a table names of the first and the second class."""
    if is_among(city, cities_in(first)):
        return CityClass.FIRST
    return CityClass.SECOND if is_among(city, cities_in(second)) else CityClass.OTHER
