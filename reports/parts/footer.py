"""The foot of every page: who printed it, when and for which time, and the number again."""

from dataclasses import replace

from app.papers.content import PaperContent, PaperMark
from reports.parts.words import Words
from reports.style.frames import MM, SMALL, Frame
from reports.style.pen import Pen
from reports.style.text import shrink_line

FOOTER_HEIGHT = 6 * MM
_STYLE = replace(SMALL, size=7.5)
_KINDS = {PaperMark.BLANK: "printed_blank", PaperMark.LIST: "printed_list"}


def form_height(frame: Frame) -> float:
    """Return the height between head and foot of a form, in points."""
    return frame.top - frame.head - frame.bottom - FOOTER_HEIGHT


def draw_footer(pen: Pen, content: PaperContent, words: Words, frame: Frame) -> None:
    """Draw the foot of one page at the lower edge of ``frame``."""
    small = _STYLE.at_least(frame.legible)
    top = frame.bottom + small.leading
    printed = words(
        _KINDS.get(content.mark, "printed"), by=content.printed_by, at=content.printed_at, count=content.print_count
    )
    line, style = shrink_line(printed, small, frame.width * 0.7)
    pen.text((line,), style, frame.x, top, frame.width * 0.7)
    if content.number is not None:
        line, style = shrink_line(content.number, replace(small, align="right"), frame.width * 0.28)
        pen.text((line,), style, frame.x + frame.width * 0.72, top, frame.width * 0.28)
