"""How results of a search are painted: headings small, hits in two lines with their icon, badge and what fits bold."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.rules.search_spans import Span
from ui.theme.badge import badge_font, badge_size, paint_badge
from ui.theme.icons import paint_icon
from ui.theme.painting import SELECTED, paint_row_ground
from ui.theme.palette import active_palette
from ui.theme.sizes import scaled
from ui.widgets.search.rows import Heading, HitRow, MoreRow, Note, Row

ROW_ROLE = Qt.ItemDataRole.UserRole
# logical px at the usual text size
_SIDE = 12
_ICON = 18
_GAP = 10
_HEADING_PAD = 10
_HIT_PAD = 14
_MORE_PAD = 12


class RowDelegate(QStyledItemDelegate):
    """Paints the rows of a ``ResultList``."""

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(200, row_height(option.font, index.data(ROW_ROLE)))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: Row = index.data(ROW_ROLE)
        painter.save()
        painter.setFont(option.font)
        inner = option.rect.adjusted(scaled(_SIDE), 0, -scaled(_SIDE), 0)
        if isinstance(row, HitRow | MoreRow):
            _paint_ground(painter, option)
        if isinstance(row, HitRow):
            _paint_hit(painter, inner, row, selected=bool(option.state.value & SELECTED))
        elif isinstance(row, MoreRow):
            _paint_more(painter, inner, row)
        elif isinstance(row, Heading):
            _paint_heading(painter, option.rect, inner, row)
        else:
            _paint_note(painter, inner, row)
        painter.restore()


def row_height(font: QFont, row: Row) -> int:
    """Return how high a row is in a font, in logical px."""
    line = QFontMetrics(font).height()
    if isinstance(row, HitRow) or (isinstance(row, Note) and row.hint):
        return 2 * line + scaled(_HIT_PAD)
    small = QFontMetrics(badge_font(font)).height()
    return small + scaled(_HEADING_PAD) if isinstance(row, Heading) else line + scaled(_MORE_PAD)


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    paint_row_ground(painter, option.rect, option.state.value)
    if option.state.value & SELECTED:
        mark = QRect(option.rect.left(), option.rect.top(), 3, option.rect.height())
        painter.fillRect(mark, active_palette().color("accent"))


def _paint_heading(painter: QPainter, ground: QRect, inner: QRect, row: Heading) -> None:
    painter.fillRect(ground, active_palette().color("heading"))
    painter.setPen(active_palette().color("caption"))
    font = badge_font(painter.font())
    painter.setFont(font)
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, row.count)
    font.setBold(True)
    painter.setFont(font)
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, row.text)


def _paint_note(painter: QPainter, inner: QRect, row: Note) -> None:
    lines = (row.text, row.hint) if row.hint else (row.text,)
    top = inner.center().y() - len(lines) * painter.fontMetrics().height() // 2
    for line, role in zip(lines, ("text", "dim"), strict=False):
        _paint_words(painter, inner.left(), top, inner.width(), line, (), role)
        top += painter.fontMetrics().height()


def _paint_more(painter: QPainter, inner: QRect, row: MoreRow) -> None:
    palette, side = active_palette(), scaled(_ICON)
    painter.setPen(palette.color("accent"))
    glyph = QRect(inner.left(), inner.center().y() - side // 2 + 1, side, side).adjusted(2, 2, -2, -2)
    paint_icon(painter, glyph, "next_step" if row.in_list else "down", palette.color("accent"))
    words = inner.adjusted(side + scaled(_GAP), 0, 0, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, row.text)


def _paint_hit(painter: QPainter, inner: QRect, row: HitRow, *, selected: bool) -> None:
    palette, side, hit = active_palette(), scaled(_ICON), row.hit
    glyph = QRect(inner.left(), inner.center().y() - side // 2, side, side)
    paint_icon(painter, glyph, row.icon, palette.color("accent" if selected else "dim"))
    words = inner.adjusted(side + scaled(_GAP), scaled(_HIT_PAD) // 2, 0, 0)
    if row.badge is not None:
        room = min(badge_size(QFontMetrics(badge_font(painter.font())), row.badge.text).width(), words.width() // 3)
        place = QRectF(words.right() - room, inner.top(), room, inner.height())
        paint_badge(painter, place, row.badge)
        words.setRight(words.right() - room - scaled(_GAP))
    line = painter.fontMetrics().height()
    _paint_words(painter, words.left(), words.top(), words.width(), hit.title, hit.title_spans, "text")
    color = "caption" if selected else "dim"
    _paint_words(painter, words.left(), words.top() + line, words.width(), hit.line, hit.line_spans, color)


def _paint_words(
    painter: QPainter, left: int, top: int, room: int, text: str, found: Sequence[Span], role: str
) -> None:
    """Paint one line, elided to ``room``; what was found in it stands out by weight and colour."""
    palette, bold = active_palette(), QFont(painter.font())
    bold.setBold(True)
    metrics = QFontMetrics(bold if found else painter.font())
    shown = metrics.elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, room)
    layout = QTextLayout(shown, painter.font())
    layout.setFormats([_range(span, len(shown)) for span in found if span[0] < len(shown)])
    layout.beginLayout()
    layout.createLine().setLineWidth(1e6)
    layout.endLayout()
    painter.setPen(palette.color(role))
    layout.draw(painter, QPointF(left, top))


def _range(span: Span, length: int) -> QTextLayout.FormatRange:
    style = QTextCharFormat()
    style.setFontWeight(QFont.Weight.Bold)
    style.setForeground(active_palette().color("accent"))
    result = QTextLayout.FormatRange()
    result.start, result.length, result.format = span[0], min(span[1], length) - span[0], style
    return result
