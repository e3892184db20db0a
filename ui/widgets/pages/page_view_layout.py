"""Where the pages of a document lie: one below the other, centred, in the pixels of the screen."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF

from app.papers.pages import PageSize

MARGIN = 24  # logical px around the pages
GAP = 16  # logical px between two pages
PX_PER_MM = 96 / 25.4  # logical px: what 100 % is
_BAND_PIXELS = 3_000_000  # a picture of more is drawn in bands, of which only those in view are made


@dataclass(frozen=True, slots=True)
class Piece:
    """A band of a page: ``rows`` are those of the whole page in device pixels."""

    page: int
    rows: range


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a document that stays where it is while pages change their size: millimetres on a page."""

    page: int
    x: float
    y: float


class PageLayout:
    """Rectangles of all pages at one zoom, in logical px; ``scale`` is device px per millimetre."""

    def __init__(self, sizes: Sequence[PageSize], factor: float, ratio: float, room: float) -> None:
        """``factor`` is 1.0 at actual size, ``ratio`` device px per logical px, ``room`` the width of the window."""
        self.scale = factor * PX_PER_MM * ratio
        self._ratio = ratio
        self._pixels = [size.pixels(self.scale) for size in sizes]
        widest = max((width for width, _height in self._pixels), default=0) / ratio
        self._width = max(room, widest + 2 * MARGIN)
        self._tops: list[float] = []
        top = float(MARGIN)
        for _width, height in self._pixels:
            self._tops.append(top)
            top += height / ratio + GAP
        self.size = QSizeF(self._width, top - GAP + MARGIN)

    def rect(self, page: int) -> QRectF:
        """Return where a page lies."""
        width, height = (length / self._ratio for length in self._pixels[page])
        return QRectF((self._width - width) / 2, self._tops[page], width, height)

    def page_at(self, y: float) -> int:
        """Return the page at a height, or the one before the gap that is there; 0 when there is none."""
        return max(0, bisect_right(self._tops, y) - 1)

    def pages_between(self, top: float, bottom: float) -> range:
        """Return the pages of which something can be seen between two heights."""
        return range(self.page_at(top), min(len(self._tops), self.page_at(bottom) + 1))

    def pieces(self, page: int, top: float = float("-inf"), bottom: float = float("inf")) -> list[Piece]:
        """Return the bands of a page between two heights, from above."""
        width, height = self._pixels[page]
        rows = max(64, _BAND_PIXELS // width)
        bands = [range(start, min(height, start + rows)) for start in range(0, height, rows)]
        own = self._tops[page]
        return [
            Piece(page, band)
            for band in bands
            if own + band.stop / self._ratio > top and own + band.start / self._ratio < bottom
        ]

    def spot_at(self, x: float, y: float) -> Spot:
        """Return the place on a page that lies at a point."""
        page = self.page_at(y)
        rect, scale = self.rect(page), self.scale / self._ratio
        return Spot(page, (x - rect.left()) / scale, (y - rect.top()) / scale)

    def point_of(self, spot: Spot) -> tuple[float, float]:
        """Return the point at which a place on a page lies."""
        rect, scale = self.rect(spot.page), self.scale / self._ratio
        return rect.left() + spot.x * scale, rect.top() + spot.y * scale
