"""One paper of many records in one go: issued one after the other, then one file or one print job.

Each record is a job of its own on the write lane, so that a save made meanwhile waits for one paper and not for all.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.context import Context
from app.errors import AppError, Invalid, StorageError
from app.i18n import LANGUAGES, _, current_language, ngettext
from app.papers.content import PaperMark
from app.papers.form import Form, load_form
from app.papers.pages import PageSize, joined, read_pages
from app.queries.archive.papers import paper_outlook
from app.queries.search import pick_one
from app.services.papers import issue_paper
from ui.dialogs.printing.paper_source import Copies, state_words
from ui.dialogs.printing.preview_side import LANGUAGE_NAMES, CopyBoxes
from ui.dialogs.printing.printing_files import ask_pdf_path, check_writable, write_pdf
from ui.dialogs.printing.printing_output import PrintWish, print_pages
from ui.dialogs.printing.printing_printer import Printers, SystemPrinters, choose_printer
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.runtime.jobs import Progress
from ui.theme.palette import Tone
from ui.widgets.detail.card import Card
from ui.widgets.message_bar import MessageBar
from ui.widgets.pages.page_pills import SegmentedChoice

NAME = "paper.batch"
MOST_PRINTED = 500  # papers of one job: more than anybody lifts out of a printer at once
ReadIds = Callable[[Progress], tuple[int, ...]]
LetOut = Callable[[bytes, Progress], object]


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What became of one record: its paper, or why there is none."""

    name: str
    pdf: bytes | None
    why: str = ""


def ask_print_many(desk: Desk, parent: QWidget, form_id: str, read_ids: ReadIds) -> None:
    """Ask how a paper of many records is to be printed; ``read_ids`` runs beside the window and says which records.

    Records whose paper would be a draft or void are left out and named with what is missing.
    """

    def read(progress: Progress) -> tuple[tuple[int, ...], str]:
        ids = read_ids(progress)
        if len(ids) > MOST_PRINTED:
            message = _("More than {most} records are selected, the most that are printed in one go. Select fewer.")
            raise Invalid(message.format(most=MOST_PRINTED))
        return ids, desk.context.settings().text("paper_language")

    desk.jobs.run_read(
        NAME,
        read,
        lambda found: BatchDialog(desk, load_form(form_id), *found, parent).open(),
        partial(report_error, parent),
    )


class BatchDialog(QDialog):
    """Copies, language and where to; then how far it is, and which records have no paper."""

    def __init__(self, desk: Desk, form: Form, ids: tuple[int, ...], language: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.printers: Printers = SystemPrinters()
        self._desk = desk
        self._form = form
        self._ids = ids
        self._waiting: deque[int] = deque()
        self._results: list[BatchResult] = []
        self._let_out: LetOut | None = None
        self._done_words = ""
        self._target: Path | None = None
        self._busy = False
        self._title = form.title.text(current_language())
        self.setObjectName(NAME)
        count = ngettext("{title} of {count} record", "{title} of {count} records", len(ids))
        self.setWindowTitle(count.format(title=self._title, count=len(ids)))
        self.message = MessageBar(f"{NAME}.message", self)
        self.copies = CopyBoxes(f"{NAME}.field.copies", form, self)
        choices = [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]
        self.language = SegmentedChoice(f"{NAME}.field.language", choices, self)
        self.language.set_current(language)
        self.failures = QListWidget(self)
        self._progress = QProgressBar(self)
        self._lay_out()
        self._show_state()

    # set-up ------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.failures.setObjectName(f"{NAME}.failures")
        self.failures.setAccessibleName(_("Not printed"))
        self.failures.setWordWrap(True)
        self.failures.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.failures.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.failures.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.failures.setFrameShape(QFrame.Shape.NoFrame)
        self._failed = self._card("failed", _("Not printed"), self.failures)
        self._failed.hide()
        body = QVBoxLayout()
        body.setContentsMargins(20, 16, 20, 8)
        body.setSpacing(12)
        body.addWidget(self._card("copies", _("Copies"), self.copies))
        body.addWidget(self._card("language", _("Language of the paper"), self.language))
        body.addWidget(self._failed, 1)
        body.addStretch(0)
        body.addWidget(self._progress)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.message)
        layout.addLayout(body, 1)
        layout.addLayout(self._footer())
        self.copies.changed.connect(self._show_state)
        self.message.action_requested.connect(self._open_target)
        self.resize(520, 420)

    def _card(self, part: str, title: str, widget: QWidget) -> Card:
        card = Card(f"{NAME}.{part}", title, parent=self)
        card.body.addWidget(widget)
        return card

    def _footer(self) -> QHBoxLayout:
        self._close = self._button("close", _("Close"), self.reject)
        self._save = self._button("save", _("&Save as one PDF…"), self._ask_save)
        self._print = self._button("print", _("&Print…"), self.ask_print)
        self._print.setProperty("kind", "primary")
        self._print.setDefault(True)
        self._progress_text = QLabel(self)
        self._progress_text.setProperty("role", "hint")
        row = QHBoxLayout()
        row.setContentsMargins(20, 8, 20, 14)
        row.setSpacing(8)
        row.addWidget(self._progress_text)
        row.addStretch(1)
        for button in (self._close, self._save, self._print):
            row.addWidget(button)
        return row

    def _button(self, code: str, text: str, clicked: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(f"{NAME}.action.{code}")
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked: clicked())
        return button

    # asking ------------------------------------------------------------------------------------------------------

    def ask_print(self) -> None:
        """Ask for a printer and let everything out there as one job."""
        if not self.printers.available():
            self.message.show_message(_("No printer is set up on this computer. Save as one PDF instead."), Tone.SOON)
            return
        sheet = PageSize(self._form.paper.width, self._form.paper.height)
        wish = PrintWish(self.windowTitle(), (sheet,), self._form.page_mode == "duplex")
        choose_printer(self.printers, wish, self, self._print_on)

    def _print_on(self, printer: QPrinter) -> None:
        self._target = None
        self._done_words = _("Sent to the printer.")
        self._start(lambda pdf, progress: print_pages(printer, read_pages(pdf), progress))

    def _ask_save(self) -> None:
        ask_pdf_path(self._desk, self, f"{self._title}_{self._desk.today():%Y%m%d}.pdf", self._save_to)

    def _save_to(self, path: Path) -> None:
        self._target = path
        self._done_words = _("Saved as {name}.").format(name=path.name)
        self._start(lambda pdf, _progress: write_pdf(path, pdf))

    def _open_target(self) -> None:
        if self._target is not None:
            self._desk.open_file(self._target)

    # one after the other -----------------------------------------------------------------------------------------

    def _start(self, let_out: LetOut) -> None:
        self._let_out = let_out
        self._waiting = deque(self._ids)
        self._results = []
        self._busy = True
        self.message.hide()
        self._show_state()
        self._issue_next()

    def _issue_next(self) -> None:
        done, total = len(self._results), len(self._ids)
        self._progress.setRange(0, total)
        self._progress.setValue(done)
        self._progress_text.setText(_("{done} of {total} papers issued").format(done=done, total=total))
        if not self._waiting:
            self._put_together()
            return
        work = partial(_issue_one, self._desk.context, self._form.id, self._waiting.popleft())
        target = None if done else self._target  # looked at once, before anything is issued
        chosen = (self.language.code(), self.copies.copies(), target)
        self._desk.jobs.run_write(lambda _p: work(*chosen), self._on_issued, self._on_failed, self.windowTitle())

    def _on_issued(self, result: BatchResult) -> None:
        self._results.append(result)
        self._issue_next()

    def _put_together(self) -> None:
        """Everything that can be issued is: let it out in one go."""
        pdfs = [result.pdf for result in self._results if result.pdf is not None]
        let_out = self._let_out
        if not pdfs or let_out is None:
            self._end(_("Nothing was printed."), Tone.SOON)
            return
        work: Callable[[Progress], object] = lambda progress: let_out(joined(pdfs), progress)  # noqa: E731
        self._desk.jobs.run_output(work, lambda _answer: self._on_out(), self._on_failed, self.windowTitle())

    def _on_out(self) -> None:
        printed = sum(result.pdf is not None for result in self._results)
        text = ngettext("{count} paper is issued and filed.", "{count} papers are issued and filed.", printed)
        action = _("Open the file") if self._target is not None else ""
        self._end(f"{self._done_words} {text.format(count=printed)}", Tone.KEPT, action)

    def _on_failed(self, error: AppError) -> None:
        """Disk or printer gave up: what has a number keeps it."""
        issued = sum(result.pdf is not None for result in self._results)
        text = ngettext(
            "{count} paper is issued all the same; print it again and it is marked as a reprint.",
            "{count} papers are issued all the same; print them again and they are marked as reprints.",
            issued,
        )
        self._end(f"{error.message} {text.format(count=issued)}" if issued else error.message, Tone.OVERDUE)

    def _end(self, text: str, tone: Tone, action: str = "") -> None:
        self._busy = False
        self.message.show_message(text, tone, action)
        failed = [result for result in self._results if result.pdf is None]
        self.failures.clear()
        line = _("{record}: {reason}")
        self.failures.addItems([line.format(record=result.name, reason=result.why) for result in failed])
        self._failed.setVisible(bool(failed))
        self.resize(self.size().expandedTo(self.sizeHint()))
        self._show_state()

    # reactions ---------------------------------------------------------------------------------------------------

    def _show_state(self) -> None:
        ready = not self._busy and bool(self.copies.copies())
        self._print.setEnabled(ready)
        self._save.setEnabled(ready)
        self.copies.setEnabled(not self._busy)
        self.language.setEnabled(not self._busy)
        self._close.setText(_("Stop") if self._busy else _("Close"))
        self._progress.setVisible(self._busy)
        self._progress_text.setVisible(self._busy)

    def reject(self) -> None:
        """While papers are issued, stop there: those that have their number come out, the others stay as they are."""
        if not self._busy:
            super().reject()
            self.deleteLater()
        self._waiting.clear()


def _issue_one(
    context: Context, form_id: str, record_id: int, language: str, copies: Copies, target: Path | None
) -> BatchResult:
    """Issue the paper of one record unless it would be a draft or void; StorageError ends the whole batch."""
    if target is not None:
        check_writable(target)
    name = ""
    try:
        record = pick_one(context, record_id)
        name = record.number or record.title
        outlook = paper_outlook(context, form_id=form_id, record_id=record_id, paper_language=language)
        if outlook.mark in (PaperMark.DRAFT, PaperMark.VOID):
            return BatchResult(name, None, _("; ").join(outlook.missing) or state_words(outlook).text)
        printed = issue_paper(context, form_id=form_id, record_id=record_id, language=language, copies=copies)
    except StorageError:
        raise
    except AppError as error:
        return BatchResult(name, None, error.message)
    return BatchResult(name, printed.paper.pdf)
