"""Handover of a project: the review that its notice opens, and what is left over (C10.1, C10.3)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import LongText, RowId, ShortText
from models.enums import RecordKind
from models.record import Record
from models.types import UtcDateTime


class Handover(Record):
    """The handover notice (签单交付通知) of a project (``record.project_id``) and its review (C10.1).

    ``noticed_on`` starts the clock of the collection notice, ``handed_over_on`` that of the warranty card (N5);
    ``summary`` is what the review came to.
    """

    __tablename__ = "handover"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    noticed_on: Mapped[date] = mapped_column(Date)
    handed_over_on: Mapped[date] = mapped_column(Date)
    notice_no: Mapped[ShortText]
    reviewed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reviewed_by: Mapped[ShortText]
    summary: Mapped[LongText]

    __mapper_args__ = {"polymorphic_identity": RecordKind.HANDOVER}  # noqa: RUF012 (read once by the mapper)

    def search_parts(self) -> tuple[str, ...]:
        """Find a handover by its numbers and project."""
        return (self.number or "", self.notice_no, self.title)


class PunchItem(Record):
    """Something left over at handover (遗留问题) of a project (``record.project_id``); the title says what (C10.3).

    ``department`` answers for it by ``deadline_on``; ``closing`` tells how it was closed on ``closed_on``.
    """

    __tablename__ = "punch_item"

    id: Mapped[int] = mapped_column(RowId, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True)
    handover_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("handover.id", ondelete="RESTRICT"))
    department: Mapped[ShortText]
    responsible: Mapped[ShortText]
    found_on: Mapped[date] = mapped_column(Date)
    deadline_on: Mapped[date] = mapped_column(Date)
    detail: Mapped[LongText]
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_on: Mapped[date | None] = mapped_column(Date)
    closing: Mapped[LongText]

    __table_args__: Any = (Index("ix_punch_item_handover_id", "handover_id"),)
    __mapper_args__ = {"polymorphic_identity": RecordKind.PUNCH_ITEM}  # noqa: RUF012 (read once by the mapper)

    def search_parts(self) -> tuple[str, ...]:
        """Find an item by number, what it is, and who answers for it."""
        return (self.number or "", self.title, self.department, self.responsible)
