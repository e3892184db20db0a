"""What the clock brings: how much is overdue, what fell due while the program was off, what falls due soon.

Each look asks the database for facts; all that is remembered, per user, is when the program was last seen running and
which promises were announced already. Missing a minute, or a week, therefore loses no reminder.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.changes import Change
from app.context import Context
from app.errors import AppError
from app.queries.promises.agenda import DueLine, News, due_soon, fell_due, overdue_count
from ui.runtime.changes import ChangeBridge
from ui.runtime.jobs import JobRunner
from ui.runtime.window_state import WindowState

LAST_SEEN, ANNOUNCED, SWITCH = "reminders.last_seen", "reminders.announced", "main.reminders"
SOON = timedelta(minutes=30)
AWAY = timedelta(minutes=5)  # longer than between two looks: the program was off, or the computer slept
_REST_MS = 200  # several changes of one transaction become one look
OFF = "off"


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What fell due between ``since``, when the program was last seen, and when it was seen again."""

    since: datetime
    news: News


class Reminders(QObject):
    """Looks at once, each minute and after changes; ``start`` begins."""

    overdue_counted = Signal(int)
    fallen_due = Signal(object)  # Meanwhile with at least one promise
    due_soon = Signal(object)  # tuple of DueLine that were not announced before

    def __init__(
        self, context: Context, jobs: JobRunner, changes: ChangeBridge, state: WindowState, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._jobs = jobs
        self._state = state
        self._changes = changes
        self._is_started = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.look)
        self.meanwhile: Meanwhile | None = None
        self.overdue = 0

    @property
    def is_on(self) -> bool:
        """Whether a person wants to be told what is due soon."""
        return self._state.text(SWITCH) != OFF

    def switch(self, *, on: bool) -> None:
        """Tell of what is due soon from now on, or no more; remembered per user."""
        self._state.set_text(SWITCH, "" if on else OFF)

    def start(self) -> None:
        """Look now and from now on; nothing happens where this has begun already."""
        if not self._is_started:
            self._is_started = True
            self._changes.changed.connect(self._on_changed)
            self._changes.minute_passed.connect(self.look)
            self.look()

    @Slot()
    def look(self) -> None:
        """Ask now; an absence longer than between two looks is caught up with."""
        now, since = self._context.clock.now(), self._last_seen()
        away = since if since is not None and now - since > AWAY else None
        self.note_seen()
        if away is not None:  # a question of its own key: a newer look must not drop its answer
            self._jobs.run_read(
                "reminders.meanwhile",
                lambda _progress: Meanwhile(away, fell_due(self._context, away, now)),
                self._on_meanwhile,
                self._on_failed,
            )
        self._jobs.run_read("reminders", lambda _progress: self._ask(), self._on_answer, self._on_failed)

    def note_seen(self) -> None:
        """Remember that the program runs now."""
        self._state.set_text(LAST_SEEN, self._context.clock.now().astimezone(UTC).isoformat())

    def _ask(self) -> tuple[int, tuple[DueLine, ...]]:
        return overdue_count(self._context), due_soon(self._context, SOON).lines

    def _last_seen(self) -> datetime | None:
        """Return when the program was last seen; what is no moment in a file that anybody can edit means never."""
        try:
            seen = datetime.fromisoformat(self._state.text(LAST_SEEN))
        except ValueError:
            return None
        return seen if seen.tzinfo is not None else None

    @Slot(object)
    def _on_changed(self, _change: Change) -> None:
        self._rest.start()

    def _on_meanwhile(self, meanwhile: Meanwhile) -> None:
        if meanwhile.news.count:
            self.meanwhile = meanwhile
            self.fallen_due.emit(meanwhile)

    def _on_answer(self, answer: tuple[int, tuple[DueLine, ...]]) -> None:
        self.overdue, soon = answer
        self.overdue_counted.emit(self.overdue)
        if self.is_on:
            self._announce(soon)

    def _announce(self, soon: tuple[DueLine, ...]) -> None:
        """Tell what was not told before; what is no longer about to fall due is forgotten."""
        told = set(self._state.text(ANNOUNCED).split())
        new = tuple(line for line in soon if _name(line) not in told)
        names = " ".join(_name(line) for line in soon)
        if names != self._state.text(ANNOUNCED):
            self._state.set_text(ANNOUNCED, names)
        if new:
            self.due_soon.emit(new)

    def _on_failed(self, _error: AppError) -> None:
        """A look that failed is made up for by the next one; what a person does meanwhile tells the error itself."""


def _name(line: DueLine) -> str:
    """Return what tells an announcement from others: a promise that was moved is announced again."""
    return f"{line.id}@{int(line.act_by.timestamp()) if line.act_by else 0}"
