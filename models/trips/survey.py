"""Satisfaction surveys (客户满意度调查): what the customer thinks, item by item (N1, N3)."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, LongText, PrimaryKey, RowId, ShortText
from models.enums import AgainWilling, RecordKind
from models.record import Record
from models.types import Code


class Survey(Record):
    """One survey of one customer, given out for a dispatch or by itself; ``recommend`` is 0 to 10."""

    __tablename__ = "survey"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    dispatch_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("dispatch.id", ondelete="RESTRICT"))
    sent_on: Mapped[date] = mapped_column(Date)
    answered_on: Mapped[date | None] = mapped_column(Date)
    respondent: Mapped[ShortText]
    phone: Mapped[str] = mapped_column(String(40), default="")
    best: Mapped[LongText]
    worst: Mapped[LongText]
    suggestions: Mapped[LongText]
    recommend: Mapped[int | None] = mapped_column(Integer)
    again: Mapped[AgainWilling | None] = mapped_column(Code(AgainWilling))
    recorded_by: Mapped[ShortText]

    scores: Mapped[list["SurveyScore"]] = relationship(
        cascade="all, delete-orphan", order_by="SurveyScore.position", lazy="selectin"
    )

    __table_args__: Any = (
        CheckConstraint("recommend IS NULL OR recommend BETWEEN 0 AND 10", name="recommend_range"),
        Index("ix_survey_dispatch_id", "dispatch_id"),
    )
    __mapper_args__ = {"polymorphic_identity": RecordKind.SURVEY}  # noqa: RUF012 (read once by the mapper)

    def search_parts(self) -> tuple[str, ...]:
        """Find a survey by number, title and who answered."""
        return (self.number or "", self.title, self.respondent)


class SurveyScore(Base):
    """One item: its weight in percent, 1 to 5 points once answered, the reason where it is 2 or less."""

    __tablename__ = "survey_score"

    id: Mapped[PrimaryKey]
    survey_id: Mapped[int] = mapped_column(RowId, ForeignKey("survey.id", ondelete="RESTRICT"))
    position: Mapped[int] = mapped_column(Integer)
    item: Mapped[str] = mapped_column(String(40))
    weight: Mapped[int] = mapped_column(Integer)
    score: Mapped[int | None] = mapped_column(Integer)
    reason: Mapped[ShortText]

    __table_args__: Any = (
        UniqueConstraint("survey_id", "position"),
        CheckConstraint("score IS NULL OR score BETWEEN 1 AND 5", name="score_range"),
        CheckConstraint("weight BETWEEN 0 AND 100", name="weight_range"),
    )
