"""What closes a letter: enclosures, signature with room for the seal, and whom to ask."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reports.parts.block import Block
from reports.parts.letter_text import LetterType
from reports.style.frames import MM
from reports.style.pen import Pen
from reports.style.text import Line, TextStyle, wrap

_RIGHT_OF_DATE = 4  # characters left blank to the right of the date (右空四字)
_ROOM_ABOVE = 7 * MM  # the seal covers name and date; what stands above ends further left
_ROOM_BELOW = 11 * MM
_CONTACT = 0.75  # of the text's size


@dataclass(frozen=True)
class ClosingLines(Block):
    """Lines under the text, such as the enclosures, ``above`` points below it."""

    lines: tuple[Line, ...]
    style: TextStyle
    width: float
    above: float
    inset: float
    framed = False
    closes = True

    @property
    def height(self) -> float:
        """Return the height of the lines and the room above them."""
        return self.above + len(self.lines) * self.style.leading

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the lines."""
        pen.text(self.lines, self.style, x + self.inset, top - self.above, self.width - self.inset)


@dataclass(frozen=True)
class SignatureOfLetter(Block):
    """Who writes and when, towards the right, with room for a seal over both; the name is centred over the date."""

    name: tuple[Line, ...]
    day: tuple[Line, ...]
    style: TextStyle
    width: float
    framed = False
    closes = True

    @property
    def height(self) -> float:
        """Return the height of name and date with the room that the seal takes."""
        return _ROOM_ABOVE + (len(self.name) + len(self.day)) * self.style.leading + _ROOM_BELOW

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw name and date."""
        day_width = max((line.width for line in self.day), default=0.0)
        name_width = max((line.width for line in self.name), default=0.0)
        day_left = self.width - _RIGHT_OF_DATE * self.style.size - day_width
        name_left = max(0.0, min(day_left + (day_width - name_width) / 2, self.width - name_width))
        y = top - _ROOM_ABOVE
        pen.text(self.name, replace(self.style, align="center"), x + name_left, y, name_width)
        pen.text(self.day, self.style, x + day_left, y - len(self.name) * self.style.leading, day_width)


def enclosure_lines(text: str, width: float, letter_type: LetterType) -> list[Block]:
    """Lay out the enclosures, a line below the text; nothing where there are none."""
    style, inset = _plain(letter_type), _inset(letter_type)
    lines = wrap(text, style, width - inset)
    return [ClosingLines(lines, style, width, letter_type.leading * 0.6, inset)] if lines else []


def contact_lines(text: str, width: float, letter_type: LetterType) -> list[Block]:
    """Lay out whom to ask, in smaller type; nothing where nobody is named."""
    size = letter_type.size * _CONTACT
    plain = _plain(letter_type)
    style = TextStyle(size, plain.font, pitch=1.5, latin=plain.latin)
    lines = wrap(text, style, width)
    return [ClosingLines(lines, style, width, 0.0, 0.0)] if lines else []


def signature_of_letter(name: str, day: str, width: float, letter_type: LetterType) -> SignatureOfLetter:
    """Lay out who writes and when; a name too long for one line takes more."""
    style = _plain(letter_type)
    room = width - _RIGHT_OF_DATE * style.size
    return SignatureOfLetter(wrap(name, style, width), wrap(day, style, room), style, width)


def _plain(letter_type: LetterType) -> TextStyle:
    style = letter_type.text
    return TextStyle(style.size, style.font, style.pitch, latin=style.latin)


def _inset(letter_type: LetterType) -> float:
    return 2 * letter_type.size if letter_type.indented else 0.0
