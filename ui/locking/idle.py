"""Noticing that nobody works in a window."""

from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from app.clock import Clock

_LOOK_MS = 5_000
_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """Emits ``idle`` once nobody touched keyboard or mouse in any window of the program for so many minutes.

    It listens to the windows, through which all input comes, not to every event of every widget. Time goes by the
    program's clock, so that a computer that slept over lunch wakes up locked.
    """

    idle = Signal()

    def __init__(self, clock: Clock, minutes: int, parent: QObject) -> None:
        """0 ``minutes`` never end."""
        super().__init__(parent)
        self._clock = clock
        self.minutes = minutes
        self._last = clock.now()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._on_focus_window_changed)
            self._on_focus_window_changed(QGuiApplication.focusWindow())

    def note(self) -> None:
        """Note that somebody is here."""
        self._last = self._clock.now()

    def look(self) -> None:
        """Look whether it has been long enough."""
        if self.minutes and self._clock.now() - self._last >= timedelta(minutes=self.minutes):
            self.note()
            self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() in _INPUT:
            self.note()
        return super().eventFilter(watched, event)

    def _on_focus_window_changed(self, window: QWindow | None) -> None:
        """Another window of the program got the keyboard: somebody is here, and it is listened to from now on."""
        if window is not None:
            self.note()
            window.removeEventFilter(self)  # never twice
            window.installEventFilter(self)
