"""Rows of label and value, the body of most forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reports.parts.annex import AnnexText
from reports.parts.block import BREAKABLE, SCRAP, Block, Fitted
from reports.parts.cell import TextCell
from reports.parts.words import Words
from reports.style.frames import HANDWRITING_LINE, LABEL, TIGHT
from reports.style.pen import Pen
from reports.style.text import TextStyle, shrink_evenly, wrap

_LABEL_PADDING = 3.0
_LABEL_AIR = 2.0
_AIR = 1.0  # a row with several lines gets this much more than its text needs


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and its value; ``room`` is how many lines of handwriting the value asks for."""

    label: str
    label_width: float
    value: TextCell
    text: str
    room: int = 1
    label_style: TextStyle = LABEL

    @property
    def width(self) -> float:
        """Return the width of label and value together."""
        return self.label_width + self.value.width

    @property
    def wanted(self) -> float:
        """Return the height that shows the text and leaves the room asked for."""
        room = self.room * HANDWRITING_LINE if self.room > 1 else 0.0
        return max(self.value.height + (_AIR if len(self.value.lines) > 1 else 0), room, self._label_height)

    def needed(self, row_height: float) -> float:
        """Return the height needed in rows of ``row_height``: a single line in tight ones asks for no air around it."""
        is_tight = row_height < TIGHT and len(self.value.lines) <= 1 and self.room <= 1
        return max(self.value.style.leading, self._label_height) if is_tight else self.wanted

    @property
    def _label_height(self) -> float:
        """Return the height of the label in its smallest type."""
        smallest = replace(self.label_style, size=self.label_style.least)
        lines = wrap(self.label, smallest, self.label_width - 2 * _LABEL_PADDING) if self.label_width else ()
        return len(lines) * smallest.leading + _LABEL_AIR

    @property
    def reserved(self) -> float:
        """Return the room that is not given away: all of it while it is still to be written in by hand."""
        return 0.0 if self.text else self.wanted

    def draw(self, pen: Pen, x: float, top: float, height: float) -> None:
        """Draw label, dividing line and value; a statement has neither label nor line."""
        if not self.label_width:
            self.value.draw(pen, x, top, height)
            return
        inner = self.label_width - 2 * _LABEL_PADDING
        lines, style = shrink_evenly(self.label, self.label_style, inner, height - _LABEL_AIR)
        pen.middle(lines, style, x + _LABEL_PADDING, top, inner, height)
        pen.down(x + self.label_width, top, height)
        self.value.draw(pen, x + self.label_width, top, height)


@dataclass(frozen=True)
class KeyValueRow(Block):
    """Pairs side by side, as high as the highest of them and at least ``row_height`` points."""

    pairs: tuple[Pair, ...]
    row_height: float
    words: Words
    extra: float = 0.0
    fixed: float | None = None
    closes: bool = False
    keep_with_next: bool = False

    @property
    def height(self) -> float:
        """Return the height that shows everything, or the one it was squeezed to."""
        if self.fixed is not None:
            return self.fixed
        return max(self.row_height, *(pair.needed(self.row_height) for pair in self.pairs)) + self.extra

    @property
    def least(self) -> float:
        """Return the height of one line, or the room reserved for handwriting."""
        return min(self.height, max(self.row_height, *(pair.reserved for pair in self.pairs)))

    @property
    def least_start(self) -> float:
        """Return what must fit before a page break: all of it, unless it is long enough to break inside."""
        return min(self.height, SCRAP) if self.height > BREAKABLE else self.height

    @property
    def weight(self) -> float:
        """Rows with room for handwriting take spare room, by lines."""
        lines = max(pair.room for pair in self.pairs)
        return float(lines) if lines > 1 else 0.0

    @property
    def width(self) -> float:
        """Return the width of all pairs."""
        return sum(pair.width for pair in self.pairs)

    def stretched(self, extra: float) -> KeyValueRow:
        """Return the row ``extra`` points higher."""
        if self.fixed is not None:
            return replace(self, fixed=self.fixed + extra)
        return replace(self, extra=self.extra + extra)

    def fit(self, height: float) -> Fitted:
        """Cut every value to ``height``; the whole text of a cut value goes to an attached page."""
        pointer = self.words["see_annex"]
        pairs = tuple(replace(pair, value=pair.value.cut(height, pointer)) for pair in self.pairs)
        cut = [pair for pair, new in zip(self.pairs, pairs, strict=True) if new.value is not pair.value]
        annex = (block for pair in cut for block in self._annex(pair))
        return Fitted(replace(self, pairs=pairs, fixed=height), tuple(annex))

    def split(self, height: float, *, whole_page: bool) -> tuple[Block | None, tuple[Block, ...]]:
        """A long row goes on line by line, with its labels again."""
        if not whole_page and (self.height <= BREAKABLE or height < SCRAP):
            return None, (self,)
        parts = [pair.value.parted(max(1, pair.value.lines_within(height))) for pair in self.pairs]
        heads = tuple(replace(pair, value=head, room=1) for pair, (head, _) in zip(self.pairs, parts, strict=True))
        tails = tuple(replace(pair, value=tail, room=1) for pair, (_, tail) in zip(self.pairs, parts, strict=True))
        return replace(self, pairs=heads, fixed=height), (replace(self, pairs=tails, extra=0.0),)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw all pairs and the lower line."""
        height, start = self.height, x
        for index, pair in enumerate(self.pairs):
            if index:
                pen.down(x, top, height)
            pair.draw(pen, x, top, height)
            x += pair.width
        pen.across(start, top - height, self.width)

    def _annex(self, pair: Pair) -> Iterator[Block]:
        yield from AnnexText.of(self.words("annex_of", label=pair.label), pair.text, self.width, self.words)
