"""Filing: a file becomes a document under a catalogue entry, with its place in the project's or department's file."""

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.archive.catalogue import entries
from app.archive.store import FileStore
from app.errors import Invalid
from app.i18n import _
from models.archive.document import Document, DocumentFile, StoredFile
from models.enums import BasicState
from models.projects.project import Project
from models.record import Record

DEPARTMENT_FILE = "BM"


@dataclass(frozen=True, slots=True)
class Filing:
    """What is to be filed: the bytes with their name and media type, and where they belong.

    ``number`` is that of the paper, None for one that has none (a photo sent along).
    """

    content: bytes
    name: str
    media_type: str
    entry: str
    number: str | None
    title: str
    pages: int
    document_date: date


def file_document(session: Session, store: FileStore, subject: Record, filing: Filing) -> Document:
    """Create the document of ``filing`` for ``subject`` and return it, flushed.

    The file is on disk before the transaction mentions it: a crash in between leaves an unused file, never a document
    without one.
    """
    if filing.entry not in entries():
        raise Invalid(_("There is no catalogue entry {entry}.").format(entry=filing.entry), field="entry")
    document = _new_document(session, subject, filing)
    session.add(document)
    session.flush()
    attach_file(session, store, document, filing)
    return document


def attach_file(session: Session, store: FileStore, document: Document, filing: Filing) -> None:
    """Add one more file to a document, after those it has."""
    sha256 = store.put(filing.content)
    if session.get(StoredFile, sha256) is None:
        session.add(
            StoredFile(
                sha256=sha256, size=len(filing.content), media_type=filing.media_type, stored_at=session.info["now"]
            )
        )
        session.flush()
    count = select(func.count()).where(DocumentFile.document_id == document.id)
    name = PurePath(filing.name).name
    position = (session.scalar(count) or 0) + 1
    session.add(DocumentFile(document_id=document.id, position=position, name=name, sha256=sha256))
    session.flush()


def _new_document(session: Session, subject: Record, filing: Filing) -> Document:
    project = session.get(Project, subject.project_id) if subject.project_id else None
    in_project = project is not None and entries()[filing.entry].of_project
    in_department_file = Document.archive_code.startswith(f"{DEPARTMENT_FILE}/")
    same_file = Record.project_id == project.id if in_project and project else in_department_file
    highest = select(func.max(Document.serial)).where(Document.entry == filing.entry, same_file)
    serial = (session.scalar(highest) or 0) + 1
    owner = project.number if in_project and project else DEPARTMENT_FILE
    return Document(
        number=filing.number, title=filing.title, state=BasicState.ACTIVE, customer_id=subject.customer_id,
        project_id=project.id if project else None, site_id=subject.site_id, sort_at=session.info["now"],
        created_at=session.info["now"], created_by=session.info["user_name"], subject_id=subject.id,
        entry=filing.entry, serial=serial, archive_code=f"{owner}/{filing.entry}-{serial:03}",
        document_date=filing.document_date, pages=filing.pages,
    )  # fmt: skip
