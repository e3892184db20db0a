"""Pictures of pages, made beside the window: what is in view first, one after the other, a few kept."""

from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from itertools import count

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.errors import AppError
from app.papers.pages import PagePicture, Pages, page_picture, page_text
from ui.runtime.jobs import JobRunner
from ui.widgets.pages.page_view_layout import Piece

_KEPT_BYTES = 96 * 2**20  # a screen of 4K is 33 MB
_numbers = count(1)


class PagePictures(QObject):
    """Draws the pieces that are wanted; ``arrived`` tells that one more can be painted."""

    arrived = Signal()
    text_read = Signal(str)  # what stands on the page asked for
    failed = Signal(str)

    def __init__(self, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._key = f"pages.{next(_numbers)}"
        self._pages: Pages | None = None
        self._scale = 0.0
        self._ratio = 1.0
        self._needed: frozenset[Piece] = frozenset()
        self._wanted: list[Piece] = []
        self._drawing: Piece | None = None
        self._images: OrderedDict[Piece, QImage] = OrderedDict()
        self._former: dict[int, list[tuple[float, float, QImage]]] = {}

    def show(self, pages: Pages | None, scale: float, ratio: float) -> None:
        """Draw these pages at ``scale`` device px per mm from now on, ``ratio`` device px per logical px.

        What was drawn before is kept to be shown in the meantime, unless it is of other pages.
        """
        if pages is self._pages and scale == self._scale:
            return
        alike = pages is not None and self._pages is not None and pages.sizes == self._pages.sizes
        self._keep_former(alike)
        self._pages, self._scale, self._ratio = pages, scale, ratio
        self._wanted = []
        self._images.clear()
        self._drawing = None
        self._jobs.drop_read(self._key)

    def want(self, pieces: Sequence[Piece]) -> None:
        """Say which pieces are needed now, the most urgent first; what was wanted before no longer is."""
        self._needed = frozenset(pieces)
        self._wanted = [piece for piece in pieces if piece not in self._images and piece != self._drawing]
        self._draw_next()

    def image(self, piece: Piece) -> QImage | None:
        """Return the picture of a piece if it is there."""
        image = self._images.get(piece)
        if image is not None:
            self._images.move_to_end(piece)
        return image

    def former(self, page: int) -> list[tuple[float, float, QImage]]:
        """Return what a page looked like before the last change: top and bottom as parts of its height, picture."""
        return self._former.get(page, [])

    def read_text(self, page: int) -> None:
        """Ask for what stands on a page."""
        if self._pages is not None:
            pdf = self._pages.pdf
            work = partial(_text, pdf, page)
            self._jobs.run_read(f"{self._key}.text", work, self.text_read.emit, self._on_failed)

    def _keep_former(self, alike: bool) -> None:
        if not alike:
            self._former = {}
        elif self._images and self._pages is not None:
            heights = [size.pixels(self._scale)[1] for size in self._pages.sizes]
            former: dict[int, list[tuple[float, float, QImage]]] = {}
            for piece, image in self._images.items():
                height = heights[piece.page]
                part = (piece.rows.start / height, piece.rows.stop / height, image)
                former.setdefault(piece.page, []).append(part)
            self._former = former

    def _draw_next(self) -> None:
        if self._drawing is not None or not self._wanted or self._pages is None:
            return
        piece = self._drawing = self._wanted.pop(0)
        work = partial(_draw, self._pages.pdf, piece, self._scale)
        self._jobs.run_read(self._key, work, partial(self._on_drawn, piece), self._on_failed)

    def _on_drawn(self, piece: Piece, image: QImage) -> None:
        self._drawing = None
        image.setDevicePixelRatio(self._ratio)
        self._images[piece] = image
        self._forget_old()
        self._draw_next()
        self.arrived.emit()

    def _forget_old(self) -> None:
        """Let go what was not looked at for longest, but nothing that is needed now."""
        kept = sum(image.sizeInBytes() for image in self._images.values())
        for piece in [piece for piece in self._images if piece not in self._needed]:
            if kept <= _KEPT_BYTES:
                return
            kept -= self._images.pop(piece).sizeInBytes()

    def _on_failed(self, error: AppError) -> None:
        self._drawing = None
        self._wanted = []
        self._former = {}
        self.failed.emit(error.message)


def _draw(pdf: bytes, piece: Piece, scale: float, _progress: object) -> QImage:
    return image_of(page_picture(pdf, piece.page, scale, piece.rows))


def _text(pdf: bytes, page: int, _progress: object) -> str:
    return page_text(pdf, page)


def image_of(picture: PagePicture) -> QImage:
    """Return a picture of a page as Qt wants it, with memory of its own."""
    shape = (picture.width, picture.height, picture.stride)
    return QImage(picture.pixels, *shape, QImage.Format.Format_BGR888).convertToFormat(QImage.Format.Format_RGB32)
