"""Filling a fresh folder with demo data behind a progress bar."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from app.context import Context
from app.errors import AppError
from app.i18n import _
from app.sample_data import fill_demo
from ui.runtime.jobs import JobHandle, JobRunner

WIDTH = 420


class DemoProgress(QWidget):
    """A small window that says what is happening while the demo department is made."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("start.demo")
        self.setWindowTitle(_("Aftercare"))
        self.setWindowFlag(Qt.WindowType.WindowMinMaxButtonsHint, False)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(QLabel(_("Making a demo department: customers, projects, a year of requests…"), self))
        layout.addWidget(self._bar)
        self.setFixedWidth(WIDTH)

    def show_progress(self, _handle: JobHandle, done: int, total: int, _text: str) -> None:
        """Move the bar."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)


def open_demo(
    context: Context, jobs: JobRunner, on_done: Callable[[], object], on_error: Callable[[AppError], None]
) -> DemoProgress:
    """Start filling ``context`` on the write lane and return the window that shows how far it is."""
    window = DemoProgress()
    jobs.job_progress.connect(window.show_progress)
    jobs.run_write(
        lambda progress: fill_demo(context, progress=progress), lambda _answer: on_done(), on_error, _("Demo data")
    )
    return window
