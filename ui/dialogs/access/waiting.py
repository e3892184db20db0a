"""Counting down until somebody may try to log in again."""

from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from app.clock import Clock
from app.errors import AppError, LoginRefused
from app.security.login import wait_words

_SECOND_MS = 1_000


class Waiting(QObject):
    """Says every second how long one still has to wait, and last that one need not any more."""

    told = Signal(str)  # "" once one may try again

    def __init__(self, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self._until: datetime | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_SECOND_MS)
        self._timer.timeout.connect(self.tell)

    @property
    def is_on(self) -> bool:
        """True while one has to wait."""
        return self._until is not None

    def take(self, error: AppError) -> bool:
        """Begin to wait if that is why somebody was refused; returns whether it is."""
        if not isinstance(error, LoginRefused) or error.until is None:
            return False
        self._until = error.until
        self._timer.start()
        self.tell()
        return True

    def tell(self) -> None:
        """Say how long it still takes."""
        words = wait_words(self._until, self._clock.now()) if self._until is not None else ""
        if not words:
            self._until = None
            self._timer.stop()
        self.told.emit(words)
