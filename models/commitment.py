"""Promises: what is owed by when, one table for every clause that has a clock; holds and dates set by hand."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Flag, LongText, Moment, PrimaryKey, RowId, ShortText
from models.enums import CommitmentKind, CommitmentState, HoldReason
from models.record import Record
from models.types import Code, UtcDateTime


class Commitment(Base):
    """One promise of a record.

    ``slot`` tells several promises of one kind apart (0, or what started the clock: a line's number, an entry's id).
    ``due_at``, ``target_at`` and ``act_by_at`` are a cache of what the policy makes of ``anchor_at``, the holds and
    the agreed date (decision 6); ``check`` recomputes and compares them. ``due_at`` is None while a date is still to be
    agreed. A ``provisional`` one rests on a class that nobody has confirmed. ``frozen_due_at`` keeps the due time that
    was missed before a fact changed, so that a miss is never erased (invariant 7). *Missed* is derived: open and past
    due.
    """

    __tablename__ = "commitment"

    id: Mapped[PrimaryKey]
    record_id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"))
    kind: Mapped[CommitmentKind] = mapped_column(Code(CommitmentKind))
    slot: Mapped[int] = mapped_column(RowId, default=0)
    clause: Mapped[str] = mapped_column(String(12))
    policy_id: Mapped[int] = mapped_column(RowId, ForeignKey("policy.id", ondelete="RESTRICT"))
    anchor_at: Mapped[Moment]
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    target_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    act_by_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    provisional: Mapped[Flag]
    state: Mapped[CommitmentState] = mapped_column(Code(CommitmentState), default=CommitmentState.OPEN)
    met_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    met_event_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("event.id", ondelete="RESTRICT"))
    frozen_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[LongText]

    record: Mapped[Record] = relationship(lazy="raise_on_sql")

    __table_args__ = (
        CheckConstraint("(met_at IS NULL) = (state NOT IN ('met', 'met_late'))", name="met_has_time"),
        CheckConstraint("(due_at IS NULL) = (act_by_at IS NULL)", name="due_has_act_by"),
        UniqueConstraint("record_id", "kind", "slot"),
        Index("ix_commitment_state_due_at", "state", "due_at", "id"),
        Index("ix_commitment_state_act_by_at", "state", "act_by_at", "id"),
        # Few rows keep a missed due time; the work list has to find them wherever their present one lies.
        Index(
            "ix_commitment_state_frozen_due_at",
            "state",
            "frozen_due_at",
            "id",
            sqlite_where=text("frozen_due_at IS NOT NULL"),
            postgresql_where=text("frozen_due_at IS NOT NULL"),
        ),
    )


class Hold(Base):
    """A time during which the clocks of a record stand, for one of the allowed reasons (domain.md).

    ``ends_at`` may lie ahead: until then the customer is waited for. What lies beyond 24 h counts only as far as the
    manager has confirmed it, ``confirmed_until``. A hold entered by mistake is ``withdrawn``, not deleted.
    """

    __tablename__ = "hold"

    id: Mapped[PrimaryKey]
    record_id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"))
    reason: Mapped[HoldReason] = mapped_column(Code(HoldReason))
    note: Mapped[LongText]
    starts_at: Mapped[Moment]
    ends_at: Mapped[Moment]
    created_at: Mapped[Moment]
    created_by: Mapped[ShortText]
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_by: Mapped[ShortText]
    confirmed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn: Mapped[Flag]

    record: Mapped[Record] = relationship(lazy="raise_on_sql")

    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("(confirmed_at IS NULL) = (confirmed_until IS NULL)", name="confirmed_has_end"),
        Index("ix_hold_record_id", "record_id"),
    )


class AgreedDate(Base):
    """A due time set by hand: a fact with its reason, which nothing moves; of several the last one entered counts."""

    __tablename__ = "agreed_date"

    id: Mapped[PrimaryKey]
    record_id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"))
    kind: Mapped[CommitmentKind] = mapped_column(Code(CommitmentKind))
    slot: Mapped[int] = mapped_column(RowId, default=0)
    due_at: Mapped[Moment]
    agreed_with: Mapped[ShortText]
    reason: Mapped[LongText]
    set_at: Mapped[Moment]
    set_by: Mapped[ShortText]

    record: Mapped[Record] = relationship(lazy="raise_on_sql")

    __table_args__ = (Index("ix_agreed_date_record_id", "record_id", "kind", "slot"),)
