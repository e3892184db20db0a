"""A moment to type, pick, step or take from the clock; may be empty."""

from datetime import datetime, tzinfo
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.i18n import _
from ui.widgets.fields.moment_edit import MomentEdit, Now


class DateTimeEdit(QWidget):
    """A ``MomentEdit`` with a button beside it that takes the clock's time."""

    value_changed = Signal(object)  # aware datetime or None

    def __init__(self, name: str, now: Now, zone: tzinfo, parent: QWidget | None = None) -> None:
        """``now`` tells the time (aware), ``zone`` is the one people here read clocks in."""
        super().__init__(parent)
        self.setObjectName(name)
        self._now = now
        self.line = MomentEdit(f"{name}.text", now, zone, self)
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
        self.line.value_changed.connect(self.value_changed)

    def value(self) -> datetime | None:
        """Return the moment typed as an aware datetime, None when there is none or it is no moment."""
        return self.line.value()

    def set_value(self, value: datetime | None) -> None:
        """Show an aware moment in local time, or nothing."""
        self.line.set_value(value)

    def problem(self) -> str:
        """Return what is wrong with what is typed, "" when nothing is."""
        return self.line.problem()

    def kept(self) -> str:
        """Return the text as it is typed."""
        return self.line.kept()

    def restore(self, kept: Any) -> None:
        """Put a kept text back."""
        self.line.restore(kept)

    def shown(self) -> str:
        """Return the moment in local time, or the text that is none."""
        return self.line.shown()

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def _on_now_clicked(self) -> None:
        self.set_value(self._now())
        self.line.setFocus()
