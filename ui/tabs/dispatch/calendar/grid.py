"""The grid of the calendar: a line per person, a column per day, bars painted across the days."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.formatting import date_text, weekday_text
from app.i18n import _
from app.queries.people.calendar import Entry, PeopleCalendar
from app.rules.duty import DayKind, day_kind_words
from ui.runtime.desk import Desk
from ui.tabs.dispatch.calendar.bars import Bar, Line, bar_text, entry_words, line_of, short_weekday
from ui.theme.badge import badge_font
from ui.theme.palette import active_palette
from ui.theme.sizes import scaled

_Index = QModelIndex | QPersistentModelIndex
_GROUNDS = {DayKind.WEEKEND: "heading", DayKind.HOLIDAY: "overdue_ground"}
_OFF = frozenset(_GROUNDS)
_NAMES, _LEAST_DAY = 176, 26  # logical px: of the names, of a day at least
_DAYS = 42  # logical px: height of the heading
_LANE, _GAP = 20, 3  # logical px: height of a bar, room around it
_STEPS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CalendarModel(QAbstractTableModel):
    """The people and their days, read only."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.days: tuple[tuple[date, DayKind], ...] = ()
        self.lines: tuple[Line, ...] = ()

    def show_month(self, found: PeopleCalendar) -> None:
        """Show another month, or other people."""
        self.beginResetModel()
        self.days = tuple(found.days.items())
        self.lines = tuple(line_of(person, found.span) for person in found.people)
        self.endResetModel()

    def bars_at(self, index: _Index) -> tuple[Bar, ...]:
        """Return the bars of a cell, in the order in which Enter opens them."""
        return self.lines[index.row()].by_column.get(index.column(), ())

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        return 0 if parent.isValid() else len(self.days)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        across = orientation is Qt.Orientation.Horizontal
        if section >= (len(self.days) if across else len(self.lines)):
            return None
        return self._day_header(section, role) if across else self._name_header(section, role)

    def _day_header(self, section: int, role: int) -> Any:
        day, kind = self.days[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{day.day}\n{short_weekday(day)}"
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{date_text(day)} {weekday_text(day)} · {day_kind_words(kind)}"
        if role == Qt.ItemDataRole.ForegroundRole:
            return active_palette().color("overdue" if kind in _OFF else "caption")
        return None

    def _name_header(self, section: int, role: int) -> Any:
        person = self.lines[section].person
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return f"{person.name} · {person.department}"
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.words_at(index)
        return None

    def words_at(self, index: _Index) -> str:
        """Return who, which day, and everything that is on it, a line each."""
        day, kind = self.days[index.column()]
        head = f"{self.lines[index.row()].person.name} · {date_text(day)} {weekday_text(day)}"
        if kind in (DayKind.HOLIDAY, DayKind.MADE_UP):
            head += f" · {day_kind_words(kind)}"
        return "\n".join([head, *(entry_words(bar.entry, self._desk) for bar in self.bars_at(index))])


class CalendarGrid(QTableView):
    """Arrows walk the days, Enter or a double click opens what is there, Page Up and Page Down step through months."""

    entry_opened = Signal(object)  # Entry
    empty_opened = Signal()  # Enter or a double click on a day with nothing on it
    month_stepped = Signal(int)

    def __init__(self, name: str, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(_("People and days of the month"))
        self.setProperty("role", "plain")
        self.people = CalendarModel(desk, self)
        self._today = desk.today
        self.setModel(self.people)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._size_headers()

    def show_month(self, found: PeopleCalendar) -> None:
        """Show a month; the day looked at stays the day of the month and the person, else it is today."""
        person, day = self.person_id, self.day
        self.people.show_month(found)
        self._fit_days()
        self._fit_rows()
        self._go_to(person, day)

    @property
    def person_id(self) -> int | None:
        """Whose line is looked at, None without one."""
        index = self.currentIndex()
        return self.people.lines[index.row()].person.id if index.isValid() else None

    @property
    def day(self) -> date | None:
        """The day looked at, None without one."""
        index = self.currentIndex()
        return self.people.days[index.column()][0] if index.isValid() else None

    def is_today(self, column: int) -> bool:
        """Tell whether a column is today's."""
        return self.people.days[column][0] == self._today()

    def go_to_day(self, day: date) -> None:
        """Look at a day of the month shown, of the same person."""
        self._go_to(self.person_id, day)

    def bar_at(self, place: QPoint) -> Bar | None:
        """Return the bar at a place of the viewport, None beside them."""
        index = self.indexAt(place)
        bars = self.people.bars_at(index) if index.isValid() else ()
        return next((bar for bar in bars if self.bar_rect(index.row(), bar).contains(place)), None)

    def bar_rect(self, row: int, bar: Bar) -> QRect:
        """Return where a bar is on the viewport, over all of its days."""
        left = self.columnViewportPosition(bar.first) + 1
        right = self.columnViewportPosition(bar.last) + self.columnWidth(bar.last) - 2
        top = self.rowViewportPosition(row) + scaled(_GAP) + bar.lane * scaled(_LANE + _GAP)
        return QRect(left, top, right - left, scaled(_LANE))

    # the keyboard and the mouse ----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in _ENTER:
            bars = self.people.bars_at(self.currentIndex()) if self.currentIndex().isValid() else ()
            self._open(bars[0].entry if bars else None)
        elif event.key() in _STEPS and not event.modifiers():
            self.month_stepped.emit(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        place = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and self.indexAt(place).isValid():
            bar = self.bar_at(place)
            self._open(bar.entry if bar else None)

    def _open(self, entry: Entry | None) -> None:
        if entry is not None:
            self.entry_opened.emit(entry)
        elif self.currentIndex().isValid():
            self.empty_opened.emit()

    # painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint days and bars at once: a delegate would be asked for each of a month's thousands of cells."""
        painter = QPainter(self.viewport())
        painter.setFont(badge_font(self.font()))
        rows, columns = self._rows_in(event.rect()), range(len(self.people.days))
        bottom = self.rowViewportPosition(rows[-1]) + self.rowHeight(rows[-1]) if rows else 0
        for column in columns:
            self._paint_day(painter, column, bottom)
        for row in rows:
            self._paint_line(painter, row)
        self._paint_current(painter)
        painter.end()

    def _rows_in(self, area: QRect) -> range:
        """Return the lines of which something is seen in a part of the viewport."""
        count = len(self.people.lines)
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        return range(max(first, 0) if first >= 0 or not count else count, count if last < 0 else last + 1)

    def _paint_day(self, painter: QPainter, column: int, bottom: int) -> None:
        palette, kind = active_palette(), self.people.days[column][1]
        left, width = self.columnViewportPosition(column), self.columnWidth(column)
        if self.is_today(column):
            painter.fillRect(left, 0, width, bottom, palette.color("accent_ground"))
        elif kind in _OFF:
            painter.fillRect(left, 0, width, bottom, palette.color(_GROUNDS[kind]))
        painter.setPen(palette.color("hairline"))
        painter.drawLine(left + width - 1, 0, left + width - 1, bottom - 1)

    def _paint_line(self, painter: QPainter, row: int) -> None:
        bottom = self.rowViewportPosition(row) + self.rowHeight(row) - 1
        painter.setPen(active_palette().color("hairline"))
        painter.drawLine(0, bottom, self._right_end(), bottom)
        for bar in self.people.lines[row].bars:
            self._paint_bar(painter, self.bar_rect(row, bar), bar)

    def _right_end(self) -> int:
        last = len(self.people.days) - 1
        return self.columnViewportPosition(last) + self.columnWidth(last) - 1

    def _paint_bar(self, painter: QPainter, place: QRect, bar: Bar) -> None:
        words, ground = active_palette().tone(bar.tone)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(words)
        painter.setBrush(ground)
        painter.drawRoundedRect(place, 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        is_long = bar.first != bar.last
        room = place.adjusted(5, 0, -4, 0) if is_long else place.adjusted(1, 0, 0, 0)
        text = bar_text(bar, painter.fontMetrics(), room.width())
        across = Qt.AlignmentFlag.AlignLeft if is_long else Qt.AlignmentFlag.AlignHCenter
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | across, text)

    def _paint_current(self, painter: QPainter) -> None:
        index = self.currentIndex()
        if index.isValid():
            painter.setPen(QPen(active_palette().color("accent" if self.hasFocus() else "dim"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.visualRect(index).adjusted(1, 1, -2, -2))

    # sizes -------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit_days()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "people"):
            self._fit_headers()
            self._fit_rows()
            self._fit_days()

    def _fit_headers(self) -> None:
        """Give names and days the room that they need beside the text size in force."""
        self.horizontalHeader().setMinimumSectionSize(scaled(_LEAST_DAY))
        self.horizontalHeader().setFixedHeight(scaled(_DAYS))
        self.verticalHeader().setFixedWidth(scaled(_NAMES))

    def _fit_rows(self) -> None:
        for row, line in enumerate(self.people.lines):
            self.setRowHeight(row, line.lanes * scaled(_LANE + _GAP) + scaled(2 * _GAP))

    def _size_headers(self) -> None:
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setProperty("kind", "days")
        down.setProperty("kind", "names")
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        across.setHighlightSections(False)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        down.setTextElideMode(Qt.TextElideMode.ElideRight)
        down.setHighlightSections(False)
        self._fit_headers()

    def _fit_days(self) -> None:
        """Share the width out among the days; the first ones take what is left over."""
        count = len(self.people.days)
        if not count:
            return
        width, rest = divmod(max(self.viewport().width(), count * scaled(_LEAST_DAY)), count)
        for column in range(count):
            self.setColumnWidth(column, width + (column < rest))

    def _go_to(self, person: int | None, day: date | None) -> None:
        lines, days = self.people.lines, self.people.days
        if not lines or not days:
            return
        row = next((at for at, line in enumerate(lines) if line.person.id == person), 0)
        self.setCurrentIndex(self.people.index(row, _nearest(day or self._today(), days)))


def _nearest(day: date, days: Sequence[tuple[date, DayKind]]) -> int:
    """Return the column of the same day of the month, the last one in a shorter month."""
    first = days[0][0]
    if first <= day <= first + timedelta(days=len(days) - 1):
        return (day - first).days
    return min(day.day, len(days)) - 1
