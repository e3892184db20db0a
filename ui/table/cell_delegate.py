"""Paints a cell: elided text or a badge, a hairline below, and a mark for the row that has the keyboard."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from ui.table.column import AnyColumn
from ui.table.row_model import RowTableModel
from ui.theme.badge import badge_size, paint_badge
from ui.theme.painting import SELECTED, CutTexts, paint_row_ground
from ui.theme.palette import Palette, active_palette

SIDE = 9  # logical px between a cell's edge and its words
_MARK = 3  # logical px, width of the bar at the current row


class CellDelegate(QStyledItemDelegate):
    """The look of every cell in every table. It asks the model's rows and columns directly: a page has hundreds of
    cells, and ``QModelIndex.data`` goes through C++ and back for each.
    """

    def __init__(self, rows: RowTableModel[Any], first_column: Callable[[], int], parent: QObject) -> None:
        """``first_column`` tells which column stands leftmost, for the mark of the selected row."""
        super().__init__(parent)
        self._rows = rows
        self._first_column = first_column
        self._cut = CutTexts()
        self.framed_row = -1  # the row with the keyboard where that must be seen, -1 for none

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        palette = active_palette()
        rect: QRect = option.rect
        column = self._rows.columns[index.column()]
        row = self._rows.row_at(index.row())
        self._paint_ground(painter, option, index, palette)
        painter.setFont(option.font)
        badge = column.badge(row) if column.badge else None
        if badge is not None:
            paint_badge(painter, QRectF(rect).adjusted(SIDE, 0, -SIDE, -1), badge)
            return
        dim = "caption" if option.state.value & SELECTED else "dim"
        painter.setPen(palette.color(dim if column.dim else "text"))
        self._cut.use(option.font)
        text, width = self._cut.fit(column.value(row), rect.width() - 2 * SIDE)
        left = rect.right() + 1 - SIDE - width if column.align & Qt.AlignmentFlag.AlignRight else rect.left() + SIDE
        painter.drawText(QPoint(left, rect.top() + self._cut.baseline(rect.height() - 1)), text)

    def _paint_ground(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        palette: Palette,
    ) -> None:
        rect: QRect = option.rect
        state = option.state.value
        left, top, width, height = rect.left(), rect.top(), rect.width(), rect.height()
        paint_row_ground(painter, rect, state)
        painter.fillRect(left, top + height - 1, width, 1, palette.color("hairline"))
        if state & SELECTED and index.column() == self._first_column():
            painter.fillRect(left, top, _MARK, height - 1, palette.color("accent"))
        if index.row() == self.framed_row:
            painter.fillRect(left, top, width, 1, palette.color("accent"))
            painter.fillRect(left, top + height - 1, width, 1, palette.color("accent"))

    def needed_width(self, position: int, metrics: QFontMetrics) -> int:
        """Return the width, in logical px, at which no row read so far is cut in a column."""
        column = self._rows.columns[position]
        rows = (self._rows.row_at(at) for at in range(self._rows.rowCount()))
        return max((self._needed(column, row, metrics) for row in rows), default=0) + 2 * SIDE

    @staticmethod
    def _needed(column: AnyColumn, row: Any, metrics: QFontMetrics) -> int:
        badge = column.badge(row) if column.badge else None
        if badge is not None:
            return badge_size(metrics, badge.text).width()
        return metrics.horizontalAdvance(_one_line(column.value(row)))

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
        column, row = self._rows.columns[index.column()], self._rows.row_at(index.row())
        badge = column.badge(row) if column.badge else None
        room = view.visualRect(index).width() - 2 * SIDE
        if self._needed(column, row, QFontMetrics(view.font())) <= room:
            return ""
        return badge.text if badge else _one_line(column.value(row))


def _one_line(text: str) -> str:
    return " ".join(text.split())
