"""What free work costs us: parts, hours, trips."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

USUAL_COST_PER_HOUR = Decimal(80)  # yuan, where the setting says nothing usable
_FEN = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class WorkCost:
    """Parts and trips in yuan, hours on site with what one costs us; without tax but for the trips."""

    parts: Decimal
    hours: Decimal
    per_hour: Decimal
    trips: Decimal

    @property
    def labour(self) -> Decimal:
        """What the hours cost, in yuan."""
        return (self.hours * self.per_hour).quantize(_FEN, ROUND_HALF_UP)

    @property
    def total(self) -> Decimal:
        """All of it, in yuan."""
        return self.parts + self.labour + self.trips
