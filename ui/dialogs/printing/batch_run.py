"""Papers issued one after the other, then let out in one go.

Each paper is a job of its own on the write lane, so that a save made meanwhile waits for one paper and not for all. It
is filed by itself and drawn once more in the file of all, which shares its fonts: of a thousand papers none is kept.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import gettempdir

from PySide6.QtCore import QObject, Signal

from app.context import Context
from app.database import storage_errors
from app.errors import AppError, StorageError
from app.i18n import _, ngettext
from app.papers.content import PaperMark, PrintFile
from app.queries.archive.papers import paper_outlook
from app.queries.search import pick_one
from app.services.papers import issue_paper
from ui.dialogs.printing.paper_source import Copies, state_words
from ui.dialogs.printing.printing_files import check_writable
from ui.runtime.desk import Desk
from ui.runtime.jobs import Progress
from ui.theme.palette import Tone

LetOut = Callable[[PrintFile, Progress], object]


@dataclass(frozen=True, slots=True)
class BatchPaper:
    """A paper of a record, in the ``copies`` wanted (none meaning all); ``name`` is what a refusal calls it, "" for the
    number or title of the record.
    """

    form_id: str
    record_id: int
    copies: Copies = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What became of one paper: it is issued, or why it is not; ``broken`` is why it could not go into the file of all
    after it was issued.
    """

    name: str
    is_issued: bool
    why: str = ""
    broken: AppError | None = None


@dataclass(frozen=True, slots=True)
class BatchWish:
    """In which language papers come out, how, and what is said then; ``target`` is the file they go to, if any."""

    language: str
    let_out: LetOut
    done_words: str
    target: Path | None = None


@dataclass(frozen=True, slots=True)
class BatchEnd:
    """How it ended: a sentence, its tone, and what became of each paper."""

    text: str
    tone: Tone
    results: tuple[BatchResult, ...]
    is_out: bool = False


class BatchRun(QObject):
    """Issues papers in their order; drafts and void ones are left out and named with what is missing."""

    advanced = Signal(int, int)  # papers issued, of how many
    ended = Signal(object)  # BatchEnd

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._title = ""
        self._total = 0
        self._waiting: deque[BatchPaper] = deque()
        self._results: list[BatchResult] = []
        self._wish: BatchWish | None = None
        self._file: PrintFile | None = None

    def start(self, papers: Sequence[BatchPaper], wish: BatchWish, title: str) -> None:
        """Issue ``papers``; ``title`` is what the status bar calls it, and the title of the file."""
        begin = self._desk.context.new_print_file
        if begin is None:
            self._end(_("This program was started without its printing part."), Tone.OVERDUE)
            return
        self._wish, self._title, self._file = wish, title, begin(title)
        self._waiting, self._total = deque(papers), len(papers)
        self._results = []
        self._issue_next()

    def stop(self) -> None:
        """Issue nothing more; what has its number still comes out."""
        self._waiting.clear()

    def _issue_next(self) -> None:
        self.advanced.emit(len(self._results), self._total)
        wish, file = self._wish, self._file
        if wish is None or file is None or not self._waiting:
            self._let_out()
            return
        target = None if self._results else wish.target  # looked at once, before anything is issued
        work = partial(issue_into, self._desk.context, file, self._waiting.popleft(), wish.language, target)
        self._desk.jobs.run_write(lambda _p: work(), self._on_issued, self._on_failed, self._title)

    def _on_issued(self, result: BatchResult) -> None:
        self._results.append(result)
        if result.broken is None:
            self._issue_next()
        else:
            self._on_failed(result.broken)

    def _let_out(self) -> None:
        """Everything that can be issued is: let it out in one go."""
        wish, file, self._file = self._wish, self._file, None
        if wish is None or file is None or not self._issued:
            self._end(_("Nothing was printed."), Tone.SOON)
            return
        work = partial(wish.let_out, file)
        self._desk.jobs.run_output(work, lambda _answer: self._on_out(), self._on_failed, self._title)

    @property
    def _issued(self) -> int:
        return sum(result.is_issued for result in self._results)

    def _on_out(self) -> None:
        count = self._issued
        text = ngettext("{count} paper is issued and filed.", "{count} papers are issued and filed.", count)
        done = self._wish.done_words if self._wish is not None else ""
        told = _("{said} {more}").format(said=done, more=text.format(count=count))
        self._end(told, Tone.KEPT, is_out=True)

    def _on_failed(self, error: AppError) -> None:
        """Disk or printer gave up: what has a number keeps it."""
        issued = self._issued
        text = ngettext(
            "{count} paper is issued all the same; print it again and it is marked as a reprint.",
            "{count} papers are issued all the same; print them again and they are marked as reprints.",
            issued,
        )
        told = _("{said} {more}").format(said=error.message, more=text.format(count=issued))
        self._end(told if issued else error.message, Tone.OVERDUE)

    def _end(self, text: str, tone: Tone, *, is_out: bool = False) -> None:
        self._waiting.clear()
        self._file = None
        self.ended.emit(BatchEnd(text, tone, tuple(self._results), is_out))


def issue_into(
    context: Context, file: PrintFile, paper: BatchPaper, language: str, target: Path | None = None
) -> BatchResult:
    """Issue one paper and draw it in ``file``, unless it would be a draft or void; StorageError ends the batch."""
    if target is not None:
        check_writable(target)
    name = paper.name
    form_id, record_id = paper.form_id, paper.record_id
    try:
        record = pick_one(context, record_id)
        name = name or record.number or record.title
        outlook = paper_outlook(context, form_id=form_id, record_id=record_id, paper_language=language)
        if outlook.mark in (PaperMark.DRAFT, PaperMark.VOID):
            return BatchResult(name, is_issued=False, why=_("; ").join(outlook.missing) or state_words(outlook).text)
        printed = issue_paper(context, form_id=form_id, record_id=record_id, language=language, copies=paper.copies)
    except StorageError:
        raise
    except AppError as error:
        return BatchResult(name, is_issued=False, why=error.message)
    try:
        with storage_errors(Path(gettempdir())):
            file.add(printed.content)
    except StorageError as error:
        return BatchResult(name, is_issued=True, broken=error)
    return BatchResult(name, is_issued=True)
