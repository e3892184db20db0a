"""A cell with text: wrapped once, squeezed by leaving lines out, drawn within its box."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reports.style.frames import PADDING_X, PADDING_Y
from reports.style.pen import Pen
from reports.style.text import Line, TextStyle, whole_words, wrap


@dataclass(frozen=True, slots=True)
class TextCell:
    """Wrapped text in a cell of ``width`` points including the padding ``pad`` at either side; ``top`` aligns it to the
    upper edge.
    """

    lines: tuple[Line, ...]
    style: TextStyle
    width: float
    top: bool = False
    pad: float = PADDING_X

    @property
    def height(self) -> float:
        """Return the height of all lines with padding."""
        return len(self.lines) * self.style.leading + 2 * PADDING_Y

    def lines_within(self, height: float) -> int:
        """Return how many lines a box of ``height`` holds."""
        return max(0, int((height - 2 * PADDING_Y + 0.01) / self.style.leading))

    def cut(self, height: float, pointer: str) -> TextCell:
        """Return the cell cut to ``height``; its last line then is ``pointer`` (see attached page)."""
        held = max(1, self.lines_within(height))
        if held >= len(self.lines):
            return self
        last = wrap(pointer, self.style, self.width - 2 * self.pad)
        return replace(self, lines=(*self.lines[: held - 1], last[0]))

    def parted(self, count: int) -> tuple[TextCell, TextCell]:
        """Return the cell's first ``count`` lines and the rest."""
        return replace(self, lines=self.lines[:count]), replace(self, lines=self.lines[count:])

    def draw(self, pen: Pen, x: float, top: float, height: float) -> None:
        """Draw the lines into a box of ``height``."""
        inner = self.width - 2 * self.pad
        if self.top:
            pen.text(self.lines, self.style, x + self.pad, top - PADDING_Y, inner)
        else:
            pen.middle(self.lines, self.style, x + self.pad, top, inner, height)


def text_cell(text: str, style: TextStyle, width: float, *, top: bool = False, pad: float = PADDING_X) -> TextCell:
    """Wrap ``text`` into a cell of ``width``, smaller where a part number or a date would break otherwise."""
    inner = width - 2 * pad
    fitting = whole_words(text, style, inner)
    return TextCell(wrap(text, fitting, inner), fitting, width, top, pad)
