"""Visits (回访) and their rounds: planned ahead, done, and what follows from them (C13)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, LongText, PrimaryKey, RowId, ShortText
from models.enums import FollowUpKind, RecordKind, RunStatus, VisitMode, VisitOccasion
from models.record import Record
from models.types import Code, UtcDateTime


class VisitRound(Record):
    """One half-year's round (回访计划): visits between two days, both included, on a list issued by ``list_by``."""

    __tablename__ = "visit_round"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    list_by: Mapped[date] = mapped_column(Date)
    principle: Mapped[LongText]
    planned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closing: Mapped[LongText]

    __table_args__: Any = (CheckConstraint("ends_on >= starts_on", name="ends_after_start"),)
    __mapper_args__ = {"polymorphic_identity": RecordKind.VISIT_ROUND}  # noqa: RUF012 (read once by the mapper)


class Visit(Record):
    """One visit to a customer, in a project of theirs or not; ``planned_on`` is the day it is owed.

    ``basis_id`` is the record that asked for it: the project of a milestone, the request of a major repair;
    ``basis_on`` the day its clock is counted from (handover, end of warranty, end of the repair, last contact).
    What was found is filled in when it is done; satisfaction is 1 (very dissatisfied) to 5 (very satisfied).
    """

    __tablename__ = "visit"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    round_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("visit_round.id", ondelete="RESTRICT"))
    basis_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"))
    dispatch_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("dispatch.id", ondelete="RESTRICT"))
    survey_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("survey.id", ondelete="RESTRICT"))
    basis_on: Mapped[date | None] = mapped_column(Date)
    occasion: Mapped[VisitOccasion] = mapped_column(Code(VisitOccasion))
    mode: Mapped[VisitMode] = mapped_column(Code(VisitMode))
    planned_on: Mapped[date] = mapped_column(Date)
    visitor: Mapped[ShortText]
    focus: Mapped[ShortText]

    visited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    interviewee: Mapped[ShortText]
    phone: Mapped[str] = mapped_column(String(40), default="")
    run_status: Mapped[RunStatus | None] = mapped_column(Code(RunStatus))
    flow: Mapped[ShortText]
    inlet: Mapped[ShortText]
    outlet: Mapped[ShortText]
    consumables: Mapped[LongText]
    upkeep: Mapped[LongText]
    problems: Mapped[LongText]
    sat_quality: Mapped[int | None] = mapped_column(Integer)
    sat_service: Mapped[int | None] = mapped_column(Integer)
    suggestions: Mapped[LongText]
    promotion: Mapped[LongText]
    payment_talk: Mapped[LongText]
    spot_action: Mapped[LongText]
    next_visit_on: Mapped[date | None] = mapped_column(Date)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    follow_ups: Mapped[list["VisitFollowUp"]] = relationship(
        back_populates="visit", foreign_keys="VisitFollowUp.visit_id", order_by="VisitFollowUp.id", lazy="selectin"
    )

    __table_args__: Any = (
        CheckConstraint("sat_quality IS NULL OR sat_quality BETWEEN 1 AND 5", name="quality_range"),
        CheckConstraint("sat_service IS NULL OR sat_service BETWEEN 1 AND 5", name="service_range"),
        Index("ix_visit_round_id", "round_id"),
        Index("ix_visit_basis_id", "basis_id"),
        Index("ix_visit_dispatch_id", "dispatch_id"),
        Index("ix_visit_survey_id", "survey_id"),
        Index("ix_visit_planned_on", "planned_on", "id"),
        Index("ix_visit_visited_at", "visited_at", "id"),
    )
    __mapper_args__ = {  # noqa: RUF012 (read once by the mapper)
        "polymorphic_identity": RecordKind.VISIT,
        "inherit_condition": id == Record.id,  # noqa: A003 (the column of this class; basis_id is a record's too)
    }

    def search_parts(self) -> tuple[str, ...]:
        """Find a visit by number, title, who went and who was met."""
        return (self.number or "", self.title, self.visitor, self.interviewee)


class VisitFollowUp(Base):
    """What follows from a visit: a need (近期/中期/远期), a lead passed on to ``passed_to``, a complaint, a task.

    ``outcome_id`` is the request, complaint or other record it became; it is settled with ``settled_at``.
    """

    __tablename__ = "visit_follow_up"

    id: Mapped[PrimaryKey]
    visit_id: Mapped[int] = mapped_column(RowId, ForeignKey("visit.id", ondelete="RESTRICT"))
    kind: Mapped[FollowUpKind] = mapped_column(Code(FollowUpKind))
    text: Mapped[LongText]
    passed_to: Mapped[ShortText]
    due_on: Mapped[date | None] = mapped_column(Date)
    outcome_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"))
    outcome: Mapped[LongText]
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    visit: Mapped[Visit] = relationship(back_populates="follow_ups", foreign_keys=[visit_id])

    __table_args__: Any = (
        Index("ix_visit_follow_up_visit_id", "visit_id"),
        Index("ix_visit_follow_up_outcome_id", "outcome_id"),
    )
