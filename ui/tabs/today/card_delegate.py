"""Paints the rows of cards: panels with a hairline around each card, two lines of words, a pill and a badge."""

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.tabs.today.card_rows import STOPS, AnyIndex, CardRow, CardRows, RowKind
from ui.theme.badge import badge_size, paint_badge
from ui.theme.painting import HOVERED, SELECTED, CutTexts
from ui.theme.palette import active_palette
from ui.theme.sizes import scaled

# logical px at the usual text size
GAP = 10  # below a card
_SIDE = 14
_BETWEEN = 10
_RADIUS = 8
_PILL, _BADGE, _PERSON = 52, 72, 64
_PADDING = 7


class CardDelegate(QStyledItemDelegate):
    """The look of every row; the current one stands out while the list has the keyboard (``shows_focus``)."""

    def __init__(self, rows: CardRows, parent: QObject) -> None:
        super().__init__(parent)
        self._rows = rows
        self._line = _Line(rows)
        self.shows_focus = False

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: N802 - Qt's name
        row = self._rows.rows[index.row()]
        line = QFontMetrics(option.font).height()
        lines = 2 if row.kind is RowKind.LINE else 1
        return QSize(0, lines * line + 2 * scaled(_PADDING) + (scaled(GAP) if row.is_last else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row = self._rows.rows[index.row()]
        rect: QRect = option.rect
        room = rect.adjusted(0, 0, 0, -scaled(GAP) if row.is_last else 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(option.font)
        self._paint_card(painter, room, row)
        self._paint_ground(painter, room, row, option.state.value)
        inside = room.adjusted(scaled(_SIDE), 0, -scaled(_SIDE), 0)
        match row.kind:
            case RowKind.HEAD:
                _paint_head(painter, inside, row)
            case RowKind.LINE:
                self._line.paint(painter, inside, row, on_ground=bool(option.state.value & (SELECTED | HOVERED)))
            case RowKind.EMPTY | RowKind.MORE:
                painter.setPen(active_palette().color("dim" if row.kind is RowKind.EMPTY else "accent"))
                painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, row.title)
        painter.restore()

    def _paint_card(self, painter: QPainter, room: QRect, row: CardRow) -> None:
        """Paint this row's part of the card's panel: only its first and last row have round corners."""
        palette, radius = active_palette(), scaled(_RADIUS)
        if row.kind is not RowKind.HEAD and not row.is_last:
            painter.fillRect(room, palette.color("panel"))
            for x in (room.left(), room.right()):
                painter.fillRect(x, room.top(), 1, room.height(), palette.color("hairline"))
            return
        top = 0 if row.kind is RowKind.HEAD else -2 * radius
        bottom = 0 if row.is_last else 2 * radius
        painter.save()
        painter.setClipRect(room)
        painter.setPen(palette.color("hairline"))
        painter.setBrush(palette.color("panel"))
        painter.drawRoundedRect(QRectF(room).adjusted(0.5, top + 0.5, -0.5, bottom - 0.5), radius, radius)
        painter.restore()

    def _paint_ground(self, painter: QPainter, room: QRect, row: CardRow, state: int) -> None:
        palette = active_palette()
        inside = room.adjusted(scaled(_SIDE) // 2, 1, -scaled(_SIDE) // 2, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        is_current = bool(state & SELECTED) and self.shows_focus
        if (is_current or state & HOVERED) and row.kind in STOPS:
            painter.setBrush(palette.color("selection" if is_current else "heading"))
            if is_current:
                painter.setPen(palette.color("accent"))
            painter.drawRoundedRect(QRectF(inside).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        elif row.kind is RowKind.LINE and not row.is_last:
            line = room.adjusted(scaled(_SIDE), 0, -scaled(_SIDE), 0)
            painter.fillRect(line.left(), room.bottom(), line.width(), 1, palette.color("hairline"))


def _paint_head(painter: QPainter, inside: QRect, row: CardRow) -> None:
    font = QFont(painter.font())
    font.setBold(True)
    plain = painter.font()
    painter.setFont(font)
    painter.setPen(active_palette().color("text"))
    painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, row.title)
    width = QFontMetrics(font).horizontalAdvance(row.title)
    painter.setFont(plain)
    if row.badge is not None:
        paint_badge(painter, QRectF(inside).adjusted(width + scaled(_BETWEEN), 0, 0, 0), row.badge)


class _Line:
    """Paints lines; how their words are cut is remembered, most are painted again."""

    def __init__(self, rows: CardRows) -> None:
        self._rows = rows
        self._measured: tuple[CardRow, ...] = ()
        self._widest = 0
        self._cut = CutTexts()

    def paint(self, painter: QPainter, inside: QRect, row: CardRow, *, on_ground: bool) -> None:
        """Paint pill, words, person and badge from the two ends; the words take what is left."""
        if self._cut.use(painter.font()):
            self._measured = ()
        left, right = inside.left(), inside.right() + 1
        if row.pill is not None:
            place = QRectF(left, inside.top(), scaled(_PILL), inside.height())
            paint_badge(painter, place, row.pill, fills=True)
        left += scaled(_PILL) + scaled(_BETWEEN)
        if row.badge is not None:
            width = min(self._badge_width(), inside.width() // 3)
            place = QRectF(right - width, inside.top(), width, inside.height())
            paint_badge(painter, place, row.badge, fills=True)
            right -= width + scaled(_BETWEEN)
        right = self._paint_person(painter, QRect(left, inside.top(), right - left, inside.height()), row.person)
        self._paint_words(painter, QRect(left, inside.top(), right - left, inside.height()), row, on_ground=on_ground)

    def _badge_width(self) -> int:
        """Return the width of all badges, so that they stand in a column: what the longest one needs."""
        if self._measured is not self._rows.rows:
            self._measured = self._rows.rows
            texts = {row.badge.text for row in self._measured if row.badge is not None}
            self._widest = max((badge_size(self._cut.metrics, text).width() for text in texts), default=0)
        return max(scaled(_BADGE), self._widest)

    def _paint_person(self, painter: QPainter, room: QRect, person: str) -> int:
        """Paint the person at the right end of ``room``; return where the words have to end."""
        width = min(scaled(_PERSON), room.width() // 4)
        text, own = self._cut.fit(person, width)
        painter.setPen(active_palette().color("caption"))
        top = room.center().y() - self._cut.metrics.height() // 2
        painter.drawText(QPointF(room.right() + 1 - own, top + self._cut.metrics.ascent()), text)
        return room.right() + 1 - width - scaled(_BETWEEN)

    def _paint_words(self, painter: QPainter, room: QRect, row: CardRow, *, on_ground: bool) -> None:
        palette = active_palette()
        top = room.center().y() - self._cut.metrics.height() + 1
        for text, role in ((row.title, "text"), (row.detail, "caption" if on_ground else "dim")):
            painter.setPen(palette.color(role))
            shown, _width = self._cut.fit(text, room.width())
            painter.drawText(QPointF(room.left(), top + self._cut.metrics.ascent()), shown)
            top += self._cut.metrics.height()
