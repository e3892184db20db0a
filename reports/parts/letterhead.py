"""The head of a form: company and control number, title, QR code with number, and the row of number, date and page."""

from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.utils import ImageReader

from app.errors import Invalid
from app.i18n import _
from app.papers.content import Letterhead, PaperContent, PaperMark
from reports.parts.marks import MARK_WIDTH, draw_mark, mark_text
from reports.parts.qr import QR_SIZE, draw_qr
from reports.parts.words import Words
from reports.style.fonts import HEI_BOLD
from reports.style.frames import MM, Frame
from reports.style.pen import Pen
from reports.style.text import TextStyle, fits_line, shrink, shrink_line

_COMPANY = TextStyle(15, HEI_BOLD)
_BELOW_COMPANY = TextStyle(8)
_TITLE = TextStyle(18, HEI_BOLD, align="center")
_NUMBER = TextStyle(7.5, align="center")
_ROW = TextStyle(9.5)
_QUIET = 4 * MM  # blank margin a QR code needs to be read
_COMPANY_HEIGHT = 7 * MM
_TITLE_HEIGHT = 9 * MM
_SHORT = 25 * MM  # a head lower than this has company, title and code side by side
_SHORT_TITLE = 84 * MM
_LOGO_HEIGHT = 11 * MM
_LOGO_WIDTH = 30 * MM


@dataclass(frozen=True, slots=True)
class _Places:
    """Where things stand in a head, in points: widths of company, title and row, tops below the edge of the page."""

    company: float
    title: float
    title_top: float
    row: float
    row_top: float


def _places(frame: Frame) -> _Places:
    beside_code = frame.width - QR_SIZE - _QUIET
    if frame.head >= _SHORT:
        return _Places(beside_code, frame.width - 2 * (QR_SIZE + _QUIET), 12 * MM, frame.width, 23 * MM)
    company = (frame.width - _SHORT_TITLE) / 2
    return _Places(company, _SHORT_TITLE, 0.0, beside_code, frame.head - 6 * MM)


def logo_of(letterhead: Letterhead) -> ImageReader | None:
    """Read the logo once per paper; raise ``Invalid`` when it is no picture."""
    if letterhead.logo is None:
        return None
    try:
        return ImageReader(BytesIO(letterhead.logo))
    except OSError as error:
        message = _("The logo is not a PNG or JPEG picture. Please choose another file.")
        raise Invalid(message, field="logo", details=str(error)) from error


def short_enough(value: str, frame: Frame) -> bool:
    """Return whether a value can stand in the row under the title of a form."""
    return fits_line(value, _ROW.at_least(frame.legible), frame.width / 5)


def draw_letterhead(
    pen: Pen, content: PaperContent, words: Words, frame: Frame, *, title: str, page_text: str, logo: ImageReader | None
) -> None:
    """Draw the head of one page."""
    _draw_company(pen, content, words, frame, logo)
    _draw_title(pen, title, words, frame)
    draw_mark(pen, content, words, frame)
    if content.number is not None:
        draw_qr(pen.canvas, content.number, frame.right - QR_SIZE, frame.top)
        if frame.head >= _SHORT:
            _draw_number(pen, content.number, frame)
    _draw_row(pen, content, words, frame, page_text)


def _draw_company(pen: Pen, content: PaperContent, words: Words, frame: Frame, logo: ImageReader | None) -> None:
    x, width = frame.x, _places(frame).company
    if mark_text(content, words) and frame.head >= _SHORT:
        width -= MARK_WIDTH
    if logo is not None:
        drawn = _draw_logo(pen, logo, frame) + 2 * MM
        x, width = x + drawn, width - drawn
    name, style = shrink(content.letterhead.company_name, _COMPANY.at_least(frame.legible), width, _COMPANY_HEIGHT)
    pen.text(name, style, x, frame.top, width)
    below = "　".join(part for part in (content.letterhead.department, content.form.control_no) if part)
    line, small = shrink_line(below, _BELOW_COMPANY.at_least(frame.legible), width)
    pen.text((line,), small, x, frame.top - _COMPANY_HEIGHT, width)


def _draw_logo(pen: Pen, logo: ImageReader, frame: Frame) -> float:
    """Draw the logo at the upper left; return its width."""
    wide, high = logo.getSize()
    scale = min(_LOGO_HEIGHT / high, _LOGO_WIDTH / wide)
    pen.canvas.drawImage(logo, frame.x, frame.top - high * scale, wide * scale, high * scale, mask="auto")
    return float(wide * scale)


def _draw_title(pen: Pen, title: str, words: Words, frame: Frame) -> None:
    places = _places(frame)
    width = places.title
    style = TextStyle(_TITLE.size, _TITLE.font, align="center", spacing=words.spaced(7)).at_least(frame.legible)
    lines, style = shrink(title, style, width, _TITLE_HEIGHT)
    pen.middle(lines, style, frame.centre - width / 2, frame.top - places.title_top, width, _TITLE_HEIGHT)


def _draw_number(pen: Pen, number: str, frame: Frame) -> None:
    line, style = shrink_line(number, _NUMBER, QR_SIZE + _QUIET)
    pen.text((line,), style, frame.right - QR_SIZE - _QUIET / 2, frame.top - QR_SIZE - 1, QR_SIZE + _QUIET)


def _draw_row(pen: Pen, content: PaperContent, words: Words, frame: Frame, page_text: str) -> None:
    places = _places(frame)
    top, third = frame.top - places.row_top, places.row / 3
    texts = _header_texts(content, words, frame)
    columns = (("left", texts[:1]), ("center", texts[1:]), ("right", [page_text]))
    for index, (align, parts) in enumerate(columns):
        style = TextStyle(_ROW.size, align=align).at_least(frame.legible)
        line, style = shrink_line("　".join(parts), style, third - 4)
        inset = index * 2
        pen.text((line,), style, frame.x + index * third + inset, top, third - 4)


def _header_texts(content: PaperContent, words: Words, frame: Frame) -> list[str]:
    texts = []
    for field in content.form.header:
        value = _number(content, words) if field.type == "auto" else str(content.values.get(field.key, ""))
        if field.type != "auto" and not short_enough(value, frame):
            value = words["see_annex"]
        texts.append(words.label(field.label) + words["colon"] + value)
    return texts


def _number(content: PaperContent, words: Words) -> str:
    """Return the number, what stands in its place before the first issue, or a dash on a draft."""
    if content.number is not None:
        return content.number
    return words["number_later"] if content.mark is PaperMark.NONE else "—"
