"""A date to type, pick or step; may be empty."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QVBoxLayout, QWidget

from app.formatting import date_text
from app.i18n import _, current_language
from ui.theme.palette import active_palette
from ui.widgets.fields.dates import is_begun, parse_date, why_no_date
from ui.widgets.fields.typed_line_edit import TypedLineEdit

Today = Callable[[], date]


class DateEdit(TypedLineEdit[date]):
    """Takes ``3-7``, ``20260307``, ``今天``, ``+3``; Up and Down step a day, with Ctrl a month;
    the icon opens a calendar.

    ``value()`` is None while the field is empty or no date; ``problem()`` says what is wrong with what is typed.
    """

    def __init__(self, name: str, today: Today, parent: QWidget | None = None) -> None:
        """``today`` tells the local day: the year of ``3-7`` and where stepping begins."""
        super().__init__(name, parent)
        self.setPlaceholderText(_("e.g. 3-7"))
        self._today = today
        self.add_calendar(self._on_calendar_requested)

    def value(self) -> date | None:
        """Return the date typed, None when there is none or it is no date."""
        try:
            return parse_date(self.text(), self._today())
        except ValueError:
            return None

    def set_value(self, value: date | None) -> None:
        """Show a date, or nothing."""
        self.setText(value.isoformat() if value else "")

    def problem(self) -> str:
        """Return what is wrong with what is typed, "" when nothing is."""
        if not self.text().strip() or self.value() is not None or (self.hasFocus() and is_begun(self.text())):
            return ""
        return why_no_date(self.text())

    def written(self, value: date) -> str:
        """Return a date as one reads it."""
        return date_text(value)

    def step(self, step: int, *, far: bool) -> None:
        """Go a day up or down, with Ctrl a month; from nothing to today."""
        start = self.value()
        self.set_value(_stepped(start, step, by_month=far) if start else self._today())

    def _on_calendar_requested(self) -> None:
        calendar = CalendarPopup(self.value() or self._today(), self)
        calendar.picked.connect(self._on_calendar_picked)
        calendar.show_below(self)

    def _on_calendar_picked(self, day: date) -> None:
        self.set_value(day)
        self.setFocus()


class CalendarPopup(QWidget):
    """A month to pick a day from; closes itself."""

    picked = Signal(object)  # date

    def __init__(self, day: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.calendar = QCalendarWidget(self)
        self.calendar.setLocale(QLocale(current_language()))
        self._color_days()
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.calendar.clicked.connect(self._on_day_chosen)
        self.calendar.activated.connect(self._on_day_chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self.calendar)

    def show_below(self, field: QWidget) -> None:
        """Open under a field, moved so that it stays on the screen."""
        self.adjustSize()
        place = field.mapToGlobal(QPoint(0, field.height() + 2))
        screen = field.screen().availableGeometry()
        place.setX(max(screen.left(), min(place.x(), screen.right() - self.width())))
        if place.y() + self.height() > screen.bottom():
            place.setY(field.mapToGlobal(QPoint(0, 0)).y() - self.height() - 2)
        self.move(place)
        self.show()
        self.calendar.setFocus()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.isVisible():
            self._color_days()

    def _color_days(self) -> None:
        """Write weekends in our red instead of Qt's, which no dark ground bears."""
        palette = active_palette()
        for day in Qt.DayOfWeek:
            weekend = day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)
            form = QTextCharFormat()
            form.setForeground(QColor(palette.overdue if weekend else palette.text))
            self.calendar.setWeekdayTextFormat(day, form)
        heading = QTextCharFormat()
        heading.setForeground(QColor(palette.dim))
        heading.setBackground(QColor(palette.heading))
        self.calendar.setHeaderTextFormat(heading)

    def _on_day_chosen(self, day: QDate) -> None:
        self.close()
        self.picked.emit(date(day.year(), day.month(), day.day()))


def _stepped(day: date, step: int, *, by_month: bool) -> date:
    """Return the day a step further; the calendar's first and last day stay where they are."""
    try:
        if not by_month:
            return day + timedelta(days=step)
        months = day.year * 12 + day.month - 1 + step
        return _clamped(months // 12, months % 12 + 1, day.day)
    except (OverflowError, ValueError):
        return day


def _clamped(year: int, month: int, day: int) -> date:
    """Return the day of a month, or the month's last one where it is shorter."""
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, min(day, (first_of_next - timedelta(days=1)).day))
