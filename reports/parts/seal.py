"""The place for the customer's seal, with what is signed beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reports.parts.block import Block, Fitted
from reports.parts.stack import squeeze, stretch
from reports.parts.words import Words
from reports.style.frames import MM, SEAL_PLACE, SMALL
from reports.style.pen import Pen
from reports.style.text import shrink

SEAL_COLUMN = SEAL_PLACE + 2 * MM


@dataclass(frozen=True)
class SealedGroup(Block):
    """Rows at the left, an empty square of 45 mm for the seal at the right; ``width`` is that of both."""

    rows: tuple[Block, ...]
    width: float
    words: Words
    fixed: float = 0.0

    @property
    def height(self) -> float:
        """Return the height of the rows, at least that of the seal place."""
        return max(SEAL_COLUMN, self.fixed, sum(row.height for row in self.rows))

    @property
    def least(self) -> float:
        """Return the height of the squeezed rows, at least that of the seal place."""
        return max(SEAL_COLUMN, sum(row.least for row in self.rows))

    @property
    def weight(self) -> float:
        """Return the weight of the rows."""
        return sum(row.weight for row in self.rows)

    def stretched(self, extra: float) -> SealedGroup:
        """Return the group ``extra`` points higher."""
        return replace(self, fixed=self.height + extra)

    def fit(self, height: float) -> Fitted:
        """Squeeze the rows."""
        rows, annex = squeeze(self.rows, height)
        return Fitted(replace(self, rows=tuple(rows)), tuple(annex))

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the rows, the dividing line and the label of the seal place."""
        height, y = self.height, top
        for row in stretch(self.rows, height):
            row.draw(pen, x, y)
            y -= row.height
        left = x + self.width - SEAL_COLUMN
        pen.down(left, top, height)
        label = replace(SMALL, align="center")
        lines, label = shrink(self.words["seal"], label, SEAL_COLUMN, 12)
        pen.text(lines, label, left, top - height + 14, SEAL_COLUMN)
        pen.across(left, top - height, SEAL_COLUMN)
