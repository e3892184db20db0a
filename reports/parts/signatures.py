"""The row in which a paper is signed; the signer's name is never printed in it beforehand."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reports.parts.block import Block
from reports.parts.words import Words
from reports.style.frames import PADDING_X, PADDING_Y, SMALL
from reports.style.pen import Pen
from reports.style.text import TextStyle, shrink, shrink_line, wrap

_LABEL = TextStyle(9.5, pitch=1.2)


@dataclass(frozen=True, slots=True)
class SignatureBlank:
    """One place to sign: its label and, where the form allows it (制单), the printed name."""

    label: str
    name: str = ""


@dataclass(frozen=True)
class SignatureRow(Block):
    """Blanks side by side, each at least 25 mm wide on our forms, with room for the date.

    ``row_height`` and ``legible``, the smallest type, are in points.
    """

    blanks: tuple[SignatureBlank, ...]
    width: float
    words: Words
    row_height: float
    legible: float = 0.0
    extra: float = 0.0
    closes = True

    @property
    def height(self) -> float:
        """Return the height of the row."""
        return self.row_height + self.extra

    @property
    def weight(self) -> float:
        """Take as much spare room as half a line of handwriting."""
        return 0.5

    def stretched(self, extra: float) -> SignatureRow:
        """Return the row ``extra`` points higher."""
        return replace(self, extra=self.extra + extra)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw labels, date lines and the lines between."""
        width, height = self.width / len(self.blanks), self.height
        for index, blank in enumerate(self.blanks):
            left = x + index * width
            if index:
                pen.down(left, top, height)
            self._draw_blank(pen, blank, left + PADDING_X, top, width - 2 * PADDING_X)
        pen.across(x, top - height, self.width)

    def _draw_blank(self, pen: Pen, blank: SignatureBlank, x: float, top: float, width: float) -> None:
        label, style = blank.label + self.words["colon"], _LABEL.at_least(self.legible)
        below = blank.name and len(wrap(label + blank.name, style, width)) > 1
        room = self.row_height - SMALL.at_least(self.legible).leading - 2 * PADDING_Y
        lines, style = shrink(label + ("\n" if below else "") + blank.name, style, width, room)
        pen.text(lines, style, x, top - PADDING_Y, width)
        small = SMALL.at_least(self.legible)
        fits = len(wrap(self.words["sign_date"], small, width)) == 1
        date, small = shrink_line(self.words["sign_date" if fits else "sign_date_short"], small, width)
        pen.text((date,), small, x, top - self.height + small.leading + PADDING_Y, width)
