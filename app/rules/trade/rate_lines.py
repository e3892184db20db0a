"""The rates of a card as they are entered: when one is complete, and what is wrong with it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal

from app.errors import Invalid
from app.formatting import money
from app.forms.trade import RateLineForm
from app.i18n import _
from app.rules.inputs import clean_line, comparison_key
from app.rules.trade.amounts import LARGEST_SUM, is_sum
from app.rules.trade.tax_rates import check_rate

FIELD = "lines"
MOST_LINES = 200


def checked_rates(lines: Sequence[RateLineForm], rates: Collection[Decimal]) -> tuple[RateLineForm, ...]:
    """Return the rates with clean texts; Invalid at ``lines``, naming the line, where one is incomplete or wrong.

    A card has a rate at least and names each once; ``rates`` are the tax rates that can be chosen, in percent.
    """
    if not lines:
        raise Invalid(_("Enter at least one rate."), field=FIELD)
    if len(lines) > MOST_LINES:
        raise Invalid(_("At most {count} lines fit here.").format(count=MOST_LINES), field=FIELD)
    clean = tuple(_clean(line) for line in lines)
    for place, line in enumerate(clean, start=1):
        problem = rate_problem(line, place, rates)
        if problem:
            raise Invalid(problem, field=FIELD)
    _refuse_twice(clean)
    return clean


def _clean(line: RateLineForm) -> RateLineForm:
    return replace(
        line,
        name=clean_line(line.name, field=FIELD, limit=200),
        unit=clean_line(line.unit, field=FIELD, limit=20),
        note=clean_line(line.note, field=FIELD, limit=200),
    )


def _refuse_twice(lines: Sequence[RateLineForm]) -> None:
    keys = [comparison_key(line.name) for line in lines]
    twice = next((line.name for line, key in zip(lines, keys, strict=True) if keys.count(key) > 1), None)
    if twice is not None:
        raise Invalid(_("“{name}” is named twice.").format(name=twice), field=FIELD)


def rate_problem(line: RateLineForm, place: int, rates: Collection[Decimal]) -> str:
    """Return what is wrong with the rate at ``place`` (from 1), "" when nothing is."""
    problem = _problem(line, rates)
    return _("Line {place}: {problem}").format(place=place, problem=problem) if problem else ""


def wrong_field(line: RateLineForm) -> str:
    """Return the field that ``rate_problem`` is about."""
    if not line.name.strip():
        return "name"
    if line.price is None or not is_sum(line.price):
        return "price"
    return "cost" if line.cost is not None and not is_sum(line.cost) else "tax_rate"


def _problem(line: RateLineForm, rates: Collection[Decimal]) -> str:
    if not line.name.strip():
        return _("name the rate")
    if line.price is None or not is_sum(line.price):
        return _("the price is from 0 to {most}, with at most two places").format(most=money(LARGEST_SUM))
    if line.cost is not None and not is_sum(line.cost):
        return _("the cost is from 0 to {most}, with at most two places").format(most=money(LARGEST_SUM))
    try:
        check_rate(line.tax_rate, rates, field=FIELD)
    except Invalid as refusal:
        return refusal.message
    return ""
