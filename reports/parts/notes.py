"""The small print below a form."""

from dataclasses import dataclass

from reports.parts.block import Block
from reports.style.frames import SMALL
from reports.style.pen import Pen
from reports.style.text import Line, TextStyle, wrap

_GAP = 4.0


@dataclass(frozen=True)
class Notes(Block):
    """A paragraph in small type without a border."""

    lines: tuple[Line, ...]
    style: TextStyle
    width: float
    framed = False
    closes = True

    @property
    def height(self) -> float:
        """Return the height of the lines and the gap above them."""
        return len(self.lines) * self.style.leading + _GAP

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the paragraph."""
        pen.text(self.lines, self.style, x, top - _GAP, self.width)


def notes(text: str, width: float, legible: float = 0.0) -> Notes:
    """Wrap ``text`` to ``width`` points, in type no smaller than ``legible``."""
    style = SMALL.at_least(legible)
    return Notes(wrap(text, style, width), style, width)
