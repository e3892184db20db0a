"""Reading filed documents and their files, each verified as it is read."""

from dataclasses import dataclass

from sqlalchemy import select

from app.context import Context
from app.errors import NotFound
from app.i18n import _
from app.rules.permissions import Permission
from models.archive.document import DocumentFile


@dataclass(frozen=True, slots=True)
class FiledFile:
    """A file of a document with the name it was filed under."""

    name: str
    content: bytes


def newest_file(context: Context, document_id: int) -> FiledFile:
    """Read the newest file of a document; NotFound without one, StorageError when it is missing or damaged."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        newest = session.execute(
            select(DocumentFile.name, DocumentFile.sha256)
            .where(DocumentFile.document_id == document_id)
            .order_by(DocumentFile.position.desc())
            .limit(1)
        ).first()
    if newest is None:
        raise NotFound(_("This document has no file."))
    return FiledFile(newest[0], context.store.get(newest[1]))
