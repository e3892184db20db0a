"""The window of the assistant: one step after the other, each read beside the window, saved as one job."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.i18n import _, ngettext
from app.imports.headings import choices_of
from app.imports.reading import Book, read_file
from app.imports.rows import Source
from app.queries.imports.preview import SheetChoice, check_columns, source_of
from ui.dialogs.importing.columns_step import ColumnsStep
from ui.dialogs.importing.file_step import FileStep
from ui.dialogs.importing.last_step import LastStep
from ui.runtime.desk import Desk
from ui.runtime.jobs import JobHandle
from ui.theme.palette import Tone
from ui.theme.sizes import scaled
from ui.widgets.forms.form import MARGIN
from ui.widgets.message_bar import MessageBar

FILE, COLUMNS, LAST = range(3)
READ, PREVIEW = "read", "preview"
REMEMBERED = "import.{kind}.headings"
SIZE = QSize(1060, 680)


class ImportAssistant(QDialog):
    """Back and Next go through the steps; ``imported`` tells how many records came in."""

    imported = Signal(int)

    def __init__(
        self,
        desk: Desk,
        name: str,
        title: str,
        kinds: tuple[str, ...],
        kind: str,
        make_last: Callable[[Desk, str, QWidget], LastStep],
        parent: QWidget | None = None,
    ) -> None:
        """``kinds`` can be chosen from, ``kind`` is chosen at first; ``make_last`` makes the step that saves."""
        super().__init__(parent)
        self._desk = desk
        self._name = name
        self._book: Book | None = None
        self._source: Source | None = None
        self._job: JobHandle | None = None
        self._done = False
        self._reading = False
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.message = MessageBar(f"{name}.message", self)
        self.file_step = FileStep(desk, name, kinds, kind, self)
        self.columns_step = ColumnsStep(name, self)
        self.last_step = make_last(desk, name, self)
        self._step_words = QLabel(self)
        self._step_words.setProperty("role", "title")
        self._progress = QProgressBar(self)
        self._progress.setAccessibleName(_("Progress"))
        self._progress.hide()
        self._lay_out()
        self._connect()
        self.resize(
            QSize(scaled(SIZE.width()), scaled(SIZE.height())).boundedTo(self.screen().availableSize() - MARGIN)
        )
        self._show_step(FILE)

    # set-up ------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.stack = QStackedWidget(self)
        for step in (self.file_step, self.columns_step, self.last_step):
            self.stack.addWidget(step)
        body = QVBoxLayout()
        body.setContentsMargins(20, 16, 20, 8)
        body.setSpacing(14)
        body.addWidget(self._step_words)
        body.addWidget(self.stack, 1)
        body.addWidget(self._progress)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.message)
        layout.addLayout(body, 1)
        layout.addLayout(self._footer())

    def _footer(self) -> QHBoxLayout:
        self.close_button = self._button("close", _("C&lose"))
        self.back_button = self._button("back", _("&Back"))
        self.next_button = self._button("next", _("&Next"))
        self.next_button.setProperty("kind", "primary")
        self.next_button.setDefault(True)
        row = QHBoxLayout()
        row.setContentsMargins(20, 8, 20, 14)
        row.setSpacing(8)
        row.addWidget(self.close_button)
        row.addStretch(1)
        row.addWidget(self.back_button)
        row.addWidget(self.next_button)
        return row

    def _button(self, code: str, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(f"{self._name}.action.{code}")
        button.setAutoDefault(False)
        return button

    def _connect(self) -> None:
        self.close_button.clicked.connect(self.reject)
        self.back_button.clicked.connect(self.go_back)
        self.next_button.clicked.connect(self.go_on)
        self.file_step.changed.connect(self._on_file_changed)
        self.file_step.failed.connect(self._on_failed)
        self.columns_step.choice_wanted.connect(self._read_source)
        self.last_step.changed.connect(self.show_state)
        self.last_step.preview_wanted.connect(self._read_preview)

    # the steps ---------------------------------------------------------------------------------------------------

    @property
    def step(self) -> int:
        """The step that is shown."""
        return self.stack.currentIndex()

    def go_on(self) -> None:
        """Go to the next step, or save."""
        self.message.hide()
        if self._done:
            self.accept()
        elif self.step == FILE:
            self._read_file()
        elif self.step == COLUMNS:
            self._take_columns()
        else:
            self._save()

    def go_back(self) -> None:
        """Go to the step before."""
        self._drop_reads()
        self.message.hide()
        self._show_step(max(FILE, self.step - 1))

    def _show_step(self, step: int) -> None:
        words = (_("1 · The file"), _("2 · What the columns mean"), self.last_step.title())
        self._step_words.setText(words[step])
        self.stack.setCurrentIndex(step)
        self.show_state()

    def show_state(self) -> None:
        """Offer what can be done now; nothing while something is read or saved."""
        is_saving = self._job is not None
        is_busy = is_saving or self._reading
        ready = (self.file_step.path() is not None, self._source is not None, self.last_step.is_ready())[self.step]
        self.next_button.setEnabled(self._done or (ready and not is_busy))
        step_text = self.last_step.save_text() if self.step == LAST else _("&Next")
        self.next_button.setText(_("&Done") if self._done else step_text)
        self.back_button.setEnabled(self.step > FILE and not is_saving and not self._done)
        self.close_button.setEnabled(not self._done)
        self.close_button.setText(_("Stop") if is_saving else _("C&lose"))
        self.last_step.setEnabled(not is_saving and not self._done)
        self._progress.setVisible(is_busy)

    def _read(self, key: str, work: Callable[[], Any], show: Callable[[Any], None]) -> None:
        """Read something beside the window; only the newest question of a key is answered."""
        self._reading = True
        self._progress.setRange(0, 0)
        self.show_state()
        answer = partial(self._on_answer, show)
        self._desk.jobs.run_read(f"{self._name}.{key}", lambda _progress: work(), answer, self._on_failed)

    def _on_answer(self, show: Callable[[Any], None], found: object) -> None:
        self._reading = False
        show(found)
        self.show_state()

    def _drop_reads(self) -> None:
        """What is being read is no longer wanted."""
        for key in (READ, PREVIEW):
            self._desk.jobs.drop_read(f"{self._name}.{key}")
        self._reading = False

    # the file and its columns ------------------------------------------------------------------------------------

    def _on_file_changed(self) -> None:
        self._drop_reads()
        self._book = self._source = None
        problem = self.file_step.file.problem()
        if problem:
            self.message.show_message(problem, Tone.OVERDUE)
        else:
            self.message.hide()
        self.show_state()

    def _read_file(self) -> None:
        path = self.file_step.path()
        if path is None:
            return
        kind, choice = self.file_step.kind.code(), SheetChoice(remembered=self._remembered())
        today = self._desk.today()

        def work() -> tuple[Book, Source]:
            book = read_file(path)
            return book, source_of(book, kind, choice, today)

        self._read(READ, work, self._on_read)

    def _on_read(self, read: tuple[Book, Source]) -> None:
        self._book, self._source = read
        self.columns_step.show_source(*read)
        self._show_step(COLUMNS)
        self.columns_step.sheet.setFocus()

    def _read_source(self, choice: SheetChoice) -> None:
        """Understand another sheet, or the same below another row of headings."""
        book = self._book
        if book is None:
            return
        wanted = SheetChoice(sheet=choice.sheet, head=choice.head, remembered=self._remembered())
        work = partial(source_of, book, self.file_step.kind.code(), wanted, self._desk.today())
        self._read(READ, lambda: (book, work()), self._on_read)

    def _remembered(self) -> dict[str, str]:
        said = self._desk.state.text(REMEMBERED.format(kind=self.file_step.kind.code()), "{}")
        return {str(heading): str(name) for heading, name in json.loads(said).items()}

    def _take_columns(self) -> None:
        """Check what the columns mean, remember what was chosen, and make the preview."""
        book = self._book
        if book is None:
            return
        kind = self.file_step.kind.code()
        source = source_of(book, kind, self.columns_step.choice(), self._desk.today())
        try:
            check_columns(source)
        except AppError as error:
            self._on_failed(error)
            return
        self._source = source
        chosen = self._remembered() | choices_of(source.head, source.kind, source.columns)
        self._desk.state.set_text(REMEMBERED.format(kind=kind), json.dumps(chosen, ensure_ascii=False))
        self._read_preview()

    def _read_preview(self) -> None:
        book, source = self._book, self._source
        if book is None or source is None:
            return
        choice = SheetChoice(sheet=source.sheet.name, head=source.head.first, columns=source.columns)
        work = self.last_step.look(book, source.kind.code, choice)
        self._read(PREVIEW, work, self._on_preview)

    def _on_preview(self, found: object) -> None:
        self.last_step.show_found(found)
        self._show_step(LAST)

    # saving ------------------------------------------------------------------------------------------------------

    def _save(self) -> None:
        """Save everything as one job on the write lane; closing the window in the meantime stops it."""
        path = self.file_step.path() or Path()
        work = self.last_step.work(path.name)
        self._progress.setRange(0, 0)
        self._job = self._desk.jobs.run_write(work, self._on_saved, self._on_save_failed, self.windowTitle(), True)
        self._desk.jobs.job_progress.connect(self._on_progress)
        self.show_state()

    def _on_progress(self, job: JobHandle, done: int, total: int, _text: str) -> None:
        if job is self._job:
            self._progress.setRange(0, total)
            self._progress.setValue(done)

    def _on_saved(self, count: int) -> None:
        self._job, self._done = None, True
        text = ngettext("{count} record was imported.", "{count} records were imported.", count)
        self.message.show_message(text.format(count=f"{count:,}"), Tone.KEPT)
        self.show_state()
        self.next_button.setFocus()
        self.imported.emit(count)

    def _on_save_failed(self, error: AppError) -> None:
        self._job = None
        self._on_failed(error)

    def _on_failed(self, error: AppError) -> None:
        self._reading = False
        self.message.show_message(error.message, Tone.OVERDUE)
        self.show_state()

    def reject(self) -> None:
        """Close the window; while it saves, stop that: nothing is kept of it then."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self.message.show_message(_("Stopped. Nothing was imported."), Tone.SOON)
            self.show_state()
            return
        super().reject()
