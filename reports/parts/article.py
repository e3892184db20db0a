"""An article of an agreement: title and paragraphs, running text without a border over as many pages as it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, takewhile

from reports.parts.block import Block
from reports.style.fonts import HEI_BOLD, SONG
from reports.style.frames import MM
from reports.style.pen import Pen
from reports.style.text import Line, TextStyle, wrap

_PITCH = 1.5
_TITLE_PITCH = 1.7
_CLAUSE_PITCH = 1.35
_ABOVE = 0.6 * MM
_BELOW = 0.5 * MM
_TITLE_ABOVE = 1.4 * MM
_TOGETHER = 2  # lines of a paragraph that are never left alone on a page


@dataclass(frozen=True, slots=True)
class Piece:
    """A title or a paragraph: lines of one style."""

    lines: tuple[Line, ...]
    style: TextStyle
    is_title: bool = False

    @property
    def height(self) -> float:
        """Return the height of the lines."""
        return len(self.lines) * self.style.leading

    def parted(self, height: float) -> tuple[Piece, Piece] | None:
        """Return the lines that fit ``height`` and the rest; None where a line would stand alone."""
        count = min(int(height / self.style.leading), len(self.lines) - _TOGETHER)
        if count < _TOGETHER:
            return None
        return replace(self, lines=self.lines[:count]), replace(self, lines=self.lines[count:])


@dataclass(frozen=True)
class Article(Block):
    """Title and paragraphs; a title stays with the beginning of its first paragraph."""

    pieces: tuple[Piece, ...]
    width: float
    keep_with_next: bool = False
    begins: bool = True
    framed = False

    @property
    def gap(self) -> float:
        """Return the room above: an article stands apart from what comes before it; what is left of one does not."""
        if not self.begins:
            return 0.0
        return _TITLE_ABOVE if self.pieces[0].is_title else _ABOVE

    @property
    def height(self) -> float:
        """Return the height of all pieces with the room above and below."""
        return self.gap + sum(piece.height for piece in self.pieces) + _BELOW

    @property
    def least_start(self) -> float:
        """Return the height of the title with the first lines."""
        first = next((piece for piece in self.pieces if not piece.is_title), None)
        begun = min(_TOGETHER, len(first.lines)) * first.style.leading if first else 0.0
        return self.gap + sum(piece.height for piece in self.pieces if piece.is_title) + begun

    def split(self, height: float, *, whole_page: bool) -> tuple[Block | None, tuple[Block, ...]]:
        """Break after the last paragraph that fits, or inside the next one where enough of it stays together."""
        room = height - self.gap
        ends = list(accumulate(piece.height for piece in self.pieces))
        count = sum(1 for _end in takewhile(lambda end: end <= room, ends))
        left = room - (ends[count - 1] if count else 0.0)
        head, tail = self.pieces[:count], self.pieces[count:]
        parts = tail[0].parted(left) if tail else None
        if parts is not None:
            head, tail = (*head, parts[0]), (parts[1], *tail[1:])
        if not any(not piece.is_title for piece in head) and not whole_page:
            return None, (self,)
        return (replace(self, pieces=head) if head else None), (replace(self, pieces=tail, begins=False),)

    def shared(self) -> tuple[Block, Block] | None:
        """Leave the last paragraph, or its last lines, for the page of the signatures."""
        *rest, last = self.pieces
        if len(rest) > 1:
            return replace(self, pieces=tuple(rest)), replace(self, pieces=(last,), begins=False)
        parts = last.parted(last.height)
        if parts is None:
            return None
        return replace(self, pieces=(*rest, parts[0])), replace(self, pieces=(parts[1],), begins=False)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the pieces one below the other."""
        y = top - self.gap
        for piece in self.pieces:
            pen.text(piece.lines, piece.style, x, y, self.width)
            y -= piece.height


def article(title: str, paragraphs: Sequence[str], width: float, size: float, *, kept: bool = False) -> Article:
    """Lay out an article in type of ``size`` points; without a title it is a clause. A ``kept`` one stays on the page
    of what follows it.
    """
    heading = TextStyle(size, HEI_BOLD, pitch=_TITLE_PITCH)
    text = TextStyle(size, SONG, pitch=_PITCH if title else _CLAUSE_PITCH)
    told = tuple(Piece(lines, text) for lines in (wrap(said, text, width) for said in paragraphs) if lines)
    head = (Piece(wrap(title, heading, width), heading, is_title=True),) if title else ()
    return Article((*head, *told), width, kept)
