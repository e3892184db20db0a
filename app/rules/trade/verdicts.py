"""What a price brings, judged: below cost, below the floor, as it should be, or not known yet (C8.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from app.errors import Invalid
from app.formatting import quantity
from app.forms.trade import PricedLineForm
from app.i18n import _
from app.rules.trade.lines import checked_sums, line_price
from app.rules.trade.pricing import LineSums, Sums, sums


class Verdict(Enum):
    """How what a line, a quotation or an order brings compares with cost and floor."""

    UNKNOWN = auto()
    BELOW_COST = auto()
    BELOW_FLOOR = auto()
    ENOUGH = auto()


def verdict(priced: Sums | LineSums, floor: Decimal) -> Verdict:
    """Judge against the margin ``floor`` in percent; unknown while there is no price or a cost is missing."""
    if priced.profit is not None and priced.profit < 0:
        return Verdict.BELOW_COST
    if priced.margin is None:
        return Verdict.UNKNOWN
    return Verdict.BELOW_FLOOR if priced.margin < floor else Verdict.ENOUGH


def verdict_words(found: Verdict, floor: Decimal) -> str:
    """Return a verdict in the current language, "" where there is nothing to say."""
    told: Mapping[Verdict, str] = {
        Verdict.BELOW_COST: _("below cost"),
        Verdict.BELOW_FLOOR: _("below the floor of {floor} %").format(floor=quantity(floor)),
    }
    return told.get(found, "")


def margin_text(margin: Decimal | None) -> str:
    """Return a margin as one reads it, with two places so that margins stand in line: "33.10 %", "" while unknown."""
    return "" if margin is None else f"{margin:.2f} %"


@dataclass(frozen=True, slots=True)
class Priced:
    """What lines come to while they are typed: the ``sums``, and what is wrong with the discount, if anything."""

    sums: Sums
    discount_problem: str = ""


def priced_so_far(lines: Sequence[PricedLineForm], discount: Decimal | None) -> Priced:
    """Sum up lines that need not be complete; a discount that cannot be taken counts as none, and is told."""
    try:
        return Priced(checked_sums(lines, discount or Decimal(0)))
    except Invalid as refusal:
        return Priced(
            sums([line_price(line) for line in lines]), refusal.message if refusal.field == "discount" else ""
        )
