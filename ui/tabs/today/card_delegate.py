"""Paints the rows of cards: panels with a hairline around each card, two lines of words, a pill and a badge."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QStyledItemDelegate, QStyleOptionViewItem

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
    """The look of every row; the current one stands out while the list has the keyboard (``shows_focus``).

    A title takes up to ``title_lines`` where the ``parent`` is too narrow for it.
    """

    def __init__(self, rows: CardRows, parent: QAbstractScrollArea, title_lines: int = 1) -> None:
        super().__init__(parent)
        self._rows = rows
        self._list = parent
        self._line = _Line(rows, title_lines)
        self.shows_focus = False

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: N802 - Qt's name
        row = self._rows.rows[index.row()]
        inside = QRect(0, 0, self._list.viewport().width() - 2 * scaled(_SIDE), 0)
        line = QFontMetrics(option.font).height()
        lines = self._line.count(row, inside, option.font) if row.kind is RowKind.LINE else 1
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


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the parts of a line stand."""

    pill: QRect
    words: QRect
    person: QRect
    badge: QRect


class _Line:
    """Paints lines; how their words are cut is remembered, most are painted again."""

    def __init__(self, rows: CardRows, title_lines: int) -> None:
        self._rows = rows
        self._title_lines = title_lines
        self._measured: tuple[CardRow, ...] = ()
        self._widest = 0
        self._cut = CutTexts()

    def count(self, row: CardRow, inside: QRect, font: QFont) -> int:
        """Return how many lines of words a row has in the room ``inside`` its card."""
        self._use(font)
        return len(self._titles(row, self._places(inside, row).words)) + 1

    def paint(self, painter: QPainter, inside: QRect, row: CardRow, *, on_ground: bool) -> None:
        """Paint pill, words, person and badge."""
        self._use(painter.font())
        places = self._places(inside, row)
        for place, badge in ((places.pill, row.pill), (places.badge, row.badge)):
            if badge is not None:
                paint_badge(painter, QRectF(place), badge, fills=True)
        self._paint_person(painter, places.person, row.person)
        self._paint_words(painter, places.words, row, on_ground=on_ground)

    def _use(self, font: QFont) -> None:
        if self._cut.use(font):
            self._measured = ()

    def _places(self, inside: QRect, row: CardRow) -> _Places:
        """Give pill, badge and person their room from the two ends; the words take what is left."""
        gap, top, height = scaled(_BETWEEN), inside.top(), inside.height()
        left, right = inside.left() + scaled(_PILL) + gap, inside.right() + 1
        badge = min(self._badge_width(), inside.width() // 3) if row.badge is not None else 0
        end = right - badge - gap if badge else right
        person = min(scaled(_PERSON), (end - left) // 4)
        return _Places(
            pill=QRect(inside.left(), top, scaled(_PILL), height),
            words=QRect(left, top, end - person - gap - left, height),
            person=QRect(end - person, top, person, height),
            badge=QRect(right - badge, top, badge, height),
        )

    def _badge_width(self) -> int:
        """Return the width of all badges, so that they stand in a column: what the longest one needs."""
        if self._measured is not self._rows.rows:
            self._measured = self._rows.rows
            texts = {row.badge.text for row in self._measured if row.badge is not None}
            self._widest = max((badge_size(self._cut.metrics, text).width() for text in texts), default=0)
        return max(scaled(_BADGE), self._widest)

    def _titles(self, row: CardRow, room: QRect) -> tuple[str, ...]:
        return self._cut.fit_lines(row.title, room.width(), self._title_lines)

    def _paint_person(self, painter: QPainter, room: QRect, person: str) -> None:
        """Paint the person at the right end of ``room``."""
        text, own = self._cut.fit(person, room.width())
        painter.setPen(active_palette().color("caption"))
        top = room.center().y() - self._cut.metrics.height() // 2
        painter.drawText(QPointF(room.right() + 1 - own, top + self._cut.metrics.ascent()), text)

    def _paint_words(self, painter: QPainter, room: QRect, row: CardRow, *, on_ground: bool) -> None:
        palette, line = active_palette(), self._cut.metrics.height()
        titles = self._titles(row, room)
        detail, _width = self._cut.fit(row.detail, room.width())
        top = room.center().y() - (len(titles) + 1) * line // 2 + 1
        below = (detail, "caption" if on_ground else "dim")
        for text, role in (*((title, "text") for title in titles), below):
            painter.setPen(palette.color(role))
            painter.drawText(QPointF(room.left(), top + self._cut.metrics.ascent()), text)
            top += line
