"""Prices, tax, discount and margin, to the fen (C8.3, decision 5).

Prices are with tax as printed, costs without. A line is rounded half up to the fen; a discount is spread over the lines
by largest remainder; every total is the sum of its lines, so that screen, database and paper cannot differ.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from models.enums import LineKind

FEN = Decimal("0.01")
ZERO = Decimal("0.00")
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class LinePrice:
    """What a line's sums follow from: ``unit_price`` with tax at ``tax_rate`` percent, ``unit_cost`` without tax, None
    while nobody knows it.
    """

    quantity: Decimal
    unit_price: Decimal
    tax_rate: Decimal
    unit_cost: Decimal | None = None
    kind: LineKind = LineKind.MATERIAL


@dataclass(frozen=True, slots=True)
class LineSums:
    """One line in yuan: ``amount`` as printed (with tax, before discount), its share of the ``discount``, ``total``
    after it, the ``tax`` in that, ``net`` without tax, and what it costs and brings, None while the cost is unknown.
    """

    kind: LineKind
    amount: Decimal
    discount: Decimal
    total: Decimal
    tax: Decimal
    cost: Decimal | None

    @property
    def net(self) -> Decimal:
        """The line without tax, after discount."""
        return self.total - self.tax

    @property
    def profit(self) -> Decimal | None:
        """What the line brings without tax; less than nothing below cost."""
        return None if self.cost is None else self.net - self.cost

    @property
    def margin(self) -> Decimal | None:
        """The profit in percent of the net price, None where there is no price or no cost."""
        return margin(self.net, self.cost)


@dataclass(frozen=True, slots=True)
class Sums:
    """A whole quotation or order in yuan; every figure is the sum of the lines."""

    lines: tuple[LineSums, ...]
    discount: Decimal

    @property
    def subtotal(self) -> Decimal:
        """All lines as printed, with tax, before discount."""
        return sum((line.amount for line in self.lines), ZERO)

    @property
    def total(self) -> Decimal:
        """What the customer pays: with tax, after discount (the amount of C8.2)."""
        return sum((line.total for line in self.lines), ZERO)

    @property
    def tax(self) -> Decimal:
        """The tax in the total."""
        return sum((line.tax for line in self.lines), ZERO)

    @property
    def net(self) -> Decimal:
        """The total without tax."""
        return self.total - self.tax

    @property
    def cost(self) -> Decimal | None:
        """What it all costs without tax, None while the cost of any line is unknown."""
        costs = [line.cost for line in self.lines]
        return None if None in costs else sum((cost for cost in costs if cost is not None), ZERO)

    @property
    def profit(self) -> Decimal | None:
        """What it all brings without tax."""
        return None if self.cost is None else self.net - self.cost

    @property
    def margin(self) -> Decimal | None:
        """The profit in percent of the net total (C8.3)."""
        return margin(self.net, self.cost)

    def of_kind(self, *kinds: LineKind) -> Decimal:
        """The lines of these kinds as printed, with tax, before discount."""
        return sum((line.amount for line in self.lines if line.kind in kinds), ZERO)


def sums(lines: Sequence[LinePrice], discount: Decimal = ZERO) -> Sums:
    """Return every sum of these lines; ValueError when the discount is negative or takes more than there is."""
    amounts = [line_amount(line.quantity, line.unit_price) for line in lines]
    shares = spread(discount, amounts)
    return Sums(tuple(_line(*each) for each in zip(lines, amounts, shares, strict=True)), discount)


def _line(line: LinePrice, amount: Decimal, discount: Decimal) -> LineSums:
    total = amount - discount
    cost = None if line.unit_cost is None else line_amount(line.quantity, line.unit_cost)
    return LineSums(line.kind, amount, discount, total, tax_in(total, line.tax_rate), cost)


def line_amount(quantity: Decimal, unit_price: Decimal) -> Decimal:
    """Return quantity × price, half up to the fen."""
    return to_fen(quantity * unit_price)


def tax_in(amount: Decimal, rate: Decimal) -> Decimal:
    """Return the tax in an amount with tax at ``rate`` percent: line − line / (1 + rate)."""
    return amount - to_fen(amount / (1 + rate / HUNDRED))


def to_fen(amount: Decimal) -> Decimal:
    """Round half up to the fen."""
    return amount.quantize(FEN, ROUND_HALF_UP)


def spread(discount: Decimal, amounts: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Share a discount out in proportion to ``amounts``, to the fen, by largest remainder (first lines first).

    The shares add up to the discount exactly, and no share is more than its amount. ValueError when the discount is
    negative or more than all amounts together.
    """
    whole = sum(amounts, ZERO)
    if not ZERO <= discount <= whole:
        raise ValueError(f"a discount of {discount} off {whole}")
    if not discount:
        return tuple(ZERO for _ in amounts)
    exact = [discount * amount / whole for amount in amounts]
    shares = [share.quantize(FEN, ROUND_FLOOR) for share in exact]
    left = int((discount - sum(shares, ZERO)) / FEN)
    by_remainder = sorted(range(len(exact)), key=lambda index: (shares[index] - exact[index], index))
    for index in by_remainder[:left]:
        shares[index] += FEN
    return tuple(shares)


def margin(net: Decimal, cost: Decimal | None) -> Decimal | None:
    """Return (net − cost) in percent of net, two places; None without a price or a known cost."""
    if cost is None or not net:
        return None
    return ((net - cost) / net * HUNDRED).quantize(FEN, ROUND_HALF_UP)


def share_of(total: Decimal, percent: Decimal) -> Decimal:
    """Return ``percent`` of an amount, half up to the fen (the advance of C9.1)."""
    return to_fen(total * percent / HUNDRED)
