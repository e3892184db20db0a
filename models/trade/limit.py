"""Limits of the rulebook as rows with the day from which they hold (C8.2, C8.3, C9)."""

from datetime import date

from sqlalchemy import Date, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, LongText, Moment, Number, PrimaryKey, ShortText
from models.enums import LimitKind
from models.types import Code


class Limit(Base):
    """One value of a limit: yuan, percent or days as its kind says. The last one in force on a day counts; rows are
    added, never edited.
    """

    __tablename__ = "approval_limit"

    id: Mapped[PrimaryKey]
    kind: Mapped[LimitKind] = mapped_column(Code(LimitKind))
    value: Mapped[Number]
    effective_from: Mapped[date] = mapped_column(Date)
    reason: Mapped[LongText]
    created_at: Mapped[Moment]
    created_by: Mapped[ShortText]

    __table_args__ = (Index("ix_approval_limit_kind", "kind", "effective_from"),)
