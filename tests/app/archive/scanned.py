"""Scans as they lie in a folder."""

from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image


def picture(kind: str = "PNG", pages: int = 1, colour: str = "white") -> bytes:
    """Return a scanned page as a picture; a TIFF may hold several."""
    buffer = BytesIO()
    sheets = [Image.new("RGB", (60, 80), colour) for _page in range(pages)]
    more = {"save_all": True, "append_images": sheets[1:]} if pages > 1 else {}
    sheets[0].save(buffer, kind, **more)
    return buffer.getvalue()


def pdf(pages: int = 1) -> bytes:
    """Return a PDF of empty pages."""
    buffer = BytesIO()
    document = pypdfium2.PdfDocument.new()
    for _page in range(pages):
        document.new_page(595, 842).close()
    document.save(buffer)
    document.close()
    return buffer.getvalue()


def scan_in(folder: Path, name: str = "传真.png", content: bytes | None = None) -> Path:
    """Return the file of a scan in ``folder``: a picture of one page unless ``content`` is given."""
    file = folder / name
    file.write_bytes(picture() if content is None else content)
    return file
