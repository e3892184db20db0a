"""A badge: a few words in a pill of their tone, painted the same in tables and beside text."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from ui.theme.palette import Tone, active_palette

SIDE = 9  # logical px between the words and the round end
_SMALLER = 1  # px by which the words of a badge are smaller than the text around it


@dataclass(frozen=True, slots=True)
class Badge:
    """Words and their tone; colour never stands alone."""

    text: str
    tone: Tone = Tone.NEUTRAL


def badge_size(metrics: QFontMetrics, text: str) -> QSize:
    """Return the size of the pill for ``text`` written in the font of ``metrics``."""
    height = metrics.height() + 2
    return QSize(max(height, metrics.horizontalAdvance(text) + 2 * SIDE), height)


def paint_badge(painter: QPainter, rect: QRectF, badge: Badge) -> None:
    """Paint a badge at the left of ``rect``, centred vertically, elided to its width."""
    foreground, ground = active_palette().tone(badge.tone)
    painter.save()
    font = painter.font()
    if font.pixelSize() > 11:
        font.setPixelSize(font.pixelSize() - _SMALLER)
    painter.setFont(font)
    metrics = QFontMetrics(font)
    size = badge_size(metrics, badge.text)
    width = min(float(size.width()), rect.width())
    pill = QRectF(rect.left(), rect.center().y() - size.height() / 2, width, float(size.height()))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
    painter.setPen(foreground)
    text = metrics.elidedText(badge.text, Qt.TextElideMode.ElideRight, int(width - SIDE))
    left = pill.left() + max(SIDE / 2, (width - metrics.horizontalAdvance(text)) / 2)
    baseline = pill.center().y() + (metrics.ascent() - metrics.descent()) / 2
    painter.drawText(QPointF(left, baseline), text)
    painter.restore()
