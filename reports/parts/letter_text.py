"""The running text of a letter: salutation, paragraphs indented by two characters, closing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reports.parts.article import Article, Piece
from reports.parts.block import Block
from reports.parts.words import Words
from reports.style.fonts import HEI, HEI_BOLD, SONG
from reports.style.text import Line, TextStyle, wrap

_INDENT = "　　"
_WITH_SIGNATURE = 2  # lines of text that a signature never stands without
_BETWEEN = 0.5  # of a line: what parts paragraphs that are not indented


@dataclass(frozen=True, slots=True)
class LetterType:
    """Size and line pitch of a letter's text in points; ``indented`` where paragraphs begin indented (Chinese)."""

    size: float
    leading: float
    indented: bool

    @property
    def text(self) -> TextStyle:
        """Return the style of paragraphs: Song with figures in Hei, flush at both edges; Latin text ragged."""
        pitch = self.leading / self.size
        if not self.indented:
            return TextStyle(self.size, SONG, pitch)
        return TextStyle(self.size, SONG, pitch, align="justify", latin=HEI)

    @property
    def heading(self) -> TextStyle:
        """Return the style of the title: size two in Chinese, in proportion to the text in English."""
        size = 22 if self.indented else self.size * 1.5
        return TextStyle(size, HEI_BOLD, pitch=1.4, align="center")


_CHINESE = (
    LetterType(16, 29, True),
    LetterType(15, 27.5, True),
    LetterType(14, 26, True),
    LetterType(14, 24, True),
    LetterType(14, 23, True),
)
_LATIN = (
    LetterType(12, 18.5, False), LetterType(11, 17, False), LetterType(10.5, 15.5, False), LetterType(10, 14, False),
    LetterType(10, 13, False),
)  # fmt: skip
_GLUED = re.compile(r"(?<=\bCNY) (?=[0-9])|(?<=\b[Nn]o\.) (?=\S)|(?<=[0-9]) (?=[0-9]{2,})|(?<=\]) (?=No\.)")
_DAY = re.compile(r"\b([0-9]{1,2}) ([A-Z][a-z]{2,8}) ([0-9]{4})\b")
_HARD_SPACE = "\u00a0"


def letter_types(words: Words) -> tuple[LetterType, ...]:
    """Return the types in which a letter may be set, the usual one first, each further one a little smaller."""
    return _LATIN if words.language.startswith("en") else _CHINESE


@dataclass(frozen=True)
class LetterText(Article):
    """Paragraphs of a letter; its last lines go along with a signature that stands on the next page."""

    @property
    def gap(self) -> float:
        """Return no room above: lines keep their pitch from one paragraph to the next."""
        return 0.0

    def split(self, height: float, *, whole_page: bool) -> tuple[Block | None, tuple[Block, ...]]:
        """Break where the page ends, but leave no single line for the next page: a signature may follow there."""
        head, rest = super().split(height, whole_page=whole_page)
        if head is None or not isinstance(rest[0], LetterText) or _said(rest[0].pieces) >= _WITH_SIGNATURE:
            return head, rest
        parts = self.shared()
        return (parts[0], (parts[1],)) if parts is not None else (head, rest)

    def shared(self) -> tuple[Block, Block] | None:
        """Leave the closing with at least two lines of text in all for the page of the signature."""
        kept, moved = list(self.pieces), list[Piece]()
        while kept and _said(moved) < _WITH_SIGNATURE:
            last = kept.pop()
            parts = last.parted(last.height) if _said([last]) >= 2 * _WITH_SIGNATURE else None
            if parts is not None:
                kept.append(parts[0])
            moved.insert(0, parts[1] if parts is not None else last)
        if not kept:
            return None
        return replace(self, pieces=tuple(kept)), replace(self, pieces=tuple(moved), begins=False)


def _said(pieces: Sequence[Piece]) -> int:
    """Return how many lines have text on them."""
    return sum(1 for piece in pieces for line in piece.lines if line.runs)


def letter_text(paragraphs: Sequence[str], width: float, letter_type: LetterType, *, flush: int = 0) -> list[Block]:
    """Lay out ``paragraphs`` of which the first ``flush`` are not indented; nothing where there is no text."""
    pieces = tuple(_pieces(paragraphs, width, letter_type, flush))
    return [LetterText(pieces, width)] if pieces else []


def _glued(text: str) -> str:
    """Return Latin text in which a day, an amount and a number with groups or "no." never part at a line's end."""
    return _GLUED.sub(_HARD_SPACE, _DAY.sub(rf"\1{_HARD_SPACE}\2{_HARD_SPACE}\3", text))


def _pieces(paragraphs: Sequence[str], width: float, letter_type: LetterType, flush: int) -> Iterator[Piece]:
    style = letter_type.text
    for place, said in enumerate(paragraphs):
        if not said.strip():
            continue
        indent = _INDENT if letter_type.indented and place >= flush else ""
        yield Piece(wrap(indent + said if letter_type.indented else _glued(said), style, width), style)
        if not letter_type.indented:
            yield Piece((Line((), 0.0),), TextStyle(style.size * _BETWEEN, SONG, style.pitch))
