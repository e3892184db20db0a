"""Approvals: one table for everything that needs somebody's word."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, LongText, Moment, PrimaryKey, RowId, ShortText
from models.enums import ApprovalDecision, Role
from models.types import Code, UtcDateTime


class Approval(Base):
    """One step of an approval (decision 8).

    ``content_hash`` freezes what is under review: the decision counts only while the record still hashes to it.
    ``role`` is who has to decide; ``decided_by`` and ``entered_by`` differ when the manager decided on paper
    (``document_id``, the scan).
    """

    __tablename__ = "approval"

    id: Mapped[PrimaryKey]
    record_id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"))
    subject: Mapped[str] = mapped_column(String(40))
    step: Mapped[int] = mapped_column(Integer)
    role: Mapped[Role] = mapped_column(Code(Role))
    content_hash: Mapped[str] = mapped_column(String(64))
    decision: Mapped[ApprovalDecision] = mapped_column(Code(ApprovalDecision), default=ApprovalDecision.PENDING)
    asked_at: Mapped[Moment]
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by: Mapped[ShortText]
    entered_by: Mapped[ShortText]
    reason: Mapped[LongText]
    document_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("document.id", ondelete="RESTRICT"))

    __table_args__ = (
        Index("ix_approval_record_id", "record_id", "subject", "step"),
        Index("ix_approval_decision_role", "decision", "role"),
    )
