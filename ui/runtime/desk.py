"""What every page needs of the running program, handed down from the main window."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.context import Context
from app.errors import AppError
from app.formatting import local
from ui.runtime.changes import ChangeBridge
from ui.runtime.drafts import DraftStore, folder_of
from ui.runtime.due_drafts import DueDrafts
from ui.runtime.errors import report_error
from ui.runtime.jobs import JobRunner
from ui.runtime.reminders import Reminders
from ui.runtime.window_state import WindowState


class Desk(QObject):
    """Context, lanes, changes, kept drafts, reminders and window state of one window. Pages emit their wishes here and
    never reach for the window.
    """

    show_requested = Signal(str, int)  # kind of record and id: show it where it lives
    step_requested = Signal(str, int, str)  # kind and id of a record, code of a step: show it and take the step
    list_requested = Signal(str, str)  # kind of record, words: show all of them in the list of that kind
    page_requested = Signal(str, str, object)  # codes of a tab and a page, FilterState or None: show the page so
    file_opened = Signal(object)  # Path: show this file; the application hands it to the system

    def __init__(
        self,
        context: Context,
        jobs: JobRunner,
        changes: ChangeBridge,
        state: WindowState,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.jobs = jobs
        self.changes = changes
        self.state = state
        self.drafts = DraftStore(folder_of(context.folder.ui, context.actor.name), self)
        self.reminders = Reminders(context, jobs, changes, state, self)
        self.zone: ZoneInfo = context.zone
        self.due_drafts = DueDrafts(context, jobs, changes, self.zone, self)

    def open_file(self, path: Path) -> None:
        """Wish a file to be shown."""
        self.file_opened.emit(path)

    def now(self) -> datetime:
        """Return the present moment."""
        return self.context.clock.now()

    def today(self) -> date:
        """Return the department's present day."""
        return local(self.now(), self.zone).date()

    def save(
        self, parent: QWidget, work: Callable[[], object], on_done: Callable[[], None] | None = None, title: str = ""
    ) -> None:
        """Run a use case that needs no form on the write lane; a refusal is told in a box over ``parent``."""

        def refused(error: AppError) -> None:
            report_error(parent, error)

        self.jobs.run_write(lambda _progress: work(), lambda _answer: on_done() if on_done else None, refused, title)
