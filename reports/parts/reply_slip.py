"""The reply slip (回执): cut off a letter, filled in by the customer and sent back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reports.parts.block import Block, Gap
from reports.parts.words import Words
from reports.style.fonts import HEI_BOLD
from reports.style.frames import MM, SMALL
from reports.style.pen import Pen
from reports.style.text import Line, TextStyle, shrink_line, wrap

_CUT_HEIGHT = 7 * MM
_TITLE = TextStyle(18, HEI_BOLD, pitch=1.9, align="center")
_SIGN_ROW = 15 * MM
_SIGN_ABOVE = 6 * MM
_COLUMNS = 2
_BETWEEN = 6 * MM


@dataclass(frozen=True)
class CutLine(Block):
    """A dashed line across the page with what to do at it."""

    text: str
    width: float
    framed = False

    @property
    def height(self) -> float:
        """Return the height of the line with its words."""
        return _CUT_HEIGHT

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the words over the line, clear of the code at the right."""
        line, style = shrink_line(self.text, replace(SMALL, align="left"), self.width * 0.8)
        pen.text((line,), style, x, top, self.width)
        pen.dashed(x, top - style.leading - 1.5, self.width)


@dataclass(frozen=True)
class SlipTitle(Block):
    """The title of the slip, kept with what follows."""

    lines: tuple[Line, ...]
    style: TextStyle
    width: float
    framed = False
    keep_with_next = True

    @property
    def height(self) -> float:
        """Return the height of the title."""
        return len(self.lines) * self.style.leading

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the title."""
        pen.text(self.lines, self.style, x, top, self.width)


@dataclass(frozen=True)
class SlipSignatures(Block):
    """Places to sign beside each other, each with a line to write on."""

    labels: tuple[str, ...]
    style: TextStyle
    width: float
    framed = False
    closes = True

    @property
    def height(self) -> float:
        """Return the height of the row."""
        return _SIGN_ROW

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw labels and lines."""
        room = (self.width - (_COLUMNS - 1) * _BETWEEN) / _COLUMNS
        foot = top - _SIGN_ROW
        for column, label in enumerate(self.labels):
            left = x + column * (room + _BETWEEN)
            line, style = shrink_line(label, self.style, room * 0.7)
            pen.text((line,), style, left, foot + style.leading, room)
            pen.across(left + line.width, foot, room - line.width)


def slip_head(title: str, width: float, words: Words) -> list[Block]:
    """Return the line to cut along and the title of a slip."""
    spaced = replace(_TITLE, spacing=words.spaced(10))
    return [CutLine(words["cut_reply"], width), SlipTitle(wrap(title, spaced, width), spaced, width)]


def slip_signatures(labels: Sequence[str], width: float, style: TextStyle) -> list[Block]:
    """Return the places in which a slip is signed, two in a row; nothing where nobody signs."""
    rows = [tuple(labels[start : start + _COLUMNS]) for start in range(0, len(labels), _COLUMNS)]
    return [Gap(_SIGN_ABOVE), *(SlipSignatures(row, style, width) for row in rows)]
