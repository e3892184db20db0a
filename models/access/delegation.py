"""Delegations: the manager is away and somebody else decides, for some days (domain.md)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, LongText, Moment, PrimaryKey, RowId, ShortText
from models.enums import Role
from models.types import Code, UtcDateTime


class Delegation(Base):
    """The powers of ``role`` that the leader gives a user from ``starts_on`` to ``ends_on``, both days included.

    To a secretary it never gives a word on money. One given by mistake is withdrawn, not deleted.
    """

    __tablename__ = "delegation"

    id: Mapped[PrimaryKey]
    user_id: Mapped[int] = mapped_column(RowId, ForeignKey("user.id", ondelete="RESTRICT"))
    role: Mapped[Role] = mapped_column(Code(Role))
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    reason: Mapped[LongText]
    granted_at: Mapped[Moment]
    granted_by: Mapped[ShortText]
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_by: Mapped[ShortText]

    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        Index("ix_delegation_user_id", "user_id", "starts_on"),
    )
