"""A line in which a moment is typed, picked or stepped; may be empty."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo

from PySide6.QtWidgets import QWidget

from app.formatting import date_time_text
from app.i18n import _
from ui.widgets.fields.date_edit import CalendarPopup
from ui.widgets.fields.dates import is_begun, parse_date_time, why_no_time
from ui.widgets.fields.typed_line_edit import TypedLineEdit

Now = Callable[[], datetime]
_SHOWN = "%Y-%m-%d %H:%M"
_STEP_MINUTES = 5


class MomentEdit(TypedLineEdit[datetime]):
    """Takes ``3-7 14:05``, ``20260307 1405`` or ``14:05`` (today). Values are aware; what is shown is local time.

    Up and Down step five minutes, with Ctrl a day.
    """

    def __init__(self, name: str, now: Now, zone: tzinfo, parent: QWidget | None = None) -> None:
        """``now`` tells the time (aware), ``zone`` is the one people here read clocks in."""
        super().__init__(name, parent)
        self._now = now
        self._zone = zone
        self.setPlaceholderText(_("e.g. 3-7 14:05"))
        self.add_calendar(self._on_calendar_requested)

    def value(self) -> datetime | None:
        """Return the moment typed as an aware datetime, None when there is none or it is no moment."""
        try:
            return parse_date_time(self.text(), self._today()).replace(tzinfo=self._zone)
        except ValueError:
            return None

    def set_value(self, value: datetime | None) -> None:
        """Show an aware moment in local time, or nothing."""
        self.setText(value.astimezone(self._zone).strftime(_SHOWN) if value else "")

    def problem(self) -> str:
        """Return what is wrong with what is typed, "" when nothing is."""
        typed = self.text()
        begun = self.hasFocus() and (is_begun(typed) or is_begun(typed.strip().partition(" ")[2]))
        if not typed.strip() or self.value() is not None or begun:
            return ""
        return why_no_time(typed)

    def written(self, value: datetime) -> str:
        """Return a moment in local time."""
        return date_time_text(value, self._zone)

    def _today(self) -> date:
        return self._now().astimezone(self._zone).date()

    def step(self, step: int, *, far: bool) -> None:
        """Go five minutes up or down, with Ctrl a day; from nothing to now."""
        start = self.value()
        if start is None:
            self.set_value(self._now())
            return
        try:
            self.set_value(start + (timedelta(days=step) if far else timedelta(minutes=step * _STEP_MINUTES)))
        except OverflowError:  # the calendar ends here
            return

    def _on_calendar_requested(self) -> None:
        start = (self.value() or self._now()).astimezone(self._zone)
        calendar = CalendarPopup(start.date(), self)
        calendar.picked.connect(lambda day: self.set_value(datetime.combine(day, start.timetz())))
        calendar.show_below(self)
