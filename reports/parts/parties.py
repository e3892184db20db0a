"""Where the parties of a quotation or an agreement sign and seal, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from reports.parts.block import Block
from reports.parts.words import Words
from reports.style.fonts import HEI_BOLD
from reports.style.frames import MM, PADDING_X, PADDING_Y, SMALL
from reports.style.pen import Pen
from reports.style.text import TextStyle, shrink, shrink_line

_HEAD = TextStyle(9.5, HEI_BOLD, pitch=1.3)
_LINE = TextStyle(9.5, pitch=1.2)
_HEAD_HEIGHT = 11 * MM
_SEAL = 42 * MM  # the largest round seal in use; it is centred over name and date


@dataclass(frozen=True, slots=True)
class Party:
    """Who signs and seals: what the party is called, its printed name, and the lines filled in under it (label, printed
    name) before the date.
    """

    label: str
    name: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PartySeals(Block):
    """One column for each party, as high as a seal needs; ``keep_with_next`` where notes follow."""

    parties: tuple[Party, ...]
    width: float
    words: Words
    keep_with_next: bool = False
    closes = True

    @property
    def height(self) -> float:
        """Return the height of a seal."""
        return _SEAL

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the columns and the lines between them."""
        width = self.width / len(self.parties)
        for index, party in enumerate(self.parties):
            left = x + index * width
            if index:
                pen.down(left, top, self.height)
            self._draw_party(pen, party, left, top, width)
        pen.across(x, top - self.height, self.width)

    def _draw_party(self, pen: Pen, party: Party, left: float, top: float, width: float) -> None:
        x, inner = left + PADDING_X, width - 2 * PADDING_X
        head = party.label + self.words["colon"] + party.name
        lines, style = shrink(head, _HEAD, inner, _HEAD_HEIGHT)
        pen.text(lines, style, x, top - PADDING_Y, inner)
        told = [*(label + self.words["colon"] + name for label, name in party.lines), self.words["sign_date"]]
        step = (self.height - _HEAD_HEIGHT - PADDING_Y) / len(told)
        for index, text in enumerate(told):
            line, style = shrink_line(text, _LINE, inner)
            below = top - _HEAD_HEIGHT - (index + 1) * step
            pen.text((line,), style, x, below + (step + style.leading) / 2, inner)
        seal, small = shrink_line(self.words["seal"], SMALL, inner)
        pen.text((seal,), small, x + inner - seal.width, top - self.height + small.leading + PADDING_Y, seal.width)
