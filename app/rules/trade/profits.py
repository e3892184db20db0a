"""What an order brought in the end: what it cost against its net price, and whether that is under the floor (C8.3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.rules.trade.pricing import ZERO, margin
from models.enums import CostKind


@dataclass(frozen=True, slots=True)
class RealisedProfit:
    """In yuan without tax: the ``net`` price, what the order cost by kind, what it was ``planned`` to cost (None while
    unknown), and the margin ``floor`` in percent.
    """

    net: Decimal
    costs: Mapping[CostKind, Decimal]
    planned: Decimal | None
    floor: Decimal

    @property
    def cost(self) -> Decimal:
        """All that was recorded so far."""
        return sum(self.costs.values(), ZERO)

    @property
    def profit(self) -> Decimal:
        """What is left of the net price; less than nothing below cost."""
        return self.net - self.cost

    @property
    def margin(self) -> Decimal | None:
        """The profit in percent of the net price, None while nothing is recorded or there is no price."""
        return margin(self.net, self.cost) if self.costs else None

    @property
    def planned_margin(self) -> Decimal | None:
        """The margin that was quoted."""
        return margin(self.net, self.planned)

    @property
    def is_under_floor(self) -> bool:
        """Tell whether the costs recorded so far leave less than the floor."""
        return self.margin is not None and self.margin < self.floor


def costs_by_kind(rows: Iterable[tuple[CostKind, Decimal]]) -> dict[CostKind, Decimal]:
    """Add up costs by kind, in the order of their vocabulary; kinds without any are left out."""
    sums: dict[CostKind, Decimal] = {}
    for kind, amount in rows:
        sums[kind] = sums.get(kind, ZERO) + amount
    return {kind: sums[kind] for kind in CostKind if kind in sums}
