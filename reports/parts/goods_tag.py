"""Goods tags (货签): torn off at the foot of a page and tied to the packages, large enough to be read from afar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reports.parts.block import Block
from reports.parts.qr import QR_SIZE, draw_qr
from reports.parts.words import Words
from reports.style.fonts import HEI_BOLD, KAI
from reports.style.frames import MM, OUTER_LINE, PADDING_X, SMALL
from reports.style.pen import Pen
from reports.style.text import TextStyle, shrink, shrink_evenly, shrink_line

_CUT = 8.5 * MM
_CUT_LINE = 3 * MM
_UNIT_ROW = 11.5 * MM
_ADDRESS_ROW = 20.5 * MM
_MARKS_ROW = 9 * MM
_HEIGHT = 2 * _UNIT_ROW + _ADDRESS_ROW + _MARKS_ROW
_SIDE = 32 * MM  # the column of package, code and number
_LABEL_WIDTH = {"zh": 17 * MM, "en": 20 * MM}
_PHONE_SHARE = 0.6  # of the row that contact and phone share
_SAID = TextStyle(22, KAI, pitch=1.2)
_LABEL = TextStyle(10.5, pitch=1.2, align="center")
_PACKAGE = TextStyle(15, HEI_BOLD, pitch=1.25, align="center")
_MARKS = TextStyle(14, HEI_BOLD, align="center")


@dataclass(frozen=True)
class GoodsTag(Block):
    """One tag: ``said`` are its texts by column (unit, address, contact, phone, package, marks), ``labels`` what these
    are called; ``number`` is that of the paper, None on a draft.
    """

    said: Mapping[str, str]
    labels: Mapping[str, str]
    number: str | None
    width: float
    words: Words
    framed = False

    @property
    def height(self) -> float:
        """Return the height of the tag with the line to cut along."""
        return _CUT + _HEIGHT

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the line to cut along, and the tag below it."""
        style = replace(SMALL, align="center")
        pen.dashed(x, top - _CUT_LINE, self.width)
        line, style = shrink_line(self.words["cut_here"], style, self.width)
        pen.text((line,), style, x, top - _CUT_LINE, self.width)
        top -= _CUT
        pen.border(x, top, self.width, _HEIGHT)
        left = self.width - _SIDE
        pen.down(x + left, top, _HEIGHT)
        self._draw_rows(pen, x, top, left)
        self._draw_side(pen, x + left, top)

    def _draw_rows(self, pen: Pen, x: float, top: float, width: float) -> None:
        phone = width * _PHONE_SHARE
        self._draw_said(pen, "unit", (x, top, width, _UNIT_ROW))
        self._draw_said(pen, "address", (x, top - _UNIT_ROW, width, _ADDRESS_ROW))
        below = top - _UNIT_ROW - _ADDRESS_ROW
        self._draw_said(pen, "contact", (x, below, width - phone, _UNIT_ROW))
        self._draw_said(pen, "phone", (x + width - phone, below, phone, _UNIT_ROW))
        pen.down(x + width - phone, below, _UNIT_ROW)
        for y in (top - _UNIT_ROW, below, below - _UNIT_ROW):
            pen.across(x, y, width)
        lines, style = shrink(self.said.get("marks", ""), _MARKS, width - 2 * PADDING_X, _MARKS_ROW)
        pen.middle(lines, style, x + PADDING_X, below - _UNIT_ROW, width - 2 * PADDING_X, _MARKS_ROW)

    def _draw_said(self, pen: Pen, key: str, box: tuple[float, float, float, float]) -> None:
        """Draw a label and what there is to say in regular script, as large as it fits its ``box``."""
        x, top, width, height = box
        label = _LABEL_WIDTH["en" if self.words.language.startswith("en") else "zh"]
        lines, style = shrink_evenly(self.labels[key], _LABEL, label - 4, height)
        pen.middle(lines, style, x + 2, top, label - 4, height)
        pen.down(x + label, top, height)
        room = width - label - 2 * PADDING_X
        lines, style = shrink(self.said.get(key, ""), _SAID, room, height - OUTER_LINE)
        pen.middle(lines, style, x + label + PADDING_X, top, room, height)

    def _draw_side(self, pen: Pen, x: float, top: float) -> None:
        above = _HEIGHT - QR_SIZE - 8 * MM
        lines, style = shrink(self.said.get("package", ""), _PACKAGE, _SIDE - 4, above)
        pen.middle(lines, style, x + 2, top, _SIDE - 4, above)
        if self.number is None:
            return
        draw_qr(pen.canvas, self.number, x + (_SIDE - QR_SIZE) / 2, top - above)
        line, style = shrink_line(self.number, replace(_LABEL, size=10), _SIDE - 4)
        pen.text((line,), style, x + 2, top - above - QR_SIZE - 1 * MM, _SIDE - 4)
