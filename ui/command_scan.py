"""The command ``scan``: scanned paper files itself by the codes on its pages."""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.config import DataFolder
from app.context import Context
from app.errors import AppError
from app.i18n import _
from app.papers.content import Printer
from app.services.arriving_scans import file_arrived_scan
from ui.command_login import opened
from ui.command_output import say, say_json, warn

if TYPE_CHECKING:
    from ui.command_values import Json

DONE, KEPT_OUT = 0, 1


@dataclass(frozen=True, slots=True)
class _Page:
    """One page of a file (from 1), None where the file as a whole was refused: what it is, where it went or why not."""

    file: Path
    page: int | None
    number: str | None
    filed_under: str
    reason: str


def add_scan(parser: argparse.ArgumentParser) -> None:
    """Describe the options of the command ``scan``."""
    words = _("a PDF or a picture (PNG, JPEG, TIFF, BMP)")
    parser.add_argument("files", metavar="FILE", type=Path, nargs="+", help=words)
    parser.add_argument("--json", action="store_true", help=_("answer as JSON"))


def scan(options: argparse.Namespace, folder: DataFolder, _printer: Printer | None) -> int:
    """File scans; status 1 where a page of them was not filed."""
    with opened(options, folder) as context:
        pages = [page for file in options.files for page in _filed(context, file)]
    if options.json:
        say_json([_told(page) for page in pages])
    else:
        for page in pages:
            _tell(page)
    return KEPT_OUT if any(page.reason for page in pages) else DONE


def _filed(context: Context, file: Path) -> Iterator[_Page]:
    """File one scan; what cannot be read at all keeps no other file from being filed."""
    try:
        arrivals = file_arrived_scan(context, path=file)
    except AppError as refusal:
        yield _Page(file, None, None, "", refusal.message)
        return
    for sheet in arrivals:
        for page in sheet.pages:
            yield _Page(file, page, sheet.number, sheet.filed_under, sheet.reason)


def _told(page: _Page) -> "dict[str, Json]":
    return {
        "file": str(page.file),
        "page": page.page,
        "number": page.number,
        "filed_under": page.filed_under or None,
        "reason": page.reason,
    }


def _tell(page: _Page) -> None:
    where = (
        page.file.name if page.page is None else _("{file}, page {page}").format(file=page.file.name, page=page.page)
    )
    if page.reason:
        warn(f"{where}: {page.reason}" if page.number is None else f"{where}: {page.number}: {page.reason}")
    else:
        say(f"{where}: {page.number} → {page.filed_under}")
