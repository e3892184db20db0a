"""The QR code of a paper: its number and nothing else, 18 mm on forms, error level M."""

from functools import lru_cache

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from reports.style.frames import MM

QR_SIZE = 18 * MM


@lru_cache(maxsize=256)
def qr_bars(payload: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """Return the number of modules a side and the dark bars as (row, first column, length)."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(payload)
    code.make()
    count = code.getModuleCount()
    rows = (_bars(row, [bool(code.isDark(row, column)) for column in range(count)]) for row in range(count))
    return count, tuple(bar for bars in rows for bar in bars)


def draw_qr(canvas: Canvas, payload: str, x: float, top: float, size: float = QR_SIZE) -> None:
    """Draw the code of ``payload``, ``size`` points a side, with its upper left corner at ``x``, ``top``."""
    canvas.drawPath(_path(payload, x, top, size), stroke=0, fill=1)


@lru_cache(maxsize=32)
def _path(payload: str, x: float, top: float, size: float) -> PDFPathObject:
    """Return the bars as they are drawn; every page of every copy draws the same ones."""
    count, bars = qr_bars(payload)
    module = size / count
    path = PDFPathObject()
    for row, column, length in bars:
        path.rect(x + column * module, top - (row + 1) * module, length * module, module)
    return path


def _bars(row: int, dark: list[bool]) -> list[tuple[int, int, int]]:
    bars: list[tuple[int, int, int]] = []
    for column, is_dark in enumerate(dark):
        if is_dark and bars and bars[-1][1] + bars[-1][2] == column:
            bars[-1] = (row, bars[-1][1], bars[-1][2] + 1)
        elif is_dark:
            bars.append((row, column, 1))
    return bars
