"""Service assessment (考核) by items, person and month, and the manager's spot checks (N6)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Flag, LongText, PrimaryKey, RowId, ShortText
from models.enums import AssessmentSource, LineVerdict, RecordKind
from models.record import Record
from models.types import Code, Money, UtcDateTime


class AssessmentItem(Base):
    """A row of the table of items: what counts, points (minus takes away), and yuan where amounts are switched on.

    ``source`` tells for which finding the program proposes it; ``retired`` items are proposed no more.
    """

    __tablename__ = "assessment_item"

    id: Mapped[PrimaryKey]
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[ShortText]
    source: Mapped[AssessmentSource] = mapped_column(Code(AssessmentSource))
    points: Mapped[int] = mapped_column(Integer)
    amount: Mapped[Decimal] = mapped_column(Money)
    position: Mapped[int] = mapped_column(Integer)
    retired: Mapped[Flag]

    __table_args__: Any = (
        UniqueConstraint("code"),
        CheckConstraint("points BETWEEN -100 AND 100", name="points_range"),
    )


class Assessment(Record):
    """The assessment of one month (``month`` is its first day), confirmed by the manager."""

    __tablename__ = "assessment"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    month: Mapped[date] = mapped_column(Date)
    with_amounts: Mapped[Flag]
    remark: Mapped[LongText]
    gathered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_by: Mapped[ShortText]

    lines: Mapped[list["AssessmentLine"]] = relationship(
        cascade="all, delete-orphan",
        foreign_keys="AssessmentLine.assessment_id",
        order_by="AssessmentLine.id",
        lazy="selectin",
    )

    __table_args__: Any = (UniqueConstraint("month"),)
    __mapper_args__ = {"polymorphic_identity": RecordKind.ASSESSMENT}  # noqa: RUF012 (read once by the mapper)


class AssessmentLine(Base):
    """One line: whom, for which item, how many points; ``source_key`` names what it was proposed from, once a month.

    ``staff_id`` is None where the person is none of our staff list; ``person`` is the name as it was then. ``proposed``
    are the points of the item as it was then, ``amount`` its yuan; what a line comes to follows from its ``points``.
    """

    __tablename__ = "assessment_line"

    id: Mapped[PrimaryKey]
    assessment_id: Mapped[int] = mapped_column(RowId, ForeignKey("assessment.id", ondelete="RESTRICT"))
    staff_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("staff_member.id", ondelete="RESTRICT"))
    person: Mapped[ShortText]
    item_id: Mapped[int] = mapped_column(RowId, ForeignKey("assessment_item.id", ondelete="RESTRICT"))
    source_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"))
    source_key: Mapped[str] = mapped_column(String(80))
    happened_on: Mapped[date] = mapped_column(Date)
    text: Mapped[LongText]
    proposed: Mapped[int] = mapped_column(Integer)
    points: Mapped[int] = mapped_column(Integer)
    amount: Mapped[Decimal] = mapped_column(Money)
    verdict: Mapped[LineVerdict] = mapped_column(Code(LineVerdict), default=LineVerdict.PROPOSED)
    reason: Mapped[LongText]

    __table_args__: Any = (
        UniqueConstraint("assessment_id", "source_key"),
        CheckConstraint("points BETWEEN -100 AND 100", name="points_range"),
        Index("ix_assessment_line_staff_id", "staff_id"),
        Index("ix_assessment_line_item_id", "item_id"),
        Index("ix_assessment_line_source_id", "source_id"),
    )


class SpotCheck(Record):
    """A check by the manager (抽查) of a person's work or a record (``subject_id``); the title says what."""

    __tablename__ = "spot_check"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    checked_on: Mapped[date] = mapped_column(Date)
    checker: Mapped[ShortText]
    subject_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"))
    staff_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("staff_member.id", ondelete="RESTRICT"))
    is_good: Mapped[Flag]
    finding: Mapped[LongText]
    demand: Mapped[LongText]
    due_on: Mapped[date | None] = mapped_column(Date)
    put_right_on: Mapped[date | None] = mapped_column(Date)
    result: Mapped[LongText]

    __table_args__: Any = (
        Index("ix_spot_check_subject_id", "subject_id"),
        Index("ix_spot_check_staff_id", "staff_id"),
    )
    __mapper_args__ = {  # noqa: RUF012 (read once by the mapper)
        "polymorphic_identity": RecordKind.SPOT_CHECK,
        "inherit_condition": id == Record.id,  # noqa: A003 (the column of this class; subject_id is a record's too)
    }

    def search_parts(self) -> tuple[str, ...]:
        """Find a spot check by number, what was checked and what was found."""
        return (self.number or "", self.title, self.finding)
