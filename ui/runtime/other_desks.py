"""Seeing what other windows on the same data change: the audit trail is asked every two seconds (decision 15)."""

from PySide6.QtCore import QObject, QTimer, Slot

from app.changes import Change
from app.context import Context
from app.errors import AppError
from app.queries.records.activity import changes_since, newest_audit
from ui.runtime.jobs import JobRunner

EVERY_MS = 2_000


class OtherDesks(QObject):
    """Publishes on the change bus what other desks wrote since the last look, with who wrote it; what was written here
    was published when it was committed.
    """

    def __init__(self, context: Context, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._jobs = jobs
        self._seen = newest_audit(context)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Ask now."""
        seen = self._seen
        self._jobs.run_read(
            "other_desks", lambda _progress: changes_since(self._context, seen), self._on_answer, self._on_failed
        )

    def _on_answer(self, answer: tuple[int, tuple[Change, ...]]) -> None:
        self._seen, changes = answer
        for change in changes:
            self._context.changes.publish(change)

    def _on_failed(self, _error: AppError) -> None:
        """A look that failed is made up for by the next one; what a person does meanwhile tells the error itself."""
