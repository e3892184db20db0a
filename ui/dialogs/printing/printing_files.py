"""Saving as a file: where, whether it can be written there, and writing it whole or not at all."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from app.archive.store import write_whole, written_whole
from app.database import storage_errors
from app.errors import StorageError
from app.i18n import N_, _
from app.papers.content import PrintFile
from ui.runtime.desk import Desk

NAME = "paper.file"


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: its ending, what is asked (msgid), what it is called, and where its folder is remembered."""

    suffix: str
    title: str
    name: str
    remembered: str


PDF = FileKind("pdf", N_("Save as PDF"), "PDF", "paper.print.folder")
WORKBOOK = FileKind("xlsx", N_("Export list"), "Excel", "list.export.folder")


def ask_pdf_path(desk: Desk, parent: QWidget, file_name: str, chosen: Callable[[Path], object]) -> QFileDialog:
    """Ask where to save a PDF; see ``ask_path``."""
    return ask_path(desk, parent, file_name, chosen, PDF)


def ask_path(
    desk: Desk, parent: QWidget, file_name: str, chosen: Callable[[Path], object], kind: FileKind
) -> QFileDialog:
    """Ask where to save a file, in the folder used last; ``chosen`` is called when a person said where."""
    folder = str(_usual_folder(desk, kind))
    dialog = QFileDialog(parent, _(kind.title), folder, f"{kind.name} (*.{kind.suffix})")
    dialog.setObjectName(NAME)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(kind.suffix)
    dialog.selectFile(file_name)
    dialog.finished.connect(dialog.deleteLater)

    def take(said: str) -> None:
        path = Path(said)
        desk.state.set_text(kind.remembered, str(path.parent))
        chosen(path)

    dialog.fileSelected.connect(take)
    dialog.open()
    return dialog


def check_writable(path: Path) -> None:
    """Refuse a file that cannot be written, or that another program holds, before a paper gets its number: printing it
    again would be a reprint.
    """
    try:
        with TemporaryFile(dir=path.parent):
            pass
        if path.exists():
            with path.open("r+b"):
                pass
    except OSError as error:
        message = _(
            "{path} cannot be written. Close it if it is open in another program, or check the folder's permissions; "
            "nothing was changed."
        )
        raise StorageError(message.format(path=path), details=str(error)) from error


def write_pdf(path: Path, pdf: bytes) -> None:
    """Write a file whole or not at all; StorageError when the disk does not take it."""
    with storage_errors(path):
        write_whole(path, pdf)


def write_print_file(path: Path, file: PrintFile) -> None:
    """Write the papers of a batch piece by piece, whole or not at all; StorageError when the disk refuses."""
    with storage_errors(path), written_whole(path) as stream:
        file.write(stream)


def _usual_folder(desk: Desk, kind: FileKind) -> Path:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    remembered = Path(desk.state.text(kind.remembered, documents or str(Path.home())))
    return remembered if remembered.is_dir() else Path.home()
