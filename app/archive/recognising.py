"""Which paper a scanned page is: read from the QR code that every sheet printed here carries (C11.5).

A scan of several papers is told apart by its pages, and each paper can be cut out as a file of its own. What stands in
a code is only a number: whether there is such a paper is asked of the records.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

from app.archive.scans import PDF, Scan
from app.papers.pages import MM_PER_INCH, page_picture, picked, read_pages

if TYPE_CHECKING:  # Pillow takes longer to load than a desk wants to wait at every start
    from PIL.Image import Image

# A page is looked at as coarsely as does: 150 dpi reads a sheet that lies straight or not, the finer look is for codes
# that were copied or scanned badly.
LOOKS = (150, 300)  # dots per inch
LONGEST_NUMBER = 40  # characters; a code that says more is none of ours

Progress = Callable[[int, int], None]  # how many pages are read, of how many


@dataclass(frozen=True, slots=True)
class Sheet:
    """Pages of a scan that belong together: their indices from 0, and the number their code says, None without one."""

    pages: tuple[int, ...]
    number: str | None


def read_sheets(scan: Scan, progress: Progress | None = None) -> tuple[Sheet, ...]:
    """Return the papers of a scan in the order of its pages.

    Pages that follow each other with the same number are one paper; so are those that follow each other without any.
    ``progress`` may raise to stop.
    """
    numbers = []
    for done, number in enumerate(_numbers(scan), start=1):
        numbers.append(number)
        if progress is not None:
            progress(done, scan.pages)
    return tuple(_told_apart(numbers))


def _told_apart(numbers: Sequence[str | None]) -> Iterator[Sheet]:
    for number, found in groupby(enumerate(numbers), key=lambda pair: pair[1]):
        yield Sheet(tuple(page for page, _number in found), number)


def _numbers(scan: Scan) -> Iterator[str | None]:
    return _of_pdf(scan.content) if scan.media_type == PDF else _of_picture(scan.content)


def _of_pdf(content: bytes) -> Iterator[str | None]:
    for index in range(len(read_pages(content).sizes)):
        yield next(filter(None, (number_on(_look(content, index, dpi)) for dpi in LOOKS)), None)


def _look(content: bytes, index: int, dpi: int) -> "Image":
    from PIL import Image

    shown = page_picture(content, index, dpi / MM_PER_INCH)
    return Image.frombuffer("RGB", (shown.width, shown.height), shown.pixels, "raw", "BGR", shown.stride, 1)


def _of_picture(content: bytes) -> Iterator[str | None]:
    from PIL import Image

    with Image.open(BytesIO(content)) as picture:
        for page in range(int(getattr(picture, "n_frames", 1))):
            picture.seek(page)
            yield number_on(picture) or number_on(picture.resize((picture.width * 2, picture.height * 2)))


def number_on(picture: "Image") -> str | None:
    """Return the number that the code on a picture says, None where there is no code, or none of ours."""
    import zxingcpp

    only = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    codes = zxingcpp.read_barcodes(picture.convert("L"), formats=only)
    texts = (code.text.strip() for code in codes)
    return next((text for text in texts if text and text.isprintable() and len(text) <= LONGEST_NUMBER), None)


def cut_out(scan: Scan, sheet: Sheet) -> bytes:
    """Return one paper of a scan as a file of the same kind; the scan itself, byte for byte, where that is all."""
    if len(sheet.pages) == scan.pages:
        return scan.content
    return picked(scan.content, sheet.pages) if scan.media_type == PDF else _frames(scan.content, sheet.pages)


def _frames(content: bytes, pages: Sequence[int]) -> bytes:
    """Return some pages of a picture that has several (TIFF)."""
    from PIL import Image

    buffer = BytesIO()
    with Image.open(BytesIO(content)) as picture:
        frames = []
        for page in pages:
            picture.seek(page)
            frames.append(picture.copy())
        frames[0].save(buffer, format=picture.format, save_all=len(frames) > 1, append_images=frames[1:])
    return buffer.getvalue()
