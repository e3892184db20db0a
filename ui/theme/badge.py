"""A badge: a few words in a pill of their tone, painted the same in tables and beside text."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPixmap, QPixmapCache

from ui.theme.palette import Tone, active_palette

SIDE = 9  # logical px between the words and the round end
_SMALLER = 1  # px by which the words of a badge are smaller than the text around it
_SMALLEST = 11  # px, what Chinese needs to be read


@dataclass(frozen=True, slots=True)
class Badge:
    """Words and their tone; colour never stands alone."""

    text: str
    tone: Tone = Tone.NEUTRAL


def badge_size(metrics: QFontMetrics, text: str) -> QSize:
    """Return the size of the pill for ``text`` written in the font of ``metrics``."""
    height = metrics.height() + 2
    return QSize(max(height, metrics.horizontalAdvance(text) + 2 * SIDE), height)


def badge_font(font: QFont) -> QFont:
    """Return the font of a badge that stands in text of ``font``."""
    result = QFont(font)
    if result.pixelSize() > _SMALLEST:
        result.setPixelSize(result.pixelSize() - _SMALLER)
    return result


def paint_badge(painter: QPainter, rect: QRectF, badge: Badge, *, fills: bool = False) -> None:
    """Paint a badge at the left of ``rect``, centred vertically, elided to its width; one that ``fills`` is as wide.

    The same few badges stand in every row of a list, so a painted one is kept as a picture.
    """
    font = painter.font()
    ratio = painter.device().devicePixelRatioF()
    room = int(rect.width())
    key = f"badge {active_palette().name} {badge.tone} {font.key()} {ratio} {room} {fills} {badge.text}"
    picture = QPixmap()
    if not QPixmapCache.find(key, picture):
        picture = _picture(badge, badge_font(font), room, ratio, fills=fills)
        QPixmapCache.insert(key, picture)
    height = picture.height() / ratio
    painter.drawPixmap(QPointF(rect.left(), round(rect.top() + (rect.height() - height) / 2)), picture)


def _picture(badge: Badge, font: QFont, room: int, ratio: float, *, fills: bool) -> QPixmap:
    """Paint a badge that is at most ``room`` logical px wide, for a screen of ``ratio`` pixels per logical px."""
    metrics = QFontMetrics(font)
    size = badge_size(metrics, badge.text)
    size.setWidth(max(1, room if fills else min(size.width(), room)))
    picture = QPixmap((QSizeF(size) * ratio).toSize())
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setFont(font)
    _paint(painter, metrics, size, badge)
    painter.end()
    return picture


def _paint(painter: QPainter, metrics: QFontMetrics, size: QSize, badge: Badge) -> None:
    foreground, ground = active_palette().tone(badge.tone)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(QPointF(0, 0), QSizeF(size)), size.height() / 2, size.height() / 2)
    painter.setPen(foreground)
    text = metrics.elidedText(badge.text, Qt.TextElideMode.ElideRight, size.width() - SIDE)
    left = max(SIDE / 2, (size.width() - metrics.horizontalAdvance(text)) / 2)
    baseline = size.height() / 2 + (metrics.ascent() - metrics.descent()) / 2
    painter.drawText(QPointF(left, baseline), text)
