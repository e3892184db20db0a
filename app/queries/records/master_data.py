"""Reading sites and documents one at a time."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.queries.archive.openable import require_open
from app.queries.parties import LinkLine, links
from app.queries.records.keeping import Keeping, keeping_of
from app.queries.records.lookup import existing
from app.rules.permissions import Permission
from models.archive.document import Document, DocumentFile, StoredFile
from models.enums import RecordKind
from models.parties.site import Site
from models.record import Record


@dataclass(frozen=True, slots=True)
class SiteDetails:
    """One place of service; ``km`` None is unknown."""

    id: int
    version: int
    name: str
    customer: str
    province: str
    city: str
    address: str
    zone: str
    km: Decimal | None
    hazards: str
    keeping: Keeping
    projects: tuple[LinkLine, ...]
    requests: tuple[LinkLine, ...]


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file of a document: the name a person gave it, its size in bytes, its SHA-256 by which the store names it."""

    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class DocumentDetails:
    """One filed document with its files in order; ``subject`` is the number of the record it belongs to."""

    id: int
    version: int
    customer: str
    project: str
    subject: str
    entry: str
    archive_code: str
    document_date: date
    important: bool
    pages: int
    keywords: str
    files: tuple[FileLine, ...]


def site_details(context: Context, record_id: int) -> SiteDetails:
    """Read one site; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, Site, record_id)
        return SiteDetails(
            **_own(found, "id version province city address zone km hazards"),
            name=found.title,
            customer=_title(session, found.customer_id),
            keeping=keeping_of(session, found, context.actor),
            projects=links(session, RecordKind.PROJECT, Record.site_id == found.id),
            requests=links(session, RecordKind.REQUEST, Record.site_id == found.id),
        )


def document_details(context: Context, record_id: int) -> DocumentDetails:
    """Read one document; NotFound when there is none, NotAllowed for one that this person may not open (C14)."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, Document, record_id)
        require_open(session, record_id)
        return DocumentDetails(
            **_own(found, "id version entry archive_code document_date important pages keywords"),
            customer=_title(session, found.customer_id),
            project=_title(session, found.project_id),
            subject=_number(session, found.subject_id),
            files=_files(session, found.id),
        )


def _files(session: Session, document_id: int) -> tuple[FileLine, ...]:
    rows = session.execute(
        select(DocumentFile.name, StoredFile.media_type, StoredFile.size, StoredFile.sha256)
        .join(StoredFile, StoredFile.sha256 == DocumentFile.sha256)
        .where(DocumentFile.document_id == document_id)
        .order_by(DocumentFile.position)
    )
    return tuple(FileLine(*row) for row in rows)


def _own(found: Record, names: str) -> dict[str, Any]:
    return {name: getattr(found, name) for name in names.split()}


def _title(session: Session, record_id: int | None) -> str:
    found = session.get(Record, record_id) if record_id else None
    return found.title if found else ""


def _number(session: Session, record_id: int | None) -> str:
    found = session.get(Record, record_id) if record_id else None
    return (found.number or "") if found else ""
