"""Papers that were issued: each with its number, once and for all."""

from sqlalchemy import ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Moment, PrimaryKey, RowId, ShortText


class IssuedPaper(Base):
    """One issued paper (decision 2): form, number, record and how often it was printed.

    A paper gets its number when first issued and is filed once (``document_id``); a reprint counts up
    ``print_count``. When its content has changed since (``content_hash`` differs) the next print is a new
    ``revision`` under the same number. ``document_id`` is None for a paper that the catalogue has no entry for.
    """

    __tablename__ = "issued_paper"

    id: Mapped[PrimaryKey]
    form: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(60))
    revision: Mapped[int] = mapped_column(Integer, default=1)
    record_id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"))
    document_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("document.id", ondelete="RESTRICT"))
    language: Mapped[str] = mapped_column(String(8))
    copies: Mapped[int] = mapped_column(Integer)
    pages: Mapped[int] = mapped_column(Integer)
    print_count: Mapped[int] = mapped_column(Integer, default=1)
    content_hash: Mapped[str] = mapped_column(String(64))
    issued_at: Mapped[Moment]
    issued_by: Mapped[ShortText]

    __table_args__ = (
        UniqueConstraint("form", "number", "revision"),
        Index("ix_issued_paper_record_id", "record_id", "form"),
        Index("ix_issued_paper_number", "number"),
    )
