"""What happened to a record, newest first: a dotted line of events with time and person."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import _
from ui.theme.palette import Tone, active_palette
from ui.widgets.detail.words import Words

LATEST = 50  # events shown before "show all"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One event: bold title, words beside it, and a dim line with time and person."""

    title: str
    moment: str
    person: str = ""
    text: str = ""
    tone: Tone = Tone.ACCENT


class Timeline(QWidget):
    """Shows the latest events, all of them on request."""

    all_shown = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._entries: tuple[TimelineEntry, ...] = ()
        self._all: list[_EventLine] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._more = QPushButton(self)
        self._more.setObjectName(f"{name}.show_all")
        self._more.setProperty("kind", "link")
        self._more.setAutoDefault(False)
        self._more.clicked.connect(self._on_more_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._lines)
        layout.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_entries(self, entries: Sequence[TimelineEntry]) -> None:
        """Show events, newest first, in place of the former ones."""
        if self._entries == tuple(entries):
            return
        self._entries = tuple(entries)
        while self._lines.count() > LATEST:  # made for all events of another record
            self._drop_last()
        self._fill(self._entries[:LATEST])

    def _fill(self, shown: Sequence[TimelineEntry]) -> None:
        while self._lines.count() < len(shown):
            line = _EventLine(self)
            self._all.append(line)
            self._lines.addWidget(line)
        for position, entry in enumerate(shown):
            self._all[position].show_entry(entry, last=position == len(shown) - 1)
        for line in self._all[len(shown) :]:
            line.hide()
        hidden = len(self._entries) - len(shown)
        self._more.setText(_("Show all {count}").format(count=len(self._entries)))
        self._more.setVisible(hidden > 0)

    def _drop_last(self) -> None:
        line = self._all.pop()
        self._lines.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _on_more_clicked(self) -> None:
        self._fill(self._entries)
        self.all_shown.emit()


class _EventLine(QWidget):
    """One event."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: tuple[TimelineEntry, bool] | None = None
        self._title = Words(self, "heading")
        self._text = Words(self)
        self._when = Words(self, "dim")
        self._dot = _Dot(self)
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 10)
        words.setSpacing(1)
        words.addWidget(self._title)
        words.addWidget(self._text)
        words.addWidget(self._when)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._dot)
        layout.addLayout(words, 1)

    def show_entry(self, entry: TimelineEntry, *, last: bool) -> None:
        """Show an event; from the ``last`` one no line leads on."""
        if self._shown != (entry, last):
            self._shown = (entry, last)
            self.setAccessibleName(f"{entry.moment} {entry.title} {entry.text}")
            self._title.say(entry.title)
            self._text.say(entry.text)
            self._when.say(" ".join(part for part in (entry.moment, entry.person) if part))
            self._dot.show_tone(entry.tone, last=last)
        self.show()


class _Dot(QWidget):
    """The dot of an event and the line down to the next."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._tone = Tone.ACCENT
        self._last = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def show_tone(self, tone: Tone, *, last: bool) -> None:
        """Take the colour of ``tone``; the ``last`` dot has no line below."""
        self._tone = tone
        self._last = last
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(12, 20)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        palette = active_palette()
        center = QPointF(self.width() / 2, self.fontMetrics().height() / 2 + 1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._last:
            painter.fillRect(int(center.x()), int(center.y()), 1, self.height(), palette.color("hairline"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.tone(self._tone)[0])
        painter.drawEllipse(center, 4.0, 4.0)
        painter.end()
