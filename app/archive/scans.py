"""Scanned paper as it comes in: a file a person names, read whole and looked into before anything is filed (C2, C11.5).

What a file is, is told by what is in it, never by its name. Every refusal is an Invalid at the field ``scan``.
"""

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from app.errors import Invalid, StorageError
from app.i18n import _
from app.papers.pages import read_pages

FIELD = "scan"
LARGEST_FILE = 50_000_000  # bytes; a colour page at 300 dpi is about 2 MB
SUFFIXES = (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp")  # what a person is offered to choose from
PDF = "application/pdf"
_PDF_MARK = b"%PDF-"
_MARK_WITHIN = 1024  # bytes; mail programs put a few of their own before a PDF begins
_PICTURES: Mapping[str, str] = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "TIFF": "image/tiff",
    "BMP": "image/bmp",
}


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan that can be filed: the bytes, the name a person gave the file, what it is, how many pages it has."""

    content: bytes
    name: str
    media_type: str
    pages: int


def read_scan(path: Path) -> Scan:
    """Read a scan; Invalid when the file is missing, locked, empty, too large, damaged, or neither PDF nor picture."""
    content = _content(path)
    if _PDF_MARK in content[:_MARK_WITHIN]:
        return Scan(content, path.name, PDF, _pdf_pages(content))
    media_type, pages = _picture(content)
    return Scan(content, path.name, media_type, pages)


def _content(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise Invalid(_("This is a folder. Choose the file of the scan."), field=FIELD)
        if size > LARGEST_FILE:
            message = _("This file is too large: {size} MB, at most {most} MB. Scan it in a lower resolution.")
            raise Invalid(message.format(size=size // 10**6, most=LARGEST_FILE // 10**6), field=FIELD)
        content = path.read_bytes()
    except (FileNotFoundError, ValueError) as error:  # ValueError: a name no file can have
        message = _("There is no such file any more. Choose it again.")
        raise Invalid(message, field=FIELD, details=str(error)) from error
    except OSError as error:
        message = _("This file cannot be read. Close it where it is open, or save it elsewhere and choose that.")
        raise Invalid(message, field=FIELD, details=str(error)) from error
    if not content:
        raise Invalid(_("This file is empty. Scan the page again."), field=FIELD)
    return content


def _pdf_pages(content: bytes) -> int:
    try:
        pages = len(read_pages(content).sizes)
    except StorageError as error:
        raise Invalid(
            _("This PDF is damaged or locked with a password."), field=FIELD, details=error.details
        ) from error
    if pages == 0:
        raise Invalid(_("This PDF has no page."), field=FIELD)
    return pages


def _picture(content: bytes) -> tuple[str, int]:
    """Return media type and number of pages of a picture, read to its end: half a picture is none."""
    from PIL import Image, UnidentifiedImageError  # takes longer to load than a desk wants to wait at every start

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=tuple(_PICTURES)) as picture:
                pages = int(getattr(picture, "n_frames", 1))
                for page in range(pages):
                    picture.seek(page)
                    picture.load()
                return _PICTURES[picture.format or ""], pages
    except UnidentifiedImageError as error:
        message = _("This is no scan: neither a PDF nor a picture (PNG, JPEG, TIFF, BMP).")
        raise Invalid(message, field=FIELD) from error
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        message = _("This picture is too large. Scan it in a lower resolution.")
        raise Invalid(message, field=FIELD, details=str(error)) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:  # what Pillow says of damaged files
        raise Invalid(_("This picture is damaged. Scan the page again."), field=FIELD, details=str(error)) from error
