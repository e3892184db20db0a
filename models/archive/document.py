"""Documents of the archive and the files behind them, each stored once by its SHA-256 (C11)."""

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from models.base import Base, Flag, Moment, PrimaryKey, RowId, ShortText
from models.enums import RecordKind
from models.record import Record


class Document(Record):
    """A filed document (文档) under a catalogue entry such as A6-04.

    ``serial`` counts within project and entry: the archive code on paper is ``<project order no.>/A6-04-003``.
    ``subject_id`` is the record it belongs to. Once filed it stays (invariant 4, C11.6).
    """

    __tablename__ = "document"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    subject_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"))
    entry: Mapped[str] = mapped_column(String(12))
    serial: Mapped[int] = mapped_column(Integer)
    archive_code: Mapped[str] = mapped_column(String(80))
    document_date: Mapped[date] = mapped_column(Date)
    important: Mapped[Flag]
    pages: Mapped[int] = mapped_column(Integer, default=0)
    keywords: Mapped[ShortText]

    __table_args__ = (
        UniqueConstraint("archive_code"),
        CheckConstraint("serial > 0", name="serial_positive"),
        Index("ix_document_subject_id", "subject_id"),
        Index("ix_document_entry", "entry", "serial"),
    )

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        """Say which of the two foreign keys to ``record`` is the inheritance: the id, not the subject."""
        return {"polymorphic_identity": RecordKind.DOCUMENT, "inherit_condition": cls.id == Record.id}

    def search_parts(self) -> tuple[str, ...]:
        """Find a document by number, title, archive code and keywords."""
        return (self.number or "", self.title, self.archive_code, self.keywords)


class StoredFile(Base):
    """A file in the store, named by its SHA-256 in hexadecimal; ``size`` in bytes. Never deleted."""

    __tablename__ = "stored_file"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(String(80))
    stored_at: Mapped[Moment]


class DocumentFile(Base):
    """A file of a document, in order, under the name a person gave it."""

    __tablename__ = "document_file"

    id: Mapped[PrimaryKey]
    document_id: Mapped[int] = mapped_column(RowId, ForeignKey("document.id", ondelete="RESTRICT"))
    position: Mapped[int] = mapped_column(Integer)
    name: Mapped[ShortText]
    sha256: Mapped[str] = mapped_column(String(64), ForeignKey("stored_file.sha256", ondelete="RESTRICT"))

    __table_args__ = (
        UniqueConstraint("document_id", "position"),
        Index("ix_document_file_sha256", "sha256"),
    )
