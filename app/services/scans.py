"""Scanned paper that comes in: put on disk before anything else, then filed with the record it belongs to (C11.5)."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.archive.filing import Filing, attach_file, file_document
from app.archive.scans import FIELD, Scan, read_scan
from app.archive.store import FileStore
from app.errors import Invalid
from app.i18n import _
from app.services.use_case import load, log
from models.archive.document import Document
from models.enums import EventKind
from models.record import Record

TITLE_LIMIT = 200


@dataclass(frozen=True, slots=True)
class ScannedPaper:
    """What a scan shows: under which catalogue entry it is filed, its title and its own day.

    ``number`` is that of the paper, None for one that has none (an enclosure, a photo).
    """

    entry: str
    title: str
    day: date
    number: str | None = None


def stored_scan(store: FileStore, path: Path) -> Scan:
    """Read a scan and put it on disk before any transaction begins: one that is refused, or a full disk, loses nothing
    that was typed. Invalid at ``scan`` for a file that is none.
    """
    scan = read_scan(path)
    store.put(scan.content)
    return scan


def file_scan(session: Session, store: FileStore, record: Record, scan: Scan, paper: ScannedPaper) -> Document:
    """File a scan with a record that is stored already; what has the number of a document joins it.

    Invalid at ``scan`` where that document is another record's.
    """
    document = _document_of(session, paper.number)
    filing = _filing(scan, paper)
    if document is None:
        document = file_document(session, store, record, filing)
    elif document.subject_id != record.id:
        raise Invalid(_("This paper is filed with another record."), field=FIELD)
    else:
        _join(session, store, document, filing)
    _log_filed(session, record, EventKind.SCAN_FILED, document, scan)
    return document


def add_scan(session: Session, store: FileStore, document: Document, scan: Scan, kind: EventKind) -> None:
    """Add a scan to a document that is filed already, and log it as ``kind`` with the record that it belongs to."""
    paper = ScannedPaper(document.entry, document.title, document.document_date, document.number)
    _join(session, store, document, _filing(scan, paper))
    _log_filed(session, load(session, Record, document.subject_id or 0), kind, document, scan)


def _filing(scan: Scan, paper: ScannedPaper) -> Filing:
    return Filing(
        content=scan.content,
        name=scan.name,
        media_type=scan.media_type,
        entry=paper.entry,
        number=paper.number,
        title=paper.title[:TITLE_LIMIT],
        pages=scan.pages,
        document_date=paper.day,
    )


def _join(session: Session, store: FileStore, document: Document, filing: Filing) -> None:
    attach_file(session, store, document, filing)
    document.pages += filing.pages


def _log_filed(session: Session, record: Record, kind: EventKind, document: Document, scan: Scan) -> None:
    data = {"document": document.id, "number": document.number or "", "archive_code": document.archive_code}
    log(session, record, kind, f"{scan.name} → {document.archive_code}", data=data)


def _document_of(session: Session, number: str | None) -> Document | None:
    """Return the document that holds the paper of this number already."""
    return session.scalar(select(Document).where(Document.number == number)) if number else None
