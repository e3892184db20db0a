"""Confidentiality: agreements and lessons (保密协议、保密教育, C14)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Flag, LongText, PrimaryKey, RowId, ShortText
from models.enums import LessonForm, PartyType, RecordKind, SecrecyLevel
from models.record import Record
from models.types import Code, Quantity, UtcDateTime


class ConfidentialityAgreement(Record):
    """An agreement (保密协议) with one of our people (``staff_id``) or with somebody from outside (``organisation``).

    The record's title is the person. In force from ``signed_on`` up to and including ``valid_until`` (None: without an
    end) until it is ended. ``carriers`` is what secret material was handed over, a line each.
    """

    __tablename__ = "confidentiality_agreement"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    staff_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("staff_member.id", ondelete="RESTRICT"))
    party_type: Mapped[PartyType] = mapped_column(Code(PartyType), default=PartyType.STAFF)
    organisation: Mapped[ShortText]
    identity_no: Mapped[str] = mapped_column(String(40), default="")
    post: Mapped[ShortText]
    secrecy_level: Mapped[SecrecyLevel] = mapped_column(Code(SecrecyLevel), default=SecrecyLevel.ORDINARY)
    signed_on: Mapped[date | None] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)
    ended_on: Mapped[date | None] = mapped_column(Date)
    liability: Mapped[LongText]
    carriers: Mapped[LongText]

    __table_args__: Any = (
        CheckConstraint(
            "valid_until IS NULL OR signed_on IS NULL OR valid_until >= signed_on", name="ends_after_start"
        ),
        Index("ix_confidentiality_agreement_staff_id", "staff_id"),
    )
    __mapper_args__ = {"polymorphic_identity": RecordKind.CONFIDENTIALITY}  # noqa: RUF012 (read once by the mapper)

    def search_parts(self) -> tuple[str, ...]:
        """Find an agreement by number, person and organisation."""
        return (self.number or "", self.title, self.organisation, self.post)


class Lesson(Record):
    """A lesson on confidentiality (保密教育); the record's title is its topic."""

    __tablename__ = "lesson"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    held_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    place: Mapped[ShortText]
    lecturer: Mapped[ShortText]
    form: Mapped[LessonForm] = mapped_column(Code(LessonForm), default=LessonForm.CLASS)
    hours: Mapped[Decimal | None] = mapped_column(Quantity)
    content: Mapped[LongText]
    effect: Mapped[LongText]

    attendees: Mapped[list["LessonAttendee"]] = relationship(
        cascade="all, delete-orphan", order_by="LessonAttendee.position", lazy="selectin"
    )

    __mapper_args__ = {"polymorphic_identity": RecordKind.LESSON}  # noqa: RUF012 (read once by the mapper)

    searched_by_lines = True

    def search_parts(self) -> tuple[str, ...]:
        """Find a lesson by number, topic, lecturer and who was there."""
        return (self.number or "", self.title, self.lecturer, *(row.name for row in self.attendees))


class LessonAttendee(Base):
    """One who was to attend: ours by ``staff_id``, or somebody from outside; ``was_present`` once it was held."""

    __tablename__ = "lesson_attendee"

    id: Mapped[PrimaryKey]
    lesson_id: Mapped[int] = mapped_column(RowId, ForeignKey("lesson.id", ondelete="RESTRICT"))
    position: Mapped[int] = mapped_column(Integer)
    staff_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("staff_member.id", ondelete="RESTRICT"))
    name: Mapped[ShortText]
    organisation: Mapped[ShortText]
    was_present: Mapped[Flag]
    score: Mapped[ShortText]
    remark: Mapped[ShortText]

    __table_args__ = (
        UniqueConstraint("lesson_id", "position"),
        Index("ix_lesson_attendee_staff_id", "staff_id"),
    )
