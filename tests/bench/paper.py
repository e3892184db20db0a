"""A dispatch order as PDF with warm fonts, against ReportLab paragraphs of the same text on as many pages."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.sax.saxutils import escape

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from app.clock import FixedClock
from app.config import DataFolder
from app.papers.compose import PrintOrder, compose
from app.papers.content import PaperContent
from app.papers.definitions import paper
from app.papers.pages import page_text, read_pages
from app.services.setup import set_up
from app.start import open_context
from models.people.dispatch import Dispatch
from reports.build import build_paper
from reports.style.fonts import HEI, face
from tests.bench.measuring import Figure, compare, timed
from tests.factories import FRIDAY, make_agreed_dispatch

GOAL = 1.5
MARGIN, LINE = 40, 12


def run(_folder: DataFolder, runs: int = 15) -> Iterator[Figure]:
    """Measure the paper of one dispatch with all its copies."""
    content = dispatch_order()
    texts = page_texts(build_paper(content).pdf)
    value, reference = compare(
        timed(lambda: build_paper(content)), timed(lambda: plain_paper(texts, content.number or "")), runs, warm=3
    )
    yield Figure(f"dispatch order as PDF, {len(texts)} pages", value, reference, GOAL)


def dispatch_order() -> PaperContent:
    """Return the content of an issuable dispatch order."""
    with TemporaryDirectory() as place:
        context = open_context(DataFolder(Path(place)), clock=FixedClock(FRIDAY))
        set_up(context, company_name="江南清源水务工程有限公司")
        dispatch_id = make_agreed_dispatch(context)
        order = PrintOrder(paper("service_work_order"), "zh_CN", (), "经理", FRIDAY, priced=True)
        with context.read() as session:
            content = compose(session, session.get_one(Dispatch, dispatch_id), order).content
        context.close()
    return content


def page_texts(pdf: bytes) -> list[list[str]]:
    """Return the lines of text on each page."""
    return [page_text(pdf, index).splitlines() for index in range(len(read_pages(pdf).sizes))]


def plain_paper(pages: list[list[str]], number: str) -> bytes:
    """Return a PDF with every line as a paragraph and one QR code a page."""
    face(HEI)
    buffer = BytesIO()
    canvas: Any = Canvas(buffer, initialFontName=HEI)
    style = ParagraphStyle("plain", fontName=HEI, fontSize=9, leading=LINE, wordWrap="CJK")
    width, height = canvas._pagesize
    for lines in pages:
        top = height - MARGIN
        for line in lines:
            paragraph = Paragraph(escape(line), style)
            _wide, high = paragraph.wrap(width - 2 * MARGIN, height)
            paragraph.drawOn(canvas, MARGIN, max(top - high, MARGIN))
            top -= high
        code = QrCodeWidget(number, barWidth=51, barHeight=51, barLevel="M")
        drawing = Drawing(51, 51)
        drawing.add(code)
        renderPDF.draw(drawing, canvas, width - MARGIN - 51, height - MARGIN - 51)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
