"""Paints a cell: elided text or a badge, a hairline below, and a mark for the row that has the keyboard."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from ui.table.row_model import BADGE_ROLE, DIM_ROLE
from ui.theme.badge import Badge, badge_size, paint_badge
from ui.theme.palette import active_palette

SIDE = 9  # logical px between a cell's edge and its words
_MARK = 3  # logical px, width of the bar at the current row


class CellDelegate(QStyledItemDelegate):
    """The look of every cell in every table."""

    def __init__(self, first_column: Callable[[], int], parent: QObject) -> None:
        """``first_column`` tells which column stands leftmost, for the mark of the selected row."""
        super().__init__(parent)
        self._first_column = first_column

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        palette = active_palette()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if selected:
            painter.fillRect(rect, palette.color("selection"))
        elif hovered:
            painter.fillRect(rect, palette.color("heading"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), palette.color("hairline"))
        if selected and index.column() == self._first_column():
            painter.fillRect(QRect(rect.left(), rect.top(), _MARK, rect.height() - 1), palette.color("accent"))
        inner = rect.adjusted(SIDE, 0, -SIDE, -1)
        badge = index.data(BADGE_ROLE)
        painter.setFont(option.font)
        if isinstance(badge, Badge):
            paint_badge(painter, QRectF(inner), badge)
            return
        painter.setPen(palette.color("dim" if index.data(DIM_ROLE) else "text"))
        text = option.fontMetrics.elidedText(_one_line(index), Qt.TextElideMode.ElideRight, inner.width())
        align: Qt.AlignmentFlag = index.data(Qt.ItemDataRole.TextAlignmentRole)
        painter.drawText(inner, align, text)

    def helpEvent(  # noqa: N802 - Qt's name
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Show the column's own tooltip, or the whole text where the cell cuts it."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        tip = index.data(Qt.ItemDataRole.ToolTipRole) or self._cut_text(view, index)
        QToolTip.showText(event.globalPos(), tip or "", view)
        return True

    def _cut_text(self, view: QAbstractItemView, index: QModelIndex | QPersistentModelIndex) -> str:
        badge = index.data(BADGE_ROLE)
        text = badge.text if isinstance(badge, Badge) else _one_line(index)
        metrics = QFontMetrics(view.font())
        needed = badge_size(metrics, text).width() if badge else metrics.horizontalAdvance(text)
        room = view.visualRect(index).width() - 2 * SIDE
        return str(text) if needed > room else ""


def _one_line(index: QModelIndex | QPersistentModelIndex) -> str:
    return " ".join(str(index.data(Qt.ItemDataRole.DisplayRole) or "").split())
