"""What is drawn up by itself: looked for when the program starts, and when the day changes (C10.2, C13, N4)."""

from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal, Slot

from app.context import Context
from app.errors import AppError
from app.formatting import local
from app.services.drafting import DRAFTS, draft_what_is_due
from ui.runtime.changes import ChangeBridge
from ui.runtime.jobs import JobRunner


class DueDrafts(QObject):
    """Draws up what falls due, once a day, as far as the person at this desk may; ``start`` begins."""

    drafted = Signal(int)  # how many records are new

    def __init__(
        self, context: Context, jobs: JobRunner, changes: ChangeBridge, zone: ZoneInfo, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context, self._jobs, self._changes, self._zone = context, jobs, changes, zone
        self._looked_on: date | None = None
        self._is_started = False

    def start(self) -> None:
        """Look now and on every new day; nothing happens where this has begun already."""
        if not self._is_started:
            self._is_started = True
            self._changes.minute_passed.connect(self.look)
            self.look()

    @Slot()
    def look(self) -> None:
        """Draw up what is due where nobody looked today."""
        today = local(self._context.clock.now(), self._zone).date()
        if today == self._looked_on or not any(self._context.actor.may(one.needs) for one in DRAFTS):
            return
        self._looked_on = today
        self._jobs.run_write(lambda _progress: draft_what_is_due(self._context), self._on_drafted, self._on_failed)

    def _on_drafted(self, made: tuple[int, ...]) -> None:
        if made:
            self.drafted.emit(len(made))

    def _on_failed(self, _error: AppError) -> None:
        """Look again with the next minute; what a person does meanwhile tells the error itself."""
        self._looked_on = None
