"""Deadlines as data: policy rows with the date from which they hold."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, LongText, PrimaryKey
from models.enums import CommitmentKind, DeadlineUnit
from models.types import Code


class Policy(Base):
    """One row of a profile: under ``condition`` a promise of ``kind`` is owed ``amount`` ``unit`` after ``anchor``,
    or before it when the amount is negative. A row counted by a cut-off table has ``cut_offs`` in place of an amount;
    by agreement, or where nothing is owed, it has neither.

    ``condition`` maps fact names to the value they must have; an empty one always holds. ``target`` is the earlier,
    wished-for amount where a clause names one. The row in force at the anchor time counts (decision 7); it is never
    edited in place.
    """

    __tablename__ = "policy"

    id: Mapped[PrimaryKey]
    profile: Mapped[str] = mapped_column(String(40))
    kind: Mapped[CommitmentKind] = mapped_column(Code(CommitmentKind))
    clause: Mapped[str] = mapped_column(String(12))
    condition: Mapped[dict[str, Any]] = mapped_column(JSON)
    anchor: Mapped[str] = mapped_column(String(24))
    unit: Mapped[DeadlineUnit] = mapped_column(Code(DeadlineUnit))
    amount: Mapped[int | None] = mapped_column(Integer)
    target: Mapped[int | None] = mapped_column(Integer)
    cut_offs: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    effective_from: Mapped[date] = mapped_column(Date)
    reason: Mapped[LongText]

    __table_args__ = (
        CheckConstraint("amount <> 0", name="amount_not_zero"),
        Index("ix_policy_profile_kind", "profile", "kind", "effective_from"),
    )
