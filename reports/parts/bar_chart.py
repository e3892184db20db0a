"""Bar charts: the rows of a table as stacked columns, told apart by grey and by words: they survive a copier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.papers.form import Table
from reports.parts.block import Block
from reports.parts.words import Words
from reports.style.colours import INK, colour
from reports.style.fonts import HEI_BOLD
from reports.style.frames import MM
from reports.style.pen import Pen
from reports.style.text import TextStyle, shrink_line

_HEIGHT = 46 * MM
_MARGIN = 3 * MM
_LINE = 4.2 * MM
_LEGEND = 5 * MM
_BOX = 2.6 * MM
_WIDEST = 14 * MM
_SHARE = 0.55  # of its slot that a column takes
_GREYS = ("#5B5B5B", "#C4C4C4", "#FFFFFF", "#8F8F8F")
_WORDS = TextStyle(8, align="center")
_SUM = TextStyle(8, HEI_BOLD, align="center")
_NAMES = TextStyle(8)
_AXIS = TextStyle(8, align="right")


@dataclass(frozen=True)
class BarChart(Block):
    """Columns by name with their parts; ``axis`` says what the names are, ``series`` what the parts are, ``places`` how
    many stand after the point.
    """

    axis: str
    names: tuple[str, ...]
    parts: tuple[tuple[float, ...], ...]
    series: tuple[str, ...]
    width: float
    places: int = 0

    @property
    def height(self) -> float:
        """Return the height of the picture with its legend."""
        return _HEIGHT

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the legend, the columns with their sums, and what they are called."""
        self._draw_legend(pen, x, top - _MARGIN)
        ground = top - _HEIGHT + _LINE + _MARGIN / 2
        room = _HEIGHT - _LEGEND - 2 * _LINE - 2 * _MARGIN
        highest = max((sum(one) for one in self.parts), default=0.0) or 1.0
        slot = (self.width - 2 * _MARGIN) / max(1, len(self.names))
        for place, (name, parts) in enumerate(zip(self.names, self.parts, strict=True)):
            left = x + _MARGIN + place * slot
            self._draw_bar(pen, (left, ground, slot), parts, room / highest)
            line, style = shrink_line(name, _WORDS, slot)
            pen.text((line,), style, left, ground - 1, slot)
        pen.across(x + _MARGIN, ground, self.width - 2 * _MARGIN)
        pen.across(x, top - _HEIGHT, self.width)

    def _draw_bar(self, pen: Pen, slot: tuple[float, float, float], parts: Sequence[float], scale: float) -> None:
        """Draw one column over its ``slot`` (left, ground, width), with its sum above."""
        left, y, width = slot
        bar = min(_WIDEST, width * _SHARE)
        for part, grey in zip(parts, _GREYS, strict=False):
            if part > 0:
                _box(pen, grey, (left + (width - bar) / 2, y, bar, part * scale))
                y += part * scale
        total = sum(parts)
        if total:
            line, style = shrink_line(f"{total:,.{self.places}f}", _SUM, width)
            pen.text((line,), style, left, y + _LINE, width)

    def _draw_legend(self, pen: Pen, x: float, top: float) -> None:
        left = x + _MARGIN
        axis, style = shrink_line(self.axis, _AXIS, self.width / 4)
        pen.text((axis,), style, left, top, self.width - 2 * _MARGIN)
        for name, grey in zip(self.series, _GREYS, strict=False):
            _box(pen, grey, (left, top - _BOX - 0.6 * MM, _BOX, _BOX))
            line, style = shrink_line(name, _NAMES, self.width / len(self.series))
            pen.text((line,), style, left + _BOX + 1.2 * MM, top, self.width)
            left += _BOX + line.width + 6 * MM


def _box(pen: Pen, grey: str, box: tuple[float, float, float, float]) -> None:
    """Draw a filled rectangle with a thin line around it; later drawing is in ink again."""
    canvas = pen.canvas
    canvas.setLineWidth(0.5)
    canvas.setFillColor(colour(grey))
    canvas.rect(*box, stroke=1, fill=1)
    canvas.setFillColor(INK)


def bar_chart(table: Table, rows: Sequence[Mapping[str, str]], width: float, words: Words) -> BarChart:
    """Return the rows of a table as a picture: its first column names a row, the others are plain numbers."""
    named, *parts = table.columns
    figures = [row.get(part.key, "") for row in rows for part in parts]
    return BarChart(
        axis=words.label(named.label),
        names=tuple(row.get(named.key, "") for row in rows),
        parts=tuple(tuple(float(row.get(part.key) or 0) for part in parts) for row in rows),
        series=tuple(words.label(part.label) for part in parts),
        width=width,
        places=1 if any("." in one for one in figures) else 0,
    )
