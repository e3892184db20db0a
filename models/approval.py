"""Approvals: one mechanism for everything that needs somebody's word (decision 8)."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from models.base import Base, Flag, LongText, Moment, PrimaryKey, RowId, ShortText
from models.enums import ApprovalDecision, ApprovalSubject, RecordKind, Role
from models.record import Record
from models.types import Code, UtcDateTime


class Approval(Record):
    """One round of approval of a record (``subject_id``): who asked for it, why, and its steps in order.

    ``content_hash`` freezes what is under review: a decision counts only while the subject still hashes to it.
    ``reasons`` say why each step is needed, each ``{"reason": code, "role": role, "values": {...}}``, with the limits
    as they stood. ``gate`` is the gate that an exception passes ("order_in_force", "advance_in"), "" for none.
    """

    __tablename__ = "approval"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    subject_id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"))
    subject: Mapped[ApprovalSubject] = mapped_column(Code(ApprovalSubject))
    gate: Mapped[str] = mapped_column(String(24), default="")
    content_hash: Mapped[str] = mapped_column(String(64))
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    asked_at: Mapped[Moment]
    asked_by: Mapped[ShortText]
    note: Mapped[LongText]
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    steps: Mapped[list["ApprovalStep"]] = relationship(cascade="all, delete-orphan", order_by="ApprovalStep.step")

    __table_args__ = (Index("ix_approval_subject_id", "subject_id", "asked_at"),)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        """Say which of the two foreign keys to ``record`` is the inheritance: the id, not the subject."""
        return {"polymorphic_identity": RecordKind.APPROVAL, "inherit_condition": cls.id == Record.id}


class ApprovalStep(Base):
    """One step: whose word it asks for (``role``), and what was decided.

    ``decided_by`` and ``entered_by`` differ when it was decided on paper: then ``document_id`` is the signed scan.
    ``delegation_id`` says under which delegation somebody else decided.
    """

    __tablename__ = "approval_step"

    id: Mapped[PrimaryKey]
    approval_id: Mapped[int] = mapped_column(RowId, ForeignKey("approval.id", ondelete="RESTRICT"))
    step: Mapped[int] = mapped_column(Integer)
    role: Mapped[Role] = mapped_column(Code(Role))
    decision: Mapped[ApprovalDecision] = mapped_column(Code(ApprovalDecision), default=ApprovalDecision.WAITING)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by: Mapped[ShortText]
    entered_by: Mapped[ShortText]
    on_paper: Mapped[Flag]
    reason: Mapped[LongText]
    document_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("document.id", ondelete="RESTRICT"))
    delegation_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("delegation.id", ondelete="RESTRICT"))

    __table_args__ = (
        UniqueConstraint("approval_id", "step"),
        Index("ix_approval_step_decision_role", "decision", "role"),
    )
