"""A line in which a moment is typed, picked or stepped; may be empty."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.formatting import date_time_text
from app.i18n import _
from ui.theme.icons import icon
from ui.widgets.fields.composing_line_edit import ComposingLineEdit
from ui.widgets.fields.date_edit import CalendarPopup
from ui.widgets.fields.dates import is_begun, parse_date_time, why_no_time
from ui.widgets.fields.value_teller import TypedField, ValueTeller

Now = Callable[[], datetime]
_SHOWN = "%Y-%m-%d %H:%M"
_STEP_MINUTES = 5


class MomentEdit(ComposingLineEdit):
    """Takes ``3-7 14:05``, ``20260307 1405`` or ``14:05`` (today). Values are aware; what is shown is local time.

    Up and Down step five minutes, with Ctrl a day.
    """

    value_changed = Signal(object)  # aware datetime or None

    def __init__(self, name: str, now: Now, zone: tzinfo, parent: QWidget | None = None) -> None:
        """``now`` tells the time (aware), ``zone`` is the one people here read clocks in."""
        super().__init__(parent)
        self.setObjectName(name)
        self._now = now
        self._zone = zone
        self._teller = ValueTeller(cast("TypedField", self))
        self.setPlaceholderText(_("e.g. 3-7 14:05"))
        pick = QAction(icon("calendar"), _("Calendar"), self)
        pick.setShortcut("F4")
        pick.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        pick.triggered.connect(self._on_calendar_requested)
        self.addAction(pick, QLineEdit.ActionPosition.TrailingPosition)
        self.textChanged.connect(self._teller.tell)
        self.editingFinished.connect(self._teller.tidy)

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

    def kept(self) -> str:
        """Return the text as it is typed."""
        return self.text()

    def restore(self, kept: Any) -> None:
        """Put a kept text back."""
        if isinstance(kept, str):
            self.setText(kept)

    def shown(self) -> str:
        """Return the moment in local time, or the text that is none."""
        value = self.value()
        return self.text().strip() if value is None else date_time_text(value, self._zone)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusOutEvent(event)
        self._teller.tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._step(step, by_day=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))

    def _today(self) -> date:
        return self._now().astimezone(self._zone).date()

    def _step(self, step: int, *, by_day: bool) -> None:
        start = self.value()
        if start is None:
            self.set_value(self._now())
            return
        try:
            self.set_value(start + (timedelta(days=step) if by_day else timedelta(minutes=step * _STEP_MINUTES)))
        except OverflowError:  # the calendar ends here
            return

    def _on_calendar_requested(self) -> None:
        start = (self.value() or self._now()).astimezone(self._zone)
        calendar = CalendarPopup(start.date(), self)
        calendar.picked.connect(lambda day: self.set_value(datetime.combine(day, start.timetz())))
        calendar.show_below(self)
