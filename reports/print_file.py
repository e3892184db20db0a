"""Many papers one behind the other in one PDF (``app.papers.content.PrintFile``).

A PDF of its own costs a paper some 100 kB of cut fonts; a thousand of them joined would be 100 MB. So all papers are
drawn in one file that has each character once. What stands on a finished page is packed and laid aside on the disk, and
the file goes out object by object: a thousand letters with their copies, 8 000 pages, need a few MB of memory.
"""

import weakref
import zlib
from io import BytesIO
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from app.papers.content import PaperContent
from reports.build import canvas_for, draw_paper, drawing


class SharedPrintFile:
    """Draws each paper as ``build_paper`` does, with the fonts that all share."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._aside = TemporaryFile()  # noqa: SIM115 - open until nobody knows this print file any more
        self._canvas: _PackingCanvas | None = None
        weakref.finalize(self, self._aside.close)

    def add(self, content: PaperContent) -> None:
        """Draw all copies of a paper behind those that are there; OSError when the disk is full."""
        with drawing:
            if self._canvas is None:
                self._canvas = canvas_for(_PackingCanvas, BytesIO(), content, self._title)
                self._canvas.aside = self._aside
            draw_paper(self._canvas, content)

    def write(self, stream: BinaryIO) -> None:
        """Write the PDF, once; ValueError when no paper was added."""
        if self._canvas is None:
            raise ValueError("a print file without a paper")
        with drawing:
            self._canvas.write_to(stream)


class _PackingCanvas(Canvas):
    """Keeps of a finished page only where its packed text lies and its entry as it will stand in the file."""

    aside: BinaryIO

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        document = self._doc
        name = document.thisPageName()
        super().showPage()
        page = document.Pages.pages.pop()
        page.Contents = _LaidAside(self.aside, zlib.compress(page.stream.encode()))
        document.idToObject[name] = page.format(document)
        document.Pages.addPage(pdfdoc.PDFObjectReference(name))

    def write_to(self, stream: BinaryIO) -> None:
        """Write the file; what comes before a page is out of memory when the page is written."""
        self._doc.goes_to = stream
        self._doc.SaveToFile(stream, self)


class _LaidAside(pdfdoc.PDFObject):
    """What stands on a page, compressed; an object of its own that the page names."""

    __RefOnly__ = 1

    def __init__(self, aside: BinaryIO, packed: bytes) -> None:
        self._aside, self._start, self._length = aside, aside.tell(), len(packed)
        aside.write(packed)

    def format(self, document: Any) -> bytes:
        """Return it as it stands in the file, after everything before it went out."""
        before = document.__accum__.strings  # the pieces of the file; offsets are counted beside them
        document.goes_to.write(b"".join(before))
        before.clear()
        self._aside.seek(self._start)
        packed = pdfdoc.PDFDictionary({"Filter": pdfdoc.PDFName("FlateDecode")})
        return bytes(pdfdoc.PDFStream(packed, self._aside.read(self._length)).format(document))
