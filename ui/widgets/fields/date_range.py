"""A span of days to filter by: a button that opens two dates and the usual spans."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.formatting import date_text
from app.i18n import N_, _
from ui.theme.icons import icon
from ui.widgets.fields.date_edit import DateEdit

Span = tuple[date | None, date | None]
_SPANS = (
    ("today", N_("Today")),
    ("week", N_("This week")),
    ("month", N_("This month")),
    ("last_month", N_("Last month")),
    ("year", N_("This year")),
    ("all", N_("All dates")),
)


class DateRangeButton(QPushButton):
    """Shows the span chosen; either end may be open."""

    range_changed = Signal(object)  # Span: first and last day, both included

    def __init__(self, name: str, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setIcon(icon("calendar"))
        self.setProperty("kind", "chip")
        self.setCheckable(True)
        self._today = today
        self._span: Span = (None, None)
        self._show()
        self.clicked.connect(self._on_clicked)

    def span(self) -> Span:
        """Return first and last day of the span; None is an open end."""
        return self._span

    def set_span(self, span: Span) -> None:
        """Choose a span; one with its ends exchanged is put right."""
        first, last = span
        if first is not None and last is not None and last < first:
            span = (last, first)
        if span != self._span:
            self._span = span
            self.range_changed.emit(span)
        self._show()

    def _show(self) -> None:
        first, last = self._span
        if first is None and last is None:
            text = _("Any date")
        elif first == last and first is not None:
            text = date_text(first)
        else:
            ends = (date_text(day) if day else "…" for day in self._span)
            text = _("{first} to {last}").format(**dict(zip(("first", "last"), ends, strict=True)))
        self.setText(text)
        self.setAccessibleName(_("Date range: {text}").format(text=text))
        self.setChecked(self._span != (None, None))

    def _on_clicked(self) -> None:
        self._show()  # a click opens, it does not check
        popup = _RangePopup(f"{self.objectName()}.popup", self._span, self._today, self)
        popup.span_chosen.connect(self.set_span)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()


class _RangePopup(QFrame):
    """Two dates and the usual spans."""

    span_chosen = Signal(object)

    def __init__(self, name: str, span: Span, today: Callable[[], date], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "popup")
        self._today = today
        self._first = DateEdit(f"{name}.first", today, self)
        self._last = DateEdit(f"{name}.last", today, self)
        dates = QHBoxLayout()
        for field, label, day in ((self._first, _("From"), span[0]), (self._last, _("Until"), span[1])):
            field.setAccessibleName(label)
            field.set_value(day)
            field.returnPressed.connect(self._on_dates_entered)
            dates.addWidget(QLabel(label, self))
            dates.addWidget(field)
        use = QPushButton(_("Apply"), self)
        use.setObjectName(f"{name}.apply")
        use.setProperty("kind", "primary")
        use.clicked.connect(self._on_dates_entered)
        dates.addWidget(use)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addLayout(self._spans(name))
        layout.addLayout(dates)

    def _spans(self, name: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for code, title in _SPANS:
            button = QPushButton(_(title), self)
            button.setObjectName(f"{name}.{code}")
            button.setProperty("kind", "pill")
            button.clicked.connect(lambda _checked=False, chosen=code: self._choose(usual_span(chosen, self._today())))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _on_dates_entered(self) -> None:
        if not self._first.problem() and not self._last.problem():
            self._choose((self._first.value(), self._last.value()))

    def _choose(self, span: Span) -> None:
        self.close()
        self.span_chosen.emit(span)


def usual_span(code: str, today: date) -> Span:
    """Return the days of a usual span (see ``_SPANS``); KeyError for an unknown code."""
    month = today.replace(day=1)
    last_month = (month - timedelta(days=1)).replace(day=1)
    monday = today - timedelta(days=today.weekday())
    spans: dict[str, Span] = {
        "today": (today, today),
        "week": (monday, monday + timedelta(days=6)),
        "month": (month, (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)),
        "last_month": (last_month, month - timedelta(days=1)),
        "year": (date(today.year, 1, 1), date(today.year, 12, 31)),
        "all": (None, None),
    }
    return spans[code]
