"""What found no room on its page: the whole text under its own heading, over as many attached pages as it takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reports.parts.block import Block
from reports.parts.cell import TextCell, text_cell
from reports.parts.heading import HeadingRow
from reports.parts.words import Words
from reports.style.frames import PADDING_Y, VALUE
from reports.style.pen import Pen


@dataclass(frozen=True)
class AnnexText(Block):
    """A long text across the page that may break after any line."""

    cell: TextCell

    @classmethod
    def of(cls, title: str, text: str, width: float, words: Words) -> Iterator[Block]:
        """Yield the heading and the text."""
        yield HeadingRow(title, width, words.spaced(2))
        yield cls(text_cell(text, VALUE, width, top=True))

    @property
    def height(self) -> float:
        """Return the height of all lines."""
        return self.cell.height

    @property
    def least_start(self) -> float:
        """Return the height of the first two lines."""
        return min(2, len(self.cell.lines)) * self.cell.style.leading + 2 * PADDING_Y

    def split(self, height: float, *, whole_page: bool) -> tuple[Block | None, tuple[Block, ...]]:
        """Break after the last line that fits."""
        count = self.cell.lines_within(height)
        if count < 2 and not whole_page:
            return None, (self,)
        head, tail = self.cell.parted(max(1, count))
        return replace(self, cell=head), (replace(self, cell=tail),)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the text and the lower line."""
        self.cell.draw(pen, x, top, self.height)
        pen.across(x, top - self.height, self.cell.width)
