"""Stacked columns: a few figures per month, one on the other, with their sum or share above and the month below."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.theme.badge import badge_font
from ui.theme.palette import active_palette
from ui.theme.sizes import scaled

# logical px at the usual text size
_HEIGHT = 190
_BAR = 34
_LEGEND_BOX = 9
_LEGEND_GAP = 18
_SPACE = 6


@dataclass(frozen=True, slots=True)
class Series:
    """One part of every column: its name, a role of the palette, and how strong (percent) it stands on the panel."""

    name: str
    role: str
    strength: int = 100


@dataclass(frozen=True, slots=True)
class Bar:
    """One column: what stands below it, its parts in the order of the series, what stands above, and its tooltip."""

    name: str
    parts: tuple[int, ...]
    top: str
    tip: str


class ColumnChart(QWidget):
    """A picture to look at; everything it says is also its accessible description and its tooltips.

    ``bar_clicked`` tells which column, from the left, was pressed.
    """

    bar_clicked = Signal(int)

    def __init__(self, name: str, title: str, empty: str, parent: QWidget | None = None) -> None:
        """``title`` names it for a screen reader, ``empty`` is said while every part is nothing."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._empty = empty
        self._series: tuple[Series, ...] = ()
        self._bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def bars(self) -> tuple[Bar, ...]:
        """The columns shown."""
        return self._bars

    @property
    def is_empty(self) -> bool:
        """True while there is nothing to see."""
        return not any(any(bar.parts) for bar in self._bars)

    def show_bars(self, series: Sequence[Series], bars: Sequence[Bar]) -> None:
        """Show these columns."""
        self._series, self._bars = tuple(series), tuple(bars)
        self.setAccessibleDescription(self._empty if self.is_empty else "\n".join(bar.tip for bar in bars))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(scaled(300), scaled(_HEIGHT))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(scaled(160), scaled(_HEIGHT))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos()), self)
            return True
        return super().event(event)

    def tip_at(self, place: QPoint) -> str:
        """Return what the column at a place says, "" beside them."""
        position = self._position(place)
        return "" if position is None else self._bars[position].tip

    def _position(self, place: QPoint) -> int | None:
        """Return which column is at a place, None beside them."""
        return next((at for at in range(len(self._bars)) if self._slot(at).contains(place)), None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        position = self._position(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and position is not None:
            self.bar_clicked.emit(position)
        super().mouseReleaseEvent(event)

    # painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(badge_font(self.font()))
        if self.is_empty:
            painter.setPen(active_palette().color("dim"))
            words = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect(), int(words), self._empty)
        else:
            for at, bar in enumerate(self._bars):
                self._paint_bar(painter, self._slot(at), bar)
            self._paint_legend(painter)
        painter.end()

    def _line(self) -> int:
        return QFontMetrics(badge_font(self.font())).height()

    def _slot(self, position: int) -> QRect:
        """Return the room of a column with its words."""
        width = self.width() / max(1, len(self._bars))
        height = self.height() - self._line() - scaled(_SPACE)
        return QRect(round(position * width), 0, round(width), height)

    def _paint_bar(self, painter: QPainter, slot: QRect, bar: Bar) -> None:
        palette, line = active_palette(), self._line()
        ground = slot.bottom() - line - scaled(_SPACE)
        room = ground - slot.top() - line - scaled(_SPACE)
        highest = max(sum(one.parts) for one in self._bars)
        width = min(scaled(_BAR), slot.width() - 6)
        left, top = slot.center().x() - width / 2, float(ground)
        for part, series in zip(bar.parts, self._series, strict=True):
            # What there is of it can be seen, however little that is.
            height = max(2.0, part * room / highest) if part else 0.0
            top -= height
            painter.fillRect(QRectF(left, top, width, height), _color(series))
        painter.setPen(palette.color("hairline"))
        painter.drawLine(QPointF(slot.left(), ground + 0.5), QPointF(slot.right() + 1, ground + 0.5))
        self._write(painter, slot, round(top) - line - 2, bar.top, "text")
        self._write(painter, slot, ground + scaled(_SPACE) - 2, bar.name, "dim")

    def _write(self, painter: QPainter, slot: QRect, top: int, text: str, role: str) -> None:
        painter.setPen(active_palette().color(role))
        painter.drawText(QRect(slot.left(), top, slot.width(), self._line()), Qt.AlignmentFlag.AlignCenter, text)

    def _paint_legend(self, painter: QPainter) -> None:
        metrics, box = QFontMetrics(painter.font()), scaled(_LEGEND_BOX)
        names = [metrics.horizontalAdvance(series.name) for series in self._series]
        whole = sum(names) + len(names) * (box + 5) + (len(names) - 1) * scaled(_LEGEND_GAP)
        left, top = max(0, (self.width() - whole) // 2), self.height() - self._line()
        for series, width in zip(self._series, names, strict=True):
            painter.fillRect(QRectF(left, top + (self._line() - box) / 2, box, box), _color(series))
            painter.setPen(active_palette().color("dim"))
            place = QRect(left + box + 5, top, width + 1, self._line())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, series.name)
            left += box + 5 + width + scaled(_LEGEND_GAP)


def _color(series: Series) -> QColor:
    """Return the colour of a part as strong as it is wanted, mixed with the panel that it stands on."""
    palette = active_palette()
    color, ground, part = palette.color(series.role), palette.color("panel"), series.strength / 100
    mixed = (round(own * part + under * (1 - part)) for own, under in zip(_rgb(color), _rgb(ground), strict=True))
    return QColor(*mixed)


def _rgb(color: QColor) -> tuple[int, int, int]:
    return color.red(), color.green(), color.blue()
