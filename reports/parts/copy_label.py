"""Which copy a sheet is: its label down the right edge, on a strip in the copy's customary colour."""

from app.papers.form import Copy, Paper
from reports.parts.words import Words
from reports.style.colours import INK, colour
from reports.style.frames import MM, Frame
from reports.style.pen import Pen
from reports.style.text import TextStyle, shrink_line, wrap

_STRIP = 5 * MM
_WHITE = "#FFFFFF"
_LABEL = TextStyle(9, align="center")
_PITCH = 1.18
_TURNED = frozenset("（）()…—–")


def copy_text(copy: Copy, words: Words) -> str:
    """Return what the copy is called: 第一联 部门存根（白）."""
    ordinal = words.label(words.stationery.ordinals[copy.no - 1])
    shade = words.label(words.stationery.colours[copy.colour].label)
    return words("copy", ordinal=ordinal, name=words.label(copy.label), colour=shade)


def draw_copy_label(pen: Pen, copy: Copy, paper: Paper, words: Words, frame: Frame) -> None:
    """Draw strip and label to the right of ``frame``."""
    middle = frame.right + paper.copy_edge * MM
    rgb = words.stationery.colours[copy.colour].rgb
    if paper.fills and rgb != _WHITE:
        pen.canvas.setFillColor(colour(rgb))
        pen.canvas.rect(middle - _STRIP / 2, frame.bottom, _STRIP, frame.top - frame.bottom, stroke=0, fill=1)
        pen.canvas.setFillColor(INK)
    text, height = copy_text(copy, words), frame.top - frame.bottom
    if words.language.startswith("en"):
        _draw_turned(pen, text, middle, frame.bottom + height / 2, height)
    else:
        _draw_stacked(pen, text, middle, frame.bottom + height / 2, height)


def _draw_turned(pen: Pen, text: str, x: float, y: float, height: float) -> None:
    """Draw a Latin label running down the page."""
    line, style = shrink_line(text, _LABEL, height)
    pen.canvas.saveState()
    pen.canvas.translate(x, y)
    pen.canvas.rotate(-90)
    pen.middle((line,), style, -line.width / 2, style.leading / 2, line.width, style.leading)
    pen.canvas.restoreState()


def _draw_stacked(pen: Pen, text: str, x: float, y: float, height: float) -> None:
    """Draw a Chinese label upright, character below character; brackets are turned."""
    size = min(_LABEL.size, height / (len(text) * _PITCH))
    style = TextStyle(size, align="center")
    top = y + len(text) * size * _PITCH / 2
    for index, char in enumerate(text):
        line = wrap(char, style, size * 2)
        middle = top - (index + 0.5) * size * _PITCH
        if char in _TURNED:
            pen.canvas.saveState()
            pen.canvas.translate(x, middle)
            pen.canvas.rotate(-90)
            pen.middle(line, style, -size, size, size * 2, size * 2)
            pen.canvas.restoreState()
        else:
            pen.middle(line, style, x - size, middle + size, size * 2, size * 2)
