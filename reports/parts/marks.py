"""Status of a paper at a glance: 草稿 and 作废 across the page and at its head, 补打 at its head."""

from reportlab.pdfgen.canvas import Canvas

from app.papers.content import PaperContent, PaperMark
from reports.parts.qr import QR_SIZE
from reports.parts.words import Words
from reports.style.colours import FAINT, INK
from reports.style.fonts import HEI_BOLD
from reports.style.frames import MM, Frame
from reports.style.pen import Pen
from reports.style.text import TextStyle, shrink_line

MARK_WIDTH = 34 * MM
_MARK_HEIGHT = 7 * MM
_ACROSS = TextStyle(130, HEI_BOLD)
_LARGE = TextStyle(15, HEI_BOLD, align="center", spacing=3)
_PLAIN = TextStyle(10.5, HEI_BOLD, align="center")
_OUTLINE_ONLY = 1  # text rendering mode of PDF: stroke without filling


def mark_text(content: PaperContent, words: Words) -> str:
    """Return the words of the paper's mark, empty on a first valid issue, a sheet for writing on and a list."""
    if content.mark in (PaperMark.NONE, PaperMark.BLANK, PaperMark.LIST):
        return ""
    return words(content.mark.value, count=content.print_count)


def draw_mark_across(canvas: Canvas, content: PaperContent, words: Words, frame: Frame) -> None:
    """Draw 草稿 or 作废 in faint outline under the text of the page; dots make no faint lines (the box says it)."""
    if content.mark not in (PaperMark.DRAFT, PaperMark.VOID) or not content.form.paper.fills:
        return
    line, style = shrink_line(mark_text(content, words), _ACROSS, frame.width * 0.9)
    canvas.saveState()
    canvas.translate(frame.page_width / 2, frame.page_height / 2)
    canvas.rotate(35)
    canvas.setStrokeColor(FAINT)
    canvas.setLineWidth(0.8)
    text = canvas.beginText(-line.width / 2, -style.size * 0.35)
    text.setTextRenderMode(_OUTLINE_ONLY)
    for font, run in line.runs:
        text.setFont(font, style.size)
        text.textOut(run)
    text.setTextRenderMode(0)
    canvas.drawText(text)
    canvas.restoreState()


def draw_mark(pen: Pen, content: PaperContent, words: Words, frame: Frame) -> None:
    """Draw the mark in a box at the head, left of the QR code or, on a draft, in its place."""
    text = mark_text(content, words)
    if not text:
        return
    right = frame.right if content.number is None else frame.right - QR_SIZE - 4 * MM
    width = MARK_WIDTH - 4 * MM
    style = _PLAIN if content.mark is PaperMark.REPRINT else _LARGE
    line, style = shrink_line(text, style, width - 6)
    pen.canvas.setStrokeColor(INK)
    pen.border(right - width, frame.top, width, _MARK_HEIGHT)
    pen.middle((line,), style, right - width, frame.top, width, _MARK_HEIGHT)
