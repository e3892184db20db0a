"""The running jobs in the status bar: what runs, how far it is, and a way to stop it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from app.i18n import _
from ui.runtime.jobs import JobHandle, JobRunner

WIDTH = 120


class JobStatus(QWidget):
    """Shows the oldest job that has a title; hidden while nothing runs."""

    def __init__(self, name: str, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._jobs = jobs
        self._shown: JobHandle | None = None
        self._text = QLabel(self)
        self._text.setProperty("role", "small")
        self._bar = QProgressBar(self)
        self._bar.setFixedWidth(WIDTH)
        self._bar.setTextVisible(False)
        self._cancel = QPushButton(_("Cancel"), self)
        self._cancel.setObjectName(f"{name}.cancel")
        self._cancel.setProperty("kind", "link")
        self._cancel.clicked.connect(self._on_cancel_clicked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(8)
        for widget in (self._text, self._bar, self._cancel):
            layout.addWidget(widget)
        jobs.job_started.connect(self._on_jobs_changed)
        jobs.job_finished.connect(self._on_jobs_changed)
        jobs.job_progress.connect(self._on_job_progress)
        self._on_jobs_changed()

    @Slot()
    def _on_jobs_changed(self) -> None:
        titled = [handle for handle in self._jobs.jobs if handle.title]
        self._shown = titled[0] if titled else None
        self.setVisible(self._shown is not None)
        if self._shown is not None:
            self._text.setText(self._shown.title)
            self._bar.setRange(0, 0)
            self._cancel.setVisible(self._shown.cancellable)

    @Slot(object, int, int, str)
    def _on_job_progress(self, handle: JobHandle, done: int, total: int, text: str) -> None:
        if handle is self._shown:
            self._bar.setRange(0, total)
            self._bar.setValue(done)
            self._text.setText(f"{text or handle.title} {done} / {total}" if total else handle.title)

    @Slot()
    def _on_cancel_clicked(self) -> None:
        if self._shown is not None:
            self._shown.cancel()
