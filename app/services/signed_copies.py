"""Papers that were printed here and come back signed: the scan joins the document of its paper (C11.5)."""

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.archive.scans import FIELD
from app.context import Context
from app.errors import Invalid
from app.i18n import _
from app.queries.archive.openable import require_open
from app.rules.permissions import Permission
from app.services.scans import add_scan, stored_scan
from app.services.use_case import load, use_case
from models.archive.document import Document
from models.enums import EventKind
from models.paper import IssuedPaper

# Whose signed sheets the return checklist waits for: their copy is that sheet (C7.3); that of another paper is not.
SHEETS = frozenset({"business_trip_form", "service_receipt"})


@use_case(Permission.FILE_DOCUMENT)
def file_signed_copy(context: Context, *, document_id: int, scan: Path | None) -> None:
    """File the scan of a signed paper in the document that it was printed into; its record logs it.

    Invalid at ``scan`` without a file, or for one that is no scan, at ``document_id`` for a document that was not
    printed here; NotAllowed for one that this person may not open (C14).
    """
    if scan is None:
        raise Invalid(_("Add the scan of the signed sheet."), field=FIELD)
    stored = stored_scan(context.store, scan)
    with context.write() as session:
        document = load(session, Document, document_id)
        require_open(session, document.id)
        add_scan(session, context.store, document, stored, filed_as(_form_of(session, document)))


def filed_as(form: str) -> EventKind:
    """Return as what the signed copy of a paper stands in the log of its record."""
    return EventKind.SCAN_FILED if form in SHEETS else EventKind.COPY_FILED


def _form_of(session: Session, document: Document) -> str:
    form = session.scalar(select(IssuedPaper.form).where(IssuedPaper.document_id == document.id).limit(1))
    if form is None:
        raise Invalid(_("This document was not printed here."), field="document_id")
    return form
