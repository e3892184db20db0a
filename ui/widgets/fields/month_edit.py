"""A month to step through: the two days it stands for, with a button before and after."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.i18n import _
from app.rules.spans import Span, is_month, month_beside, month_of, parse_span, span_name
from ui.theme.icons import icon

_KEYS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class MonthEdit(QWidget):
    """Shows the month of a span of days, or that the span is none; Page Up and Page Down step too."""

    value_changed = Signal(object)  # Span: first and last day, both included

    def __init__(self, name: str, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._today = today
        self._span = month_of(today())
        self._words = QLabel(self)
        self._words.setObjectName(f"{name}.text")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        previous = self._button("previous", _("Previous month"), "left", -1)
        layout.addWidget(previous)
        layout.addWidget(self._words)
        layout.addWidget(self._button("next", _("Next month"), "right", 1))
        layout.addStretch(1)
        self.setFocusProxy(previous)
        self._fit()
        self._show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_words"):
            self._fit()

    def _fit(self) -> None:
        """Keep the room of the widest month, so that the buttons stay where they are."""
        self._words.setMinimumWidth(self.fontMetrics().horizontalAdvance("0000-00") * 2)

    def value(self) -> Span:
        """Return the first and last day."""
        return self._span

    def set_value(self, span: Span) -> None:
        """Show a span, which need not be a month."""
        if span != self._span:
            self._span = span
            self._show()
            self.value_changed.emit(span)

    def step(self, months: int) -> None:
        """Go to the month so many further than the one in which the span begins; the calendar's ends stay."""
        try:
            self.set_value(month_beside(self._span[0], months))
        except OverflowError:
            return

    def problem(self) -> str:
        """Nothing can be wrong with a month."""
        return ""

    def kept(self) -> str:
        """Return the span as it is written."""
        return span_name(*self._span)

    def restore(self, kept: Any) -> None:
        """Put a kept span back."""
        span = parse_span(kept) if isinstance(kept, str) else None
        if span is not None:
            self.set_value(span)

    def shown(self) -> str:
        """Return the month."""
        return span_name(*self._span)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        step = _KEYS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.step(step)

    def _button(self, part: str, words: str, meaning: str, step: int) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(f"{self.objectName()}.{part}")
        button.setIcon(icon(meaning))
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: self.step(step))
        return button

    def _show(self) -> None:
        month = span_name(*self._span) if is_month(*self._span) else _("days chosen below")
        self._words.setText(month)
