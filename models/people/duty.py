"""Duty: who can be reached at night and on days off (N3, holiday duty roster)."""

from datetime import date

from sqlalchemy import Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, PrimaryKey, RowId, ShortText
from models.enums import DutyShift
from models.types import Code


class Duty(Base):
    """One person on duty for one shift of a local day; ``staff_id`` names our own person, if it is one of the staff."""

    __tablename__ = "duty"

    id: Mapped[PrimaryKey]
    day: Mapped[date] = mapped_column(Date)
    shift: Mapped[DutyShift] = mapped_column(Code(DutyShift))
    staff_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("staff_member.id", ondelete="RESTRICT"))
    name: Mapped[ShortText]
    phone: Mapped[str] = mapped_column(String(40), default="")
    note: Mapped[ShortText]

    __table_args__ = (Index("ix_duty_day_shift", "day", "shift", "id"),)
