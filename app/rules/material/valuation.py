"""What stock is worth: the moving average cost, without tax.

A receipt adds what it cost; an issue takes its share of the whole value, and the last piece takes what is left, so that
the value of nothing is nothing and no fen is lost.
"""

from dataclasses import dataclass
from decimal import Decimal

from app.rules.trade.pricing import ZERO as ZERO
from app.rules.trade.pricing import to_fen


@dataclass(frozen=True, slots=True)
class Stock:
    """What is on hand, in the part's unit, and what it is worth in yuan without tax."""

    on_hand: Decimal
    value: Decimal

    @property
    def average(self) -> Decimal | None:
        """The moving average cost of one unit, to the fen; None with nothing on hand."""
        return to_fen(self.value / self.on_hand) if self.on_hand else None


def value_in(quantity: Decimal, unit_cost: Decimal) -> Decimal:
    """Return what ``quantity`` at ``unit_cost`` adds to the value of the stock, rounded half up to the fen."""
    return to_fen(quantity * unit_cost)


def value_out(stock: Stock, quantity: Decimal) -> Decimal:
    """Return what ``quantity``, at most what is on hand, takes with it: all of it with the last piece."""
    if quantity >= stock.on_hand:
        return stock.value
    return to_fen(stock.value * quantity / stock.on_hand)
