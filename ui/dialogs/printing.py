"""Printing a paper to PDF, and opening what was filed."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from app.archive.store import write_whole
from app.database import storage_errors
from app.errors import AppError, StorageError
from app.i18n import LANGUAGES, _, current_language
from app.papers.content import PaperMark
from app.papers.form import Form, load_form
from app.queries.documents import newest_file
from app.queries.papers import PaperOutlook, paper_outlook
from app.services.papers import PaperPrint, issue_paper
from ui.dialogs.saving import open_form
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.theme.palette import Tone
from ui.widgets.check_row import CheckRow
from ui.widgets.form import FormDialog
from ui.widgets.line_edit import LineEdit
from ui.widgets.page_pills import SegmentedChoice

NAME = "paper.print"
LANGUAGE_NAMES = {"zh_CN": "中文", "en": "English"}  # each in itself, whatever the window speaks


@dataclass(frozen=True, slots=True)
class PrintForm:
    """Which copies, in which language, into which file."""

    copies: tuple[int, ...]
    language: str
    path: Path


class PathEdit(QWidget):
    """A file name with a button that browses; a field of a form."""

    def __init__(self, name: str, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.line = LineEdit(f"{name}.text", 1000)
        self.line.set_value(str(path))
        self.value_changed = self.line.value_changed
        browse = QPushButton(_("Browse…"), self)
        browse.setObjectName(f"{name}.browse")
        browse.setAutoDefault(False)
        browse.clicked.connect(self._on_browse_clicked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.line, 1)
        layout.addWidget(browse)
        self.setFocusProxy(self.line)

    def value(self) -> str:
        """Return the path as typed."""
        return self.line.value()

    def set_value(self, value: str) -> None:
        """Show a path."""
        self.line.set_value(value)

    def problem(self) -> str:
        """Return what is wrong with the path, "" when nothing is."""
        path = Path(self.value())
        if self.value() and not (path.is_absolute() and path.parent.is_dir()):
            return _("There is no folder {folder}.").format(folder=path.parent)
        return ""

    def _on_browse_clicked(self) -> None:
        chosen, _filter = QFileDialog.getSaveFileName(self, _("Save as PDF"), self.value(), "PDF (*.pdf)")
        if chosen:
            self.line.set_value(chosen)


class PrintDialog(FormDialog):
    """Copies, language and file; a paper whose gate is closed says above what is missing and prints as a draft."""

    def __init__(self, form: Form, outlook: PaperOutlook, folder: Path, parent: QWidget | None = None) -> None:
        title = form.title.text(current_language())
        super().__init__(NAME, title, _("&Print to PDF"), parent)
        copies = [(str(copy.no), f"{copy.no} {copy.label.text(current_language())}") for copy in form.copies]
        self.copies = CheckRow(f"{NAME}.field.copies", copies)
        self.copies.set_value(frozenset(code for code, _text in copies))
        self.language = SegmentedChoice(f"{NAME}.field.language", [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES])
        self.language.set_value(outlook.language)
        self.path = PathEdit(f"{NAME}.field.path", folder / outlook.file_name)
        self.add_row("copies", _("&Copies"), self.copies, check=self._copies_problem)
        self.add_row("language", _("&Language"), self.language, required=True)
        self.add_row("path", _("Save &as"), self.path, required=True)
        self._show_outlook(outlook)
        self.resize(680, 320)

    def form(self) -> PrintForm:
        """Return what was chosen."""
        copies = tuple(sorted(int(code) for code in self.copies.value()))
        return PrintForm(copies, self.language.value() or LANGUAGES[0], Path(self.path.value()))

    def _copies_problem(self) -> str:
        return "" if self.copies.value() else _("Choose at least one copy.")

    def _show_outlook(self, outlook: PaperOutlook) -> None:
        if outlook.mark is PaperMark.DRAFT:
            missing = "\n".join(f"· {line}" for line in outlook.missing)
            text = _("This will be a draft without a number and is not filed. Missing:")
            self.message.show_message(f"{text}\n{missing}", Tone.SOON)
        elif outlook.mark is PaperMark.REPRINT:
            text = _("{number} was printed before; this is print no. {count} and is marked as a reprint.")
            self.message.show_message(text.format(number=outlook.number, count=outlook.print_count), Tone.ACCENT)
        elif outlook.mark is PaperMark.VOID:
            self.message.show_message(_("This record is cancelled; the paper is marked void."), Tone.OVERDUE)


def ask_print(desk: Desk, parent: QWidget, form_id: str, record_id: int) -> None:
    """Read how the paper would come out, then ask for copies, language and file, and print."""

    def ask(outlook: PaperOutlook) -> None:
        dialog = PrintDialog(load_form(form_id), outlook, _usual_folder(desk), parent)
        open_form(
            desk,
            dialog,
            lambda: partial(_print, desk, form_id, record_id, dialog.form()),
            lambda path: _opened(desk, path),
        )

    desk.jobs.run_read(
        f"{NAME}.outlook",
        lambda _progress: paper_outlook(desk.context, form_id=form_id, record_id=record_id),
        ask,
        lambda error: _tell(parent, error),
    )


def _usual_folder(desk: Desk) -> Path:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    remembered = Path(desk.state.text(f"{NAME}.folder", documents or str(Path.home())))
    return remembered if remembered.is_dir() else Path.home()


def _print(desk: Desk, form_id: str, record_id: int, form: PrintForm) -> Path:
    _check_writable(form.path)
    printed: PaperPrint = issue_paper(
        desk.context, form_id=form_id, record_id=record_id, language=form.language, copies=form.copies
    )
    with storage_errors(form.path):
        write_whole(form.path, printed.paper.pdf)
    return form.path


def _check_writable(path: Path) -> None:
    """Refuse a file that cannot be written before the paper gets its number: printing it again would be a reprint."""
    try:
        with TemporaryFile(dir=path.parent):
            pass
        if path.exists():
            with path.open("r+b"):
                pass
    except OSError as error:
        message = _("{path} cannot be written. Check the folder's permissions; nothing was changed.")
        raise StorageError(message.format(path=path), field="path", details=str(error)) from error


def _opened(desk: Desk, path: Path) -> None:
    desk.state.set_text(f"{NAME}.folder", str(path.parent))
    desk.open_file(path)


def open_document(desk: Desk, parent: QWidget, document_id: int) -> None:
    """Open a filed document's newest file with the program that the system has for it."""

    def fetch(_progress: object) -> Path:
        filed = newest_file(desk.context, document_id)
        copy = desk.context.folder.ui / "opened" / filed.name
        with storage_errors(copy):
            write_whole(copy, filed.content)
        return copy

    desk.jobs.run_read(f"document.{document_id}", fetch, desk.open_file, lambda error: _tell(parent, error))


def _tell(parent: QWidget, error: AppError) -> None:
    report_error(parent, error)
