"""The preview of a paper that can be printed: what is seen is what comes out, and only printing issues it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from app.errors import AppError, StorageError
from app.i18n import _, current_language
from app.papers.content import PaperMark
from app.papers.pages import read_pages
from app.services.papers import PaperPrint
from ui.dialogs.printing.paper_source import PaperLook, PaperSource
from ui.dialogs.printing.preview import PreviewWindow
from ui.dialogs.printing.preview_side import PaperSide
from ui.dialogs.printing.printing_files import ask_pdf_path, check_writable, write_pdf
from ui.dialogs.printing.printing_output import PrintWish, print_pages
from ui.dialogs.printing.printing_printer import Printers, SystemPrinters, choose_printer
from ui.runtime.desk import Desk
from ui.runtime.jobs import Progress
from ui.theme.palette import Tone

NAME = "paper.preview"
_CALM_MS = 300  # several changes in a row are looked at once


class PaperPreview(PreviewWindow):
    """Looks at a ``PaperSource``, prints it and saves it as PDF."""

    def __init__(self, desk: Desk, source: PaperSource, look: PaperLook, parent: QWidget) -> None:
        title = source.form.title.text(current_language())
        super().__init__(NAME, _("{title} – preview").format(title=title), desk, parent)
        self.printers: Printers = SystemPrinters()
        self._source = source
        self._look = look
        self._title = title
        self._issued: PaperPrint | None = None
        self._offered: Callable[[], object] | None = None
        self._save = self.add_action("save", _("&Save as PDF…"), "save", "Ctrl+S")
        self._print = self.add_action("print", _("&Print…"), "print", "Ctrl+P", primary=True)
        self.paper = PaperSide(NAME, source.form, speaks_any=source.speaks_any, parent=self)
        self.side.addWidget(self.paper)
        self._save.clicked.connect(self.ask_save)
        self._print.clicked.connect(self.ask_print)
        self.paper.changed.connect(self.look_again)
        self.message.action_requested.connect(self._on_message_action)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_CALM_MS)
        self._again.timeout.connect(self._on_calm)
        desk.changes.changed.connect(self._again.start)  # whatever changed may stand on the paper
        self._show_look(look)

    @property
    def key(self) -> str:
        """Which paper this is."""
        return self._source.key

    @property
    def look(self) -> PaperLook:
        """What is shown: the paper as it was laid out last."""
        return self._look

    # looking -----------------------------------------------------------------------------------------------------

    def look_again(self) -> None:
        """Lay the paper out anew, in the background, with the copies and the language that are chosen now."""
        copies, language = self.paper.copies.copies(), self.paper.language.value()
        self.show_state()
        if not copies:
            self.paper.show_nothing_chosen()
            return
        look = partial(self._source.look, language, copies)
        self.desk.jobs.run_read(f"{NAME}.{self.key}", lambda _p: look(), self._show_look, self._on_look_failed)

    def _on_calm(self) -> None:
        if self.isVisible() and not self.is_busy:
            self.look_again()

    def _show_look(self, look: PaperLook) -> None:
        self._look = look
        self.paper.show_look(look)
        self.view.show_pages(look.pages)
        self.show_state()

    def _on_look_failed(self, error: AppError) -> None:
        self.view.show_pages(None)
        self.message.show_message(error.message, Tone.OVERDUE)

    def show_state(self) -> None:
        """Nothing is printed while something is being printed, or without a copy."""
        ready = not self.is_busy and bool(self.paper.copies.copies())
        self._print.setEnabled(ready)
        self._save.setEnabled(ready)
        self.paper.setEnabled(not self.is_busy)

    # printing ----------------------------------------------------------------------------------------------------

    def ask_print(self) -> None:
        """Ask for a printer, then issue the paper and let it out."""
        if not self.printers.available():
            text = _("No printer is set up on this computer. The paper can be saved as PDF instead.")
            self._offer(self.ask_save, text, Tone.SOON, _("Save as PDF…"))
            return
        wish = PrintWish(self._title, self._look.pages.sizes, self._source.form.page_mode == "duplex")
        choose_printer(self.printers, wish, self, self._issue_to)

    def _issue_to(self, printer: QPrinter) -> None:
        """Number, file and count the paper before anything comes out: what lies in a tray has to be known."""
        issue = self._issue()
        self.message.hide()
        self.set_job(
            self.desk.jobs.run_write(
                lambda _p: issue(), partial(self._let_out, printer), self._on_refused, _("Issuing the paper")
            )
        )

    def _issue(self) -> Callable[[], PaperPrint]:
        return partial(self._source.issue, self._look.outlook.language, self.paper.copies.copies())

    def _let_out(self, printer: QPrinter, issued: PaperPrint) -> None:
        self._issued = issued
        title = _("Printing {title}").format(title=issued.number or self._title)
        paint = partial(_paint, printer, issued.paper.pdf)
        self.set_job(self.desk.jobs.run_output(paint, self._on_printed, self._on_not_printed, title))

    def _on_printed(self, _pages: int) -> None:
        issued, self._issued = self._issued, None
        text = _("{number} was sent to the printer and is filed.")
        if issued is not None and issued.mark in (PaperMark.BLANK, PaperMark.LIST):
            text = _("Sent to the printer.")
        elif issued is None or not is_issued(issued):
            text = _("Sent to the printer; it is not valid and not filed.")
        elif not issued.is_filed:
            text = _("{number} was sent to the printer.")
        self.tell(text.format(number=issued.number if issued else ""), Tone.KEPT)
        self.look_again()

    def _on_not_printed(self, error: AppError) -> None:
        self._tell_not_out(error.message)

    def job_stopped(self) -> None:
        if self._issued is not None:
            self._tell_not_out(_("Printing was stopped."))

    def _tell_not_out(self, why: str) -> None:
        issued, self._issued = self._issued, None
        self.tell(f"{why} {issued_words(issued)}".strip() if issued else why, Tone.OVERDUE)
        self.look_again()

    def _on_refused(self, error: AppError) -> None:
        self.tell(error.message, Tone.OVERDUE)
        self.look_again()

    # saving ------------------------------------------------------------------------------------------------------

    def ask_save(self) -> None:
        """Ask where, then issue the paper and write it there."""
        ask_pdf_path(self.desk, self, self._look.outlook.file_name, self._save_to)

    def _save_to(self, path: Path) -> None:
        self.message.hide()
        work = partial(_save, path, self._issue())
        done = partial(self._on_saved, path)
        self.set_job(self.desk.jobs.run_write(work, done, self._on_refused, _("Saving the paper")))

    def _on_saved(self, path: Path, _printed: PaperPrint) -> None:
        text = _("Saved as {name}.").format(name=path.name)
        self._offer(partial(self.desk.open_file, path), text, Tone.KEPT, _("Open the file"))
        self.look_again()

    def _offer(self, what: Callable[[], object], text: str, tone: Tone, action: str) -> None:
        """Say something with a link that does ``what``."""
        self._offered = what
        self.tell(text, tone, action)

    def _on_message_action(self) -> None:
        if self._offered is not None:
            self._offered()


def is_issued(printed: PaperPrint) -> bool:
    """Tell whether a print has a number and is filed: a draft and a void paper are not."""
    return printed.mark in (PaperMark.NONE, PaperMark.REPRINT)


def issued_words(printed: PaperPrint) -> str:
    """Say what it means that a paper was issued and did not come out, "" for a draft."""
    if not is_issued(printed):
        return ""
    return _("{number} is issued all the same: print it again, and it is marked as a reprint.").format(
        number=printed.number
    )


def _paint(printer: QPrinter, pdf: bytes, progress: Progress) -> int:
    return print_pages(printer, read_pages(pdf), progress)


def _save(path: Path, issue: Callable[[], PaperPrint], _progress: object) -> PaperPrint:
    """Issue a paper and write it; when the disk fails only then, say that it is issued."""
    check_writable(path)
    printed = issue()
    try:
        write_pdf(path, printed.paper.pdf)
    except StorageError as error:
        message = f"{error.message} {issued_words(printed)}".strip()
        raise StorageError(message, details=error.details) from error
    return printed
