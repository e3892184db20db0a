"""Pages of a PDF on a desk, one below the other: scrolled, zoomed, and sharp on every screen."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.papers.pages import Pages
from ui.runtime.jobs import JobRunner
from ui.theme.palette import active_palette
from ui.widgets.pages.page_view_layout import GAP, MARGIN, PX_PER_MM, PageLayout, Piece, Spot
from ui.widgets.pages.page_view_pictures import PagePictures

SMALLEST, LARGEST = 0.5, 4.0  # what a person can choose; fitting may go below
_LEAST_FIT = 0.1
_STEPS = (0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)
_WHEEL_STEP = 1.1
_LINE = 40  # logical px of an arrow key
_PAPER = QColor("#ffffff")  # paper is white in every theme
_SHADOW_PX, _SHADOW_OPACITY = 6, 10  # logical px; of 255, for each px once more


class Fit(StrEnum):
    """How large pages are shown: to the width of the window, wholly, or at a size that was chosen."""

    WIDTH = "width"
    PAGE = "page"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Zoom:
    """A way to show pages; ``factor`` (1.0 is actual size) counts when it was chosen."""

    fit: Fit
    factor: float = 1.0


class PageView(QAbstractScrollArea):
    """Shows ``Pages``; pictures are made in the background as pages come into view."""

    page_changed = Signal(int)  # the page looked at, from 0
    zoom_changed = Signal()
    failed = Signal(str)  # a page cannot be drawn: why, in words

    def __init__(self, name: str, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # else fitting the width would flicker
        self.verticalScrollBar().setSingleStep(_LINE)
        self.horizontalScrollBar().setSingleStep(_LINE)
        self.pictures = PagePictures(jobs, self)
        self._pages: Pages | None = None
        self._zoom = Zoom(Fit.WIDTH)
        self._layout = PageLayout((), 1.0, 1.0, 0)
        self._current = 0
        self.pictures.arrived.connect(self.viewport().update)
        self.pictures.text_read.connect(self.setAccessibleDescription)
        self.pictures.failed.connect(self.failed)

    # asked by others ---------------------------------------------------------------------------------------------

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._pages.sizes) if self._pages else 0

    @property
    def current(self) -> int:
        """The page looked at, from 0."""
        return self._current

    @property
    def zoom(self) -> Zoom:
        """How large pages are shown."""
        return self._zoom

    @property
    def factor(self) -> float:
        """The size in which pages are shown now; 1.0 is actual size."""
        return self._layout.scale / PX_PER_MM / self.devicePixelRatioF()

    def show_pages(self, pages: Pages | None) -> None:
        """Show other pages. The same sheets with other words on them keep their place."""
        alike = pages is not None and self._pages is not None and pages.sizes == self._pages.sizes
        spot = self._spot(QPoint(0, 0)) if alike else None
        self._pages = pages
        self._arrange(spot, QPoint(0, 0))
        if not alike:
            self.verticalScrollBar().setValue(0)
        self._note_page(always=True)

    def set_zoom(self, zoom: Zoom, around: QPoint | None = None) -> None:
        """Show pages in another size; what is at ``around`` (of the viewport) stays there."""
        held = around or QPoint(self.viewport().width() // 2, 0)
        spot = self._spot(held)
        bounded = min(LARGEST, max(SMALLEST, zoom.factor))
        self._zoom = Zoom(zoom.fit, bounded)
        self._arrange(spot, held)
        self.zoom_changed.emit()

    def zoom_in(self) -> None:
        """Show pages one step larger."""
        larger = [step for step in _STEPS if step > self.factor + 0.005]
        self.set_zoom(Zoom(Fit.CHOSEN, larger[0] if larger else LARGEST))

    def zoom_out(self) -> None:
        """Show pages one step smaller."""
        smaller = [step for step in _STEPS if step < self.factor - 0.005]
        self.set_zoom(Zoom(Fit.CHOSEN, smaller[-1] if smaller else SMALLEST))

    def go_to(self, page: int) -> None:
        """Bring the top of a page (from 0) into view; there is no page before the first or after the last."""
        if self.count:
            bounded = min(self.count - 1, max(0, page))
            self.verticalScrollBar().setValue(round(self._layout.rect(bounded).top() - MARGIN / 2))

    # arranging ---------------------------------------------------------------------------------------------------

    def _arrange(self, spot: Spot | None, held: QPoint) -> None:
        """Lay the pages out anew with ``spot`` of a page at ``held`` of the viewport."""
        sizes = self._pages.sizes if self._pages else ()
        room = self.viewport().size()
        self._layout = PageLayout(sizes, self._wanted_factor(), self.devicePixelRatioF(), room.width())
        for bar, whole, seen in (
            (self.horizontalScrollBar(), self._layout.size.width(), room.width()),
            (self.verticalScrollBar(), self._layout.size.height(), room.height()),
        ):
            bar.setRange(0, max(0, round(whole) - seen))
            bar.setPageStep(seen)
        if spot is not None and spot.page < len(sizes):
            x, y = self._layout.point_of(spot)
            self.horizontalScrollBar().setValue(round(x) - held.x())
            self.verticalScrollBar().setValue(round(y) - held.y())
        self.pictures.show(self._pages, self._layout.scale, self.devicePixelRatioF())
        self.viewport().update()

    def _wanted_factor(self) -> float:
        if self._zoom.fit is Fit.CHOSEN or not self._pages or not self._pages.sizes:
            return self._zoom.factor
        room = self.viewport().size()
        wide = max(size.width for size in self._pages.sizes) * PX_PER_MM
        high = max(size.height for size in self._pages.sizes) * PX_PER_MM
        factor = (room.width() - 2 * MARGIN) / wide
        if self._zoom.fit is Fit.PAGE:
            factor = min(factor, (room.height() - 2 * GAP) / high)
        return min(LARGEST, max(_LEAST_FIT, factor))

    def _spot(self, held: QPoint) -> Spot | None:
        if not self.count:
            return None
        offset = self._offset()
        return self._layout.spot_at(held.x() + offset.x(), held.y() + offset.y())

    def _offset(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _note_page(self, *, always: bool = False) -> None:
        """The page looked at is the one of which most is to be seen."""
        top = self._offset().y()
        seen = QRectF(0, top, self._layout.size.width(), self.viewport().height())
        pages = self._layout.pages_between(seen.top(), seen.bottom())
        shown = max(pages, key=lambda page: self._layout.rect(page).intersected(seen).height(), default=0)
        if shown != self._current or always:
            self._current = shown
            self.page_changed.emit(shown)
            if self.count:
                self.pictures.read_text(shown)

    # reactions ---------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        spot = self._spot(QPoint(0, 0))
        super().resizeEvent(event)
        self._arrange(spot, QPoint(0, 0))
        self._note_page()
        self.zoom_changed.emit()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:  # noqa: N802 - Qt's name
        self.viewport().update()
        self._note_page()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        turns = event.angleDelta().y() / 120
        self.set_zoom(Zoom(Fit.CHOSEN, self.factor * _WHEEL_STEP**turns), event.position().toPoint())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        bar = self.verticalScrollBar()
        key = event.key()
        if key == Qt.Key.Key_PageDown:
            self._turn(1)
        elif key == Qt.Key.Key_PageUp:
            self._turn(-1)
        elif key == Qt.Key.Key_Home:
            bar.setValue(0)
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    def _turn(self, step: int) -> None:
        """Go on by a screen, but never past the top of a page that has not been seen."""
        bar, room = self.verticalScrollBar(), self.viewport().height()
        place = bar.value()
        tops = [round(self._layout.rect(page).top() - MARGIN / 2) for page in range(self.count)]
        ahead = [top for top in tops if (top > place + MARGIN if step > 0 else top < place - MARGIN)]
        nearest = (ahead[0] if step > 0 else ahead[-1]) if ahead else None
        if nearest is not None and abs(nearest - place) <= room:  # all above it has been seen
            bar.setValue(nearest)
        else:
            bar.setValue(place + step * (room - _LINE))

    # painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), active_palette().color("hairline"))
        offset, room = self._offset(), self.viewport().height()
        top, bottom = offset.y(), offset.y() + room
        needed: list[Piece] = []
        for page in self._layout.pages_between(top, bottom):
            place = _snapped(painter, self._layout.rect(page).translated(-offset.x(), -offset.y()))
            pieces = self._layout.pieces(page, top, bottom)
            needed += pieces
            _paint_sheet(painter, place)
            self._paint_pieces(painter, place, pieces)
        painter.end()
        for page in self._layout.pages_between(bottom, bottom + room):  # what is scrolled to next
            needed += [piece for piece in self._layout.pieces(page, bottom, bottom + room) if piece not in needed]
        self.pictures.want(needed)

    def _paint_pieces(self, painter: QPainter, place: QRectF, pieces: list[Piece]) -> None:
        """Paint what has been drawn; until everything has, what the page looked like before lies below."""
        images = [(piece, self.pictures.image(piece)) for piece in pieces]
        if any(image is None for _piece, image in images):
            self._paint_former(painter, place, pieces[0].page)
        for piece, image in images:
            if image is not None:
                top = place.top() + piece.rows.start / image.devicePixelRatio()
                painter.drawImage(QPointF(place.left(), top), image)

    def _paint_former(self, painter: QPainter, place: QRectF, page: int) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for start, stop, image in self.pictures.former(page):
            top, height = place.top() + start * place.height(), (stop - start) * place.height()
            painter.drawImage(QRectF(place.left(), top, place.width(), height), image)


def _snapped(painter: QPainter, rect: QRectF) -> QRectF:
    """Move a rectangle onto whole pixels of the screen, where a picture stays sharp at any scaling."""
    device = painter.deviceTransform().map(rect.topLeft())
    ratio = painter.deviceTransform().m11()
    return rect.translated((round(device.x()) - device.x()) / ratio, (round(device.y()) - device.y()) / ratio)


def _paint_sheet(painter: QPainter, place: QRectF) -> None:
    """Paint a white sheet that lies on the desk with a soft shadow."""
    shadow = QColor(0, 0, 0, _SHADOW_OPACITY)
    for spread in range(_SHADOW_PX, 0, -1):
        painter.fillRect(place.adjusted(-spread / 2, spread / 2, spread / 2, spread), shadow)
    painter.fillRect(place, _PAPER)
