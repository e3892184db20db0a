"""The scan of a paper as a field of a form: a file that is looked into before anything is saved."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.archive.scans import SUFFIXES, read_scan
from app.i18n import ngettext
from ui.runtime.desk import Desk
from ui.widgets.fields.file_field import FileField


def scan_field(desk: Desk, name: str, form: QWidget) -> FileField:
    """Return a field for a scan, which may be dropped anywhere on ``form``; what is no scan is refused there."""
    field = FileField(name, scan_words, desk.jobs, SUFFIXES)
    field.take_drops_of(form)
    return field


def scan_words(path: Path) -> str:
    """Return what a scan is: how many pages, how large; AppError for a file that is none."""
    scan = read_scan(path)
    pages = ngettext("{count} page", "{count} pages", scan.pages).format(count=scan.pages)
    return f"{pages} · {max(1, len(scan.content) // 1000):,} KB"
