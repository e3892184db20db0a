"""The head of a letter: the company in red over a double line, number, title; and what its pages have around the text
(GB/T 9704-2012, adapted).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.papers.content import MAY_BREAK, PaperContent, PaperMark
from reports.page import Sheet
from reports.parts.block import Block
from reports.parts.letter_text import LetterType
from reports.parts.marks import draw_mark
from reports.parts.qr import draw_qr
from reports.parts.words import Words
from reports.style.colours import INK, RED
from reports.style.fonts import HEI, HEI_BOLD, SONG
from reports.style.frames import MM, Frame
from reports.style.pen import Pen
from reports.style.text import Line, TextStyle, shrink, shrink_evenly, shrink_line, wrap, wrap_pieces

_MARK_TOP = 30 * MM  # below the edge of the page
_MARK = TextStyle(30, HEI_BOLD, pitch=1.25, align="center", spacing=3)
_LATIN_MARK = TextStyle(24, HEI_BOLD, pitch=1.25, align="center")
_LINE_BELOW_MARK = 4 * MM
_LINE_ABOVE_EDGE = 20 * MM
_LINES_WIDTH = 170 * MM
_THICK, _THIN, _BETWEEN = 2.2, 0.7, 1.6  # of the red double line, in points
_NUMBER_BELOW_LINE = 5 * MM
_CODE = 12 * MM
_CODE_TEXT = TextStyle(7, align="center")
_CODE_TOP = 14 * MM  # on further pages, below the edge
_NUMBER_OF_PAGE = TextStyle(14, SONG, align="center", latin=HEI)
_BELOW_TEXT = 7 * MM
_ABOVE_TITLE, _BELOW_TITLE = 0.6, 0.8  # of the pitch of lines
_LEAST_ABOVE_TITLE = 5 * MM
_HARDLY_SMALLER = 0.9
_TITLE_LINES, _TITLE_SIZES = 2, (1, 0.95, 0.9, 0.85, 0.8)
_MOST_TITLE = 150 * MM
_QUIET = 3 * MM


@dataclass(frozen=True)
class LetterHead(Block):
    """Company, red line, number of the letter, title. It begins above the text area of a page, by ``over`` points."""

    company: tuple[Line, ...]
    company_style: TextStyle
    doc_no: tuple[Line, ...]
    doc_style: TextStyle
    title: tuple[Line, ...]
    title_style: TextStyle
    width: float
    centre: float
    over: float
    leading: float
    framed = False

    @property
    def height(self) -> float:
        """Return the height within the text area, with room above and below the title."""
        title = self._title_at + len(self.title) * self.title_style.leading
        return title + self.leading * _BELOW_TITLE - self.over

    @property
    def _line_at(self) -> float:
        return len(self.company) * self.company_style.leading + _LINE_BELOW_MARK

    @property
    def _title_at(self) -> float:
        return self._line_at + _NUMBER_BELOW_LINE + _CODE + max(_LEAST_ABOVE_TITLE, self.leading * _ABOVE_TITLE)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the company in red, the number of the letter and the title."""
        y = top + self.over
        pen.canvas.setFillColor(RED)
        pen.text(self.company, self.company_style, x, y, self.width)
        pen.canvas.setFillColor(INK)
        line = y - self._line_at
        _double_line(pen, self.centre, line, thick_first=True)
        room = self.width - _CODE - _QUIET
        pen.middle(self.doc_no, self.doc_style, x, line - _NUMBER_BELOW_LINE, room, _CODE)
        pen.text(self.title, self.title_style, x, y - self._title_at, self.width)


def letter_head(content: PaperContent, words: Words, frame: Frame, letter_type: LetterType) -> LetterHead:
    """Lay out the head of a letter."""
    room = frame.width - _CODE - _QUIET
    mark = _MARK if letter_type.indented else _LATIN_MARK
    company, mark = shrink(content.letterhead.company_name, mark, frame.width, mark.leading)
    number = str(content.values.get("doc_no", "")) or words["number_later"]
    doc_style = replace(letter_type.text, align="right")
    doc_no, doc_style = shrink_line(number, doc_style, room)
    title, title_style = _title(str(content.values.get("heading", "")), letter_type.heading, frame.width)
    over = frame.page_height - _MARK_TOP - frame.top
    places = {"width": frame.width, "centre": frame.page_width / 2, "over": over, "leading": letter_type.leading}
    return LetterHead(company, mark, (doc_no,), doc_style, title, title_style, **places)


def _title(text: str, style: TextStyle, width: float) -> tuple[tuple[Line, ...], TextStyle]:
    """Return the title on one line where that takes it only a little smaller, else on two that end where it may break,
    else on even ones.
    """
    pieces = [piece for piece in text.split(MAY_BREAK) if piece]
    plain = "".join(pieces)
    line, smaller = shrink(plain, style, width, style.leading)
    if smaller.size >= style.size * _HARDLY_SMALLER:
        return line, smaller
    return _broken_well(pieces, style, width) or shrink_evenly(plain, style, width, _MOST_TITLE)


def _broken_well(pieces: Sequence[str], style: TextStyle, width: float) -> tuple[tuple[Line, ...], TextStyle] | None:
    """Return a title on two lines, none of its pieces cut, in the largest type that takes; None where none does."""
    for smaller in (replace(style, size=style.size * share) for share in _TITLE_SIZES):
        whole = all(len(wrap(piece.strip(), smaller, width)) == 1 for piece in pieces)
        lines = wrap_pieces(pieces, smaller, width)
        if whole and len(lines) == _TITLE_LINES:
            return lines, smaller
    return None


def draw_letter_sheet(pen: Pen, content: PaperContent, words: Words, frame: Frame, sheet: Sheet, number: int) -> None:
    """Draw what stands around the text on page ``number`` of a letter: code, mark, red line or page number."""
    head = replace(frame, top=frame.page_height - _CODE_TOP)
    draw_mark(pen, content, words, head)
    if sheet is Sheet.LETTER:
        _draw_code(pen, content, words, frame, _first_code_top(content, words, frame))
        _double_line(pen, frame.page_width / 2, _LINE_ABOVE_EDGE, thick_first=False)
        return
    _draw_code(pen, content, words, frame, head.top)
    if sheet is Sheet.FURTHER:
        line, style = shrink_line(words("letter_page", page=number), _NUMBER_OF_PAGE, frame.width)
        pen.text((line,), style, frame.x, frame.bottom - _BELOW_TEXT, frame.width)


def _first_code_top(content: PaperContent, words: Words, frame: Frame) -> float:
    mark = _LATIN_MARK if words.language.startswith("en") else _MARK
    lines, style = shrink(content.letterhead.company_name, mark, frame.width, mark.leading)
    return frame.page_height - _MARK_TOP - len(lines) * style.leading - _LINE_BELOW_MARK - _NUMBER_BELOW_LINE


def _draw_code(pen: Pen, content: PaperContent, words: Words, frame: Frame, top: float) -> None:
    """Draw the code of the paper's number at the right, with the number under it."""
    left = frame.right - _CODE
    told = content.number or (words["number_later"] if content.mark is PaperMark.NONE else "")
    if content.number is not None:
        draw_qr(pen.canvas, content.number, left, top, _CODE)
    if told:
        line, style = shrink_line(told, _CODE_TEXT, _CODE + 2 * _QUIET)
        pen.text((line,), style, left - _QUIET, top - _CODE - 1, _CODE + 2 * _QUIET)


def _double_line(pen: Pen, centre: float, y: float, *, thick_first: bool) -> None:
    """Draw the red double line, its upper stroke at ``y``: thick above thin, or thin above thick."""
    canvas = pen.canvas
    canvas.setStrokeColor(RED)
    upper, lower = (_THICK, _THIN) if thick_first else (_THIN, _THICK)
    left, right = centre - _LINES_WIDTH / 2, centre + _LINES_WIDTH / 2
    for weight, at in ((upper, y), (lower, y - upper / 2 - _BETWEEN - lower / 2)):
        canvas.setLineWidth(weight)
        canvas.line(left, at, right, at)
    canvas.setStrokeColor(INK)
