"""What is written down after a trip: the trip report and the fault analysis (出差报告、故障分析报告)."""

from datetime import date

from sqlalchemy import Date, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, LongText, PrimaryKey, RowId, ShortText


class TripReport(Base):
    """The report of a dispatch: what was done, found and left, what it asks for."""

    __tablename__ = "trip_report"

    id: Mapped[PrimaryKey]
    dispatch_id: Mapped[int] = mapped_column(RowId, ForeignKey("dispatch.id", ondelete="RESTRICT"))
    written_by: Mapped[ShortText]
    written_on: Mapped[date] = mapped_column(Date)
    course: Mapped[LongText]
    results: Mapped[LongText]
    problems: Mapped[LongText]
    customer_word: Mapped[LongText]
    suggestions: Mapped[LongText]

    __table_args__ = (UniqueConstraint("dispatch_id"),)


class FaultAnalysis(Base):
    """The analysis of the fault that a dispatch repaired (N4)."""

    __tablename__ = "fault_analysis"

    id: Mapped[PrimaryKey]
    dispatch_id: Mapped[int] = mapped_column(RowId, ForeignKey("dispatch.id", ondelete="RESTRICT"))
    written_by: Mapped[ShortText]
    written_on: Mapped[date] = mapped_column(Date)
    symptom: Mapped[LongText]
    findings: Mapped[LongText]
    cause: Mapped[LongText]
    repair: Mapped[LongText]
    prevention: Mapped[LongText]
    responsibility: Mapped[ShortText]

    __table_args__ = (UniqueConstraint("dispatch_id"),)
