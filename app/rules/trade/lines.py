"""The priced lines of a quotation or an order as they are entered: when one is complete, and what is wrong with it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from app.errors import Invalid
from app.formatting import money
from app.forms.trade import PricedLineForm
from app.i18n import _
from app.rules.inputs import clean_line
from app.rules.trade.amounts import LARGEST_QUANTITY, LARGEST_SUM, is_quantity, is_sum
from app.rules.trade.pricing import LinePrice, Sums, line_amount, sums
from app.rules.trade.tax_rates import rate_text

FIELD = "lines"
MOST_LINES = 200
LONGEST = {"name": 200, "spec": 200, "brand": 200, "unit": 20, "remark": 200}
CLAUSE = "C8.3"


def checked_lines(lines: Sequence[PricedLineForm], rates: Collection[Decimal]) -> tuple[PricedLineForm, ...]:
    """Return the lines with clean texts; Invalid at ``lines``, naming the line, where one is incomplete or wrong.

    ``rates`` are the tax rates in use, in percent.
    """
    if len(lines) > MOST_LINES:
        raise Invalid(_("At most {count} lines fit here.").format(count=MOST_LINES), field=FIELD)
    return tuple(_checked(line, place, rates) for place, line in enumerate(lines, start=1))


def _checked(line: PricedLineForm, place: int, rates: Collection[Decimal]) -> PricedLineForm:
    try:
        texts: dict[str, Any] = {
            name: clean_line(getattr(line, name), field=FIELD, limit=limit) for name, limit in LONGEST.items()
        }
    except Invalid as refusal:
        raise Invalid(_at(place, refusal.message), field=FIELD) from refusal
    clean = replace(line, **texts)
    problem = line_problem(clean, place, rates)
    if problem:
        raise Invalid(problem, field=FIELD, clause=CLAUSE)
    return clean


def line_problem(line: PricedLineForm, place: int, rates: Collection[Decimal]) -> str:
    """Return what is wrong with the line that stands at ``place`` (from 1), "" when nothing is."""
    problem = _problem(line, rates)
    return _at(place, problem) if problem else ""


def _at(place: int, problem: str) -> str:
    return _("Line {place}: {problem}").format(place=place, problem=problem)


def _problem(line: PricedLineForm, rates: Collection[Decimal]) -> str:
    if not line.name.strip():
        return _("write down what is quoted")
    if line.quantity is None or not is_quantity(line.quantity):
        most = f"{LARGEST_QUANTITY:,}"
        return _("the quantity is more than 0 and at most {most}, with at most three places").format(most=most)
    if line.unit_price is None or not is_sum(line.unit_price):
        return _("the price is from 0 to {most}, with at most two places").format(most=money(LARGEST_SUM))
    if line.unit_cost is not None and not is_sum(line.unit_cost):
        return _("the cost is from 0 to {most}, with at most two places").format(most=money(LARGEST_SUM))
    if line.tax_rate is None:
        return _("choose the tax rate")
    if line.tax_rate not in rates:
        known = _(", ").join(rate_text(rate) for rate in rates)
        return _("this tax rate is not in use; in use are {rates}").format(rates=known)
    return _too_much(line)


def _too_much(line: PricedLineForm) -> str:
    quantity = line.quantity or Decimal(0)
    amounts = [line_amount(quantity, one) for one in (line.unit_price, line.unit_cost) if one is not None]
    if all(is_sum(amount) for amount in amounts):
        return ""
    return _("quantity and price come to more than {most}").format(most=money(LARGEST_SUM))


def checked_sums(lines: Sequence[PricedLineForm], discount: Decimal) -> Sums:
    """Return the sums of lines that are complete; Invalid for a discount larger than they are, or an absurd total."""
    whole = sums([line_price(line) for line in lines])
    if discount > whole.subtotal:
        message = _("The discount of {discount} is more than all lines together, {subtotal}.")
        told = message.format(discount=money(discount), subtotal=money(whole.subtotal))
        raise Invalid(told, field="discount", clause=CLAUSE)
    if not is_sum(whole.subtotal) or not is_sum(whole.cost or Decimal(0)):
        raise Invalid(_("All lines together come to more than {most}.").format(most=money(LARGEST_SUM)), field=FIELD)
    return sums([line_price(line) for line in lines], discount)


def line_price(line: PricedLineForm) -> LinePrice:
    """Return what the sums of a line follow from; what is not entered yet counts as nothing."""
    nothing = Decimal(0)
    return LinePrice(
        quantity=line.quantity or nothing,
        unit_price=line.unit_price or nothing,
        tax_rate=line.tax_rate or nothing,
        unit_cost=line.unit_cost,
        kind=line.kind,
    )
