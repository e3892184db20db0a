"""Prints a paper: content in, PDF bytes out (``app.papers.content.Printer``)."""

import threading
from collections.abc import Iterator
from io import BytesIO
from itertools import chain, groupby
from typing import TypeVar

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from app.i18n import _
from app.papers.content import PaperContent, PaperMark, PrintedPaper
from app.papers.form import Copy
from reports.page import Page, Sheet
from reports.pages import pages_of
from reports.parts.copy_label import draw_copy_label
from reports.parts.footer import draw_footer
from reports.parts.letter_head import draw_letter_sheet
from reports.parts.letterhead import draw_letterhead, logo_of
from reports.parts.marks import draw_mark_across
from reports.parts.words import Words, words_of
from reports.style.fonts import HEI, face, placeholder, unprintable
from reports.style.frames import Frame, frame_of
from reports.style.pen import Pen

_Canvas = TypeVar("_Canvas", bound=Canvas)

# ReportLab cuts every subset out of one open font per face, whose read position all threads would share.
drawing = threading.Lock()


def build_paper(content: PaperContent) -> PrintedPaper:
    """Lay out ``content`` and return the PDF of all its copies.

    The same content gives the same bytes. Raises ``StorageError`` when a font file is missing, ``Invalid`` for a logo
    that is no picture, and ``ValueError`` for values, rows, options or copies that the form does not have
    and for a draft with a number.
    """
    _check(content)
    title = words_of(content.language).label(content.form.title)
    told = content.number or (words_of(content.language)["draft"] if content.mark is PaperMark.DRAFT else "")
    with drawing:
        buffer = BytesIO()
        canvas = canvas_for(Canvas, buffer, content, f"{title} {told}".strip())
        canvas.setSubject(content.form.control_no)
        sheets = draw_paper(canvas, content)
        canvas.save()
        return PrintedPaper(buffer.getvalue(), sheets, _warnings(content))


def canvas_for(make: type[_Canvas], buffer: BytesIO, content: PaperContent, title: str) -> _Canvas:
    """Return an empty file that begins with a paper, in its language and in our faces."""
    face(HEI)
    language = "en" if content.language.startswith("en") else "zh-CN"
    canvas: _Canvas = make(buffer, pageCompression=1, invariant=1, initialFontName=HEI, lang=language)
    canvas.setTitle(title)
    canvas.setAuthor(content.letterhead.company_name)
    canvas.setCreator("Aftercare")
    return canvas


def draw_paper(canvas: Canvas, content: PaperContent) -> int:
    """Draw all copies of a paper behind what ``canvas`` has already and return how many pages that are."""
    return _PaperDrawing(content, words_of(content.language), frame_of(content.form.paper)).draw_on(canvas)


def _check(content: PaperContent) -> None:
    unknown = (content.values.keys() | content.rows.keys()) - content.form.keys()
    if unknown:
        raise ValueError(f"{content.form.id} has no field {', '.join(sorted(unknown))}")
    if content.mark is PaperMark.DRAFT and content.number is not None:
        raise ValueError("a draft carries no number")
    absent = set(content.copies) - {copy.no for copy in content.form.copies}
    if absent:
        raise ValueError(f"{content.form.id} has no copy {', '.join(map(str, sorted(absent)))}")


class _PaperDrawing:
    """Draws the pages of every copy; copies that have the same on them are laid out once."""

    def __init__(self, content: PaperContent, words: Words, frame: Frame) -> None:
        self._content = content
        self._words = words
        self._frame = frame
        self._logo: ImageReader | None = logo_of(content.letterhead)
        self._laid_out: dict[tuple[bool, tuple[int, ...]], list[Page]] = {}

    def draw_on(self, canvas: Canvas) -> int:
        """Draw every copy and return how many pages; on a duplex paper each copy begins on a sheet of its own."""
        canvas.setPageSize((self._frame.page_width, self._frame.page_height))
        sheets = 0
        copies = {copy.no: copy for copy in self._content.form.copies}
        for position, number in enumerate(self._content.copies):
            if position and self._content.form.page_mode == "duplex" and sheets % 2:
                canvas.showPage()
                sheets += 1
            pages = self._pages(copies[number])
            for index, page in enumerate(pages, start=1):
                self._draw_page(canvas, page, copies[number], index, len(pages))
            sheets += len(pages)
        return sheets

    def _pages(self, copy: Copy) -> list[Page]:
        alike = (copy.priced, copy.sides)
        if alike not in self._laid_out:
            self._laid_out[alike] = pages_of(self._content, self._words, self._frame, copy)
        return self._laid_out[alike]

    def _draw_page(self, canvas: Canvas, page: Page, copy: Copy, number: int, count: int) -> None:
        content, words, frame = self._content, self._words, self._frame
        pen = Pen(canvas, frame.line)
        draw_mark_across(canvas, content, words, frame)
        if page.sheet is Sheet.FORM:
            self._draw_form(pen, page, number, count)
        else:
            self._draw_blocks(pen, page, frame.top)
            draw_letter_sheet(pen, content, words, frame, page.sheet, number)
        if len(content.form.copies) > 1 and not copy.plain:
            draw_copy_label(pen, copy, content.form.paper, words, frame)
        pen.finish()
        canvas.showPage()

    def _draw_form(self, pen: Pen, page: Page, number: int, count: int) -> None:
        """Draw the page of a form: head, blocks, foot."""
        content, words, frame = self._content, self._words, self._frame
        title = words.label(content.form.title)
        if page.attached:
            title = words("annex_title", title=title)
        page_text = words("page", page=number, pages=count)
        draw_letterhead(pen, content, words, frame, title=title, page_text=page_text, logo=self._logo)
        self._draw_blocks(pen, page, frame.top - frame.head)
        draw_footer(pen, content, words, frame)

    def _draw_blocks(self, pen: Pen, page: Page, y: float) -> None:
        frame = self._frame
        for framed, blocks in groupby(page.blocks, lambda block: block.framed):
            top = y
            for block in blocks:
                block.draw(pen, frame.x, y)
                y -= block.height
            if framed:
                pen.border(frame.x, top, frame.width, top - y)


def _warnings(content: PaperContent) -> tuple[str, ...]:
    message = _("No font has the character {code}; {shown} is printed in its place.")
    return tuple(
        message.format(code=f"U+{ord(char):04X}", shown=placeholder(char)) for char in unprintable(_texts(content))
    )


def _texts(content: PaperContent) -> Iterator[str]:
    """Yield every text that came from a record or a user."""
    values = (value for value in content.values.values() if isinstance(value, str))
    cells = (text for rows in content.rows.values() for row in rows for text in row.values())
    head = (content.letterhead.company_name, content.letterhead.department, content.printed_by, content.printed_at)
    return chain(values, cells, content.missing, head)
