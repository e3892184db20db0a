"""Faxes and letters: the number they get when they come in, and the scan that is filed with their request (C2, C11.5).

A scan goes into the file of the request's project under "service requests"; without a project it goes into the
department's file of incoming letters.
"""

from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.archive.scans import Scan
from app.archive.store import FileStore
from app.context import Context, settings_of
from app.formatting import local
from app.i18n import _
from app.labels import label
from app.rules.numbering import INCOMING_PREFIX
from app.rules.permissions import Permission
from app.services.scans import ScannedPaper, file_scan, stored_scan
from app.services.use_case import load, take_number, use_case
from models.archive.document import Document
from models.enums import RequestChannel
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
        return file_incoming(session, context.store, request, scan, request.incoming_number).id


def number_incoming(session: Session, channel: RequestChannel) -> str | None:
    """Give the next number of incoming paper, None for a channel that brings no paper of its own."""
    return take_number(session, INCOMING_PREFIX, session.info["now"]) if channel in NUMBERED else None


def file_incoming(session: Session, store: FileStore, request: Request, scan: Scan, number: str | None) -> Document:
    """File the scan of the paper ``number`` (None: of what has no number) with a request that is stored already."""
    zone = ZoneInfo(settings_of(session).text("zone"))
    what = label(request.channel) if number else _("Enclosure")
    paper = ScannedPaper(
        entry=IN_PROJECT_FILE if request.project_id else IN_DEPARTMENT_FILE,
        title=f"{what} {number or request.number}: {request.title}",
        day=local(request.received_at, zone).date(),
        number=number,
    )
    return file_scan(session, store, request, scan, paper)
