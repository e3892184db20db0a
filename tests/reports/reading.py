"""Reads printed papers back: text, boxes, fonts, QR codes."""

import re
from contextlib import closing

import zxingcpp
from PIL import Image

from app.papers.pages import MM_PER_INCH, opened, page_picture, page_text, read_pages

_LINE_END_HYPHENS = re.compile("[\ufffe\x02]")  # what PDFium makes of a hyphen at a line's end


def page_texts(pdf: bytes) -> list[str]:
    """Return the text of each page without white space."""
    return [squeezed(page_text(pdf, index)) for index in range(len(read_pages(pdf).sizes))]


def whole_text(pdf: bytes) -> str:
    """Return the text of all pages without white space."""
    return "".join(page_texts(pdf))


def squeezed(text: str) -> str:
    """Return ``text`` without white space, hyphens restored."""
    return "".join(_LINE_END_HYPHENS.sub("-", text).split())


def character_boxes(pdf: bytes) -> list[tuple[float, float, float, float]]:
    """Return (left, bottom, right, top) in points of every visible character of all pages."""
    boxes = []
    with opened(pdf) as document:
        for index in range(len(document)):
            with closing(document[index]) as page, closing(page.get_textpage()) as text:
                characters = text.get_text_range()
                boxes += [text.get_charbox(i) for i in range(text.count_chars()) if characters[i : i + 1].strip()]
    return boxes


def metadata(pdf: bytes) -> dict[str, str]:
    """Return the document information."""
    with opened(pdf) as document:
        return dict(document.get_metadata_dict())


def qr_codes(pdf: bytes, dpi: int = 150) -> list[list[str]]:
    """Return what the QR codes of each page say when it is scanned at ``dpi``."""
    found = []
    for index in range(len(read_pages(pdf).sizes)):
        picture = page_picture(pdf, index, dpi / MM_PER_INCH)
        size = (picture.width, picture.height)
        image = Image.frombuffer("RGB", size, picture.pixels, "raw", "BGR", picture.stride, 1)
        found.append([code.text for code in zxingcpp.read_barcodes(image)])
    return found


def font_names(pdf: bytes) -> list[str]:
    """Return the names of all fonts of the document, as its font objects say."""
    return [name.decode() for name in re.findall(rb"/BaseFont /([^\s/]+)", pdf)]


def embedded_fonts(pdf: bytes) -> int:
    """Return how many font files are embedded."""
    return len(re.findall(rb"/FontFile2 \d+ 0 R", pdf))
