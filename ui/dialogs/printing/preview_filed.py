"""The preview of what was filed: the file itself, exactly as it lies in the archive."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from app.archive.store import write_whole
from app.context import Context
from app.database import storage_errors
from app.errors import AppError
from app.formatting import date_text
from app.i18n import _
from app.papers.pages import Pages, read_pages
from app.queries.archive.documents import FiledDocument, IssuedAs, filed_document
from ui.dialogs.printing.preview import PreviewWindow
from ui.dialogs.printing.printing_files import ask_pdf_path, write_pdf
from ui.dialogs.printing.printing_output import PrintWish, print_pages
from ui.dialogs.printing.printing_printer import Printers, SystemPrinters, choose_printer
from ui.runtime.desk import Desk
from ui.runtime.jobs import Progress
from ui.theme.palette import Tone
from ui.widgets.detail.card import Card
from ui.widgets.fields.combo import Combo

NAME = "paper.filed"
_SHORTEST = 10  # characters of a file's name that are shown in any case
Filed = tuple[FiledDocument, Pages | None]


class FiledPreview(PreviewWindow):
    """Shows a filed PDF. An issued paper is not printed from here but again, as a reprint; what came in is."""

    def __init__(
        self, desk: Desk, filed: FiledDocument, pages: Pages, reprint: Callable[[IssuedAs], object], parent: QWidget
    ) -> None:
        super().__init__(NAME, f"{filed.number} {filed.title}".strip(), desk, parent)
        self.printers: Printers = SystemPrinters()
        self._filed = filed
        self._pages = pages
        self._reprint = reprint
        self.add_action("outside", _("&Open outside"), "open").clicked.connect(self._open_outside)
        self.add_action("save", _("&Save a copy…"), "save", "Ctrl+S").clicked.connect(self._ask_save)
        print_text = _("&Print again…") if filed.issued else _("&Print…")
        self._print = self.add_action("print", print_text, "print", "Ctrl+P", primary=True)
        self._print.clicked.connect(self.ask_print)
        self._facts = Card(f"{NAME}.facts", _("Filed"), parent=self)
        self.files = Combo(f"{NAME}.file", _file_choices(filed), parent=self)
        self._fill_side()
        self.files.value_changed.connect(self._on_file_chosen)
        self.view.show_pages(pages)

    @property
    def pages(self) -> Pages:
        """What is shown."""
        return self._pages

    def ask_print(self) -> None:
        """Print what came in as it is; an issued paper is looked at again first, with the mark it will carry."""
        if self._filed.issued is not None:
            self._reprint(self._filed.issued)
        elif self.printers.available():
            choose_printer(self.printers, PrintWish(self.windowTitle(), self._pages.sizes), self, self._let_out)
        else:
            self.message.show_message(_("No printer is set up on this computer."), Tone.SOON)

    def show_state(self) -> None:
        self._print.setEnabled(not self.is_busy)

    def job_stopped(self) -> None:
        self.tell(_("Printing was stopped."), Tone.OVERDUE)

    def _let_out(self, printer: QPrinter) -> None:
        title = _("Printing {title}").format(title=self.windowTitle())
        paint = partial(print_pages, printer, self._pages)
        self.set_job(self.desk.jobs.run_output(paint, self._on_printed, self._on_failed, title))

    def _on_printed(self, _count: int) -> None:
        self.tell(_("Sent to the printer."), Tone.KEPT)

    def _on_failed(self, error: AppError) -> None:
        self.tell(error.message, Tone.OVERDUE)

    # side --------------------------------------------------------------------------------------------------------

    def _fill_side(self) -> None:
        filed = self._filed
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setHorizontalSpacing(12)
        lines = [
            (_("Number"), filed.number),
            (_("Archive code"), filed.archive_code),
            (_("Date"), date_text(filed.document_date)),
            (_("Printed"), str(filed.issued.print_count) if filed.issued else ""),
        ]
        for title, text in lines:
            if text:
                form.addRow(_label(title, "dim"), _label(text))
        self._facts.body.addWidget(_label(filed.title))
        self._facts.body.addLayout(form)
        self._facts.body.addWidget(_label(_("This is the file exactly as it lies in the archive."), "hint"))
        self.files.setAccessibleName(_("File"))
        self.files.set_value(str(filed.file.position))
        self.files.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.files.setMinimumContentsLength(_SHORTEST)
        self.files.setVisible(len(filed.names) > 1)
        self._facts.body.addWidget(self.files)
        self.side.addWidget(self._facts)

    def _on_file_chosen(self, position: str) -> None:
        read = partial(read_filed, self.desk.context, self._filed.id, int(position))
        self.desk.jobs.run_read(f"{NAME}.{self._filed.id}.file", lambda _p: read(), self._show_file, self._on_failed)

    def _show_file(self, found: Filed) -> None:
        filed, pages = found
        self._filed = filed
        if pages is None:
            self._open_outside()
        else:
            self._pages = pages
            self.view.show_pages(pages)

    # files -------------------------------------------------------------------------------------------------------

    def _open_outside(self) -> None:
        open_outside(self.desk, self._filed, self._on_failed)

    def _ask_save(self) -> None:
        ask_pdf_path(self.desk, self, self._filed.file.name, self._save_to)

    def _save_to(self, path: Path) -> None:
        content = self._filed.file.content
        self.desk.jobs.run_output(
            lambda _progress: write_pdf(path, content), partial(self._on_saved, path), self._on_failed
        )

    def _on_saved(self, path: Path, _answer: None) -> None:
        self.tell(_("Saved as {name}.").format(name=path.name), Tone.KEPT)


def read_filed(context: Context, document_id: int, position: int | None = None) -> Filed:
    """Read a filed document and, when it is a PDF, its pages; runs beside the window."""
    filed = filed_document(context, document_id, position)
    return filed, read_pages(filed.file.content) if filed.file.is_pdf else None


def open_outside(desk: Desk, filed: FiledDocument, on_error: Callable[[AppError], object]) -> None:
    """Open a copy of a filed file with the program that the system has for it."""
    copy = desk.context.folder.ui / "opened" / filed.file.name

    def write(_progress: Progress) -> Path:
        with storage_errors(copy):
            write_whole(copy, filed.file.content)
        return copy

    desk.jobs.run_read(f"{NAME}.{filed.id}.outside", write, desk.open_file, on_error)


def _file_choices(filed: FiledDocument) -> list[tuple[str, str]]:
    """Return the files of a document, the newest first."""
    return [(str(position), f"{position} · {name}") for position, name in enumerate(filed.names, start=1)][::-1]


def _label(text: str, role: str = "") -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
