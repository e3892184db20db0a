"""What was issued for a dispatch and has to be put in or brought back (C6.3, C7.4)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from app.rules.material.valuation import ZERO


@dataclass(frozen=True, slots=True)
class PartFact:
    """A part on a dispatch: how much was issued, put in, and brought back; ``back_at`` is when the last of it was."""

    name: str
    unit: str
    issued: Decimal
    put_in: Decimal = ZERO
    back: Decimal = ZERO
    back_at: datetime | None = None

    @property
    def unused(self) -> Decimal:
        """How much was neither put in nor brought back."""
        return max(self.issued - self.put_in - self.back, ZERO)
