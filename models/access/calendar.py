"""The working-day calendar, seeded from published years and editable."""

from datetime import date

from sqlalchemy import Boolean, Date, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class CalendarDay(Base):
    """A day that differs from Monday–Friday: a holiday, or a make-up working day (调休); ``source`` says who says
    so.
    """

    __tablename__ = "calendar_day"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    working: Mapped[bool] = mapped_column(Boolean(create_constraint=False))
    source: Mapped[str] = mapped_column(String(60))
