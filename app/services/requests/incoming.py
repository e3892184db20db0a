"""Faxes and letters: the number they get when they come in, and the scan that is filed with their request (C2, C11.5).

A scan goes into the file of the request's project under "service requests"; without a project it goes into the
department's file of incoming letters.
"""

from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.archive.filing import Filing, attach_file, file_document
from app.archive.scans import FIELD, Scan, read_scan
from app.archive.store import FileStore
from app.context import Context, settings_of
from app.errors import Invalid
from app.formatting import local
from app.i18n import _
from app.labels import label
from app.rules.numbering import INCOMING_PREFIX
from app.rules.permissions import Permission
from app.services.use_case import load, log, take_number, use_case
from models.archive.document import Document
from models.enums import EventKind, RequestChannel
from models.requests.request import Request

NUMBERED = frozenset({RequestChannel.FAX, RequestChannel.LETTER})
IN_PROJECT_FILE = "A6-01"
IN_DEPARTMENT_FILE = "B4-01"


@use_case(Permission.FILE_DOCUMENT)
def attach_scan(context: Context, *, record_id: int, path: Path) -> int:
    """File a scan with a request that is registered already; returns the document's id.

    A further scan of the same fax or letter joins its document. Invalid at ``scan`` for a file that is none.
    """
    scan = stored_scan(context.store, path)
    with context.write() as session:
        request = load(session, Request, record_id)
        return file_scan(session, context.store, request, scan, request.incoming_number).id


def stored_scan(store: FileStore, path: Path) -> Scan:
    """Read a scan and put it on disk before any transaction begins: one that is refused, or a full disk, loses nothing
    that was typed.
    """
    scan = read_scan(path)
    store.put(scan.content)
    return scan


def number_incoming(session: Session, channel: RequestChannel) -> str | None:
    """Give the next number of incoming paper, None for a channel that brings no paper of its own."""
    return take_number(session, INCOMING_PREFIX, session.info["now"]) if channel in NUMBERED else None


def file_scan(session: Session, store: FileStore, request: Request, scan: Scan, number: str | None) -> Document:
    """File the scan of the paper ``number`` (None: of what has no number) with a request that is stored already."""
    document = _document_of(session, request, number)
    filing = _filing(session, request, scan, number)
    if document is None:
        document = file_document(session, store, request, filing)
    else:
        _refuse_again(document, request)
        attach_file(session, store, document, filing)
        document.pages += scan.pages
    data = {"document": document.id, "number": number or "", "archive_code": document.archive_code}
    log(session, request, EventKind.SCAN_FILED, f"{scan.name} → {document.archive_code}", data=data)
    return document


def _document_of(session: Session, request: Request, number: str | None) -> Document | None:
    """Return the document that holds this paper already."""
    return session.scalar(select(Document).where(Document.number == number)) if number else None


def _refuse_again(document: Document, request: Request) -> None:
    if document.subject_id != request.id:
        raise Invalid(_("This paper is filed with another request."), field=FIELD)


def _filing(session: Session, request: Request, scan: Scan, number: str | None) -> Filing:
    zone = ZoneInfo(settings_of(session).text("zone"))
    what = label(request.channel) if number else _("Enclosure")
    return Filing(
        content=scan.content,
        name=scan.name,
        media_type=scan.media_type,
        entry=IN_PROJECT_FILE if request.project_id else IN_DEPARTMENT_FILE,
        number=number,
        title=f"{what} {number or request.number}: {request.title}"[:200],
        pages=scan.pages,
        document_date=local(request.received_at, zone).date(),
    )
