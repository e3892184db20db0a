"""A moment to type, pick, step or take from the clock; may be empty."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

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


class DateTimeEdit(QWidget):
    """Takes ``3-7 14:05``, ``20260307 1405`` or ``14:05`` (today). Values are aware; what is shown is local time.

    Up and Down step five minutes, with Ctrl a day. The button beside it takes the clock's time.
    """

    value_changed = Signal(object)  # aware datetime or None

    def __init__(self, name: str, now: Now, zone: tzinfo, parent: QWidget | None = None) -> None:
        """``now`` tells the time (aware), ``zone`` is the one people here read clocks in."""
        super().__init__(parent)
        self.setObjectName(name)
        self._now = now
        self._zone = zone
        self._teller = ValueTeller(cast("TypedField", self))
        self.line = _SteppedLine(self)
        self.line.setObjectName(f"{name}.text")
        self.line.setPlaceholderText(_("e.g. 3-7 14:05"))
        pick = QAction(icon("calendar"), _("Calendar"), self.line)
        pick.setShortcut("F4")
        pick.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        pick.triggered.connect(self._on_calendar_requested)
        self.line.addAction(pick, QLineEdit.ActionPosition.TrailingPosition)
        self.now_button = QPushButton(_("Now"), self)
        self.now_button.setObjectName(f"{name}.now")
        self.now_button.setAutoDefault(False)
        self.now_button.clicked.connect(self._on_now_clicked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.now_button)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._teller.tell)
        self.line.left.connect(self._teller.tell)
        self.line.editingFinished.connect(self._teller.tidy)
        self.line.stepped.connect(self._on_stepped)

    def value(self) -> datetime | None:
        """Return the moment typed as an aware datetime, None when there is none or it is no moment."""
        try:
            return parse_date_time(self.line.text(), self._today()).replace(tzinfo=self._zone)
        except ValueError:
            return None

    def set_value(self, value: datetime | None) -> None:
        """Show an aware moment in local time, or nothing."""
        self.line.setText(value.astimezone(self._zone).strftime(_SHOWN) if value else "")

    def problem(self) -> str:
        """Return what is wrong with what is typed, "" when nothing is."""
        typed = self.line.text()
        begun = self.line.hasFocus() and (is_begun(typed) or is_begun(typed.strip().partition(" ")[2]))
        if not typed.strip() or self.value() is not None or begun:
            return ""
        return why_no_time(typed)

    def kept(self) -> str:
        """Return the text as it is typed."""
        return self.line.text()

    def restore(self, kept: Any) -> None:
        """Put a kept text back."""
        if isinstance(kept, str):
            self.line.setText(kept)

    def shown(self) -> str:
        """Return the moment in local time, or the text that is none."""
        value = self.value()
        return self.line.text().strip() if value is None else date_time_text(value, self._zone)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def _today(self) -> date:
        return self._now().astimezone(self._zone).date()

    def _on_stepped(self, step: int, by_day: bool) -> None:
        start = self.value()
        if start is None:
            self.set_value(self._now())
            return
        try:
            self.set_value(start + (timedelta(days=step) if by_day else timedelta(minutes=step * _STEP_MINUTES)))
        except OverflowError:  # the calendar ends here
            return

    def _on_now_clicked(self) -> None:
        self.set_value(self._now())
        self.line.setFocus()

    def _on_calendar_requested(self) -> None:
        start = (self.value() or self._now()).astimezone(self._zone)
        calendar = CalendarPopup(start.date(), self)
        calendar.picked.connect(lambda day: self.set_value(datetime.combine(day, start.timetz())))
        calendar.show_below(self)


class _SteppedLine(ComposingLineEdit):
    """A line whose Up and Down keys step."""

    stepped = Signal(int, bool)  # +1 or -1, by day
    left = Signal()  # the keyboard went elsewhere

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusOutEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
