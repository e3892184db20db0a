"""The window in which several papers are printed in one go: what they are, in which language, how far it is."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from io import BytesIO
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

from app.i18n import LANGUAGES, _
from app.papers.content import PrintFile
from app.papers.pages import Pages, read_pages
from ui.dialogs.printing.batch_run import BatchEnd, BatchPaper, BatchRun, BatchWish
from ui.dialogs.printing.preview_side import LANGUAGE_NAMES
from ui.dialogs.printing.printing_files import ask_pdf_path, write_print_file
from ui.dialogs.printing.printing_output import PrintWish, print_pages
from ui.dialogs.printing.printing_printer import Printers, SystemPrinters, choose_printer
from ui.runtime.desk import Desk
from ui.theme.palette import Tone
from ui.widgets.detail.card import Card
from ui.widgets.message_bar import MessageBar
from ui.widgets.pages.page_pills import SegmentedChoice


class BatchWindow(QDialog):
    """Subclasses say what is printed (``papers``, ``wish``) and put what is chosen above (``choice``, by a card)."""

    def __init__(self, desk: Desk, name: str, title: str, language: str, parent: QWidget) -> None:
        """``language`` is that of the paper at first."""
        super().__init__(parent)
        self.printers: Printers = SystemPrinters()
        self.desk = desk
        self.name = name
        self._target: Path | None = None
        self._busy = False
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.message = MessageBar(f"{name}.message", self)
        choices = [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]
        self.language = SegmentedChoice(f"{name}.field.language", choices, self)
        self.language.set_current(language)
        self.failures = QListWidget(self)
        self._progress = QProgressBar(self)
        self._run = BatchRun(desk, self)
        self._run.advanced.connect(self._on_advanced)
        self._run.ended.connect(self._on_ended)

    # what a subclass says of itself ------------------------------------------------------------------------------

    @abstractmethod
    def papers(self) -> tuple[BatchPaper, ...]:
        """Return what is to be printed now, in its order; none while nothing is chosen."""

    @abstractmethod
    def wish(self) -> PrintWish:
        """Return what the printer's dialog is asked for."""

    @abstractmethod
    def file_title(self) -> str:
        """Return what the file is called, without its date."""

    def left_out(self) -> Sequence[str]:
        """Return what was chosen and could not be printed at all, as lines with the reason."""
        return ()

    def show_failures(self, lines: Sequence[str]) -> None:
        """List what is not printed, and why."""
        self.failures.clear()
        self.failures.addItems(list(lines))
        self._failed.setVisible(bool(lines))

    @abstractmethod
    def enable_choice(self, enabled: bool) -> None:
        """Let what is chosen above be changed, or not while papers are issued."""

    # set-up ------------------------------------------------------------------------------------------------------

    def lay_out(self, *above: QWidget, speaks_any: bool = True) -> None:
        """Put the window together; ``above`` are the cards of what is chosen. No language can be chosen where the
        papers have one of their own (``speaks_any`` false).
        """
        self._style_failures()
        self._failed = self.card("failed", _("Not printed"), self.failures)
        self._failed.hide()
        body = QVBoxLayout()
        body.setContentsMargins(20, 16, 20, 8)
        body.setSpacing(12)
        language = self.card("language", _("Language of the paper"), self.language)
        language.setVisible(speaks_any)
        for card in (*above, language):
            body.addWidget(card)
        body.addWidget(self._failed, 1)
        body.addStretch(0)
        body.addWidget(self._progress)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.message)
        layout.addLayout(body, 1)
        layout.addLayout(self._footer())
        self.message.action_requested.connect(self._open_target)
        self.resize(520, 420)
        self.show_state()

    def card(self, part: str, title: str, widget: QWidget) -> Card:
        """Return a card of the window around a widget."""
        card = Card(f"{self.name}.{part}", title, parent=self)
        card.body.addWidget(widget)
        return card

    def _style_failures(self) -> None:
        self.failures.setObjectName(f"{self.name}.failures")
        self.failures.setAccessibleName(_("Not printed"))
        self.failures.setWordWrap(True)
        self.failures.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.failures.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.failures.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.failures.setFrameShape(QFrame.Shape.NoFrame)

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
        button.setObjectName(f"{self.name}.action.{code}")
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked: clicked())
        return button

    # printing ----------------------------------------------------------------------------------------------------

    def ask_print(self) -> None:
        """Ask for a printer and let everything out there as one job."""
        if not self.printers.available():
            self.message.show_message(_("No printer is set up on this computer. Save as one PDF instead."), Tone.SOON)
            return
        choose_printer(self.printers, self.wish(), self, self._print_on)

    def _print_on(self, printer: QPrinter) -> None:
        self.start(
            BatchWish(
                language=self.language.code(),
                let_out=lambda file, progress: print_pages(printer, _pages_of(file), progress),
                done_words=_("Sent to the printer."),
            )
        )

    def _ask_save(self) -> None:
        ask_pdf_path(self.desk, self, f"{self.file_title()}_{self.desk.today():%Y%m%d}.pdf", self._save_to)

    def _save_to(self, path: Path) -> None:
        self.start(
            BatchWish(
                language=self.language.code(),
                let_out=lambda file, _progress: write_print_file(path, file),
                done_words=_("Saved as {name}.").format(name=path.name),
                target=path,
            )
        )

    def start(self, wish: BatchWish) -> None:
        """Issue everything that is chosen and let it out."""
        self._target = wish.target
        self._busy = True
        self.message.hide()
        self.show_state()
        self._run.start(self.papers(), wish, self.windowTitle())

    def _open_target(self) -> None:
        if self._target is not None:
            self.desk.open_file(self._target)

    # reactions ---------------------------------------------------------------------------------------------------

    def _on_advanced(self, done: int, total: int) -> None:
        self._progress.setRange(0, total)
        self._progress.setValue(done)
        self._progress_text.setText(_("{done} of {total} papers issued").format(done=done, total=total))

    def _on_ended(self, end: BatchEnd) -> None:
        self._busy = False
        self.message.show_message(
            end.text, end.tone, _("Open the file") if end.is_out and self._target is not None else ""
        )
        line = _("{record}: {reason}")
        failed = [line.format(record=one.name, reason=one.why) for one in end.results if not one.is_issued]
        self.show_failures((*self.left_out(), *failed))
        self.resize(self.size().expandedTo(self.sizeHint()))
        self.show_state()

    def show_state(self) -> None:
        """Nothing is printed while something is being printed, or while nothing is chosen."""
        ready = not self._busy and bool(self.papers())
        self._print.setEnabled(ready)
        self._save.setEnabled(ready)
        self.enable_choice(not self._busy)
        self.language.setEnabled(not self._busy)
        self._close.setText(_("Stop") if self._busy else _("Close"))
        self._progress.setVisible(self._busy)
        self._progress_text.setVisible(self._busy)

    def reject(self) -> None:
        """While papers are issued, stop there: those that have their number come out, the others stay as they are."""
        if not self._busy:
            super().reject()
            self.deleteLater()
        self._run.stop()


def _pages_of(file: PrintFile) -> Pages:
    stream = BytesIO()
    file.write(stream)
    return read_pages(stream.getvalue())
