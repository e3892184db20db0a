"""PDF read back: how many pages, how large, what they look like and say.

This is the one module that calls PDFium, which crashes when two threads are in it at once (decision 20): every call
stands under one lock, and everything that is opened is closed under it as well, in order, so that no finaliser runs
later in some other thread. Opening a file of 450 pages takes 3 ms, so nothing is kept open between two questions.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from threading import Lock
from typing import Any

import pypdfium2

from app.errors import StorageError
from app.i18n import _

MM_PER_INCH = 25.4
_MM_PER_POINT = MM_PER_INCH / 72
_BYTES_PER_PIXEL = 3
_NAME_LENGTH = 32  # hexadecimal digits of the name of a file in its trailer
_FILE_NAME = re.compile(rb"/ID\[<[0-9A-F]{32}><[0-9A-F]{32}>\]")
_WRITTEN_AT = re.compile(rb"(/CreationDate\(D:)[0-9]{14}(?=[^)]*\)/Creator\(PDFium\))")
_in_pdfium = Lock()


@dataclass(frozen=True, slots=True)
class PageSize:
    """Width and height of a page in millimetres, as it is looked at."""

    width: float
    height: float

    def pixels(self, scale: float) -> tuple[int, int]:
        """Return the whole page's width and height at ``scale`` pixels per millimetre; at least one pixel."""
        return max(1, round(self.width * scale)), max(1, round(self.height * scale))


@dataclass(frozen=True, slots=True)
class Pages:
    """A PDF and the sizes of its pages."""

    pdf: bytes
    sizes: tuple[PageSize, ...]


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page, or some rows of it: ``pixels`` are rows of blue, green and red bytes, ``stride`` bytes each."""

    width: int
    height: int
    stride: int
    pixels: bytes

    @property
    def is_blank(self) -> bool:
        """True when nothing stands on it."""
        return self.pixels.count(b"\xff") == len(self.pixels)


@contextmanager
def _pdfium() -> Iterator[None]:
    """Stand alone in PDFium, and tell in words what it complains about."""
    with _in_pdfium:
        try:
            yield
        except pypdfium2.PdfiumError as error:
            message = _("This file is damaged, locked with a password or no PDF; it cannot be shown.")
            raise StorageError(message, details=str(error)) from error


@contextmanager
def opened(pdf: bytes) -> Iterator[Any]:
    """Open a PDF inside the lock; StorageError when it is none, is damaged or wants a password.

    What is taken out of the document (pages, texts, pictures) has to be closed before the block ends.
    """
    with _pdfium(), closing(pypdfium2.PdfDocument(pdf)) as document:
        document.init_forms()
        yield document


def read_pages(pdf: bytes) -> Pages:
    """Return a PDF with the sizes of its pages; StorageError for a file that cannot be read."""
    with opened(pdf) as document:
        return Pages(pdf, tuple(_size(*document.get_page_size(index)) for index in range(len(document))))


def page_picture(pdf: bytes, index: int, scale: float, rows: range | None = None) -> PagePicture:
    """Return page ``index`` (from 0) at ``scale`` pixels per millimetre on white; ``rows`` limits it to these rows.

    Rows put together give exactly the whole page: every pixel is where it would be in one picture.
    """
    with opened(pdf) as document, closing(document[index]) as page:
        width, height = _size(*page.get_size()).pixels(scale)
        wanted = rows or range(height)
        with closing(_white(width, len(wanted))) as bitmap:
            place = (0, -wanted.start, width, height, 0, pypdfium2.raw.FPDF_ANNOT)
            pypdfium2.raw.FPDF_RenderPageBitmap(bitmap, page, *place)
            if document.formenv:
                pypdfium2.raw.FPDF_FFLDraw(document.formenv, bitmap, page, *place)
            return PagePicture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))


def page_text(pdf: bytes, index: int) -> str:
    """Return what stands on page ``index`` (from 0), in the order it was drawn; "" for a scan."""
    with opened(pdf) as document, closing(document[index]) as page, closing(page.get_textpage()) as text:
        return str(text.get_text_range())


def picked(pdf: bytes, pages: Sequence[int]) -> bytes:
    """Return some pages of a PDF (from 0) as one of their own; StorageError when it cannot be read.

    The same pages give the same bytes, so that what was filed once is known again: the name that PDFium draws by lot
    for each file it writes, and the time it wrote it, are put right here.
    """
    buffer = BytesIO()
    with _pdfium(), closing(pypdfium2.PdfDocument.new()) as part, closing(pypdfium2.PdfDocument(pdf)) as whole:
        part.import_pages(whole, list(pages))
        part.save(buffer)
    name = sha256(pdf + repr(tuple(pages)).encode("ascii")).hexdigest()[:_NAME_LENGTH].upper().encode("ascii")
    named = _FILE_NAME.sub(b"/ID[<" + name + b"><" + name + b">]", buffer.getvalue())
    return _WRITTEN_AT.sub(rb"\g<1>20000101000000", named, count=1)


def _size(width: float, height: float) -> PageSize:
    """Return a size in points as millimetres; to the thousandth, where PDFium's two ways of asking agree."""
    return PageSize(round(width * _MM_PER_POINT, 3), round(height * _MM_PER_POINT, 3))


def _white(width: int, height: int) -> Any:
    bitmap = pypdfium2.PdfBitmap.new_native(width, height, pypdfium2.raw.FPDFBitmap_BGR)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
    return bitmap
