"""Printed papers as a scanner sees them: a little askew, coarse, in poor JPEG, several in one file."""

from io import BytesIO

import pypdfium2
from PIL import Image, ImageFilter

from app.archive.scans import PDF, Scan
from app.papers.pages import MM_PER_INCH, page_picture

DESK = (236, 236, 232)  # what shows beside a sheet that lies askew


def scanned(content: bytes, page: int = 0, *, dpi: int = 150, angle: float = 0, blur: float = 0) -> Image.Image:
    """Return a page as a scanner sees it that lies a little askew on its glass."""
    shown = page_picture(content, page, dpi / MM_PER_INCH)
    sheet = Image.frombuffer("RGB", (shown.width, shown.height), shown.pixels, "raw", "BGR", shown.stride, 1)
    turned = sheet.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=DESK)
    return turned.filter(ImageFilter.GaussianBlur(blur)).convert("L")


def jpeg(picture: Image.Image, quality: int = 40) -> Scan:
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return Scan(buffer.getvalue(), "扫描 0001.jpg", "image/jpeg", 1)


def bundle(kind: str, *pictures: Image.Image) -> Scan:
    """Return pictures as one file of several pages."""
    buffer = BytesIO()
    pictures[0].save(buffer, kind, save_all=True, append_images=pictures[1:], resolution=150)
    return Scan(buffer.getvalue(), "扫描", PDF if kind == "PDF" else "image/tiff", len(pictures))


def joined(pdfs: list[bytes]) -> bytes:
    """Return one PDF of all these, as a scanner with a feeder makes it of several sheets."""
    buffer, whole = BytesIO(), pypdfium2.PdfDocument.new()
    for content in pdfs:
        part = pypdfium2.PdfDocument(content)
        whole.import_pages(part)
        part.close()
    whole.save(buffer)
    whole.close()
    return buffer.getvalue()
