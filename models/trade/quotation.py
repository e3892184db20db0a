"""Quotations with their revisions (C5.2)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, JsonObject, LongText, Moment, PrimaryKey, RowId, ShortText
from models.enums import DeclineReason, RecordKind, RequestChannel
from models.trade.priced import PricedRecord
from models.types import Code, UtcDateTime


class Quotation(PricedRecord):
    """A quotation (报价单); the record's title is what it is about. It gets its number when it is first submitted.

    ``revision`` counts from 1; what a former one said stands in ``revisions``. ``valid_until`` is the last day on which
    it can be accepted. ``outcome_at`` and ``outcome_reason`` belong to its acceptance or refusal; the customer's
    signed acceptance is ``acceptance_id``.
    """

    __tablename__ = "quotation"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("priced_record.id", ondelete="RESTRICT"), primary_key=True)
    revision: Mapped[int] = mapped_column(Integer, default=1)
    quoted_on: Mapped[date] = mapped_column(Date)
    valid_until: Mapped[date] = mapped_column(Date)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_to: Mapped[ShortText]
    sent_by: Mapped[RequestChannel | None] = mapped_column(Code(RequestChannel))
    outcome_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome_reason: Mapped[LongText]
    decline_reason: Mapped[DeclineReason | None] = mapped_column(Code(DeclineReason))
    accepted_by: Mapped[ShortText]
    acceptance_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("document.id", ondelete="RESTRICT"))

    revisions: Mapped[list["QuotationRevision"]] = relationship(
        cascade="all, delete-orphan", order_by="QuotationRevision.revision"
    )

    __table_args__: Any = (
        CheckConstraint("revision > 0", name="revision_positive"),
        CheckConstraint("valid_until >= quoted_on", name="valid_from_its_day"),
        Index("ix_quotation_valid_until", "valid_until", "id"),
    )
    __mapper_args__ = {  # noqa: RUF012 (read once by the mapper)
        "polymorphic_identity": RecordKind.QUOTATION,
        "polymorphic_abstract": False,
        "inherit_condition": id == PricedRecord.id,  # noqa: A003 (the column of this class)
    }

    searched_by_lines = True

    def search_parts(self) -> tuple[str, ...]:
        """Find a quotation by number, what it is about, who gets it and what its lines name."""
        return (self.number or "", self.title, self.contact_name, *(line.name for line in self.lines))


class QuotationRevision(Base):
    """What a former revision said, as ``app.rules.trade.revisions`` keeps and compares it, and why it was revised."""

    __tablename__ = "quotation_revision"

    id: Mapped[PrimaryKey]
    quotation_id: Mapped[int] = mapped_column(RowId, ForeignKey("quotation.id", ondelete="RESTRICT"))
    revision: Mapped[int] = mapped_column(Integer)
    content: Mapped[JsonObject] = mapped_column(JSON)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[LongText]
    replaced_at: Mapped[Moment]
    replaced_by: Mapped[ShortText]

    __table_args__ = (UniqueConstraint("quotation_id", "revision"),)
