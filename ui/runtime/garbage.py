"""Python's garbage collector, kept to the thread of the window.

Whichever thread makes the next object may set the collector off, and it then destroys what it finds, a forgotten widget
or timer among it. A timer destroyed outside the thread it runs in stays in the list of that thread's timers: the window
crashes when its time comes. And whoever destroys a widget holds a lock of Qt while it waits for Python, while the
window holds Python and waits for that lock: both stand still for ever. So nothing is collected by itself while
background threads are there; the window does it.
"""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

EVERY_MS = 500


class WindowCollector(QObject):
    """Collects in the thread it lives in, twice a second where enough has gathered; ``release`` gives everything back.

    Several may exist at once; the last one to be released lets the collector run by itself again.
    """

    _held = 0  # by how many the collector is held

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_holding = True
        WindowCollector._held += 1
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    @Slot()
    def collect(self) -> None:
        """Collect the oldest generation whose time has come by the collector's own thresholds."""
        due = [number for number, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
               if count > most > 0]  # fmt: skip
        if due:
            gc.collect(due[-1])

    def release(self) -> None:
        """Stop, once no background thread is left."""
        self._timer.stop()
        if self._is_holding:
            self._is_holding = False
            WindowCollector._held -= 1
        if not WindowCollector._held:
            gc.enable()
