"""How far a need of material is covered: by slips, stock and goods on order; what is still short (C6.1, C6.2).

Computed from slips and purchases each time, never stored.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from models.enums import StockAnswer

ZERO = Decimal(0)


class NeedStage(StrEnum):
    """What a need waits for; the codes of the quick views of the list of needs."""

    TO_LOOK_UP = "to_look_up"
    SHORT = "short"
    COMING = "coming"
    READY = "ready"
    ON_SLIP = "on_slip"
    HANDED_OUT = "handed_out"
    NOT_SUPPLIED = "not_supplied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What becomes of ``needed``, all in the unit of the part that is handed out.

    ``on_slips`` is on slips that the keeper has not checked yet, ``reserved`` so much of it as is approved,
    ``handed_out`` what left: goods that came back unused are not asked for again. ``drafted`` is on purchases that
    nobody has submitted yet, ``bought`` on the others, ``coming`` what of this has not come in; the last of it is
    expected on ``expected_on``. ``free`` is what the stock could give it now, with what came in for it (``earmarked``).
    """

    needed: Decimal
    on_slips: Decimal = ZERO
    reserved: Decimal = ZERO
    handed_out: Decimal = ZERO
    drafted: Decimal = ZERO
    bought: Decimal = ZERO
    coming: Decimal = ZERO
    free: Decimal = ZERO
    earmarked: Decimal = ZERO
    expected_on: date | None = None

    @property
    def left(self) -> Decimal:
        """What no slip hands out yet."""
        return max(self.needed - self.handed_out - self.on_slips, ZERO)

    @property
    def available(self) -> Decimal:
        """What of the rest the stock could give now."""
        return min(self.left, max(self.free, ZERO))

    @property
    def short(self) -> Decimal:
        """What is neither on a slip nor free in stock nor coming: it has to be bought."""
        return max(self.left - self.available - self.coming, ZERO)

    @property
    def to_buy(self) -> Decimal:
        """What of it is on no purchase yet, not even on a draft."""
        return max(self.short - self.drafted, ZERO)

    def stage(self, answer: StockAnswer | None) -> NeedStage:
        """Return what the need waits for, given what looking in stock said."""
        if self.handed_out >= self.needed:
            return NeedStage.HANDED_OUT
        if answer is None:
            return NeedStage.TO_LOOK_UP
        if answer is StockAnswer.NOT_SUPPLIED:
            return NeedStage.NOT_SUPPLIED
        if not self.left:
            return NeedStage.ON_SLIP
        if self.short:
            return NeedStage.SHORT
        return NeedStage.READY if self.available == self.left else NeedStage.COMING
