"""Draws lines and text on one page; thin lines are collected and drawn at once."""

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from reports.style.frames import INNER_LINE, OUTER_LINE
from reports.style.text import Line, TextStyle

_ASCENT = 0.88  # of the font size: from the top of a line to its baseline, for Chinese faces
_DESCENT = 0.12
_MOST_SPREAD = 4.0  # of the font size: what a justified line may lack


class Pen:
    """One page being drawn. Coordinates are points from the bottom left; text boxes are given by their upper edge.

    ``line`` is the width of thin lines in points.
    """

    def __init__(self, canvas: Canvas, line: float = INNER_LINE) -> None:
        self.canvas = canvas
        self._line = line
        self._thin: list[tuple[float, float, float, float]] = []

    def across(self, x: float, y: float, width: float) -> None:
        """Draw a thin horizontal line."""
        self._thin.append((x, y, x + width, y))

    def down(self, x: float, top: float, height: float) -> None:
        """Draw a thin vertical line."""
        self._thin.append((x, top, x, top - height))

    def border(self, x: float, top: float, width: float, height: float) -> None:
        """Draw the strong border of a form."""
        self.canvas.setLineWidth(OUTER_LINE)
        self.canvas.rect(x, top - height, width, height, stroke=1, fill=0)

    def dashed(self, x: float, y: float, width: float) -> None:
        """Draw a dashed horizontal line, to cut along."""
        self.canvas.setLineWidth(self._line)
        self.canvas.setDash(4, 3)
        self.canvas.line(x, y, x + width, y)
        self.canvas.setDash()

    def text(self, lines: Sequence[Line], style: TextStyle, x: float, top: float, width: float) -> None:
        """Draw ``lines`` from ``top`` downwards, aligned within ``width``."""
        if not lines:
            return
        pen = self.canvas.beginText()
        spacing = 0.0
        baseline = top - (style.leading - style.size) / 2 - style.size * _ASCENT
        font = ""
        for line in lines:
            if line.runs:
                wanted = style.spacing + (_spread(line, style, width) if style.align == "justify" else 0.0)
                if wanted != spacing:
                    pen.setCharSpace(wanted)
                    spacing = wanted
                pen.setTextOrigin(x + _indent(line, style, width), baseline)
                font = _write(pen, line, style, font)
            baseline -= style.leading
        if spacing:
            pen.setCharSpace(0)
        self.canvas.drawText(pen)

    def middle(
        self, lines: Sequence[Line], style: TextStyle, x: float, top: float, width: float, height: float
    ) -> None:
        """Draw ``lines`` in the vertical middle of a box."""
        self.text(lines, style, x, top - (height - len(lines) * style.leading) / 2, width)

    def finish(self) -> None:
        """Draw the collected thin lines."""
        self.canvas.setLineWidth(self._line)
        self.canvas.lines(self._thin)
        self._thin.clear()


def _spread(line: Line, style: TextStyle, width: float) -> float:
    """Return the letter spacing that fills a line up to its right edge; none for one that is far from full."""
    rest, gaps = width - line.width, sum(len(text) for _font, text in line.runs) - 1
    if line.ends or gaps < 1 or rest > style.size * _MOST_SPREAD:
        return 0.0
    return rest / gaps


def _indent(line: Line, style: TextStyle, width: float) -> float:
    if style.align in ("left", "justify"):
        return 0.0
    rest = width - line.width
    return rest if style.align == "right" else rest / 2


def _write(pen: PDFTextObject, line: Line, style: TextStyle, font: str) -> str:
    """Write the runs of one line; return the font that is set afterwards."""
    *firsts, (last_font, last) = line.runs
    for run_font, text in firsts:
        pen.setFont(run_font, style.size, style.leading)
        pen.textOut(text)
        font = run_font
    if last_font != font:
        pen.setFont(last_font, style.size, style.leading)
    pen.textLine(last)
    return last_font
