"""Saving as PDF: where, whether it can be written there, and writing it whole or not at all."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryFile

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from app.archive.store import write_whole
from app.database import storage_errors
from app.errors import StorageError
from app.i18n import _
from ui.runtime.desk import Desk

NAME = "paper.file"
_REMEMBERED = "paper.print.folder"


def ask_pdf_path(desk: Desk, parent: QWidget, file_name: str, chosen: Callable[[Path], object]) -> QFileDialog:
    """Ask where to save a PDF, in the folder used last; ``chosen`` is called when a person said where."""
    dialog = QFileDialog(parent, _("Save as PDF"), str(_usual_folder(desk)), "PDF (*.pdf)")
    dialog.setObjectName(NAME)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("pdf")
    dialog.selectFile(file_name)
    dialog.finished.connect(dialog.deleteLater)

    def take(said: str) -> None:
        path = Path(said)
        desk.state.set_text(_REMEMBERED, str(path.parent))
        chosen(path)

    dialog.fileSelected.connect(take)
    dialog.open()
    return dialog


def check_writable(path: Path) -> None:
    """Refuse a file that cannot be written before the paper gets its number: printing it again would be a reprint."""
    try:
        with TemporaryFile(dir=path.parent):
            pass
        if path.exists():
            with path.open("r+b"):
                pass
    except OSError as error:
        message = _("{path} cannot be written. Check the folder's permissions; nothing was changed.")
        raise StorageError(message.format(path=path), details=str(error)) from error


def write_pdf(path: Path, pdf: bytes) -> None:
    """Write a file whole or not at all; StorageError when the disk does not take it."""
    with storage_errors(path):
        write_whole(path, pdf)


def _usual_folder(desk: Desk) -> Path:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    remembered = Path(desk.state.text(_REMEMBERED, documents or str(Path.home())))
    return remembered if remembered.is_dir() else Path.home()
