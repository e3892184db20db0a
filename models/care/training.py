"""Trainings of customers' people (N5) and of our own."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, LongText, PrimaryKey, RowId, ShortText
from models.enums import RecordKind, TrainingAudience
from models.record import Record
from models.types import Code, Quantity


class Training(Record):
    """One training: the title is its topic; ``hours`` its length; held on a day, or planned for one."""

    __tablename__ = "training"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    audience: Mapped[TrainingAudience] = mapped_column(Code(TrainingAudience))
    dispatch_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("dispatch.id", ondelete="RESTRICT"))
    planned_on: Mapped[date] = mapped_column(Date)
    held_on: Mapped[date | None] = mapped_column(Date)
    place: Mapped[ShortText]
    teacher: Mapped[ShortText]
    hours: Mapped[Decimal | None] = mapped_column(Quantity)
    content: Mapped[LongText]
    material: Mapped[ShortText]
    result: Mapped[LongText]

    attendees: Mapped[list["TrainingAttendee"]] = relationship(
        cascade="all, delete-orphan", order_by="TrainingAttendee.position", lazy="selectin"
    )

    __table_args__: Any = (
        CheckConstraint("hours IS NULL OR hours > 0", name="hours_positive"),
        Index("ix_training_dispatch_id", "dispatch_id"),
        Index("ix_training_held_on", "held_on", "id"),
    )
    __mapper_args__ = {"polymorphic_identity": RecordKind.TRAINING}  # noqa: RUF012 (read once by the mapper)

    def search_parts(self) -> tuple[str, ...]:
        """Find a training by number, topic and teacher."""
        return (self.number or "", self.title, self.teacher, self.place)


class TrainingAttendee(Base):
    """Who was taught: one of our people, or somebody of the customer by name; ``score`` 0 to 100."""

    __tablename__ = "training_attendee"

    id: Mapped[PrimaryKey]
    training_id: Mapped[int] = mapped_column(RowId, ForeignKey("training.id", ondelete="RESTRICT"))
    position: Mapped[int] = mapped_column(Integer)
    staff_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("staff_member.id", ondelete="RESTRICT"))
    name: Mapped[ShortText]
    post: Mapped[ShortText]
    phone: Mapped[str] = mapped_column(String(40), default="")
    score: Mapped[int | None] = mapped_column(Integer)
    note: Mapped[ShortText]

    __table_args__: Any = (
        UniqueConstraint("training_id", "position"),
        CheckConstraint("score IS NULL OR score BETWEEN 0 AND 100", name="score_range"),
        Index("ix_training_attendee_staff_id", "staff_id"),
    )
