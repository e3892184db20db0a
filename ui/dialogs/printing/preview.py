"""The window that shows pages: above them how large and which page, beside them what they are, below what goes on."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.i18n import _
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.runtime.jobs import JobHandle
from ui.theme.icons import icon
from ui.theme.palette import Tone
from ui.theme.sizes import scaled
from ui.widgets.message_bar import MessageBar
from ui.widgets.pages.page_view import PageView
from ui.widgets.pages.page_view_bar import PageBar

SIDE_WIDTH = 350  # logical px at the usual text size: room for what a copy is called
_USUAL, _ROOM = QSize(1180, 900), QSize(40, 60)
_STEPS_SHOWN = 1000


class PreviewWindow(QDialog):
    """Shows pages in a window of its own, beside which one goes on working. Subclasses fill ``side``, the layout of the
    column at the right, and ``bar``, the row of buttons.

    A window that is closed while its job runs stays in the background until the job is over, to tell how it went.
    """

    def __init__(self, name: str, title: str, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.desk = desk
        self._name = name
        self._job: JobHandle | None = None
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setWindowIcon(icon("preview", "accent"))
        self.view = PageView(f"{name}.pages", desk.jobs, self)
        self.view.setAccessibleName(_("Pages"))
        self.pages_bar = PageBar(name, self.view, self)
        self.message = MessageBar(f"{name}.message", self)
        self.bar = QHBoxLayout()
        self.side = QVBoxLayout()
        self._progress = QFrame(self)
        self._progress_text = QLabel(self)
        self._progress_bar = QProgressBar(self)
        self._cancel = QPushButton(_("Cancel"), self)
        self._lay_out()
        self.view.failed.connect(lambda text: self.message.show_message(text, Tone.OVERDUE))
        desk.jobs.job_progress.connect(self._on_job_progress)
        desk.jobs.job_finished.connect(self._on_job_finished)

    # for subclasses ----------------------------------------------------------------------------------------------

    def add_action(self, code: str, text: str, meaning: str, keys: str = "", *, primary: bool = False) -> QPushButton:
        """Add a button to the bar, with a key that works in the whole window."""
        button = QPushButton(text, self)
        button.setObjectName(f"{self._name}.action.{code}")
        button.setAccessibleName(text.rstrip("….").replace("&", ""))
        button.setIcon(icon(meaning, "on_accent" if primary else "dim"))
        button.setProperty("kind", "primary" if primary else "")
        button.setAutoDefault(False)
        if keys:
            QShortcut(QKeySequence(keys), self).activated.connect(button.click)
            button.setToolTip(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))
        self.bar.addWidget(button)
        return button

    @property
    def is_busy(self) -> bool:
        """True while a job of this window runs."""
        return self._job is not None

    def set_job(self, job: JobHandle) -> None:
        """Show a job of the write or output lane with its progress until it has ended."""
        self._job = job
        self._progress_text.setText(job.title)
        self._progress_bar.setRange(0, 0)
        self._cancel.setVisible(job.cancellable)
        self._progress.show()
        self.show_state()

    def show_state(self) -> None:
        """Enable and disable what depends on whether a job runs."""

    def job_stopped(self) -> None:
        """A job was cancelled."""

    def tell(self, text: str, tone: Tone, action: str = "") -> None:
        """Say how something went; in a box of its own when the window has been closed meanwhile."""
        if self.isVisible():
            self.message.show_message(text, tone, action)
        elif tone is not Tone.KEPT:
            report_error(self.parentWidget(), AppError(text), _("Nothing else was changed."))

    # set-up ------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = QFrame(self)
        head.setProperty("role", "topbar")
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 8, 16, 9)
        row.setSpacing(8)
        row.addWidget(self.pages_bar)
        row.addStretch(1)
        row.addLayout(self.bar)
        self.bar.setSpacing(8)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.view, 1)
        middle.addWidget(self._side_column())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self.message)
        layout.addLayout(middle, 1)
        layout.addWidget(self._progress_row())
        self.view.setFocus()

    def _side_column(self) -> QScrollArea:
        body = QWidget(self)
        body.setProperty("ground", "none")
        self.side.setContentsMargins(16, 16, 16, 16)
        self.side.setSpacing(16)
        self.side.setAlignment(Qt.AlignmentFlag.AlignTop)
        body.setLayout(self.side)
        column = QScrollArea(self)
        column.setFrameShape(QFrame.Shape.NoFrame)
        column.setWidgetResizable(True)
        column.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.setFixedWidth(scaled(SIDE_WIDTH))
        column.setWidget(body)
        return column

    def _progress_row(self) -> QFrame:
        self._progress.setProperty("role", "panel")
        self._progress_bar.setTextVisible(False)
        self._cancel.setObjectName(f"{self._name}.action.cancel")
        self._cancel.setAutoDefault(False)
        self._cancel.clicked.connect(self._on_cancel_clicked)
        row = QHBoxLayout(self._progress)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(self._progress_text)
        row.addWidget(self._progress_bar, 1)
        row.addWidget(self._cancel)
        self._progress.hide()
        return self._progress

    # reactions ---------------------------------------------------------------------------------------------------

    def _on_job_progress(self, job: JobHandle, done: int, total: int, text: str) -> None:
        if job is self._job:
            self._progress_bar.setRange(0, total)
            self._progress_bar.setValue(done)
            self._progress_text.setText(f"{text or job.title} {done} / {total}")

    def _on_job_finished(self, job: JobHandle) -> None:
        """The answer of a job, if it had one, has been delivered; it may have started the next."""
        if job is not self._job:
            return
        self._job = None
        self._progress.hide()
        self.show_state()
        if job.progress.is_cancelled:
            self.job_stopped()
        if not self.isVisible():
            self.deleteLater()

    def _on_cancel_clicked(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self.view.setFocus()

    def done(self, result: int) -> None:
        """Close, however it was asked for."""
        self.desk.state.save_window(self)
        super().done(result)
        if not self.is_busy:
            self.deleteLater()

    def open_window(self) -> None:
        """Show the window where it was last time, or of a usual size."""
        if not self.desk.state.restore_window(self):
            self.resize(_USUAL.boundedTo(self.screen().availableSize() - _ROOM))
        self.show()
        self.raise_()
        self.activateWindow()
