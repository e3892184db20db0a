"""Reading filed documents and their files, each verified as it is read."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import NotFound
from app.i18n import _
from app.queries.archive.openable import require_open
from app.queries.records.lookup import existing
from app.rules.permissions import Permission
from models.archive.document import Document, DocumentFile, StoredFile
from models.paper import IssuedPaper

PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class FiledFile:
    """A file of a document with the name it was filed under; ``position`` counts from 1 in the order of filing."""

    position: int
    name: str
    media_type: str
    content: bytes

    @property
    def is_pdf(self) -> bool:
        """Tell whether its pages can be shown."""
        return self.media_type == PDF


@dataclass(frozen=True, slots=True)
class IssuedAs:
    """The paper that a document is: its form, the record it was issued for and how often it was printed."""

    form: str
    record_id: int
    print_count: int


@dataclass(frozen=True, slots=True)
class FiledDocument:
    """A document with one of its files; ``names`` are those of all of them, ``issued`` is None for what came in."""

    id: int
    number: str
    title: str
    archive_code: str
    document_date: date
    names: tuple[str, ...]
    file: FiledFile
    issued: IssuedAs | None


def filed_document(context: Context, document_id: int, position: int | None = None) -> FiledDocument:
    """Read a document with a file of it, by default the newest; NotFound without one, StorageError when it is damaged.

    Every revision of an issued paper is one more file of the same document. NotAllowed for what is filed with a record
    that one may not see, and for a paper that one may not make (C14).
    """
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        document = existing(session, Document, document_id)
        require_open(session, document_id)
        files = session.execute(
            select(DocumentFile.position, DocumentFile.name, StoredFile.media_type, StoredFile.sha256)
            .join(StoredFile, StoredFile.sha256 == DocumentFile.sha256)
            .where(DocumentFile.document_id == document_id)
            .order_by(DocumentFile.position)
        ).all()
        issued = _issued_as(session, document_id)
    wanted = [file for file in files if position is None or file.position == position]
    if not wanted:
        raise NotFound(_("This document has no file."))
    place, name, media_type, sha256 = wanted[-1]
    return FiledDocument(
        id=document.id,
        number=document.number or "",
        title=document.title,
        archive_code=document.archive_code,
        document_date=document.document_date,
        names=tuple(file.name for file in files),
        file=FiledFile(place, name, media_type, context.store.get(sha256)),
        issued=issued,
    )


def _issued_as(session: Session, document_id: int) -> IssuedAs | None:
    """Return the paper of a document with the prints of all its revisions together."""
    revisions = session.scalars(select(IssuedPaper).where(IssuedPaper.document_id == document_id)).all()
    if not revisions:
        return None
    first = revisions[0]
    return IssuedAs(first.form, first.record_id, sum(revision.print_count for revision in revisions))
