"""The small print below a form."""

from dataclasses import dataclass

from reports.parts.block import Block
from reports.style.frames import SMALL
from reports.style.pen import Pen
from reports.style.text import Line, wrap

_GAP = 4.0


@dataclass(frozen=True)
class Notes(Block):
    """A paragraph in small type without a border."""

    lines: tuple[Line, ...]
    width: float
    framed = False
    closes = True

    @property
    def height(self) -> float:
        """Return the height of the lines and the gap above them."""
        return len(self.lines) * SMALL.leading + _GAP

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the paragraph."""
        pen.text(self.lines, SMALL, x, top - _GAP, self.width)


def notes(text: str, width: float) -> Notes:
    """Wrap ``text`` to ``width`` points."""
    return Notes(wrap(text, SMALL, width), width)
