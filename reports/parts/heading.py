"""Heading rows of sections and tables, and the small closing rows of tables."""

from dataclasses import dataclass, replace

from reports.parts.block import Block
from reports.style.frames import HEADING, HEADING_HEIGHT
from reports.style.pen import Pen
from reports.style.text import TextStyle, shrink

_CLOSING = TextStyle(8.5, align="center")


@dataclass(frozen=True)
class HeadingRow(Block):
    """One row with a centred text across the form."""

    text: str
    width: float
    spacing: float = 0.0
    style: TextStyle = HEADING
    legible: float = 0.0
    keep_with_next = True

    @property
    def height(self) -> float:
        """Return the height of the row."""
        return HEADING_HEIGHT

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw text and lower line."""
        style = replace(self.style, spacing=self.spacing).at_least(self.legible)
        lines, style = shrink(self.text, style, self.width - 8, self.height - 2)
        pen.middle(lines, style, x, top, self.width, self.height)
        pen.across(x, top - self.height, self.width)


@dataclass(frozen=True)
class ClosingRow(HeadingRow):
    """A row that says how it goes on: on the next page, on an attached one, or not at all."""

    style: TextStyle = _CLOSING
    keep_with_next = False
