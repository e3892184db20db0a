"""The rows of an expense claim as they are entered: when one is complete, and what it comes to (C7.4)."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from app.errors import Invalid
from app.forms.trip_money import CostForm, LegForm
from app.i18n import _
from app.rules.inputs import clean_line, comparison_key
from app.rules.trade.amounts import is_sum
from app.rules.trade.pricing import to_fen
from app.rules.trips.marks import STANDARDS

RowT = TypeVar("RowT", LegForm, CostForm)

CLAUSE = "C7.4"
LEGS, COSTS = "legs", "lines"
MOST_ROWS = 100
MOST_DAYS = Decimal(366)
MOST_SHEETS = 999
ZERO = Decimal("0.00")
YEARS = range(2000, 2101)
_TENTH = Decimal("0.1")
_BETWEEN = re.compile(r"[\s\-－—_.·]+")


def paper_no(text: str, *, field: str) -> str:
    """Return the number of a ticket or an invoice so that the same one is always written alike: half width, capitals,
    without blanks and dashes.
    """
    return _BETWEEN.sub("", comparison_key(clean_line(text, field=field, limit=60))).upper()


def checked_legs(legs: Sequence[LegForm]) -> tuple[LegForm, ...]:
    """Return the legs with clean texts; Invalid at ``legs``, naming the row, where one is incomplete or wrong."""
    return _checked(legs, LEGS, _clean_leg, leg_problem)


def checked_costs(costs: Sequence[CostForm]) -> tuple[CostForm, ...]:
    """Return the other costs with clean texts; Invalid at ``lines``, naming the row, where one is incomplete or
    wrong.
    """
    return _checked(costs, COSTS, _clean_cost, cost_problem)


def _checked(
    rows: Sequence[RowT], field: str, clean: Callable[[RowT], RowT], problem_of: Callable[[RowT, int], str]
) -> tuple[RowT, ...]:
    if len(rows) > MOST_ROWS:
        raise Invalid(_("At most {count} lines fit here.").format(count=MOST_ROWS), field=field)
    cleaned = tuple(clean(row) for row in rows)
    for place, row in enumerate(cleaned, start=1):
        problem = problem_of(row, place)
        if problem:
            raise Invalid(problem, field=field, clause=CLAUSE)
    return cleaned


def _clean_leg(leg: LegForm) -> LegForm:
    return replace(
        leg,
        origin=clean_line(leg.origin, field=LEGS, limit=200),
        destination=clean_line(leg.destination, field=LEGS, limit=200),
        ticket_no=paper_no(leg.ticket_no, field=LEGS),
    )


def _clean_cost(cost: CostForm) -> CostForm:
    return replace(
        cost,
        city=clean_line(cost.city, field=COSTS, limit=60),
        note=clean_line(cost.note, field=COSTS, limit=200),
        invoice_no=paper_no(cost.invoice_no, field=COSTS),
    )


def leg_problem(leg: LegForm, place: int) -> str:
    """Return what is wrong with the leg at ``place`` (from 1), "" when nothing is."""
    return _at(place, _leg_problem(leg))


def cost_problem(cost: CostForm, place: int) -> str:
    """Return what is wrong with the cost at ``place`` (from 1), "" when nothing is."""
    return _at(place, _cost_problem(cost))


def _at(place: int, problem: str) -> str:
    return _("Line {place}: {problem}").format(place=place, problem=problem) if problem else ""


def _leg_problem(leg: LegForm) -> str:
    if not leg.origin.strip() or not leg.destination.strip():
        return _("enter from where to where")
    if leg.departs_at is None or leg.arrives_at is None:
        return _("enter when it began and ended")
    if leg.departs_at.year not in YEARS or leg.arrives_at.year not in YEARS:
        return _("check the year")
    if leg.arrives_at < leg.departs_at:
        return _("it ends before it begins")
    return _sum_problem(leg.fare, leg.vat) or _allowance_problem(leg) or _sheets_problem(leg.sheets)


def _cost_problem(cost: CostForm) -> str:
    if not cost.amount:
        return _("enter the sum")
    if cost.spent_on is not None and cost.spent_on.year not in YEARS:
        return _("check the year")
    if cost.item in STANDARDS and not cost.quantity:
        return _("enter how many nights or days it is for")
    if cost.quantity is not None and not _is_days(cost.quantity):
        return _("nights or days are from 0 to 366, with one decimal at most")
    return _sum_problem(cost.amount, cost.vat) or _sheets_problem(cost.sheets)


def _sum_problem(amount: Decimal | None, vat: Decimal | None) -> str:
    if not all(is_sum(one or ZERO) for one in (amount, vat)):
        return _("a sum is 0 or more, with at most two places")
    return _("the tax in it is more than the sum") if (vat or ZERO) > (amount or ZERO) else ""


def _allowance_problem(leg: LegForm) -> str:
    if not _is_days(leg.allowance_days or ZERO):
        return _("nights or days are from 0 to 366, with one decimal at most")
    if not is_sum(leg.allowance_rate or ZERO):
        return _("a sum is 0 or more, with at most two places")
    return _("enter the allowance of a day") if leg.allowance_days and not leg.allowance_rate else ""


def _sheets_problem(sheets: int | None) -> str:
    return "" if sheets is None or 0 <= sheets <= MOST_SHEETS else _("count the sheets again")


def _is_days(days: Decimal) -> bool:
    return days.is_finite() and 0 <= days <= MOST_DAYS and days == days.quantize(_TENTH)


def allowance_of(leg: LegForm) -> Decimal:
    """Return the allowance of a leg: days × rate, in yuan to the fen."""
    return to_fen((leg.allowance_days or ZERO) * (leg.allowance_rate or ZERO))


def claimed(legs: Sequence[LegForm], costs: Sequence[CostForm]) -> Decimal:
    """Return what a claim comes to, in yuan."""
    fares = sum(((leg.fare or ZERO) + allowance_of(leg) for leg in legs), ZERO)
    return fares + sum((cost.amount or ZERO for cost in costs), ZERO)
