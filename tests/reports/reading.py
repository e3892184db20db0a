"""Reads printed papers back: text, boxes, fonts, QR codes."""

import re
from collections.abc import Iterator
from contextlib import closing
from ctypes import c_float, c_int, c_uint, create_string_buffer
from dataclasses import dataclass
from typing import Any

import zxingcpp
from PIL import Image
from pypdfium2 import raw

from app.papers.content import MAY_BREAK
from app.papers.pages import MM_PER_INCH, opened, page_picture, read_pages

_LINE_END_HYPHENS = re.compile("[\ufffe\x02]")  # what PDFium makes of a hyphen at a line's end


def page_texts(pdf: bytes) -> list[str]:
    """Return the text of each page without white space."""
    with opened(pdf) as document:
        return [squeezed(_text_of(document, index)) for index in range(len(document))]


def _text_of(document: Any, index: int) -> str:
    with closing(document[index]) as page, closing(page.get_textpage()) as text:
        return str(text.get_text_range())


def whole_text(pdf: bytes) -> str:
    """Return the text of all pages without white space."""
    return "".join(page_texts(pdf))


def squeezed(text: str) -> str:
    """Return ``text`` without white space, and without places where it may break, hyphens restored."""
    return "".join(_LINE_END_HYPHENS.sub("-", text).replace(MAY_BREAK, "").split())


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
        found.append([code.text for code in zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)])
    return found


def font_names(pdf: bytes) -> list[str]:
    """Return the names of all fonts of the document, as its font objects say."""
    return [name.decode() for name in re.findall(rb"/BaseFont /([^\s/]+)", pdf)]


def embedded_fonts(pdf: bytes) -> int:
    """Return how many font files are embedded."""
    return len(re.findall(rb"/FontFile2 \d+ 0 R", pdf))


@dataclass(frozen=True, slots=True)
class Letter:
    """A visible character as it is printed: its face (the name of the font) and size in points."""

    char: str
    face: str
    size: float
    page: int


def letters(pdf: bytes) -> list[Letter]:
    """Return every visible character of all pages in the order it was drawn."""
    found = []
    with opened(pdf) as document:
        for index in range(len(document)):
            with closing(document[index]) as page, closing(page.get_textpage()) as text:
                found += list(_letters(text, index))
    return found


def _letters(text: object, page: int) -> Iterator[Letter]:
    for place in range(text.count_chars()):  # type: ignore[attr-defined]
        char = chr(raw.FPDFText_GetUnicode(text, place))
        if not char.isspace():
            name = create_string_buffer(100)
            raw.FPDFText_GetFontInfo(text, place, name, len(name), c_int())
            yield Letter(char, name.value.decode(), raw.FPDFText_GetFontSize(text, place), page)


def printed_as(pdf: bytes, said: str) -> set[tuple[str, float]]:
    """Return in which faces and sizes a text is printed, wherever it stands."""
    drawn, wanted = letters(pdf), squeezed(said)
    flowing = "".join(letter.char for letter in drawn)
    places = [match.start() for match in re.finditer(re.escape(wanted), flowing)]
    return {(one.face, one.size) for start in places for one in drawn[start : start + len(wanted)]}


def pen_strokes(pdf: bytes) -> set[float]:
    """Return the widths in points of all lines that are drawn."""
    widths = set()
    for drawn, _filled, stroked in _paths(pdf):
        width = c_float()
        raw.FPDFPageObj_GetStrokeWidth(drawn, width)
        widths |= {round(width.value, 3)} if stroked else set()
    return widths


def fill_colours(pdf: bytes) -> set[tuple[int, int, int]]:
    """Return the colours of all areas that are filled."""
    colours = set()
    for drawn, filled, _stroked in _paths(pdf):
        parts = [c_uint() for _part in range(4)]
        raw.FPDFPageObj_GetFillColor(drawn, *parts)
        colours |= {(parts[0].value, parts[1].value, parts[2].value)} if filled else set()
    return colours


def _paths(pdf: bytes) -> Iterator[tuple[object, bool, bool]]:
    """Yield every path with whether it is filled and stroked."""
    with opened(pdf) as document:
        for index in range(len(document)):
            with closing(document[index]) as page:
                for place in range(raw.FPDFPage_CountObjects(page)):
                    drawn, fill, stroke = raw.FPDFPage_GetObject(page, place), c_int(), c_int()
                    if raw.FPDFPageObj_GetType(drawn) == raw.FPDF_PAGEOBJ_PATH:
                        raw.FPDFPath_GetDrawMode(drawn, fill, stroke)
                        yield drawn, bool(fill.value), bool(stroke.value)
