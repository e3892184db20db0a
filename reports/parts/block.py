"""What a page is stacked from: blocks that know their height and can be squeezed, stretched or split."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

from reports.style.frames import MM
from reports.style.pen import Pen

BREAKABLE = 60 * MM  # a row higher than this may break inside when it meets the end of a page …
SCRAP = 18 * MM  # … unless less than this is left there
_GAP = 5 * MM


class Block(ABC):
    """A piece of a page of fixed width. Heights are points; blocks are never changed, only replaced.

    ``framed`` blocks share the strong border of the form, the others stand below it. ``keep_with_next`` ties a heading
    to what it heads. Blocks that ``closes`` marks (totals, signatures, notes) never stand on a page alone: they take
    some of what they close along.
    """

    framed = True
    keep_with_next = False
    closes = False

    @property
    @abstractmethod
    def height(self) -> float:
        """Return the height that shows everything."""

    @property
    def least(self) -> float:
        """Return the smallest height ``fit`` can squeeze it to."""
        return self.height

    @property
    def least_start(self) -> float:
        """Return the height its first part takes when it is split over pages."""
        return self.height

    @property
    def weight(self) -> float:
        """Return its share of spare room on a page; 0 keeps it as it is."""
        return 0.0

    def fit(self, height: float) -> Fitted:
        """Squeeze it to ``height`` (not below ``least``); what has no room moves to attached pages."""
        return Fitted(self, ())

    def stretched(self, extra: float) -> Block:
        """Return it ``extra`` points higher."""
        return self

    def split(self, height: float, *, whole_page: bool) -> tuple[Block | None, tuple[Block, ...]]:
        """Return what fits ``height`` and the rest; on a ``whole_page`` something must fit."""
        if not whole_page:
            return None, (self,)
        fitted = self.fit(height)
        return fitted.block, fitted.annex

    def shared(self) -> tuple[Block, Block] | None:
        """Return it in two parts, of which the second goes to the next page with what closes it; None if it is one."""
        return None

    @abstractmethod
    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw it with its upper left corner at ``x``, ``top``; inner lines only, never the outer border."""


@dataclass(frozen=True, slots=True)
class Gap(Block):
    """Room between what belongs to the text and what is annexed to it, or between a text and its table, in points."""

    room: float = _GAP
    closes: bool = False
    framed = False

    @property
    def height(self) -> float:
        """Return the height of the room."""
        return self.room

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Leave it empty."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A squeezed block and what of it goes to attached pages."""

    block: Block
    annex: tuple[Block, ...]
