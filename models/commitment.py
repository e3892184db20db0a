"""Promises: what is owed by when, one table for every clause that has a clock."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, LongText, Moment, PrimaryKey, RowId
from models.enums import CommitmentKind, CommitmentState
from models.record import Record
from models.types import Code, UtcDateTime


class Commitment(Base):
    """One promise of a record.

    ``due_at``, ``target_at`` and ``act_by_at`` are a cache of what the policy makes of ``anchor_at`` (decision 6);
    ``check`` recomputes and compares them. ``frozen_due_at`` keeps the due time that was missed before a fact
    changed, so that a miss is never erased (invariant 7). *Missed* is derived: open and past due.
    """

    __tablename__ = "commitment"

    id: Mapped[PrimaryKey]
    record_id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"))
    kind: Mapped[CommitmentKind] = mapped_column(Code(CommitmentKind))
    clause: Mapped[str] = mapped_column(String(12))
    policy_id: Mapped[int] = mapped_column(RowId, ForeignKey("policy.id", ondelete="RESTRICT"))
    anchor_at: Mapped[Moment]
    due_at: Mapped[Moment]
    target_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    act_by_at: Mapped[Moment]
    state: Mapped[CommitmentState] = mapped_column(Code(CommitmentState), default=CommitmentState.OPEN)
    met_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    met_event_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("event.id", ondelete="RESTRICT"))
    frozen_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[LongText]

    record: Mapped[Record] = relationship(lazy="raise_on_sql")

    __table_args__ = (
        CheckConstraint("(met_at IS NULL) = (state NOT IN ('met', 'met_late'))", name="met_has_time"),
        Index("ix_commitment_record_id", "record_id", "kind"),
        Index("ix_commitment_state_due_at", "state", "due_at", "id"),
    )
