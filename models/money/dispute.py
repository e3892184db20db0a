"""Disputes over quality, and proposals of stronger measures (C10.4, C10.5)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Amount, Base, LongText, PrimaryKey, RowId, ShortText
from models.enums import DisputeVerdict, RecordKind
from models.record import Record
from models.types import Code, Money, UtcDateTime


class Dispute(Record):
    """A customer who refuses to pay over quality (C10.4): verify → measures → resolved.

    It pauses the dunning of the instalments it names (``claims``) until it is resolved, or found to be no fault of
    ours. ``request_id`` is the service request that it turned into, where it did.
    """

    __tablename__ = "dispute"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    request_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("request.id", ondelete="RESTRICT"))
    raised_on: Mapped[date] = mapped_column(Date)
    raised_by: Mapped[ShortText]
    description: Mapped[LongText]
    finding: Mapped[LongText]
    verdict: Mapped[DisputeVerdict | None] = mapped_column(Code(DisputeVerdict))
    verified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    verified_by: Mapped[ShortText]
    measures: Mapped[LongText]
    responsible: Mapped[ShortText]
    measures_until: Mapped[date | None] = mapped_column(Date)
    resolved_on: Mapped[date | None] = mapped_column(Date)
    resolution: Mapped[LongText]

    claims: Mapped[list["DisputeClaim"]] = relationship(cascade="all, delete-orphan", order_by="DisputeClaim.id")

    __table_args__: Any = (Index("ix_dispute_request_id", "request_id"),)
    __mapper_args__ = {"polymorphic_identity": RecordKind.DISPUTE}  # noqa: RUF012 (read once by the mapper)

    def search_parts(self) -> tuple[str, ...]:
        """Find a dispute by number, what it is about, and who raised it."""
        return (self.number or "", self.title, self.raised_by)


class DisputeClaim(Base):
    """An instalment that a dispute keeps from being paid, with the sum held back, in yuan."""

    __tablename__ = "dispute_claim"

    id: Mapped[PrimaryKey]
    dispute_id: Mapped[int] = mapped_column(RowId, ForeignKey("dispute.id", ondelete="CASCADE"))
    instalment_id: Mapped[int] = mapped_column(RowId, ForeignKey("instalment.id", ondelete="RESTRICT"))
    amount: Mapped[Amount]

    __table_args__ = (
        UniqueConstraint("dispute_id", "instalment_id"),
        CheckConstraint("amount > 0", name="amount_positive"),
        Index("ix_dispute_claim_instalment_id", "instalment_id"),
    )


class Measures(Record):
    """Stronger measures proposed to the leader (强化收款措施, C10.5); what of them is chosen are codes.

    ``expected`` is what they should bring in, ``cost`` what they will cost, in yuan. ``claims`` are the instalments as
    they stood when it was submitted.
    """

    __tablename__ = "measures"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    unpaid_reason: Mapped[LongText]
    customer_status: Mapped[LongText]
    dispute_words: Mapped[LongText]
    evidence: Mapped[list[str]] = mapped_column(JSON, default=list)
    measures: Mapped[list[str]] = mapped_column(JSON, default=list)
    plan: Mapped[LongText]
    responsible: Mapped[ShortText]
    cost: Mapped[Decimal | None] = mapped_column(Money)
    expected: Mapped[Decimal | None] = mapped_column(Money)
    impact: Mapped[LongText]
    alternative: Mapped[LongText]
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    carried_out_on: Mapped[date | None] = mapped_column(Date)
    result: Mapped[LongText]

    claims: Mapped[list["MeasuresClaim"]] = relationship(cascade="all, delete-orphan", order_by="MeasuresClaim.id")

    __mapper_args__ = {"polymorphic_identity": RecordKind.MEASURES}  # noqa: RUF012 (read once by the mapper)


class MeasuresClaim(Base):
    """An instalment that a proposal is about: what of it is open and overdue, with the default interest, in yuan."""

    __tablename__ = "measures_claim"

    id: Mapped[PrimaryKey]
    measures_id: Mapped[int] = mapped_column(RowId, ForeignKey("measures.id", ondelete="CASCADE"))
    instalment_id: Mapped[int] = mapped_column(RowId, ForeignKey("instalment.id", ondelete="RESTRICT"))
    outstanding: Mapped[Amount]
    interest: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    overdue_days: Mapped[int] = mapped_column(Integer, default=0)

    __table_args__ = (
        UniqueConstraint("measures_id", "instalment_id"),
        Index("ix_measures_claim_instalment_id", "instalment_id"),
    )
