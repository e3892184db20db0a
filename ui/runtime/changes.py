"""From the change bus of ``app`` to Qt: changes arrive as a signal on the GUI thread, and so does each minute."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.changes import Change, ChangeBus

_MINUTE_MS = 60_000


class ChangeBridge(QObject):
    """Tells the screen what changed. Changes may be published on any thread."""

    changed = Signal(object)  # Change
    minute_passed = Signal()  # time passing changes what is overdue

    _published = Signal(object)

    def __init__(self, bus: ChangeBus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._published.connect(self._on_published, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = bus.subscribe(self._published.emit)
        self._timer = QTimer(self)
        self._timer.setInterval(_MINUTE_MS)
        self._timer.timeout.connect(self.minute_passed)
        self._timer.start()

    def close(self) -> None:
        """Stop listening; call it before the window goes, the bus lives longer."""
        self._timer.stop()
        self._unsubscribe()

    @Slot(object)
    def _on_published(self, change: Change) -> None:
        self.changed.emit(change)
