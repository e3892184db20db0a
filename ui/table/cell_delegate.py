"""Paints a cell: elided text or a badge, a hairline below, and a mark for the row that has the keyboard."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from ui.table.column import AnyColumn
from ui.table.row_model import RowTableModel
from ui.theme.badge import badge_size, paint_badge
from ui.theme.palette import Palette, active_palette

SIDE = 9  # logical px between a cell's edge and its words
_MARK = 3  # logical px, width of the bar at the current row
_MOST_KNOWN = 2_000  # texts of cells
_SELECTED = QStyle.StateFlag.State_Selected.value
_HOVERED = QStyle.StateFlag.State_MouseOver.value


class CellDelegate(QStyledItemDelegate):
    """The look of every cell in every table. It asks the model's rows and columns directly: a page has hundreds of
    cells, and ``QModelIndex.data`` goes through C++ and back for each.
    """

    def __init__(self, rows: RowTableModel[Any], first_column: Callable[[], int], parent: QObject) -> None:
        """``first_column`` tells which column stands leftmost, for the mark of the selected row."""
        super().__init__(parent)
        self._rows = rows
        self._first_column = first_column
        self._cut = _Cut()
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
        dim = "caption" if option.state.value & _SELECTED else "dim"
        painter.setPen(palette.color(dim if column.dim else "text"))
        text, width = self._cut.fit(column.value(row), rect.width() - 2 * SIDE, option)
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
        if state & _SELECTED:
            painter.fillRect(rect, palette.color("selection"))
        elif state & _HOVERED:
            painter.fillRect(rect, palette.color("heading"))
        painter.fillRect(left, top + height - 1, width, 1, palette.color("hairline"))
        if state & _SELECTED and index.column() == self._first_column():
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


class _Cut:
    """What is left of texts in their cells: most stand there again at the next painting."""

    def __init__(self) -> None:
        self._font = QFont()
        self._metrics = QFontMetrics(self._font)
        self._known: dict[tuple[str, int], tuple[str, int]] = {}

    def fit(self, text: str, room: int, option: QStyleOptionViewItem) -> tuple[str, int]:
        """Return ``text`` in one line, elided to ``room`` logical px, and how wide that is."""
        if option.font != self._font:
            self._font = QFont(option.font)
            self._metrics = QFontMetrics(self._font)
            self._known.clear()
        known = self._known.get((text, room))
        return known or self._remember(text, room)

    def baseline(self, height: int) -> int:
        """Return where, from the top of a cell, the letters stand."""
        return (height - self._metrics.height()) // 2 + self._metrics.ascent()

    def _remember(self, text: str, room: int) -> tuple[str, int]:
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        shown = _one_line(text)
        width = self._metrics.horizontalAdvance(shown)
        if width > room:
            shown = self._metrics.elidedText(shown, Qt.TextElideMode.ElideRight, room)
            width = self._metrics.horizontalAdvance(shown)
        self._known[text, room] = (shown, width)
        return shown, width


def _one_line(text: str) -> str:
    return " ".join(text.split())
