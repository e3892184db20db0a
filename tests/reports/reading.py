"""Reads printed papers back: text, boxes, fonts, QR codes. PDFium is used from the test's own thread only."""

import re

import pypdfium2 as pdfium
import zxingcpp

_LINE_END_HYPHENS = re.compile("[\ufffe\x02]")  # what PDFium makes of a hyphen at a line's end


def page_texts(pdf: bytes) -> list[str]:
    """Return the text of each page without white space."""
    with pdfium.PdfDocument(pdf) as document:
        return [squeezed(page.get_textpage().get_text_range()) for page in document]


def whole_text(pdf: bytes) -> str:
    """Return the text of all pages without white space."""
    return "".join(page_texts(pdf))


def squeezed(text: str) -> str:
    """Return ``text`` without white space, hyphens restored."""
    return "".join(_LINE_END_HYPHENS.sub("-", text).split())


def character_boxes(pdf: bytes) -> list[tuple[float, float, float, float]]:
    """Return (left, bottom, right, top) in points of every visible character of all pages."""
    boxes = []
    with pdfium.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            characters = text.get_text_range()
            boxes += [text.get_charbox(i) for i in range(text.count_chars()) if characters[i : i + 1].strip()]
    return boxes


def metadata(pdf: bytes) -> dict[str, str]:
    """Return the document information."""
    with pdfium.PdfDocument(pdf) as document:
        return dict(document.get_metadata_dict())


def qr_codes(pdf: bytes, dpi: int = 150) -> list[list[str]]:
    """Return what the QR codes of each page say when it is scanned at ``dpi``."""
    with pdfium.PdfDocument(pdf) as document:
        pictures = [page.render(scale=dpi / 72).to_pil() for page in document]
    return [[code.text for code in zxingcpp.read_barcodes(picture)] for picture in pictures]


def font_names(pdf: bytes) -> list[str]:
    """Return the names of all fonts of the document, as its font objects say."""
    return [name.decode() for name in re.findall(rb"/BaseFont /([^\s/]+)", pdf)]


def embedded_fonts(pdf: bytes) -> int:
    """Return how many font files are embedded."""
    return len(re.findall(rb"/FontFile2 \d+ 0 R", pdf))
