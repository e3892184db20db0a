"""Text as lines that fit: styles, wrapping, shrinking to a box. Text is never read as markup."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from reports.style.fonts import HEI, Matched, match
from reports.style.wrap import break_lines, tokens

_CACHED_LENGTH = 200  # longer texts are hardly ever printed twice and would fill the cache
_SMALLEST = 5.0
_STEP = 0.5
_READABLE = 6.5
_UNEVEN = (1.02, 1.1, 1.2, 1.35)  # how much longer than the mean a line may be


@dataclass(frozen=True, slots=True)
class TextStyle:
    """Face, size and line pitch in points, alignment ("left", "center", "right" or "justify") and letter spacing in
    points.

    ``least`` is the size in points below which it is not shrunk; ``latin`` the face of Latin letters and figures where
    that is not the text's own.
    """

    size: float
    font: str = HEI
    pitch: float = 1.3
    align: str = "left"
    spacing: float = 0.0
    least: float = _SMALLEST
    latin: str = ""

    def at_least(self, points: float) -> "TextStyle":
        """Return the style no smaller than ``points``, shrunk or not."""
        if points <= self.least:
            return self
        return replace(self, size=max(self.size, points), least=points)

    @property
    def leading(self) -> float:
        """Return the distance between two baselines in points."""
        return self.size * self.pitch


@dataclass(frozen=True, slots=True)
class Line:
    """One line: runs of (face, text) and the whole width in points; ``ends`` marks the last one of a paragraph."""

    runs: tuple[tuple[str, str], ...]
    width: float
    ends: bool = False


_NOTHING = Line((), 0.0)


def wrap(text: str, style: TextStyle, width: float) -> tuple[Line, ...]:
    """Break ``text`` into lines no wider than ``width`` points; an empty text has no lines."""
    if not text:
        return ()
    return _wrap_cached(text, style, width) if len(text) <= _CACHED_LENGTH else _wrap(text, style, width)


def wrap_pieces(pieces: Sequence[str], style: TextStyle, width: float) -> tuple[Line, ...]:
    """Break a row of pieces (options) into lines, never inside a piece that fits a line; blanks part them."""
    matched = match("".join(pieces), style.font, style.latin)
    if len(matched.shown) != sum(map(len, pieces)):
        return wrap("".join(pieces), style, width)
    return tuple(_line(line, matched, style) for line in break_lines(pieces, matched.widths, width * 1000 / style.size))


def shrink(text: str, style: TextStyle, width: float, height: float) -> tuple[tuple[Line, ...], TextStyle]:
    """Wrap ``text`` in the largest size that fits the box, from the style's own down; the last resort cuts it."""
    size = style.size
    while True:
        smaller = style if size == style.size else replace(style, size=size)
        lines = wrap(text, smaller, width)
        if len(lines) * smaller.leading <= height + 0.01:
            return lines, smaller
        if size <= style.least:
            return lines[: max(1, int(height / smaller.leading))], smaller
        size = max(style.least, size - _STEP)


def shrink_evenly(text: str, style: TextStyle, width: float, height: float) -> tuple[tuple[Line, ...], TextStyle]:
    """Like ``shrink``, with lines of about equal length: no single character alone on the last line."""
    lines, fitting = shrink(text, style, width, height)
    if len(lines) < 2:
        return lines, fitting
    even, widest = sum(line.width for line in lines) / len(lines), _widest_piece(text, fitting)
    for room in (max(widest, even * allowance) for allowance in _UNEVEN):
        narrower = wrap(text, fitting, room) if room < width else ()
        if len(narrower) == len(lines):
            return narrower, fitting
    return lines, fitting


def fits_line(text: str, style: TextStyle, width: float) -> bool:
    """Return whether ``text`` can be one readable line of ``width`` points."""
    return "\n" not in text and len(wrap(text, replace(style, size=_readable(style)), width)) <= 1


def shrink_line(text: str, style: TextStyle, width: float) -> tuple[Line, TextStyle]:
    """Return ``text`` as the one line that fits ``width``, as large as possible; the last resort cuts it."""
    lines, fitting = shrink(text, style, width, style.leading)
    return (lines[0] if lines else _NOTHING), fitting


@lru_cache(maxsize=1024)
def unbroken(text: str, style: TextStyle, width: float) -> TextStyle:
    """Return the largest readable style in which no word of ``text`` is cut at the end of a line."""
    size, readable = style.size, _readable(style)
    while size > readable and _widest_piece(text, replace(style, size=size)) > width:
        size -= _STEP
    return style if size == style.size else replace(style, size=max(readable, size))


def whole_words(text: str, style: TextStyle, width: float) -> TextStyle:
    """Return the style in which no word, number or date of ``text`` is cut; ``style`` where no readable one is."""
    if len(text) * style.size <= width:
        return style
    fitting = unbroken(text, style, width)
    return fitting if fitting is style or _widest_piece(text, fitting) <= width else style


def _readable(style: TextStyle) -> float:
    return max(_READABLE, style.least)


@lru_cache(maxsize=1024)
def _widest_piece(text: str, style: TextStyle) -> float:
    """Return the width of the longest piece that a line cannot break, in points."""
    matched = match(text, style.font, style.latin)
    widths = (sum(map(matched.widths.__getitem__, p)) for line in matched.shown.split("\n") for p in tokens(line))
    return max(widths, default=0.0) * style.size / 1000 + 0.01


@lru_cache(maxsize=4096)
def _wrap_cached(text: str, style: TextStyle, width: float) -> tuple[Line, ...]:
    return _wrap(text, style, width)


def _wrap(text: str, style: TextStyle, width: float) -> tuple[Line, ...]:
    matched = match(text, style.font, style.latin)
    spacing = style.spacing * 1000 / style.size
    widths = {char: own + spacing for char, own in matched.widths.items()} if spacing else matched.widths
    room = width * 1000 / style.size + spacing
    return tuple(
        line
        for paragraph in matched.shown.split("\n")
        for line in _paragraph([_line(one, matched, style) for one in break_lines(tokens(paragraph), widths, room)])
    )


def _paragraph(lines: Sequence[Line]) -> list[Line]:
    """Mark the last line of a paragraph."""
    return [*lines[:-1], replace(lines[-1], ends=True)]


def _line(text: str, matched: Matched, style: TextStyle) -> Line:
    if not text:
        return _NOTHING
    width = sum(map(matched.widths.__getitem__, text)) * style.size / 1000 + style.spacing * (len(text) - 1)
    if not matched.others:
        return Line(((matched.font, text),), width)
    place = {char: matched.others.get(char, matched.font) for char in set(text)}
    return Line(tuple((font, "".join(run)) for font, run in groupby(text, place.__getitem__)), width)
