"""Scans that file themselves: each sheet is known by its code and joins the document of its paper (C11.5)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.archive.recognising import Progress, Sheet, cut_out, read_sheets
from app.archive.scans import Scan
from app.context import Context
from app.errors import AppError, Invalid
from app.i18n import _
from app.queries.archive.openable import require_open
from app.rules.permissions import Permission
from app.services.scans import add_scan, stored_scan
from app.services.signed_copies import filed_as
from app.services.use_case import load, use_case
from models.archive.document import Document, DocumentFile
from models.paper import IssuedPaper


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of one sheet of a scan: its pages (from 1), its number, the archive code under which it was filed.

    ``reason`` says why it was not filed; it is "" where it was.
    """

    pages: tuple[int, ...]
    number: str | None
    filed_under: str = ""
    reason: str = ""


@use_case(Permission.FILE_DOCUMENT)
def file_arrived_scan(context: Context, *, path: Path, progress: Progress | None = None) -> tuple[Arrival, ...]:
    """File each paper of a scan with the document that it was printed into; its record logs it.

    A scan of several papers is taken apart. What has no code of ours, was filed before, or may not be opened by this
    person stays out, and its arrival says why; the rest is filed in one transaction. Invalid at ``scan`` for a file
    that is no scan. ``progress`` may raise to stop before anything is filed.
    """
    scan = stored_scan(context.store, path)
    sheets = read_sheets(scan, progress)
    parts = [_part(scan, sheet) for sheet in sheets]
    for part in parts:
        context.store.put(part.content)
    with context.write() as session:
        return tuple(_arrive(context, session, sheet, part) for sheet, part in zip(sheets, parts, strict=True))


def _part(scan: Scan, sheet: Sheet) -> Scan:
    """Return the pages of one sheet as a scan of its own, named after them where it is not the whole file."""
    if len(sheet.pages) == scan.pages:
        return scan
    name = PurePath(scan.name)
    return replace(
        scan,
        content=cut_out(scan, sheet),
        name=f"{name.stem} ({_numbered(sheet.pages)}){name.suffix}",
        pages=len(sheet.pages),
    )


def _numbered(pages: Sequence[int]) -> str:
    first, last = pages[0] + 1, pages[-1] + 1
    return str(first) if first == last else f"{first}-{last}"


def _arrive(context: Context, session: Session, sheet: Sheet, part: Scan) -> Arrival:
    pages = tuple(page + 1 for page in sheet.pages)
    try:
        return Arrival(pages, sheet.number, filed_under=_file(context, session, sheet.number, part))
    except AppError as refusal:
        return Arrival(pages, sheet.number, reason=refusal.message)


def _file(context: Context, session: Session, number: str | None, part: Scan) -> str:
    """File one paper and return its archive code; Invalid where it stays out, NotAllowed where it may not be opened."""
    if number is None:
        raise Invalid(_("No code of a paper can be read on it."))
    paper = session.scalar(select(IssuedPaper).where(IssuedPaper.number == number).order_by(IssuedPaper.id.desc()))
    if paper is None:
        raise Invalid(_("No paper with this number was printed here."))
    if paper.document_id is None:
        raise Invalid(_("Papers of this kind are not filed."))
    require_open(session, paper.document_id)
    document = load(session, Document, paper.document_id)
    if _is_filed(session, context.store.put(part.content), document):
        raise Invalid(_("This scan was filed before: {code}.").format(code=document.archive_code))
    add_scan(session, context.store, document, part, filed_as(paper.form))
    return document.archive_code


def _is_filed(session: Session, sha256: str, document: Document) -> bool:
    same = (DocumentFile.document_id == document.id, DocumentFile.sha256 == sha256)
    return session.scalar(select(DocumentFile.id).where(*same)) is not None
